"""Spans of years, days and odds that a line of the page does not tear apart.

For the page's words only: numbers, files and the embedded assessment stay as they are.
"""

from __future__ import annotations

import re

DASH = "\u2060–\u2060"  # between word joiners: a line does not end at it

_SPAN = re.compile(r"(?<=\d)–(?=\d)")
_DAY = re.compile(r"\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?=\d{4}\b)")
_ODDS = re.compile(r"\b1 in (?=\d)")


def unbroken(text: str) -> str:
    """``1945–89``, ``1 Jun 2026`` and ``1 in 200``, each on one line."""
    text = _SPAN.sub(DASH, text)
    text = _DAY.sub("\\1\u00a0\\2\u00a0", text)
    return _ODDS.sub("1\u00a0in\u00a0", text)

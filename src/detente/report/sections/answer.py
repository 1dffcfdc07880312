"""The answer: one sentence, the odds beside the base rate, and what may be quoted."""

from __future__ import annotations

import htpy as h

from detente.report.html.sheet import Sheet
from detente.report.sections import Section


def _body(sheet: Sheet) -> h.Node:
    view = sheet.view
    if view.standing is None:
        return h.p(".lead")[view.outlook[0].reason or "The two never met."]
    return h.p(".lead")[view.standing.headline]


SECTION = Section(10, "answer", "The answer", _body)

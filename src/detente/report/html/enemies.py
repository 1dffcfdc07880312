"""Enemies whose rivalry ended: how many there were, and how many became allies."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Reversals
from detente.report.html.sheet import Sheet
from detente.words import significant


def ended(sheet: Sheet, found: Reversals, of: str, many: str, whose: str = "") -> list[h.Node]:
    """``Of 65 rivalries that ended from 1945 to 2017 …, 21 had one with the end or after it``.

    Parameters
    ----------
    of, many : what a rivalry is called, and several
    whose : between whom, if that is said
    """
    n = sheet.n
    return [
        "Of ",
        n.count(found, "without", of=of, many=many),
        f"{whose} that ended from ",
        n.year(found, "first"),
        " to ",
        n.year(found, "last"),
        " outside an older defence pact, ",
        n.count(found, "allied") if found.allied else "none",
        " had one with the end or after it",
    ]


def years(sheet: Sheet, found: Reversals, at: int) -> h.Node:
    """Years from the end to the pact: of the first quarter, of half, of three quarters."""
    return sheet.n.told(found, "years", at, say=lambda years: f"{significant(years):g}")

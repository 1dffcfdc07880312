"""Dyads like this one: what became of the nearest, and of enemies whose rivalry ended."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Analogue, Reversal, Reversals
from detente.report.figures.analogue_ribbons import analogues
from detente.report.figures.reversals import reversals
from detente.report.html.enemies import ended, years
from detente.report.html.sheet import Sheet
from detente.report.html.tables import Cell, Column, table
from detente.report.likeness import SEVERAL, allied, commonest, few, of
from detente.report.sections import Section


def _body(sheet: Sheet) -> h.Node:
    if sheet.view.standing is None:
        return None
    return [
        _likest(sheet),
        h.h3["Enemies that became allies"],
        _enemies(sheet),
    ]


# ── the nearest ─────────────────────────────────────────────────────────────────────────


def _likest(sheet: Sheet) -> h.Node:
    view, n = sheet.view, sheet.n
    assert view.standing is not None
    whom = None
    if len(view.standing.pairs) > 1:
        whom = h.p[f"For a bloc, the pair that leads is compared: {of(view)}."]
    if not view.analogues:
        return [
            whom,
            h.p[
                "No pair on record before this one is like it and can be looked at for twenty "
                "more years."
            ],
        ]
    near, far = view.analogues[0], view.analogues[-1]
    return [
        whom,
        h.p[
            f"The pair nearest to {of(view)} is {near.one}–{near.two} in ",
            n.year(near, "year"),
            ", at a distance of ",
            n.number(near, "distance"),
            "; the last of the ",
            n.count(view, "analogues", of="pair"),
            " shown stands ",
            n.number(far, "distance"),
            " away. Pairs that had neither pledge, rivalry, "
            "dispute nor border then, and no major power among them, are left out; "
            f"{_kind(sheet)} are compared with each other only.",
        ],
        sheet.figure("analogues", lambda width: analogues(view, width=width)),
        h.details[
            h.summary["Every pair, what was alike, and what became of it"],
            table(
                [
                    Column("Pair"),
                    Column("Year", number=True),
                    Column("Alike"),
                    Column("Within twenty years"),
                    Column("Years seen", number=True),
                    Column("Distance", number=True),
                ],
                [_likeness(sheet, one) for one in view.analogues],
                label="Pairs most like this one",
                sortable=True,
            ),
        ],
    ]


def _kind(sheet: Sheet) -> str:
    return "pairs with a defence pact" if allied(sheet.view) else "pairs without a defence pact"


def _likeness(sheet: Sheet, one: Analogue) -> list[Cell | h.Node]:
    n = sheet.n
    return [
        f"{one.one}–{one.two}",
        Cell(n.year(one, "year"), one.year),
        one.alike,
        one.became,
        Cell(n.count(one, "seen"), one.seen),
        Cell(n.number(one, "distance", digits=2), one.distance),
    ]


# ── enemies that became allies ──────────────────────────────────────────────────────────


def _enemies(sheet: Sheet) -> h.Node:
    view, n = sheet.view, sheet.n
    found = view.reversals
    if found is None:
        return h.p["Rivalries that ended were not counted for this day."]
    if not found.ended:
        return h.p[
            "No strategic rivalry had ended on record from ",
            n.year(found, "first"),
            " to ",
            n.year(found, "last"),
            ".",
        ]
    return [
        h.p[_counted(sheet, found)],
        _this_pair(sheet, found),
        _alike(sheet, found),
        sheet.figure("reversals", lambda width: reversals(view, width=width)),
        _cases(sheet, found) if found.cases else None,
    ]


def _counted(sheet: Sheet, found: Reversals) -> h.Node:
    n = sheet.n
    told = ended(sheet, found, "strategic rivalry", "strategic rivalries")
    if len(found.years) == 3:
        told += [
            ": half of them within ",
            years(sheet, found, 1),
            " years of the end, the middle half ",
            years(sheet, found, 0),
            " to ",
            years(sheet, found, 2),
        ]
    told.append(". ")
    if found.allied_before:
        told += [
            n.count(found, "allied_before"),
            " more of the ",
            n.count(found, "ended"),
            " that ended were inside an older pact, and are counted apart. ",
        ]
    treaty, times = commonest([case.treaty for case in found.cases])
    if times >= SEVERAL:
        told.append(
            f"The cases are not independent of each other: {few(times)} of them rest on one "
            f"treaty ({treaty}). "
        )
    told.append("Rivalries ended and pacts followed; nothing here says why.")
    return told


def _this_pair(sheet: Sheet, found: Reversals) -> h.Node:
    if found.elapsed is None:
        return None
    return h.p[f"{of(sheet.view)}: {found.elapsed.text}."]


def _alike(sheet: Sheet, found: Reversals) -> h.Node:
    """The cases most like this pair, if it ever was a rivalry, with the pact that followed."""
    if not found.alike or found.elapsed is None or found.elapsed.rivalry is None:
        return None
    named = {f"{case.name} {case.ended}": case for case in found.cases}
    return [
        h.p[
            "Of the ",
            sheet.n.count(found, "allied"),
            " that did, most like this pair in the last year of their rivalry:",
        ],
        h.ul[
            [h.li[_followed(sheet, named[name]) if name in named else name] for name in found.alike]
        ],
    ]


def _followed(sheet: Sheet, case: Reversal) -> h.Node:
    n = sheet.n
    return [
        f"{case.name}: rivalry ended ",
        n.year(case, "ended"),
        ", defence pact ",
        n.year(case, "pact"),
        " already, counted as come with the end" if case.pact < case.ended else None,
        f" ({case.treaty})",
        f", {case.followed}" if case.followed else None,
    ]


def _cases(sheet: Sheet, found: Reversals) -> h.Element:
    n = sheet.n
    return h.details[
        h.summary["Every rivalry that was followed by a defence pact"],
        table(
            [
                Column("Rivalry"),
                Column("Ended", number=True),
                Column("Pact", number=True),
                Column("Years after", number=True),
                Column("Treaty"),
                Column("Succession followed"),
            ],
            [
                [
                    case.name,
                    Cell(n.year(case, "ended"), case.ended),
                    Cell(n.year(case, "pact"), case.pact),
                    Cell(n.count(case, "years"), case.years),
                    case.treaty,
                    case.followed or "–",
                ]
                for case in found.cases
            ],
            label="Rivalries that were followed by a defence pact",
            sortable=True,
        ),
        h.p(".small")[
            "A pact at most two years older than the end counts as come with it: nought years "
            "after. The treaty is the one in force when the run of years with a pact began, and "
            "may bind more than the two."
        ],
    ]


SECTION = Section(40, "analogues", "Dyads like this one", _body)

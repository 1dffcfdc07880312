"""Every chance as tables: of the pair, of a bloc three ways, of many members at once."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from detente.assessment.schema import Forecast
from detente.report.html.main_question import lead_pair, main_chance
from detente.report.html.odds_told import (
    MODELS,
    NAMES,
    alike,
    interval,
    middle,
    outcomes,
    single,
)
from detente.report.html.sheet import Sheet
from detente.report.html.tables import Cell, Column, table
from detente.report.picked import alone, yardstick, years_of
from detente.words import listing

WAYS = {"lead": "the pair that leads", "share": "mean of members", "weighted": "weighted"}


def at_yardstick(sheet: Sheet) -> h.Node:
    """One row for each outcome, at ten years or near it; the page's own question in bold."""
    view, n, main = sheet.view, sheet.n, main_chance(sheet.view)
    there = [one for one in _there(sheet) if one.horizon == yardstick(view)]
    if not there:
        return None
    columns = [
        Column("outcome"),
        Column("chance", True),
        Column("90% interval", True),
        Column("base rate", True),
        Column("pairs alike", True),
    ]
    rows: list[list[Cell | h.Node]] = [
        [
            NAMES[one.outcome],
            middle(sheet, one),
            interval(sheet, one),
            n.chance(one, "base_rate") if one.base_rate is not None else "–",
            _alike(sheet, one),
        ]
        for one in there
    ]
    pair = lead_pair(view)
    of = f" for {pair}, the pair that leads" if pair else ""
    shown = table(
        columns,
        rows,
        caption=f"Within {years_of(yardstick(view))}{of}",
        bold=[at for at, one in enumerate(there) if one.outcome == main.outcome],
    )
    note = (
        "Base rate: of any two states, or any two rivals where a rivalry would end. Rates count a "
        "pair once for every year it was at risk or alike; “so many of so many” counts each once."
    )
    return [shown, h.p(".small")[note]]


def _alike(sheet: Sheet, one: Forecast) -> h.Node:
    """The rate of pairs alike; a dash where all at risk had to stand for them."""
    if not one.conditions:
        return "–"
    rate = sheet.n.chance(one, "class_p" if one.class_p is not None else "p")
    only = f", in {alike(one.conditions)} alone" if "hostility" in one.dropped else None
    return [rate, h.br, h.span(".small")[_of(sheet, one).shown, only]]


def every_chance(sheet: Sheet) -> h.Node:
    """Every outcome at every horizon, and a bloc three ways, folded."""
    there = _there(sheet)
    ways = _ways(sheet)
    return [
        h.details[
            h.summary["Every chance: each outcome at every horizon, its class and its model"],
            _chances(sheet, there),
            _notes(there),
        ]
        if there
        else None,
        h.details[
            h.summary[
                "The bloc three ways: its lead, the mean of its members, by power"
                f"{'; half or all of it at once' if sheet.view.together else ''}"
            ],
            ways,
            _together(sheet),
        ]
        if ways is not None or sheet.view.together
        else None,
    ]


def _there(sheet: Sheet) -> list[Forecast]:
    return [
        one
        for name in outcomes(sheet.view)
        for one in single(sheet.view, name)
        if one.p is not None
    ]


def _chances(sheet: Sheet, there: Sequence[Forecast]) -> h.Node:
    """Outcome by horizon, of the pair or the one that leads."""
    n, pair = sheet.n, lead_pair(sheet.view)
    strata = dict.fromkeys(one.stratum for one in there if one.stratum is not None)
    columns = [
        Column("outcome"),
        Column("years", True),
        Column("chance", True),
        Column("90% interval", True),
        Column("base rate", True),
        Column("rate of pairs alike", True),
        Column("of pairs alike, with it", True),
        *([Column("same hostility, whatever else", True)] if strata else []),
        Column("model"),
    ]
    rows: list[list[Cell | h.Node]] = []
    for one in there:
        row: list[Cell | h.Node] = [
            NAMES[one.outcome],
            Cell(n.count(one, "horizon"), one.horizon),
            Cell(middle(sheet, one), one.p),
            Cell(interval(sheet, one), one.low),
            _share(sheet, one, "base_rate"),
            _share(sheet, one, "class_p" if one.class_p is not None else "p"),
            _of(sheet, one),
            *([_share(sheet, one, "stratum_rate")] if strata else []),
            one.model,
        ]
        rows.append(row)
    of = f"{pair}, the pair that leads" if pair else "By outcome and horizon"
    return table(columns, rows, caption=of, sortable=True)


def _share(sheet: Sheet, one: Forecast, key: str) -> Cell:
    value = getattr(one, key)
    return Cell("–", "") if value is None else Cell(sheet.n.chance(one, key), value)


def _of(sheet: Sheet, one: Forecast) -> Cell:
    """``9 of 34``."""
    if one.n_pairs is None or one.n_events is None:
        return Cell("–", "")
    n = sheet.n
    return Cell([n.count(one, "n_events"), " of ", n.count(one, "n_pairs")], one.n_pairs)


def _notes(there: Sequence[Forecast]) -> h.Node:
    """How to read the table."""
    models = dict.fromkeys(one.model for one in there)
    strata = list(dict.fromkeys(one.stratum for one in there if one.stratum is not None))
    return h.p(".small")[
        "With it: pairs that had the outcome within the years of some year in which they were "
        "alike. The rate beside counts a pair once for every such year, so it is no quotient of "
        "the two. ",
        f"Same hostility: {listing(strata)}. " if strata else None,
        "Models: ",
        "; ".join(f"“{name}”, {MODELS.get(name, name)}" for name in models),
        ".",
        [f" {text}" for text in alone(there)],
    ]


def _ways(sheet: Sheet) -> h.Node:
    """A bloc three ways: its lead, the mean of its members, and by capability."""
    view = sheet.view
    if lead_pair(view) is None:
        return None
    rows: list[list[Cell | h.Node]] = []
    for outcome in outcomes(view):
        for horizon in view.question.horizons:
            ways = {
                one.aggregation: one
                for one in view.outlook
                if one.outcome == outcome and one.horizon == horizon
            }
            if not any(one.p is not None for one in ways.values()):
                continue
            first = next(iter(ways.values()))
            rows.append(
                [
                    NAMES[outcome],
                    Cell(sheet.n.count(first, "horizon"), horizon),
                    *(
                        Cell(
                            [
                                middle(sheet, ways[way]),
                                h.br,
                                h.span(".small")[interval(sheet, ways[way])],
                            ],
                            ways[way].p,
                        )
                        if way in ways and ways[way].p is not None
                        else Cell("–", "")
                        for way in WAYS
                    ),
                ]
            )
    if not rows:
        return None
    columns = [
        Column("outcome"),
        Column("years", True),
        *(Column(name, True) for name in WAYS.values()),
    ]
    return [
        table(columns, rows, caption="The bloc three ways, with 90% intervals", sortable=True),
        h.p(".small")[
            "Mean: the share of member pairs expected to have it. Weighted: the same, each pair "
            "counted by its share of power. ",
            _counted(sheet),
        ],
    ]


def _counted(sheet: Sheet) -> h.Node:
    """How many pairs of members are in each mean."""
    told: list[h.Node] = []
    for outcome in outcomes(sheet.view):
        one = next(
            (
                f
                for f in sheet.view.outlook
                if f.outcome == outcome and f.members and f.p is not None
            ),
            None,
        )
        if one is None or one.members is None:
            continue
        told += [
            f"{NAMES[outcome][0].upper()}{NAMES[outcome][1:]}: ",
            sheet.n.count(one, "members", "at_risk", of="pair"),
            " at risk",
        ]
        for key, text in (
            ("in_force", " with a pact already, counted as 1"),
            ("left_out", " left out, not at risk"),
        ):
            if one.members.get(key):
                told += [", ", sheet.n.count(one, "members", key), text]
        told.append(". ")
    return told


def _together(sheet: Sheet) -> h.Node:
    """A state allied with half of a bloc, and with all of it, at once."""
    view, n = sheet.view, sheet.n
    if not view.together:
        return None
    shares = list(dict.fromkeys(one.share for one in view.together))
    horizons = list(dict.fromkeys(one.horizon for one in view.together))
    rows: list[list[Cell | h.Node]] = []
    silent: list[h.Node] = []
    for share in shares:
        of = [one for one in view.together if one.share == share]
        if not of[0].treaties:
            silent.append(f"No treaty in force that day would bind {share} of the members. ")
            continue
        rows.append(
            [
                [
                    f"{share} of the members, ",
                    n.count(of[0], "members"),
                    " of ",
                    n.count(of[0], "of"),
                ],
                *(n.chances(one) if one.p else "none drawn" for one in of),
                "; ".join(of[0].treaties),
            ]
        )
    told = (
        table(
            [
                Column("allied at once with"),
                *(Column(f"{years} y", True) for years in horizons),
                Column("by joining one of"),
            ],
            rows,
            caption="Half or all of the bloc at once",
        )
        if rows
        else None
    )
    return [
        told,
        h.p(".small")[
            silent,
            "Counted over treaties that bind so many members already; gathering them one by one, "
            "or under a treaty yet to be founded, is not in it. No interval was computed.",
        ],
    ]

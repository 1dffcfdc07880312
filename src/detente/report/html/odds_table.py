"""Every chance as tables: of the pair, of a bloc three ways, of many members at once."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from detente.assessment.schema import Forecast
from detente.report.first_screen import lead
from detente.report.html.main_question import lead_pair
from detente.report.html.odds_told import (
    MODELS,
    NAMES,
    interval,
    middle,
    outcomes,
    single,
)
from detente.report.html.sheet import Sheet
from detente.report.html.tables import Cell, Column, table
from detente.words import listing

WAYS = {"lead": "the pair that leads", "share": "mean of members", "weighted": "weighted"}


def tables(sheet: Sheet) -> h.Node:
    """All of them, and what has to be said beside them."""
    there = [
        one
        for name in outcomes(sheet.view)
        for one in single(sheet.view, name)
        if one.p is not None
    ]
    return [
        _chances(sheet, there) if there else None,
        _notes(sheet, there),
        _ways(sheet),
        _together(sheet),
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


def _notes(sheet: Sheet, there: Sequence[Forecast]) -> h.Node:
    """How to read the table, and what the standing hides."""
    view, n = sheet.view, sheet.n
    notes: list[h.Node] = []
    if there:
        models = dict.fromkeys(one.model for one in there)
        strata = list(dict.fromkeys(one.stratum for one in there if one.stratum is not None))
        notes.append(
            [
                "With it: pairs that had the outcome within the years of some year in which they "
                "were alike. The rate beside counts pairs by year: it is no simple quotient. ",
                f"Same hostility: {listing(strata)}. " if strata else None,
                "Models: ",
                "; ".join(f"“{name}”, {MODELS.get(name, name)}" for name in models),
                ".",
            ]
        )
    gap = next((one for one in there if one.gap_share is not None), None)
    if gap is not None:
        notes.append(
            [
                f"Of the variance of the interval for a {NAMES[gap.outcome]}, the gap between the "
                "end of the records and ",
                n.day(view.question, "as_of"),
                " makes ",
                n.percent(gap, "gap_share"),
                ".",
            ]
        )
    pact = next((one for one in view.outlook if one.unlisted is not None), None)
    if pact is not None:
        notes.append(
            [
                "The chance that a defence pact nobody has listed is in force on ",
                n.day(view.question, "as_of"),
                ": ",
                n.chance(pact, "unlisted")
                if pact.unlisted
                else "too small to be drawn; no simulated world has one",
                ".",
            ]
        )
    return [[h.p(".small")[note] for note in notes], _bridged(sheet)]


def _bridged(sheet: Sheet) -> h.Node:
    """What a dispute's chance was in the last full year, where nobody has coded it yet."""
    view, n = sheet.view, sheet.n
    pair = lead(view)
    found = pair.hostility.bridged
    if found is None:
        return None
    return h.p(".small")[
        f"Whether {pair.one.name} and {pair.two.name} had a militarised dispute in ",
        n.year(found, "year"),
        " is estimated, not read from a record: ",
        n.chances(found.dispute),
        "; one in which force was used: ",
        n.chances(found.violent),
        ". Disputes are coded to ",
        n.year(pair.hostility, "coded_to", "disputes"),
        ".",
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
                *(n.chance(one, "p") if one.p else "none drawn" for one in of),
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

"""The tables behind the two hundred years: pledges, events, stretches, what came later."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from detente.assessment.schema import Event, History, Pact
from detente.report.figures.since import later
from detente.report.html.sheet import Sheet
from detente.report.html.tables import Cell, Column, folded, table
from detente.report.html.unbroken import DASH

KINDS = {"treaty": "pledge", "left": "left the bloc", "joined": "joined the bloc"}


def since(sheet: Sheet) -> h.Node:
    """Later evidence in full, with its sources; nothing where there is none."""
    found = later(sheet.view)
    if not found:
        return None
    rows = [
        [
            Cell(one.when, one.at),
            one.what,
            "around the two" if one.where == "around" else one.where,
            h.a(href=one.url)[one.source]
            if one.url is not None and one.url.startswith("https://")
            else one.source,
        ]
        for one in found
    ]
    return h.details[
        h.summary["Dated evidence since the coded record ends"],
        h.p["From other sources, under their own names; none of it is merged into the ribbons."],
        table(
            [Column("When"), Column("What"), Column("Of"), Column("Source")],
            rows,
            sortable=len(rows) > 5,
            label="Evidence since the coded record ends",
        ),
    ]


def treaties(sheet: Sheet, pacts: Sequence[Pact]) -> h.Node:
    """Every pledge with its days, its rung and its source."""
    if not pacts:
        return None
    n = sheet.n
    rows: list[list[Cell | h.Node]] = [
        [
            Cell(n.day(one, "since"), one.since.isoformat()),
            Cell(
                "in force when the coding ends" if one.until is None else n.day(one, "until"),
                "9999" if one.until is None else one.until.isoformat(),
            ),
            one.name,
            Cell(one.label, one.rung),
            one.source,
        ]
        for one in pacts
    ]
    return folded(
        "Every pledge on record",
        [Column("From"), Column("Until"), Column("Treaty"), Column("Rung"), Column("Source")],
        rows,
        "Every pledge on record",
    )


def events(sheet: Sheet, found: Sequence[Event]) -> h.Node:
    """Everything that happened, by year."""
    if not found:
        return None
    n = sheet.n
    rows: list[list[Cell | h.Node]] = [
        [
            Cell(
                [n.year(one, "first"), *([DASH, n.year(one, "last")] if one.last else [])],
                one.first,
            ),
            one.text,
            KINDS.get(one.kind, one.kind),
            one.source,
        ]
        for one in found
    ]
    return folded(
        "Wars, treaties, successions and members, all of them",
        [Column("Year"), Column("What"), Column("Kind"), Column("Source")],
        rows,
        "What happened",
    )


def stretches(sheet: Sheet, history: History) -> h.Node:
    """Both ribbons, one row for each run of years on one rung."""
    n = sheet.n
    rows: list[list[Cell | h.Node]] = [
        [
            Cell([n.year(one, "first"), DASH, n.year(one, "last")], one.first),
            axis,
            Cell(one.label, -1 if one.rung is None else one.rung),
            one.detail or ("" if one.how == "coded" else one.how),
        ]
        for axis, stretches in (("pledge", history.pledge), ("hostility", history.hostility))
        for one in stretches
    ]
    return folded(
        "Both ribbons in words, stretch by stretch",
        [Column("Years"), Column("Axis"), Column("Rung"), Column("Treaties, or why none")],
        rows,
        "Years on each rung",
    )


def allied(sheet: Sheet, history: History) -> h.Node:
    """Which member pairs had a defence pact, where there are several pairs."""
    if not history.years or not history.allied:
        return None
    n = sheet.n
    rows = [
        [
            f"{one.one}–{one.two}",
            Cell([n.year(one, "first"), DASH, n.year(one, "last")], one.first),
            one.treaty,
            "running" if one.running else "",
        ]
        for one in history.allied
    ]
    return folded(
        "Member pairs that had a defence pact",
        [Column("Pair"), Column("Years"), Column("Begun by"), Column("When the coding ends")],
        rows,
        "Defence pacts of member pairs",
    )

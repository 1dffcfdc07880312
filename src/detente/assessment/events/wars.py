"""Wars in which the two fought on opposite sides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from detente.assessment.later import WAR_INTENSITY
from detente.assessment.names import wars as war_names
from detente.assessment.peoples import Pair, People
from detente.assessment.schema import Event
from detente.assessment.world import World
from detente.measures.cube import COVERAGE
from detente.measures.rungs import Hostility, dispute_rung
from detente.sources import registry
from detente.states.names import names

LISTED_TO = registry.get("interstate_wars").covers[1]
UCDP_TO = registry.get("ucdp_conflicts").covers[1]


def wars(world: World, pair: Pair, until: date) -> list[Event]:
    """Wars of the COW list; disputes at war level that it lacks; then what UCDP calls wars."""
    return [
        *_listed(world, pair, until),
        *_disputed(world, pair, until),
        *_reported(world, pair, until),
    ]


def _listed(world: World, pair: Pair, until: date) -> Iterator[Event]:
    rows = pair.rows(world.wars).filter(pl.col("year") <= until.year)
    for warnum, first, last in _runs(rows, "warnum"):
        yield _event(
            pair,
            war_names().get(warnum),
            first,
            last,
            f"COW interstate wars 4.0, war {warnum}",
            going_on=last == min(world.known_year, until.year),
        )


def _disputed(world: World, pair: Pair, until: date) -> Iterator[Event]:
    """Disputes at war level in years in which no listed war of the two falls.

    Of a dispute that overlaps such a war, the years after the list ends are told.
    """
    rows = pair.rows(world.disputes).filter(
        (dispute_rung() == Hostility.WAR) & (pl.col("year") <= until.year)
    )
    listed = pair.rows(world.wars).filter(pl.col("year") <= until.year)
    fought = set(listed["year"].to_list())
    ends = min(world.known_year, until.year, COVERAGE["dispute"])
    for dispnum, first, last in _runs(rows, "dispnum"):
        start = first if fought.isdisjoint(range(first, last + 1)) else max(first, LISTED_TO + 1)
        if start > last:
            continue
        name, known = _within(world, listed, start, last)
        source = f"MID 5.0, dispute {dispnum}, at war level{known}"
        yield _event(pair, name, start, last, source, going_on=last == ends)


def _within(world: World, listed: pl.DataFrame, first: int, last: int) -> tuple[str | None, str]:
    """The listed war of the two that others still fought in those years, as France's of 1944."""
    numbers = listed["warnum"].unique().to_list()
    ran = world.wars.frame.filter(
        pl.col("warnum").is_in(numbers) & pl.col("year").is_between(first, last)
    )
    found = sorted(ran["warnum"].unique().to_list())
    if len(found) != 1:
        return None, ""
    return war_names().get(found[0]), f"; the war is COW interstate wars 4.0, war {found[0]}"


def _reported(world: World, pair: Pair, until: date) -> Iterator[Event]:
    rows = pair.rows(world.ucdp).filter(
        (pl.col("intensity") == WAR_INTENSITY)
        & (pl.col("year") > COVERAGE["dispute"])
        & (pl.col("year") <= until.year)
    )
    for conflict, first, last in _runs(rows, "conflict"):
        ends = min(world.known_year, until.year, UCDP_TO)
        source = f"UCDP 25.1, conflict {conflict} (primary parties)"
        yield _event(pair, None, first, last, source, going_on=last == ends)


def _runs(rows: pl.DataFrame, number: str) -> Iterator[tuple[int, int, int]]:
    """Each war with the first and last year of the pair in it; a break of years makes two."""
    known: tuple[int, int, int] | None = None
    for one, year in rows.select(number, "year").unique().sort(number, "year").iter_rows():
        if known is not None and one == known[0] and year <= known[2] + 1:
            known = (one, known[1], year)
            continue
        if known is not None:
            yield known
        known = (one, year, year)
    if known is not None:
        yield known


def _event(
    pair: Pair, name: str | None, first: int, last: int, source: str, *, going_on: bool
) -> Event:
    """A war by name, else by parties.

    Parameters
    ----------
    going_on : it ran in the last year that could be known, so that nobody could say it was over
    """
    called = name or f"war, {_called(pair.one, first)}–{_called(pair.two, first)}"
    return Event(
        kind="war",
        first=first,
        last=last if last > first else None,
        text=f"{called}, {spanned(first, last)}{' (the last year known)' if going_on else ''}",
        source=source,
    )


def _called(people: People, year: int) -> str:
    """What a people's state was called in a year."""
    day = date(year, 12, 31)
    stages = [stage for stage in people.stages if stage.start <= day] or [people.stages[0]]
    return names().name_on(stages[-1].state, day)


def spanned(first: int, last: int) -> str:
    """``1950–53``, ``1899–1902``, ``1967``."""
    if first == last:
        return str(first)
    short = f"{last % 100:02d}" if first // 100 == last // 100 else str(last)
    return f"{first}–{short}"

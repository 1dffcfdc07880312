"""Panels of leaders: who was in office, and which leaders were in office together."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente import store
from detente.dates import day
from detente.errors import BadPanel, OutsideSystem
from detente.panel.asked import whole_year
from detente.panel.index import Index, Ints, Leaders, System
from detente.panel.noun import Load
from detente.panel.panel import Builder, Outside, Panel, Unit
from detente.panel.systems import (
    _crosswalk,
    _expand,
    _fresh,
    _ordinals,
    _spells,
    _until,
    _years,
    check_years,
)
from detente.states.systems import RENUMBERED_FROM, to_state_frame

Frame = pl.DataFrame

LEADER_YEARS = (1870, 2015)


def leader_years(
    first: int,
    last: int,
    *,
    system: System = "gw",
    as_of: str | date | int | None = None,
    outside: Outside = "missing",
    load: Load = store.source,
) -> Panel:
    """Leader-years: keys `leader, state, year`; every leader in office on a day of the year.

    A leader is a spell in office of Archigos 4.1, named by its `obsid`; a day counts if the
    state was a member of the list on it. Rows are sorted by state, then by leader in the order in
    which they came into office, then by year. From 1870 as in the R package, but leaders who left
    before 1875 are in Archigos only by chance: 41 of the 63 states of 1870 have none.

    Notes
    -----
    As ``create_leaderyears(standardize=…)`` of the R package, but for COW codes, which follow
    the day and not the year: Helmut Kohl leads 260 up to 2 October 1990 and 255 from the third,
    which makes two rows for 1990. Morocco and Saudi Arabia need no special case.

    Parameters
    ----------
    system : "gw" or "cow", whose codes and membership count
    as_of : use only what was known by this day
    outside : "missing" leaves values outside a source's coverage null, "error" refuses them

    Raises
    ------
    BadPanel        years in the wrong order, or no such list
    OutsideSystem   a year before 1870 or after 2015

    References
    ----------
    Goemans, Gleditsch & Chiozza (2009), JPR 46: 269–283.
    """
    known = _checked(system, first, last, as_of)

    def build(load: Load, begin: int, end: int) -> Index:
        return leader_index(load, system, begin, end, as_of=known)

    keys = ("leader", "state", "year")
    unit = Unit(
        "leader-year", keys, system, False, first, last, known, build, sources=("archigos",)
    )
    return Panel(unit, load=load, outside=outside)


def leader_dyad_years(
    first: int,
    last: int,
    *,
    system: System = "gw",
    directed: bool = False,
    as_of: str | date | int | None = None,
    outside: Outside = "missing",
    load: Load = store.source,
) -> Panel:
    """Leader-dyad-years: keys `leader1, leader2, state1, state2, year`.

    Both leaders were in office, and both states members, on a common day of the year. An
    undirected row has the state with the lower code first. Rows are sorted by the first state and
    its leaders in the order in which they came into office, then by the second's. On the day power
    is handed over both leaders are in office.

    Parameters, errors and references as `leader_years`.
    """
    known = _checked(system, first, last, as_of)

    def builder(only: frozenset[tuple[int, int]] | None) -> Builder:
        return lambda load, begin, end: leader_dyad_index(
            load, system, begin, end, directed=directed, as_of=known, only=only
        )

    unit = Unit(
        "directed leader-dyad-year" if directed else "leader-dyad-year",
        ("leader1", "leader2", "state1", "state2", "year"),
        system,
        directed,
        first,
        last,
        known,
        builder(None),
        builder,
        sources=("archigos",),
    )
    return Panel(unit, load=load, outside=outside)


def leader_index(load: Load, system: System, first: int, last: int, *, as_of: date | None) -> Index:
    """The rows of `leader_years`."""
    ids, who, state, start, end = _in_office(load, system, as_of)
    begin, stop = _years(start, end, first, _until(last, as_of))
    rows, year = _expand(begin, stop)
    keep = _fresh(who[rows], None, year)
    leaders = Leaders(ids, who[rows][keep], None)
    one = state[rows][keep]
    return Index(system, False, year[keep], one, None, _crosswalk(load, system), None, leaders)


def leader_dyad_index(
    load: Load,
    system: System,
    first: int,
    last: int,
    *,
    directed: bool,
    as_of: date | None,
    only: frozenset[tuple[int, int]] | None = None,
) -> Index:
    """The rows of `leader_dyad_years`; `only` names pairs of states, the lower code first."""
    ids, who, state, start, end = _in_office(load, system, as_of)
    until = _until(last, as_of)
    here = _years(start, end, first, until)
    now = here[0] <= here[1]
    if only is not None:
        now &= np.isin(state, [code for pair in only for code in pair])
    who, state, start, end = who[now], state[now], start[now], end[now]
    together = (start[:, None] <= end) & (start <= end[:, None])
    together &= (state[:, None] != state) if directed else (state[:, None] < state)
    a, b = np.nonzero(together)
    if only is not None:
        low, high = np.minimum(state[a], state[b]), np.maximum(state[a], state[b])
        wanted = np.isin(low.astype(np.int64) * 10_000 + high, [x * 10_000 + y for x, y in only])
        a, b = a[wanted], b[wanted]
    opening, closing = np.maximum(start[a], start[b]), np.minimum(end[a], end[b])
    order = np.lexsort((opening, who[b], who[a]))
    a, b = a[order], b[order]
    begin, stop = _years(opening[order], closing[order], first, until)
    rows, year = _expand(begin, stop)
    one, two = who[a][rows], who[b][rows]
    keep = _fresh(one, two, year)
    rows = rows[keep]
    return Index(
        system,
        directed,
        year[keep],
        state[a][rows],
        state[b][rows],
        _crosswalk(load, system),
        None,
        Leaders(ids, one[keep], two[keep]),
    )


def _in_office(
    load: Load, system: System, as_of: date | None
) -> tuple[pl.Series, Ints, Ints, NDArray[np.int64], NDArray[np.int64]]:
    """Spells in office while the state was a member.

    Returns
    -------
    the leaders, one entry for each state a leader led, by state and first day; then for each
    spell, in the same order, the place of its leader there, state, first and last day
    """
    spells = _coded(load("archigos"), system)
    member, start, end = _spells(load, system, as_of)
    members = pl.DataFrame({"state": member, "since": start, "until": end})
    spells = (
        spells.join(members, on="state")
        .with_columns(
            start=pl.max_horizontal("start", "since"), end=pl.min_horizontal("end", "until")
        )
        .filter(pl.col("start") <= pl.col("end"))
        .sort("state", "begun", "leader", "start")
    )
    if as_of is not None:
        spells = spells.filter(pl.col("start") <= as_of.toordinal())
    who = spells.select(pl.struct("state", "leader").rle_id()).to_series()
    ids = spells["leader"].filter(who.diff().fill_null(1) != 0)
    return (
        ids,
        who.to_numpy().astype(np.int32),
        spells["state"].to_numpy().astype(np.int32),
        spells["start"].to_numpy(),
        spells["end"].to_numpy(),
    )


def _coded(archigos: Frame, system: System) -> Frame:
    """Spells in office in the codes of a list: leader, state, begun, start, end (as ordinals)."""
    spells = archigos.select(
        pl.col("obsid").alias("leader"), "gwcode", "startdate", "enddate", begun="startdate"
    )
    if system == "cow":
        for code, (since, _) in RENUMBERED_FROM.items():
            across = (
                (pl.col("gwcode") == code)
                & (pl.col("startdate") < since)
                & (pl.col("enddate") >= since)
            )
            before = spells.filter(across).with_columns(enddate=pl.lit(since - timedelta(days=1)))
            after = spells.filter(across).with_columns(startdate=pl.lit(since))
            spells = pl.concat([spells.filter(~across), before, after])
        spells = to_state_frame(spells, "gwcode", pl.col("startdate"), "state")
    else:
        spells = spells.with_columns(state="gwcode")
    return spells.select(
        "leader",
        pl.col("state").cast(pl.Int32),
        "begun",
        start=pl.Series(_ordinals(spells["startdate"])),
        end=pl.Series(_ordinals(spells["enddate"])),
    )


def _checked(system: System, first: int, last: int, as_of: str | date | int | None) -> date | None:
    """Refuse years without leaders; the day of `as_of`."""
    begin, end = LEADER_YEARS
    first, last = whole_year(first), whole_year(last)
    check_years(system, max(first, begin), max(first, begin, min(last, end)))
    if first > last:
        raise BadPanel(f"The panel would run from {first} to {last}. Put the first year first.")
    if first < begin or last > end:
        raise OutsideSystem(
            f"Leaders are known for {begin}–{end}, but the panel runs {first}–{last}. "
            f"Choose years from {begin} to {end}.",
            first=begin,
            last=end,
        )
    return day(as_of) if as_of is not None else None

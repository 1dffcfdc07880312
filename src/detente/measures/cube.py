"""The pair-by-year cube: both axes and the structure of every pair of states, cut at a day.

Two states are a pair; a pair and a calendar year are one cell. Each layer is a dense array
over pairs and years, filled only up to the last year its source could tell on `as_of`
(`ends`); beyond that year a layer holds no information and must not be read as zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.dates import HINDSIGHT_YEARS, last_known_year
from detente.measures import known
from detente.measures.rungs import Hostility, dispute_rung, pledge_rung

Frame = pl.DataFrame
FIRST_YEAR = 1816
Layer = TypeVar("Layer", np.int8, np.bool_)

COVERAGE = {"pledge": 2018, "dispute": 2014, "rivalry": 2020, "border": 2016, "major": 2016}
RIVALRY_ENDS_KNOWN = 2019  # in the coding, 2020 stands for "still running"


class Tables(Protocol):
    """Anything that hands out the tables of a vintage by name."""

    def table(self, name: str) -> Frame:
        """The table of that name."""
        ...


@dataclass(frozen=True)
class Cube:
    """Layers over pairs (P) and years (Y).

    Attributes
    ----------
    states : (S,) codes in rising order; `one`, `two` : (P,) indices into it, one < two
    member : (P, Y) bool      both in the COW system on a common day of the year
    pledge : (P, Y) int8      commitment rung in force on any day of the year
    defense : (P, Y) bool     ATOP's defence flag alone, for figures that leave offence out
    hostility : (P, Y) int8   hostility rung of the year
    dispute, onset : (P, Y) bool    a MID runs; a MID begins
    rivalry : (P, Y) bool     a strategic rivalry (TSS) runs
    rivalry_end : (P, Y) bool the year in which a rivalry ends
    border : (P, Y) int8      contiguity type 1–5, 0 none
    major : (S, Y) bool       major power
    ends : layer → last year that was known
    """

    as_of: date
    states: NDArray[np.int32]
    one: NDArray[np.intp]
    two: NDArray[np.intp]
    index: NDArray[np.int32]  # (S, S) → pair, −1 on the diagonal
    years: NDArray[np.int32]
    member: NDArray[np.bool_]
    pledge: NDArray[np.int8]
    defense: NDArray[np.bool_]
    hostility: NDArray[np.int8]
    dispute: NDArray[np.bool_]
    onset: NDArray[np.bool_]
    rivalry: NDArray[np.bool_]
    rivalry_end: NDArray[np.bool_]
    border: NDArray[np.int8]
    major: NDArray[np.bool_]
    ends: dict[str, int]

    def pair(self, state1: int, state2: int) -> int:
        """The row of a pair of states, in either order; −1 where a state is unknown."""
        return int(self.pairs(np.array([state1]), np.array([state2]))[0])

    def pairs(self, ones: NDArray[np.integer], twos: NDArray[np.integer]) -> NDArray[np.int64]:
        """The rows of n pairs of states, (n,); −1 where a state is unknown."""
        at = np.searchsorted(self.states, [ones, twos])
        inside = np.minimum(at, len(self.states) - 1)
        known = (self.states[inside] == [ones, twos]).all(axis=0)
        return np.where(known, self.index[inside[0], inside[1]], -1).astype(np.int64)

    def year(self, calendar: int) -> int:
        """The column of a calendar year."""
        return calendar - FIRST_YEAR

    def majors(self) -> NDArray[np.int8]:
        """How many of the two are major powers, (P, Y)."""
        return self.major[self.one].astype(np.int8) + self.major[self.two]


def build(tables: Tables, as_of: date) -> Cube:
    """The cube as it could be known on `as_of`."""
    last = min(last_known_year(as_of), max(COVERAGE.values()))
    ends = {layer: min(last, end) for layer, end in COVERAGE.items()}
    ends["rivalry_end"] = min(RIVALRY_ENDS_KNOWN, last_known_year(as_of) - HINDSIGHT_YEARS)
    years = np.arange(FIRST_YEAR, max(last, FIRST_YEAR) + 1, dtype=np.int32)

    membership = known.on_the_day(tables.table("state_spells"), as_of)
    states = np.unique(membership["state"].to_numpy()).astype(np.int32)
    one, two = np.triu_indices(len(states), 1)
    index = np.full((len(states), len(states)), -1, np.int32)
    index[one, two] = index[two, one] = np.arange(len(one))
    grid = _Grid(states, index, years)

    pledges = known.on_the_day(tables.table("pledge_spells"), as_of).with_columns(
        rung=pledge_rung(),
        last=pl.min_horizontal(
            pl.coalesce(pl.col("end").dt.year(), pl.lit(ends["pledge"])), pl.lit(ends["pledge"])
        ),
    )
    disputes = known.disputes(tables.table("dispute_years"), as_of).with_columns(
        rung=dispute_rung(), running=pl.lit(True)
    )
    wars = known.year_end(tables.table("war_years"), as_of).with_columns(
        rung=pl.lit(Hostility.WAR, pl.Int8)
    )
    rivalries = known.hindsight(
        tables.table("rivalry_spells").filter(pl.col("coding") == "tss"), as_of
    ).with_columns(
        until=pl.coalesce("last", pl.lit(ends["rivalry"])),
        on=pl.lit(True),
    )
    borders = known.dated_by_year_end(tables.table("contiguity_spells"), as_of).with_columns(
        first=pl.col("start").dt.year(),
        last=pl.coalesce(pl.col("end").dt.year(), pl.lit(ends["border"])),
        nearness=(6 - pl.col("type")).cast(pl.Int8),
    )

    rivalry = grid.spells(rivalries, "first", "until", "on", np.bool_)
    dispute = grid.cells(disputes, "running", np.bool_)
    hostility = np.maximum(
        np.where(rivalry, np.int8(Hostility.RIVALRY), np.int8(Hostility.NONE)),
        np.maximum(grid.cells(disputes, "rung", np.int8), grid.cells(wars, "rung", np.int8)),
    )
    nearness = grid.spells(borders, "first", "last", "nearness", np.int8)
    ended = rivalries.filter(
        pl.col("last").is_not_null() & (pl.col("last") <= ends["rivalry_end"])
    ).with_columns(year=pl.col("last"))
    return Cube(
        as_of=as_of,
        states=states,
        one=one,
        two=two,
        index=index,
        years=years,
        member=_members(membership.filter(pl.col("system") == "cow"), grid, as_of),
        pledge=grid.spells(pledges, "first", "last", "rung", np.int8),
        defense=grid.spells(
            pledges.filter(pl.col("defense")), "first", "last", "defense", np.bool_
        ),
        hostility=hostility,
        dispute=dispute,
        onset=grid.cells(disputes.filter(pl.col("onset")), "onset", np.bool_),
        rivalry=rivalry,
        rivalry_end=grid.cells(ended, "on", np.bool_),
        border=np.where(nearness > 0, 6 - nearness, 0).astype(np.int8),
        major=_majors(known.dated_by_year_end(tables.table("majors"), as_of), grid, ends["major"]),
        ends=ends,
    )


@dataclass(frozen=True)
class _Grid:
    """Scatters rows of pairs into arrays over pairs and years; the largest value stays."""

    states: NDArray[np.int32]
    index: NDArray[np.int32]
    years: NDArray[np.int32]

    @property
    def pairs(self) -> int:
        return len(self.states) * (len(self.states) - 1) // 2

    def cells(self, rows: Frame, value: str, dtype: type[Layer]) -> NDArray[Layer]:
        """Rows with a `year` column."""
        out = np.zeros((self.pairs, len(self.years)), dtype)
        pair = self.locate(rows)
        column = rows["year"].to_numpy() - FIRST_YEAR
        inside = (pair >= 0) & (column >= 0) & (column < len(self.years))
        values = rows[value].to_numpy()[inside]
        order = np.argsort(values, kind="stable")
        out[pair[inside][order], column[inside][order]] = values[order]
        return out

    def spells(
        self, rows: Frame, first: str, last: str, value: str, dtype: type[Layer]
    ) -> NDArray[Layer]:
        """Rows with a first and a last year, both included."""
        out = np.zeros((self.pairs, len(self.years)), dtype)
        rows = rows.sort(value)
        pair = self.locate(rows)
        start = np.maximum(rows[first].to_numpy() - FIRST_YEAR, 0)
        stop = np.minimum(rows[last].to_numpy() - FIRST_YEAR + 1, len(self.years))
        values = rows[value].to_numpy()
        for at in np.flatnonzero((pair >= 0) & (start < stop)):
            out[pair[at], start[at] : stop[at]] = values[at]
        return out

    def locate(self, rows: Frame) -> NDArray[np.int32]:
        """The pair of each row, −1 where a state is not in the cube."""
        ones, twos = rows["state1"].to_numpy(), rows["state2"].to_numpy()
        at1, at2 = np.searchsorted(self.states, ones), np.searchsorted(self.states, twos)
        top = len(self.states) - 1
        found = (self.states[np.minimum(at1, top)] == ones) & (
            self.states[np.minimum(at2, top)] == twos
        )
        return np.where(found, self.index[np.minimum(at1, top), np.minimum(at2, top)], -1)


def _members(spells: Frame, grid: _Grid, as_of: date) -> NDArray[np.bool_]:
    """Both states in the system on a common day of the year; carried past the list's end."""
    out = np.zeros((grid.pairs, len(grid.years)), np.bool_)
    far = date(grid.years[-1], 12, 31)
    codes = np.searchsorted(grid.states, spells["state"].to_numpy())
    starts = [max(day, date(FIRST_YEAR, 1, 1)) for day in spells["start"]]
    stops = [
        far if day is None or carried else min(day, far)
        for day, carried in spells.select("end", "list_end").iter_rows()
    ]
    begin = np.array([day.toordinal() for day in starts])
    end = np.array([day.toordinal() for day in stops])
    first = np.array([day.year for day in starts]) - FIRST_YEAR
    last = np.array([day.year for day in stops]) - FIRST_YEAR
    a, b = np.triu_indices(len(codes), 1)
    shared = (codes[a] != codes[b]) & (np.maximum(begin[a], begin[b]) <= np.minimum(end[a], end[b]))
    a, b = a[shared], b[shared]
    pair = grid.index[codes[a], codes[b]]
    start = np.maximum(first[a], first[b])
    stop = np.minimum(last[a], last[b]) + 1
    for row, left, right in zip(pair.tolist(), start.tolist(), stop.tolist(), strict=True):
        out[row, left:right] = True
    return out


def _majors(spells: Frame, grid: _Grid, end: int) -> NDArray[np.bool_]:
    out = np.zeros((len(grid.states), len(grid.years)), np.bool_)
    for state, start, stop in spells.select("state", "start", "end").iter_rows():
        at = np.flatnonzero(grid.states == state)
        last = stop.year if stop is not None else end
        out[at, start.year - FIRST_YEAR : last - FIRST_YEAR + 1] = True
    return out

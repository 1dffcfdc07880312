"""The rows of a panel, and where each state and year stands among them.

A panel is a dense block of rows sorted by its keys. Variables are not joined to it but
written into it: each value's key is looked up once among the sorted keys. A row knows its
states under both lists (COW and Gleditsch–Ward), so a source's codes need no mapping by the
user; where the other list has no such state that year, the row has no place in its sources.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.panel.places import ABSENT, Places

System = Literal["cow", "gw"]
Ints = NDArray[np.int32]

FIRST_POSSIBLE = 1000  # no year lies before
PERIODS = 100_000  # more than any year, or any month counted from the year 0


@dataclass(frozen=True)
class Leaders:
    """Who led the states of each row, in a panel of leaders.

    Attributes
    ----------
    ids : the leaders, one entry for each state a leader led
    one : (N,) place in `ids` of the leader of the first state
    two : (N,) of the second state, or None in a panel of single states
    """

    ids: pl.Series
    one: Ints
    two: Ints | None

    def sides(self) -> list[Ints]:
        """Both columns, or the only one."""
        return [self.one] if self.two is None else [self.one, self.two]

    def take(self, keep: NDArray[np.bool_]) -> Leaders:
        """The rows for which `keep` is true."""
        return Leaders(self.ids, self.one[keep], self.two[keep] if self.two is not None else None)


@dataclass(frozen=True)
class Index:
    """Rows by key.

    Attributes
    ----------
    system : the list of states the panel declares
    directed : for dyads, whether both directions are rows
    year : (N,) calendar years
    one : (N,) the state, or the first state of the dyad, in the panel's own codes
    two : (N,) the second state, or None in a panel of single states
    crosswalk : own code and year → code in the other list, as (C, 3) rows code, year, other
    month : (N,) months from 1 to 12, or None in a panel of years
    leaders : in a panel of leaders, who they are; a state and year can then have several rows
    """

    system: System
    directed: bool
    year: Ints
    one: Ints
    two: Ints | None
    crosswalk: Ints
    month: Ints | None = None
    leaders: Leaders | None = None

    def __len__(self) -> int:
        return len(self.year)

    @property
    def dyadic(self) -> bool:
        """Whether a row is a pair of states."""
        return self.two is not None

    @property
    def period(self) -> Ints:
        """What time is counted in: the year, or the month from January of the year 0."""
        return self.year if self.month is None else self.year * np.int32(12) + self.month - 1

    @cached_property
    def yearly(self) -> tuple[Index, Ints]:
        """The rows of a panel of months by year, and which of these each row belongs to.

        What is recorded by the year is written to them, and from there to each month.
        """
        keys = _key(self.year, self.one, self.two)
        new = np.ones(len(self), np.bool_)
        new[1:] = keys[1:] != keys[:-1]
        rows = replace(self.take(new), month=None)
        return rows, (np.cumsum(new) - 1).astype(np.int32)

    def shifted(self, periods: int | Ints) -> Ints:
        """The row of the same state, pair or leader so many periods before; −1 if none."""
        keys, wanted = self.own_keys, self.own_keys - periods
        at = np.searchsorted(keys, wanted)
        at[at == len(keys)] = 0
        return np.where(keys[at] == wanted, at, ABSENT).astype(np.int32)

    def codes(self, system: System) -> tuple[Ints, Ints | None]:
        """Both key columns under a list of states; `ABSENT` where it has no such state."""
        if system == self.system:
            return self.one, self.two
        return self._other

    def place(self, system: System, year: Ints, one: Ints, two: Ints | None = None) -> Ints:
        """The row of each key, −1 where the panel (of years) has no such row.

        Not for panels of leaders, where a state and year have several rows: see `find`. For an
        undirected panel the order of the two states does not matter.
        """
        if two is not None and not self.directed:
            one, two = np.minimum(one, two), np.maximum(one, two)
        return (self._own_places if system == self.system else self._other_places)(year, one, two)

    def find(self, system: System, year: Ints, one: Ints, two: Ints) -> Ints:
        """For every row, which of the given dyad-years stands behind it, −1 where none."""
        if self.leaders is not None:
            states, row = self._of_states
            return states.find(system, year, one, two)[row]
        at = np.full(len(self), ABSENT, np.int32)
        place = self.place(system, year, one, two)
        found = place >= 0
        at[place[found]] = np.flatnonzero(found)
        return at

    def first_rows(self) -> NDArray[np.bool_]:
        """The first row of each state, pair or leader."""
        one, two = self._units
        first = np.ones(len(self), np.bool_)
        first[1:] = one[1:] != one[:-1]
        if two is not None:
            first[1:] |= two[1:] != two[:-1]
        return first

    def place_state(self, system: System, side: int, year: Ints, state: Ints) -> Ints:
        """For every row, which of the given state-years is that of its first or second state.

        Returns
        -------
        (N,) positions in `state`, −1 where none
        """
        column = self.codes(system)[side - 1]
        if column is None:
            raise ValueError("a panel of single states has no second state")
        span = int(self.year.max(initial=FIRST_POSSIBLE)) + 2
        table = np.full(
            (int(max(state.max(initial=0), column.max(initial=0))) + 1, span), ABSENT, np.int32
        )
        inside = (year < span) & (state >= 0)
        table[state[inside], year[inside]] = np.flatnonzero(inside)
        rows: Ints = table[np.maximum(column, 0), self.year]
        return np.where(column >= 0, rows, np.int32(ABSENT))

    def take(self, keep: NDArray[np.bool_]) -> Index:
        """The rows for which `keep` is true."""
        return Index(
            self.system,
            self.directed,
            self.year[keep],
            self.one[keep],
            self.two[keep] if self.two is not None else None,
            self.crosswalk,
            self.month[keep] if self.month is not None else None,
            self.leaders.take(keep) if self.leaders is not None else None,
        )

    def listed(self, system: System) -> NDArray[np.bool_]:
        """Rows whose states that list has; others have no place in its sources."""
        one, two = self.codes(system)
        return (one >= 0) if two is None else (one >= 0) & (two >= 0)

    @cached_property
    def _other(self) -> tuple[Ints, Ints | None]:
        span = int(self.year.max(initial=FIRST_POSSIBLE)) + 1
        columns = [self.one] if self.two is None else [self.one, self.two]
        top = int(max(column.max(initial=0) for column in columns)) + 1
        table = np.full((top, span + 1), ABSENT, np.int32)
        code, year, other = self.crosswalk.T
        inside = (code < top) & (year <= span)
        table[code[inside], year[inside]] = other[inside]
        mapped = [table[column, self.year] for column in columns]
        return mapped[0], mapped[1] if self.two is not None else None

    @cached_property
    def own_keys(self) -> NDArray[np.int64]:
        """The sorted keys of the rows: one number each, states (or leaders) first, then the time."""
        return _key(self.period, *self._units)

    @property
    def _units(self) -> tuple[Ints, Ints | None]:
        """What is followed over time: the states, or their leaders."""
        if self.leaders is not None:
            return self.leaders.one, self.leaders.two
        return self.one, self.two

    @cached_property
    def _of_states(self) -> tuple[Index, Ints]:
        """The states and years of a panel of leaders, once each, and which is that of each row."""
        keys = _key(self.year, self.one, self.two)
        _, first, row = np.unique(keys, return_index=True, return_inverse=True)
        states = replace(
            self,
            year=self.year[first],
            one=self.one[first],
            two=self.two[first] if self.two is not None else None,
            leaders=None,
        )
        return states, row.astype(np.int32)

    @cached_property
    def _own_places(self) -> Places:
        return Places.of(self.year, self.one, self.two, np.ones(len(self), np.bool_))

    @cached_property
    def _other_places(self) -> Places:
        one, two = self._other
        if two is not None and not self.directed:
            one, two = np.minimum(one, two), np.maximum(one, two)
        return Places.of(self.year, one, two, self.listed("gw" if self.system == "cow" else "cow"))


def _key(period: Ints, one: Ints, two: Ints | None) -> NDArray[np.int64]:
    """One sortable number per row; states first, then the time, as the rows are sorted."""
    state = one.astype(np.int64)
    if two is not None:
        state = state * 10_000 + two
    return state * PERIODS + period

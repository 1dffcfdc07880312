"""What can be done to the rows of a panel: narrowing, shifting in time, counting, ratios.

Time is calendar time. A lag is the value of the year before, null where the panel has no
such row; a spell counts years, not rows, and never depends on the order of rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.errors import BadPanel
from detente.panel.index import Index
from detente.panel.naming import column_of, refuse_clashes, unknown_variable
from detente.panel.noun import Variable
from detente.panel.panel import Builder, State, Unit

Frame = pl.DataFrame
Counting = Literal["calendar", "rows"]


@dataclass(frozen=True)
class Where:
    """Keep rows for which an expression is true."""

    keep: pl.Expr
    history: bool = False

    def __call__(self, state: State) -> State:
        """Filter; a column the expression names must be there."""
        known = state.frame.columns
        for name in self.keep.meta.root_names():
            if name not in known:
                raise unknown_variable(name, "The panel", known)
        return _kept(state, state.frame.select(keep=self.keep).to_series().fill_null(False))


@dataclass(frozen=True)
class Between:
    """Keep the years from first to last."""

    first: int
    last: int
    history: bool = False

    def __call__(self, state: State) -> State:
        """Filter."""
        year = state.index.year
        return _kept(state, pl.Series((year >= self.first) & (year <= self.last)))


@dataclass(frozen=True)
class Only:
    """Keep one state, or one dyad."""

    state1: int
    state2: int | None
    history: bool = False

    def __call__(self, state: State) -> State:
        """Filter."""
        index = state.index
        if (index.two is None) != (self.state2 is None):
            raise BadPanel("A dyad has two states, a state-year one. Give as many.")
        if index.two is None or self.state2 is None:
            return _kept(state, pl.Series(index.one == self.state1))
        low, high = sorted((self.state1, self.state2))
        same = (np.minimum(index.one, index.two) == low) & (
            np.maximum(index.one, index.two) == high
        )
        return _kept(state, pl.Series(same))

    def narrow(self, unit: Unit) -> Builder:
        """A builder of the unit's rows for this pair alone, where that is possible."""
        if self.state2 is None:
            return unit.build
        pair = (min(self.state1, self.state2), max(self.state1, self.state2))
        return unit.narrow(frozenset({pair})) if unit.narrow is not None else unit.build


@dataclass(frozen=True)
class Shift:
    """Columns as they were some calendar years before (or are later, if negative)."""

    columns: tuple[str, ...]
    years: int
    verb: str
    history: bool = True

    def __call__(self, state: State) -> State:
        """Look each row's earlier self up by key; null where there is none."""
        index, frame = state.index, state.frame
        at = index.place(index.system, index.year - np.int32(self.years), index.one, index.two)
        source = pl.Series(at)
        source = source.set(source < 0, None)
        new: list[pl.Series] = []
        for asked in self.columns:
            name = column_of(asked, frame.columns)
            length = abs(self.years)
            label = f"{name}_{self.verb}{length if length != 1 else ''}"
            new.append(frame[name].gather(source).alias(label))
            what = state.dictionary.get(name)
            if what is not None:
                when = f"{length} year{'s' if length > 1 else ''} {'before' if self.years > 0 else 'later'}"
                state.dictionary[label] = replace(what, label=f"{what.label}, {when}")
        refuse_clashes([series.name for series in new], frame.columns, f"{self.verb}()")
        state.frame = frame.with_columns(new)
        return state


@dataclass(frozen=True)
class Spells:
    """Time since the last event (or since the first row), as the field counts peace years.

    0 in the first row of a state or pair; the row of an event carries the count before it;
    the row after an event is 0 again. Unknown where the event is.
    """

    event: str
    name: str
    counting: Counting
    history: bool = True

    def __call__(self, state: State) -> State:
        """Count."""
        column = column_of(self.event, state.frame.columns)
        refuse_clashes([self.name], state.frame.columns, "peace_years()")
        happened = state.frame[column].cast(pl.Boolean)
        unknown = happened.is_null()
        count = time_since(state.index, happened.fill_null(False).to_numpy(), self.counting)
        series = pl.Series(self.name, count)
        state.frame = state.frame.with_columns(series.set(unknown, None).alias(self.name))
        state.dictionary[self.name] = Variable(
            self.name,
            f"Years since the last {column}, or since the first row; left-truncated in "
            f"{_truncated(state.index):,} states or pairs whose record begins with the panel",
            "years" if self.counting == "calendar" else "rows",
            pl.Int32,
        )
        return state


@dataclass(frozen=True)
class Rolling:
    """A sum over the last years, the row's own included."""

    column: str
    years: int
    name: str
    history: bool = True

    def __call__(self, state: State) -> State:
        """Sum; unknown where a year of the window is."""
        column = column_of(self.column, state.frame.columns)
        refuse_clashes([self.name], state.frame.columns, "rolling()")
        values = state.frame[column].cast(pl.Float64)
        known = values.is_not_null().to_numpy()
        index = state.index
        start = _window_start(index, self.years)
        end = np.arange(len(index)) + 1
        total = np.concatenate(([0.0], np.cumsum(values.fill_null(0).to_numpy())))
        seen = np.concatenate(([0], np.cumsum(known)))
        full = seen[end] - seen[start] == end - start
        series = pl.Series(self.name, total[end] - total[start])
        series = series.set(pl.Series(~full), None)
        whole = not state.frame[column].dtype.is_float()
        state.frame = state.frame.with_columns(series.cast(pl.Int32) if whole else series)
        state.dictionary[self.name] = Variable(
            self.name, f"Sum of {column} over the last {self.years} years", "sum", pl.Float64
        )
        return state


@dataclass(frozen=True)
class PowerRatio:
    """The stronger side's share over the weaker's (1 or more)."""

    column: str
    name: str
    history: bool = False

    def __call__(self, state: State) -> State:
        """Divide."""
        one, two = (column_of(f"{self.column}{side}", state.frame.columns) for side in (1, 2))
        refuse_clashes([self.name], state.frame.columns, "power_ratio()")
        strong, weak = pl.max_horizontal(one, two), pl.min_horizontal(one, two)
        both = pl.col(one).is_not_null() & pl.col(two).is_not_null() & (weak > 0)
        state.frame = state.frame.with_columns(
            pl.when(both).then(strong / weak).otherwise(None).alias(self.name)
        )
        state.dictionary[self.name] = Variable(
            self.name, f"{self.column} of the stronger side over the weaker's", "ratio", pl.Float64
        )
        return state


def peace_years(
    event: str, *, name: str = "peace_years", counting: Counting = "calendar"
) -> Spells:
    """Years since the last event of a column.

    Parameters
    ----------
    event : the column, e.g. ``"gmlmidonset"``, or how its name ends, if that is plain
    counting : "calendar" years, or "rows" as the R package counts

    References
    ----------
    Beck, Katz & Tucker (1998), AJPS 42: 1260–1288. Carter & Signorino (2010), PA 18: 271–292.
    """
    if counting not in ("calendar", "rows"):
        raise BadPanel(f"counting={counting!r} is no rule. There are 'calendar' and 'rows'.")
    return Spells(event, name, counting)


def spells(event: str, *, name: str = "spell", counting: Counting = "calendar") -> Spells:
    """The same count under another name, for any event."""
    return peace_years(event, name=name, counting=counting)


def rolling(column: str, years: int, *, name: str | None = None) -> Rolling:
    """The sum of a column over the last years, e.g. disputes in the last ten."""
    if years < 1:
        raise BadPanel(f"A window of {years} years is no window. Give 1 or more.")
    return Rolling(column, years, name or f"{column}_last{years}")


def power_ratio(column: str = "cinc", *, name: str = "power_ratio") -> PowerRatio:
    """The stronger side's share over the weaker's."""
    return PowerRatio(column, name)


def time_since(index: Index, event: NDArray[np.bool_], counting: Counting) -> NDArray[np.int32]:
    """Years (or rows) since the last earlier event of each state or pair, by sorted rows."""
    n = len(index)
    position = np.arange(n)
    first = _first_rows(index)
    begins = np.maximum.accumulate(np.where(first, position, 0))
    after = np.zeros(n, np.int64)
    after[1:] = np.where(event[:-1], position[1:], 0)
    base = np.maximum(begins, np.maximum.accumulate(after))
    if counting == "rows":
        return (position - base).astype(np.int32)
    start = np.where(base > begins, index.year[np.maximum(base - 1, 0)] + 1, index.year[base])
    return (index.year - start).astype(np.int32)


def _first_rows(index: Index) -> NDArray[np.bool_]:
    """The first row of each state or pair."""
    first = np.ones(len(index), np.bool_)
    first[1:] = index.one[1:] != index.one[:-1]
    if index.two is not None:
        first[1:] |= index.two[1:] != index.two[:-1]
    return first


def _truncated(index: Index) -> int:
    """How many states or pairs have their first row in the first year of the panel."""
    if not len(index):
        return 0
    return int((index.year[_first_rows(index)] == index.year.min()).sum())


def _window_start(index: Index, years: int) -> NDArray[np.int64]:
    """The first row of each row's window of calendar years, in the same state or pair."""
    position = np.arange(len(index))
    begins = np.maximum.accumulate(np.where(_first_rows(index), position, 0))
    keys = index.own_keys
    return np.maximum(np.searchsorted(keys, keys - years + 1), begins)


def _kept(state: State, keep: pl.Series) -> State:
    state.frame = state.frame.filter(keep)
    state.index = state.index.take(keep.to_numpy())
    return state

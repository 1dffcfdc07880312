"""What can be done to the values of a panel: shifting in time, counting, ratios.

Time is calendar time. A lag is the value of the year (or month) before, null where the panel
has no such row; a spell counts years, not rows, and never depends on the order of rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.errors import BadPanel
from detente.panel.index import Index
from detente.panel.naming import column_of, refuse_clashes
from detente.panel.noun import Variable
from detente.panel.panel import State
from detente.words import count

Frame = pl.DataFrame
Counting = Literal["calendar", "rows"]

NAME = "Give another name with name='…'."
NO_YEAR = 0  # before every year of any panel


@dataclass(frozen=True)
class Stretch:
    """A stretch of calendar time, in years or in months; one step of the panel without either."""

    years: int | None = None
    months: int | None = None

    def __post_init__(self) -> None:
        if self.years is not None and self.months is not None:
            raise BadPanel("Give years or months, not both.")
        for number in (self.years, self.months):
            if number is not None and (isinstance(number, bool) or number < 1):
                raise BadPanel(f"A stretch of {number} is none. Give 1 or more.")

    def steps(self, index: Index) -> int:
        """How many of the panel's own steps it is."""
        if index.month is not None:
            return self.months or (self.years or 0) * 12 or 1
        if self.months is not None:
            raise BadPanel(
                f"The panel counts years, so {self.months} months cannot be counted. Give years, "
                "or start from state_months or dyad_months."
            )
        return self.years or 1

    def whole_years(self) -> int:
        """At most how many calendar years it is."""
        return self.years or -(-(self.months or 1) // 12)


def step_of(index: Index) -> str:
    """What the panel counts time in: year or month."""
    return "year" if index.month is None else "month"


@dataclass(frozen=True)
class Shift:
    """Columns as they were some calendar time before (lag) or are later (lead)."""

    columns: tuple[str, ...]
    stretch: Stretch
    verb: Literal["lag", "lead"]
    history: bool = True

    def reach(self, first: int, last: int) -> tuple[int, int]:
        """The years needed: as many more as it looks back or ahead."""
        far = self.stretch.whole_years()
        return (first - far, last) if self.verb == "lag" else (first, last + far)

    def __call__(self, state: State) -> State:
        """Look each row's earlier self up by key; null where there is none."""
        index, frame = state.index, state.frame
        steps = self.stretch.steps(index)
        at = index.shifted(steps if self.verb == "lag" else -steps)
        source = pl.Series(at)
        source = source.set(source < 0, None)
        new: list[pl.Series] = []
        for asked in self.columns:
            name = column_of(asked, frame.columns)
            label = f"{name}_{self.verb}{steps if steps != 1 else ''}"
            new.append(frame[name].gather(source).alias(label))
            what = state.dictionary.get(name)
            if what is not None:
                when = (
                    f"{count(steps, step_of(index))} {'before' if self.verb == 'lag' else 'later'}"
                )
                state.dictionary[label] = replace(what, name=label, label=f"{what.label}, {when}")
        refuse_clashes([series.name for series in new], frame.columns, f"{self.verb}()")
        state.frame = frame.with_columns(new)
        return state


@dataclass(frozen=True)
class Spells:
    """Time since the last event (or since the first row), as the field counts peace years.

    0 in the first row of a state or pair; the row of an event carries the count before it;
    the row after an event is 0 again. Unknown where the event is, and 0 again in the first row
    in which it is known: what happened in unknown years is no peace. A panel of months counts
    months.
    """

    event: str
    name: str
    counting: Counting
    history: bool = True

    def reach(self, first: int, last: int) -> tuple[int, int]:
        """The years needed: all earlier ones."""
        return NO_YEAR, last

    def __call__(self, state: State) -> State:
        """Count."""
        column = column_of(self.event, state.frame.columns)
        refuse_clashes([self.name], state.frame.columns, "peace_years()", NAME)
        _refuse_no_event(state.frame[column])
        happened = state.frame[column].cast(pl.Boolean)
        known = happened.is_not_null().to_numpy()
        since = time_since(state.index, happened.fill_null(False).to_numpy(), self.counting, known)
        series = pl.Series(self.name, since)
        state.frame = state.frame.with_columns(series.set(pl.Series(~known), None))
        step = f"{step_of(state.index)}s"
        state.dictionary[self.name] = Variable(
            self.name,
            f"{step.capitalize()} since the last {column}, or since the first row known; "
            f"left-truncated in {_truncated(state.index, known):,} states or pairs that were there "
            "before, unknown or before the panel begins",
            step if self.counting == "calendar" else "rows",
            pl.Int32,
        )
        return state


@dataclass(frozen=True)
class Rolling:
    """A sum over the last years (or months), the row's own included."""

    column: str
    stretch: Stretch
    name: str | None
    partial: bool = False
    history: bool = True

    def reach(self, first: int, last: int) -> tuple[int, int]:
        """The years needed: as many more as the window is long."""
        return first - self.stretch.whole_years(), last

    def __call__(self, state: State) -> State:
        """Sum; unknown where a row of the window is, or where one is not there."""
        index = state.index
        steps = self.stretch.steps(index)
        column = column_of(self.column, state.frame.columns)
        name = self.name or f"{column}_last{steps}"
        refuse_clashes([name], state.frame.columns, "rolling()", NAME)
        dtype = state.frame.schema[column]
        if not (dtype.is_numeric() or dtype == pl.Boolean):
            raise BadPanel(
                f"rolling() adds numbers up, and {column} is {dtype}. Name a column of numbers "
                "or of true and false.",
                column=column,
            )
        whole = dtype.is_integer() or dtype == pl.Boolean
        values = state.frame[column].cast(pl.Int64 if whole else pl.Float64)
        if not whole:
            values = values.fill_nan(None)
        known = values.is_not_null().to_numpy()
        start, end = _window_start(index, steps), np.arange(len(index)) + 1
        numbers = values.fill_null(0).to_numpy()
        total = _sums(numbers, start) if whole else _float_sums(numbers, start)
        seen = _sums(known.astype(np.int64), start)
        full = seen == (end - start if self.partial else steps)
        series = pl.Series(name, total).set(pl.Series(~full), None)
        state.frame = state.frame.with_columns(series)
        ends = "summing what rows there are" if self.partial else "null where a row is missing"
        state.dictionary[name] = Variable(
            name,
            f"Sum of {column} over the last {count(steps, step_of(index))}, the row's own "
            f"included; {ends}",
            "sum",
            pl.Int64 if whole else pl.Float64,
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
        refuse_clashes([self.name], state.frame.columns, "power_ratio()", NAME)
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


def rolling(
    column: str,
    years: int | None = None,
    *,
    months: int | None = None,
    name: str | None = None,
    partial: bool = False,
) -> Rolling:
    """The sum of a column over the last years, e.g. disputes in the last ten; the own included.

    Null where a value of the window is unknown (NaN is), and where the state or pair has no row
    for a part of it: before its first row, or over a gap.

    In a panel of months a window may be so many months. What is recorded by the year stands in
    each of its months and is summed as often; roll what is recorded by the month.

    Parameters
    ----------
    partial : sum over the rows that are there, even if the window reaches before the first or
        over a gap; an unknown value still makes the sum unknown

    Raises
    ------
    BadPanel        no window, or at `collect` a column that is not of numbers
    """
    if years is None and months is None:
        raise BadPanel("rolling() needs a window. Give years, or months in a panel of months.")
    return Rolling(column, Stretch(years, months), name, partial)


def power_ratio(column: str = "cinc", *, name: str = "power_ratio") -> PowerRatio:
    """The stronger side's share over the weaker's."""
    return PowerRatio(column, name)


def time_since(
    index: Index,
    event: NDArray[np.bool_],
    counting: Counting,
    known: NDArray[np.bool_] | None = None,
) -> NDArray[np.int32]:
    """Years, months or rows since the last earlier event of each state or pair, by sorted rows.

    Parameters
    ----------
    known : (N,) whether the event is known; the count starts anew after rows in which it is
        not, and says nothing in them
    """
    n = len(index)
    position = np.arange(n)
    known = np.ones(n, np.bool_) if known is None else known
    begins = np.maximum.accumulate(np.where(_starts(index, known), position, 0))
    after = np.zeros(n, np.int64)
    after[1:] = np.where(event[:-1] & known[:-1], position[1:], 0)
    base = np.maximum(begins, np.maximum.accumulate(after))
    if counting == "rows":
        return (position - base).astype(np.int32)
    period = index.period
    start = np.where(base > begins, period[np.maximum(base - 1, 0)] + 1, period[base])
    return (period - start).astype(np.int32)


def _starts(index: Index, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The first row of each state or pair, and every first known row after unknown ones."""
    starts = index.first_rows()
    starts[1:] |= known[1:] & ~known[:-1]
    return starts


def _truncated(index: Index, known: NDArray[np.bool_]) -> int:
    """How many states or pairs have a count that begins although they were there before.

    Because they are there when the known years begin, or because the row before is unknown.
    """
    if not known.any():
        return 0
    first, period = index.first_rows(), index.period
    late = known & _starts(index, known) & (~first | (period == period[known].min()))
    return len(np.unique(np.cumsum(first)[late]))


def _window_start(index: Index, steps: int) -> NDArray[np.int64]:
    """The first row of each row's window of calendar time, in the same state or pair."""
    position = np.arange(len(index))
    begins = np.maximum.accumulate(np.where(index.first_rows(), position, 0))
    keys = index.own_keys
    return np.maximum(np.searchsorted(keys, keys - steps + 1), begins)


def _refuse_no_event(column: pl.Series) -> None:
    """Refuse a column that does not say of each row whether something happened."""
    if column.dtype in (pl.Boolean, pl.Null):
        return
    if not column.dtype.is_numeric() or not column.drop_nulls().is_in([0, 1]).all():
        raise BadPanel(
            f"peace_years() counts from an event, and {column.name} is {column.dtype} with other "
            "values than 0 and 1. Name a column of 0 and 1 or of true and false, e.g. a frame of "
            f"your own with pl.col({column.name!r}) > 0.",
            column=column.name,
        )


def _sums(values: NDArray[np.int64], start: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sum of whole numbers from each row's `start` up to the row itself."""
    total = np.concatenate(([0], np.cumsum(values, dtype=np.int64)))
    return total[1:] - total[start]


def _float_sums(values: NDArray[np.float64], start: NDArray[np.int64]) -> NDArray[np.float64]:
    """The same for numbers that are not whole, each window by itself: no other row can touch it."""
    position = np.arange(len(values))
    total = np.zeros(len(values))
    for back in range(int((position - start).max(initial=-1)), -1, -1):
        within = position - back >= start
        total[within] += values[position[within] - back]
    return total

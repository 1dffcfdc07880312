"""Which rows and columns of a panel stay: conditions, columns, years, one pair or state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from detente.errors import BadPanel, OutOfCoverage, UnknownVariable
from detente.panel.naming import column_of, unknown_variable
from detente.panel.panel import Builder, State, Unit
from detente.panel.systems import CODES, LISTS
from detente.panel.write import Coverage
from detente.words import listing

Frame = pl.DataFrame
Unknown = Literal["drop", "keep", "error"]


@dataclass(frozen=True)
class Where:
    """Keep rows for which an expression is true, and say for how many it is unknown."""

    keep: pl.Expr
    unknown: Unknown = "drop"
    history: bool = False

    def __post_init__(self) -> None:
        if self.unknown not in ("drop", "keep", "error"):
            raise BadPanel(
                f"unknown={self.unknown!r} is no rule. There are 'drop', 'keep' and 'error'."
            )

    def __call__(self, state: State) -> State:
        """Filter; a column the expression names must be there."""
        columns = tuple(dict.fromkeys(self.keep.meta.root_names()))
        for name in columns:
            if name not in state.frame.columns:
                raise not_added(name, state.frame.columns)
        try:
            kept = state.frame.select(keep=self.keep).to_series()
        except pl.exceptions.PolarsError as error:
            kinds = listing([f"{name} is {state.frame.schema[name]}" for name in columns])
            raise BadPanel(
                f"where() cannot compute {self.keep}: {kinds}. Compare each column with values of "
                "its own kind.",
                columns=columns,
            ) from error
        if kept.dtype != pl.Boolean:
            raise BadPanel(
                f"where() needs something true or false, and {self.keep} is {kept.dtype}. "
                "Compare it, e.g. pl.col('conttype') == 1."
            )
        if len(kept) != len(state.index):
            raise BadPanel(
                f"where() needs true or false for each row, and {self.keep} gives "
                f"{len(kept):,} for {len(state.index):,} rows. Use columns without sums over them."
            )
        known = kept.is_not_null().to_numpy()
        years = state.index.year[known]
        first, last = (int(years.min()), int(years.max())) if len(years) else (0, 0)
        missing = int((~known).sum())
        if missing and self.unknown == "error":
            raise OutOfCoverage(
                f"Whether to keep a row is unknown for {missing:,} of {len(kept):,} rows"
                + (f" ({listing(list(columns))} known {first}–{last})" if len(years) else "")
                + ". Shorten the panel with .between(…), or say unknown='drop' or 'keep'.",
                unknown=missing,
                first=first,
                last=last,
            )
        name = f"where {self.keep.meta.output_name()}"
        state.coverage.append(Coverage(name, columns, first, last, 0, len(kept), missing))
        return _kept(state, kept.fill_null(self.unknown == "keep"))


@dataclass(frozen=True)
class Keep:
    """Keep some columns beside the keys, in the order they were asked for."""

    columns: tuple[str, ...]
    keys: tuple[str, ...]
    history: bool = False

    def __call__(self, state: State) -> State:
        """Select; a name without its suffix stands for both sides."""
        there = state.frame.columns
        kept = dict.fromkeys(self.keys)
        for name in self.columns:
            both = [f"{name}{side}" for side in (1, 2)]
            kept |= dict.fromkeys(
                both
                if name not in there and all(one in there for one in both)
                else [column_of(name, there)]
            )
        state.frame = state.frame.select(list(kept))
        state.dictionary = {name: what for name, what in state.dictionary.items() if name in kept}
        return state


@dataclass(frozen=True)
class Between:
    """Keep the years from first to last, in a panel of months to a month of the last."""

    first: int
    last: int
    month: int = 12
    history: bool = False

    def __call__(self, state: State) -> State:
        """Filter."""
        index = state.index
        keep = (index.year >= self.first) & (index.year <= self.last)
        if index.month is not None and self.month < 12:
            keep &= (index.year < self.last) | (index.month <= self.month)
        return _kept(state, pl.Series(keep))


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
        listed = state.load(LISTS[index.system])[CODES[index.system]]
        for one in (self.state1, self.state2):
            if one is not None and one not in listed:
                raise BadPanel(
                    f"The {index.system} list has no state {one}. `detente states` finds codes, "
                    "and system= says whose the panel has.",
                    state=one,
                )
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


def not_added(name: str, known: list[str]) -> UnknownVariable:
    """A column that is not there, and what would bring it."""
    from detente.panel.dictionary import noun_of

    whose = noun_of(name)
    if whose is None:
        return unknown_variable(name, "The panel", known)
    return UnknownVariable(
        f"The panel has no variable {name!r} yet. Add it first: .add({whose}()).",
        variable=name,
        suggestions=(whose,),
    )


def _kept(state: State, keep: pl.Series) -> State:
    state.frame = state.frame.filter(keep)
    state.index = state.index.take(keep.to_numpy())
    return state

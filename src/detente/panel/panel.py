"""A panel: start from a unit of analysis, add variables, narrow last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import polars as pl

from detente.dates import day
from detente.errors import BadPanel
from detente.panel.index import Index
from detente.panel.naming import refuse_clashes
from detente.panel.noun import Load, Noun, Variable
from detente.panel.systems import LISTS, SYSTEM_YEARS
from detente.panel.write import Coverage, variables_of, write

Frame = pl.DataFrame
Outside = Literal["missing", "error"]
Builder = Callable[[Load, int, int], Index]


@dataclass
class State:
    """A panel while it is being built: its rows, its columns, and what is known of them."""

    index: Index
    frame: Frame
    load: Load
    as_of: date | None
    outside: Outside
    dictionary: dict[str, Variable]
    coverage: list[Coverage]
    sources: list[str]
    whole: bool = True  # whether all rows of the panel were built, and not only those needed


@dataclass(frozen=True)
class About:
    """What remains of a panel that was built, apart from its rows."""

    dictionary: dict[str, Variable]
    coverage: tuple[Coverage, ...]
    sources: tuple[str, ...]


class Step(Protocol):
    """Something done to a panel, in order.

    A step with `history` that can say how far it looks has a method `reach` besides; see
    `detente.panel.lazy`.
    """

    @property
    def history(self) -> bool:
        """Whether a value depends on other rows, so that rows must not be cut before it."""
        ...

    def __call__(self, state: State) -> State:
        """Do it."""
        ...


@dataclass(frozen=True)
class Unit:
    """What a row is.

    Attributes
    ----------
    keys : names of the key columns
    build : from a loader and the years wanted to the rows
    """

    name: str
    keys: tuple[str, ...]
    system: Literal["cow", "gw"]
    directed: bool
    first: int
    last: int
    as_of: date | None
    build: Builder
    narrow: Callable[[frozenset[tuple[int, int]]], Builder] | None = None  # a builder of some pairs
    built: tuple[str, ...] | None = None  # keys of the rows as built, if a step changes them later
    sources: tuple[str, ...] = ()  # what the rows come from, besides the list of states


class Panel:
    """A lazy panel; nothing is read until `collect`.

    Every method returns a new panel. Rows are sorted by their keys; in panels of leaders by state,
    then by leader in the order in which they came into office.
    """

    def __init__(
        self, unit: Unit, steps: tuple[Step, ...] = (), *, load: Load, outside: Outside = "missing"
    ) -> None:
        if outside not in ("missing", "error"):
            raise BadPanel(f"outside={outside!r} is no rule. There are 'missing' and 'error'.")
        self.unit = unit
        self.steps = steps
        self.load = load
        self.outside: Outside = outside
        self._known: About | None = None

    def __repr__(self) -> str:
        return (
            f"<Panel of {self.unit.name}s {self.unit.first}–{self.unit.last}, "
            f"{self.unit.system} system, {len(self.steps)} steps>"
        )

    def add(self, *things: Noun | Step | Frame, on: str | Sequence[str] | None = None) -> Panel:
        """Add nouns, derived variables, or a frame of your own.

        Parameters
        ----------
        on : key columns of a frame of your own; all must be keys of the panel, and unique.
            Rows of it that match no row of the panel are counted in `coverage()`.

        Raises
        ------
        BadPanel        a column is there already, keys are repeated or of another type, no row
            of your frame matches, or a thing is nothing that can be added
        """
        from detente.panel.asked import refuse_addition
        from detente.panel.own import Own

        keys = (on,) if isinstance(on, str) else tuple(on) if on is not None else None
        new: list[Step] = []
        for thing in things:
            if isinstance(thing, pl.DataFrame):
                new.append(Own(thing, keys, self.unit.keys))
            elif isinstance(thing, Noun):
                new.append(Added(thing))
            elif callable(thing) and hasattr(thing, "history"):
                new.append(thing)
            else:
                refuse_addition(thing)
        return self._with(*new)

    def where(
        self,
        keep: pl.Expr | Callable[[], pl.Expr],
        *,
        unknown: Literal["drop", "keep", "error"] = "drop",
    ) -> Panel:
        """Keep rows for which an expression is true.

        Parameters
        ----------
        keep : an expression, or a function that gives one, such as `politically_relevant`
        unknown : what becomes of rows for which it is unknown: "drop", "keep" or "error".
            `coverage()` counts them.

        Raises
        ------
        UnknownVariable     the expression names a column that is not there
        BadPanel            it is no condition, or its columns are of another kind
        OutOfCoverage       unknown is "error" and some rows are
        """
        from detente.panel.asked import condition
        from detente.panel.narrowing import Where

        return self._with(Where(condition(keep), unknown))

    def between(self, first: int, last: int) -> Panel:
        """Keep the years from first to last.

        Raises
        ------
        BadPanel        they are no years of the panel, or in the wrong order
        """
        from detente.panel.asked import within
        from detente.panel.narrowing import Between

        first, last = within(first, last, self.unit.first, self.unit.last)
        return self._with(Between(first, last))

    def at(self, year: int) -> Panel:
        """Keep one year."""
        return self.between(year, year)

    def until(self, when: str | date | int) -> Panel:
        """Keep the years, or in a panel of months the months, that were complete by a day."""
        from detente.panel.narrowing import Between

        tomorrow = day(when) + timedelta(days=1)
        whole = tomorrow.year * 12 + tomorrow.month - 2  # the last whole month, from the year 0
        if "month" in self.unit.keys:
            return self._with(Between(self.unit.first, whole // 12, whole % 12 + 1))
        return self._with(Between(self.unit.first, tomorrow.year - 1))

    def pair(self, state1: int, state2: int | None = None) -> Panel:
        """Keep one state, or one dyad in whichever order; states by code.

        Raises
        ------
        BadPanel        a state is no code of the panel's list; one state where a row is a pair
        """
        from detente.panel.asked import code
        from detente.panel.narrowing import Only

        second = code(state2, self.unit.system) if state2 is not None else None
        return self._with(Only(code(state1, self.unit.system), second))

    def keep(self, *columns: str) -> Panel:
        """Keep the keys and these columns; `cinc` stands for both of `cinc1` and `cinc2`.

        Raises
        ------
        UnknownVariable     a column is not there
        """
        from detente.panel.narrowing import Keep

        return self._with(Keep(columns, self.unit.keys))

    def lag(self, *columns: str, years: int | None = None, months: int | None = None) -> Panel:
        """Add each column as it was some calendar time before; null over gaps.

        Without `years` or `months` one step of the panel. The new columns are `…_lag`, or
        `…_lag3` for three steps.
        """
        from detente.panel.verbs import Shift, Stretch

        return self._with(Shift(columns, Stretch(years, months), "lag"))

    def lead(self, *columns: str, years: int | None = None, months: int | None = None) -> Panel:
        """Add each column as it is some calendar time later; as `lag`."""
        from detente.panel.verbs import Shift, Stretch

        return self._with(Shift(columns, Stretch(years, months), "lead"))

    def aggregate(
        self,
        to: str,
        how: Mapping[str, str | Sequence[str]],
        *,
        membership: Literal["live", "frozen"] = "live",
    ) -> Panel:
        """From dyads to the relations of one bloc with each state: keys `bloc, state, year`.

        Parameters
        ----------
        to : a bloc by name, or one of your own such as ``"MINSK=BLR,RUS,UKR"``
        how : for each column "mean", "sum", "max", "share" (of members for which it is not 0)
            or "cinc" (mean weighted by the member's CINC), or several of these. Only members
            whose value is known count; `n_members` and `…_n_known` say how many there are.
        membership : the members of each year ("live"), or those of `as_of`, else of the
            panel's last year, in every year ("frozen")

        Raises
        ------
        BadPanel        the panel has no dyads, or no such rule
        UnknownName     no such bloc
        """
        from detente.panel.aggregate import aggregated

        return aggregated(self, to, how, membership)

    def collect(self) -> Frame:
        """Build the panel."""
        return self.build().frame

    def pairs(self) -> set[tuple[int, ...]]:
        """The distinct states, or pairs of states, of the panel's rows."""
        keys = [key for key in self.unit.keys if key.startswith("state")]
        return set(self.collect().select(keys).unique().rows())

    def coverage(self) -> Frame:
        """What each noun covers: noun, sources, first, last, carry, rows, outside, rule.

        `outside` counts the rows outside its coverage, and `rule` says what became of them:
        "missing" or "error". Of a condition it counts the rows for which it is unknown, of your
        own frame those of its rows that match no row of the panel.
        """
        return pl.DataFrame(
            [(*replace_tuple(one), self.outside) for one in self._about().coverage],
            schema={
                "noun": pl.String,
                "sources": pl.String,
                "first": pl.Int32,
                "last": pl.Int32,
                "carry": pl.Int32,
                "rows": pl.Int64,
                "outside": pl.Int64,
                "rule": pl.String,
            },
            orient="row",
        )

    def dictionary(self) -> Frame:
        """Every variable with its label and unit: column, label, unit, dtype."""
        return pl.DataFrame(
            [
                (column, variable.label, variable.unit, str(variable.dtype))
                for column, variable in self._about().dictionary.items()
            ],
            schema={
                "column": pl.String,
                "label": pl.String,
                "unit": pl.String,
                "dtype": pl.String,
            },
            orient="row",
        )

    def duplicates(self) -> Frame:
        """Rows whose keys are there more than once; none, unless a bug made some."""
        frame = self.collect()
        return frame.filter(frame.select(self.unit.keys).is_duplicated())

    def provenance(self) -> Frame:
        """Every source with version, checksum, licence and citation."""
        from detente.panel.cite import provenance

        return provenance(self._about().sources)

    def citation(self) -> str:
        """BibTeX of every source the panel uses."""
        from detente.panel.cite import bibtex

        return bibtex(self._about().sources)

    def to_parquet(self, path: str | Path) -> None:
        """Write the panel to a Parquet file, whole or not at all."""
        from detente.panel.save import to_parquet

        to_parquet(self, Path(path))

    def to_csv(self, path: str | Path) -> None:
        """Write the panel to a CSV file, whole or not at all; null is an empty cell."""
        from detente.panel.save import to_csv

        to_csv(self, Path(path))

    def to_arrow(self) -> Any:
        """The panel as an Arrow table (needs pyarrow)."""
        return self.collect().to_arrow()

    def to_pandas(self) -> Any:
        """The panel as a pandas frame with nullable columns."""
        from detente.panel.save import to_pandas

        return to_pandas(self.collect())

    def to_numpy(self) -> dict[str, np.ndarray[Any, Any]]:
        """Each column as an array; null is NaN in columns of numbers that have any."""
        frame = self.collect()
        return {name: frame[name].to_numpy() for name in frame.columns}

    def _with(self, *steps: Step) -> Panel:
        return Panel(self.unit, (*self.steps, *steps), load=self.load, outside=self.outside)

    def build(self) -> State:
        """Build the rows that are needed and do every step."""
        from detente.panel.lazy import needed

        first, last, only = needed(self.unit, self.steps)
        unit = self.unit if only is None else replace(self.unit, build=only.narrow(self.unit))
        index = unit.build(self.load, first, last)
        state = State(
            index=index,
            frame=keys_of(index, self.unit.built or self.unit.keys),
            load=self.load,
            as_of=self.unit.as_of,
            outside=self.outside,
            dictionary={},
            coverage=_carried(index),
            sources=[LISTS[self.unit.system], *self.unit.sources],
            whole=only is None and (first, last) == (self.unit.first, self.unit.last),
        )
        for step in self.steps:
            state = step(state)
        self._known = About(state.dictionary, tuple(state.coverage), tuple(state.sources))
        return state

    def _about(self) -> About:
        """What is known of the panel since it was last built; it is built if it never was."""
        if self._known is None:
            self.build()
        assert self._known is not None, "building a panel leaves word of it"
        return self._known


def _carried(index: Index) -> list[Coverage]:
    """Where the panel goes on past the list of states: whose members are carried, and how far."""
    first, last = SYSTEM_YEARS[index.system]
    if not (index.year > last).any():
        return []
    carry = int(index.year.max()) - last
    return [Coverage("membership", (LISTS[index.system],), first, last, carry, len(index), 0)]


@dataclass(frozen=True)
class Added:
    """A noun, written into the rows."""

    noun: Noun
    history: bool = False

    def __call__(self, state: State) -> State:
        """Write its columns."""
        dyadic = state.index.dyadic
        if not dyadic and self.noun.per in ("dyad", "directed"):
            raise BadPanel(
                f"{self.noun.name} is about pairs of states, the panel about single ones. "
                "Add it to dyad_years or dyad_months."
            )
        columns = variables_of(self.noun, dyadic=dyadic)
        refuse_clashes([name for name, _ in columns], state.frame.columns, self.noun.name)
        noun = self.noun
        if noun.per == "directed" and not state.index.directed:
            reduce, rows, as_known = noun.undirected, noun.rows, noun.as_known
            assert reduce is not None, f"{noun.name} does not say how two directions become one"
            noun = replace(noun, rows=lambda load: reduce(rows(load)))
            if as_known is not None:
                noun = replace(noun, as_known=lambda load, known: reduce(as_known(load, known)))
        series, coverage = write(
            state.index, noun, state.load, as_of=state.as_of, outside=state.outside
        )
        state.frame = state.frame.with_columns(series)
        state.dictionary.update(columns)
        state.coverage += coverage
        state.sources += [name for name in noun.sources if name not in state.sources]
        return state


def keys_of(index: Index, keys: tuple[str, ...]) -> Frame:
    """The key columns of the rows: leaders if it is a panel of them, states, the time."""
    arrays = [index.one, index.two, index.year, index.month]
    columns = [pl.Series(array) for array in arrays if array is not None]
    if index.leaders is not None:
        columns = [index.leaders.ids[side] for side in index.leaders.sides()] + columns
    return pl.DataFrame([column.alias(key) for key, column in zip(keys, columns, strict=True)])


def replace_tuple(one: Coverage) -> tuple[object, ...]:
    """A coverage as a row."""
    return (
        one.noun,
        ", ".join(one.sources),
        one.first,
        one.last,
        one.carry,
        one.rows,
        one.outside,
    )

"""What can be added to a panel: a noun, its variables, and what their absence means.

A noun reads one or more sources into keyed rows, in the codes the source was written in.
Everything else follows from what it declares: inside coverage a row that is not there has
the declared value, outside coverage every variable is null.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

import polars as pl

from detente.panel.index import System

Frame = pl.DataFrame
Load = Callable[[str], Frame]
Value = bool | int | float | str | None

Per = Literal["state", "dyad", "directed", "year"]


@dataclass(frozen=True)
class Variable:
    """One column.

    Attributes
    ----------
    name : str      without the suffix 1 or 2 that a dyad's states get
    label : str     what it says, for people
    unit : str      "0/1", "share of world", "km", …
    absent : value inside coverage where the source has no row; None for unknown
    covers : first and last calendar year, where they are not those of the noun
    """

    name: str
    label: str
    unit: str
    dtype: type[pl.DataType] | pl.DataType
    absent: Value = None
    covers: tuple[int, int] | None = None


@dataclass(frozen=True)
class Noun:
    """Something that can be added to a panel.

    Attributes
    ----------
    name : str          as the command line calls it
    per : what a row of `rows` is about: "state" (`state, year`), "dyad" (`state1, state2,
        year`, the lower first), "directed" (what state1 does to state2) or "year"
    codes : the list of states its rows are written in
    covers : first and last calendar year inside which absence has its declared meaning
    rows : from a loader of sources to the keyed rows, one per key, with the variables
    undirected : for "directed" nouns, how two directed rows become one
    as_known : for nouns coded in hindsight, the rows as they stood after a year, when ends that
        lay near were not yet seen; without it, `lag` delays all values alike. Of "directed"
        nouns they are directed as those of `rows` are
    by_leader : for "state" nouns about leaders, the rows of each leader (`leader`, or `leader,
        year`), which a panel of leaders takes in place of those of the state
    """

    name: str
    title: str
    per: Per
    codes: System
    covers: tuple[int, int]
    sources: tuple[str, ...]
    variables: tuple[Variable, ...]
    rows: Callable[[Load], Frame]
    undirected: Callable[[Frame], Frame] | None = None
    as_known: Callable[[Load, int], Frame] | None = None
    by_leader: Callable[[Load], Frame] | None = None
    lag: int = 0  # years after its own that a value of a year could be known
    carry: int = 0  # years its last value is carried past coverage, when the user says so
    note: str = ""
    options: dict[str, str] = field(default_factory=dict)

    def keeping(self, keep: tuple[str, ...] | list[str] | None) -> Noun:
        """The same noun with some of its variables only.

        Raises
        ------
        UnknownVariable     it has no such variable
        """
        from detente.panel.naming import unknown_variable

        if keep is None:
            return self
        known = {variable.name: variable for variable in self.variables}
        for name in keep:
            if name not in known:
                raise unknown_variable(name, self.name, tuple(known))
        return replace(self, variables=tuple(known[name] for name in keep))

    def carried(self, carry: str | int | None) -> Noun:
        """The same noun with its last value carried so many years past coverage, marked."""
        from detente.panel.naming import years_of

        return self if carry is None else replace(self, carry=years_of(carry))

    def columns(self, *, dyadic: bool) -> tuple[str, ...]:
        """The names of its columns in a panel."""
        names = [variable.name for variable in self.variables]
        if self.per == "state" and dyadic:
            return tuple(f"{name}{side}" for name in names for side in (1, 2))
        return tuple(names)

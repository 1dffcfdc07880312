"""Blocs over the years: their members, and their members' relations with every state.

Membership is legal membership, live or frozen; see `detente.panel.membership`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from detente import store
from detente.dates import day
from detente.panel.index import Index, System
from detente.panel.membership import Bloc, bloc_of, is_member
from detente.panel.noun import Load, Variable
from detente.panel.panel import Builder, Outside, Panel, State, Unit
from detente.panel.systems import check_years, dyad_index, state_index


def bloc_years(
    bloc: str,
    first: int,
    last: int,
    membership: str = "live",
    as_of: str | date | int | None = None,
    *,
    relations: bool = False,
    system: System = "cow",
    outside: Outside = "missing",
    load: Load = store.source,
) -> Panel:
    """The members of a bloc by year, or with `relations` their dyads with all other states.

    Keys are `state, year`, one row for each member, with the column `bloc`; with `relations`
    they are `state1, state2, year`, where state1 is a member and state2 any other state, with
    the columns `bloc` and `both_members` (1 where state2 is a member too). Nouns about
    directions then say what the member does to the other. `aggregate` makes one row of them
    for each other state.

    Parameters
    ----------
    bloc : a name such as ``"NATO"``, or a bloc of your own: ``"MINSK=BLR,RUS,UKR"``
    membership : "live" the members of each year by the treaty in force for them (legal
        membership, on the last day of the year), none before the founding; "frozen" the members
        of `as_of`, else of the end of the last year, in every year, followed back under the
        numbers they had then (260 before 255)
    as_of, system, outside : as `dyad_years`

    Raises
    ------
    UnknownName     no bloc is called so
    BadBloc         a bloc of your own cannot be read
    BadPanel, OutsideSystem     as `dyad_years`
    """
    check_years(system, first, last)
    known = day(as_of) if as_of is not None else None
    of = bloc_of(bloc, membership)

    def builder(only: frozenset[tuple[int, int]] | None) -> Builder:
        def build(load: Load, begin: int, end: int) -> Index:
            index = (
                dyad_index(load, system, begin, end, directed=True, as_of=known, only=only)
                if relations
                else state_index(load, system, begin, end, partial="any", as_of=known)
            )
            return index.take(is_member(index, 1, *of.members(first, last, known)))

        return build

    unit = Unit(
        f"{of.key} {'member-state year' if relations else 'member year'}",
        ("state1", "state2", "year") if relations else ("state", "year"),
        system,
        relations,
        first,
        last,
        known,
        builder(None),
        builder if relations else None,
    )
    return Panel(unit, (Named(of, first, last, known),), load=load, outside=outside)


@dataclass(frozen=True)
class Named:
    """Write the bloc's name, and whether the other state is a member too."""

    bloc: Bloc
    first: int
    last: int
    as_of: date | None
    history: bool = False

    def __call__(self, state: State) -> State:
        """Add the columns."""
        state.frame = state.frame.with_columns(pl.lit(self.bloc.key).alias("bloc"))
        rule = "of each year" if self.bloc.membership == "live" else "of one day, frozen"
        state.dictionary["bloc"] = Variable(
            "bloc", f"Bloc; its legal members {rule}", "name", pl.String
        )
        if state.index.two is not None:
            members = self.bloc.members(self.first, self.last, self.as_of)
            both = is_member(state.index, 2, *members).astype(np.int8)
            state.frame = state.frame.with_columns(pl.Series("both_members", both))
            state.dictionary["both_members"] = Variable(
                "both_members", "The second state is a member too", "0/1", pl.Int8, 0
            )
        return state

"""Who belonged to a bloc in which year, for panels of blocs.

Membership is legal membership: the treaty in force for the state, on the last day of the year
(or the last on which the bloc had members). ATOP by contrast enters members at signature.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente import store
from detente.dates import Spell
from detente.errors import BadPanel, UnknownName
from detente.panel.index import Index, Ints
from detente.states import BlocTable, StateTable, lineage, parse_inline
from detente.states.systems import RENUMBERED, RENUMBERED_FROM
from detente.words import listing

Membership = Literal["live", "frozen"]


@dataclass(frozen=True)
class Bloc:
    """A bloc and the table it is read from; `key` is its name in panels."""

    key: str
    table: BlocTable
    membership: Membership

    def members(self, first: int, last: int, as_of: date | None) -> tuple[Ints, Ints]:
        """Years and the states (COW numbers) that were members in them.

        With frozen membership the members of `as_of`, else of the end of the last year, in
        every year in which they existed, under the numbers they had then.
        """
        until = date(last, 12, 31) if as_of is None else min(date(last, 12, 31), as_of)
        states = _states()
        if self.membership == "frozen":
            rows = _frozen(self, first, until, as_of or until, states)
        else:
            frame = self.table.members_by_year(self.key, first, until, states)
            rows = [
                (year, state)
                for year, state, frozen in frame.select("year", "state", "frozen").iter_rows()
                if not frozen
            ]
        array = np.array(rows, np.int32).reshape(-1, 2)
        return array[:, 0], array[:, 1]


@cache
def _blocs() -> BlocTable:
    return BlocTable.from_facts()


@cache
def _states() -> StateTable:
    return StateTable(store.vintage().table("state_spells"))


def bloc_of(text: str, membership: str) -> Bloc:
    """The bloc of a name, or one of the user's own: ``"MINSK=BLR,RUS,UKR"``.

    Raises
    ------
    UnknownName     no bloc has this name; `suggestions` holds the nearest
    BadBloc         one of the user's own cannot be read
    BadPanel        no such rule of membership
    """
    if membership not in ("live", "frozen"):
        raise BadPanel(
            f"membership={membership!r} is no rule. There are 'live' and 'frozen'.",
            membership=membership,
        )
    rule: Membership = "live" if membership == "live" else "frozen"
    if "=" in text:
        user = parse_inline(text)
        return Bloc(user.bloc, _blocs().with_user(user), rule)
    table = _blocs()
    key = table.find(text)
    if key is None:
        near = table.nearest(text)
        hint = (
            f"Did you mean {' or '.join(near)}?"
            if near
            else f"There are {listing(list(table.keys()))}; or write one as NAME=STATE,STATE."
        )
        raise UnknownName(f"No bloc is called {text!r}. {hint}", name=text, suggestions=near)
    return Bloc(key, table, rule)


def canonical(index: Index, side: int) -> Ints:
    """The states of one side by the number they had at the end of the year."""
    own = index.one if side == 1 or index.two is None else index.two
    if index.system == "cow":
        return own
    state = own.copy()
    for code, number in RENUMBERED.items():
        state[own == code] = number
    for code, (since, number) in RENUMBERED_FROM.items():
        state[(own == code) & (index.year >= since.year)] = number
    return state


def is_member(index: Index, side: int, years: Ints, members: Ints) -> NDArray[np.bool_]:
    """Rows whose first or second state was a member in the row's year."""
    wanted = members.astype(np.int64) * 10_000 + years
    return np.isin(canonical(index, side).astype(np.int64) * 10_000 + index.year, wanted)


def _frozen(
    bloc: Bloc, first: int, until: date, when: date, states: StateTable
) -> list[tuple[int, int]]:
    """The members of a day, in each year under the number they had at its end."""
    stages: list[tuple[int, Spell]] = [
        (stage.state, stage.spell)
        for member in bloc.table.members_on(bloc.key, when, states)
        for stage in lineage(member.state, when, states)
    ]
    rows = {
        (year, state)
        for year in range(first, until.year + 1)
        for state, spell in stages
        if spell.covers(min(date(year, 12, 31), until))
    }
    return sorted(rows)

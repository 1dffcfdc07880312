"""Peoples across succession: which states one people lived under, one after the other.

Two rules are kept apart and both are named in every answer. A *followed* succession
joins the history of predecessor and successor (West Germany and Germany); one that is
not followed only names the successor (Czechoslovakia: neither half is taken for the
whole). The table is `facts/continues.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from detente import facts
from detente.dates import Spell
from detente.states.names import Names, names
from detente.states.systems import StateTable

POLICY = (
    "Histories join predecessor and successor where the table of successions marks it as followed; "
    "other successors are named."
)


@dataclass(frozen=True)
class Stage:
    """One stage of a people: a state number, from when to when, and what it was called.

    `end` is None where the stage was not known to end by the day asked about; `name` is
    the last of `names`, the names it bore in their order.
    """

    state: int
    start: date
    end: date | None
    name: str
    names: tuple[str, ...]

    @property
    def spell(self) -> Spell:
        """The days of the stage."""
        return Spell(self.start, self.end)


@dataclass(frozen=True)
class Successor:
    """A state that followed another: from which day, how, and whether history follows it."""

    state: int
    name: str
    since: date
    kind: str
    followed: bool
    note: str


@dataclass(frozen=True)
class _Step:
    """A row of the table of successions."""

    predecessor: int
    successor: int
    since: date
    kind: str
    followed: bool
    note: str


class Successions:
    """Who followed whom.

    Parameters
    ----------
    table : frame with columns `predecessor, successor, date, kind, followed, note`
    """

    def __init__(self, table: pl.DataFrame) -> None:
        columns = ("predecessor", "successor", "date", "kind", "followed", "note")
        rows = table.sort("date", "predecessor", "successor").select(columns).iter_rows()
        self._steps = tuple(_Step(*row) for row in rows)

    def known(self, as_of: date) -> tuple[_Step, ...]:
        """Changes from one number to another that had happened by a day."""
        return tuple(s for s in self._steps if s.since <= as_of and s.predecessor != s.successor)

    def followed_back(self, state: int, as_of: date) -> tuple[int, ...]:
        """The state and every number its people is followed back to, the latest first."""
        steps = [step for step in self.known(as_of) if step.followed]
        found = [state]
        for code in found:  # grows while it is walked
            before = [step.predecessor for step in steps if step.successor == code]
            found.extend(number for number in before if number not in found)
        return tuple(found)


@cache
def successions() -> Successions:
    """The successions in `facts/continues.csv`."""
    return Successions(facts.read("continues"))


def lineage(
    state: int,
    as_of: date,
    states: StateTable,
    *,
    called: Names | None = None,
    followed: Successions | None = None,
) -> tuple[Stage, ...]:
    """The stages of a people up to a day, the earliest first; nothing later shows.

    Empty if the state had not existed by `as_of`.
    """
    called = called or names()
    last = states.last_day(state, as_of)
    if last is None:
        return ()
    codes = (followed or successions()).followed_back(state, as_of)
    stages = []
    for code in codes:
        for spell in states.stretches(code, as_of):
            if spell.start <= last:
                until = spell.end or as_of
                borne = called.names_between(code, spell.start, until)
                stages.append(Stage(code, spell.start, spell.end, borne[-1], borne))
    return tuple(sorted(stages, key=lambda stage: (stage.start, stage.state)))


def successors(
    state: int,
    as_of: date,
    *,
    called: Names | None = None,
    followed: Successions | None = None,
) -> tuple[Successor, ...]:
    """The states that had followed another by a day, each called as it was on that day."""
    called = called or names()
    return tuple(
        Successor(
            step.successor,
            called.name_on(step.successor, as_of),
            step.since,
            step.kind,
            step.followed,
            step.note,
        )
        for step in (followed or successions()).known(as_of)
        if step.predecessor == state
    )

"""Conditions: "given that Finland is a member from 2027".

A condition is supposed, not forecast: it happens in every draw, in the step its year ends, and
all that follows from it follows. It may lie between the day of the question and twenty years
on. What contradicts the record is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente import facts
from detente.dates import LONGEST_HORIZON
from detente.errors import BadCondition
from detente.models.past import Past
from detente.models.simulate.bridge import Bridge
from detente.models.simulate.kinds import JOIN, LEAVE, PACT
from detente.models.simulate.run import Forced
from detente.models.simulate.start import Start
from detente.states.actors import StateActor, resolve
from detente.states.blocs import BlocTable
from detente.states.systems import StateTable

_FORM = re.compile(
    r"\s*(?P<one>.+?)\s+(?P<how>in|out of|with)\s+(?P<other>.+?)\s+from\s+(?P<year>\d{4})\s*",
    re.IGNORECASE,
)
FORMS = "`FIN in NATO from 2027`, `TUR out of NATO from 2030` or `USA with RUS from 2031`"


@dataclass(frozen=True)
class Condition:
    """One thing supposed.

    Attributes
    ----------
    one, how, other, year : as written: a state, in / out of / with, a bloc or a state, a year
    """

    one: str
    how: str
    other: str
    year: int

    def __str__(self) -> str:
        return f"{self.one} {self.how} {self.other} from {self.year}"


def read(text: str) -> Condition:
    """A condition from its text.

    Raises
    ------
    BadCondition    the text has none of the forms
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise BadCondition(f"{text!r} is no condition. Write {FORMS}.", text=text)
    return Condition(match["one"], match["how"].lower(), match["other"], int(match["year"]))


def forced(
    conditions: tuple[Condition, ...], past: Past, start: Start, way: Bridge
) -> tuple[Forced, ...]:
    """Conditions as events of the steps after the day.

    Raises
    ------
    BadCondition    it contradicts the record, its year is out of reach, or its treaty or state
                    takes no part in the simulation
    UnknownName     nothing has the name of a state or bloc
    """
    place = _Places(past, start)
    return tuple(_forced(one, past.as_of, place, start, way) for one in conditions)


class _Places:
    def __init__(self, past: Past, start: Start) -> None:
        self.as_of = past.as_of
        self.states = StateTable(past.tables.table("state_spells"))
        self.blocs = BlocTable(
            past.tables.table("bloc_members"),
            past.tables.table("bloc_rules"),
            facts.read("bloc_names"),
        )
        self._at = {int(code): at for at, code in enumerate(past.cube.states[start.states])}

    def state(self, text: str, asked: Condition) -> int:
        actor = resolve(text, self.as_of, states=self.states, blocs=self.blocs)
        if not isinstance(actor, StateActor) or actor.state not in self._at:
            raise BadCondition(
                f"The condition {str(asked)!r} needs a state that was in the system at the end of "
                f"the coded record; {actor.name} is none.",
                text=str(asked),
            )
        return self._at[actor.state]


def _forced(asked: Condition, as_of: date, place: _Places, start: Start, way: Bridge) -> Forced:
    last = as_of.year + LONGEST_HORIZON
    if not as_of.year <= asked.year <= last:
        raise BadCondition(
            f"The condition {str(asked)!r} must begin from {as_of.year} to {last}: what came "
            "before the day of the question is on record, and what comes later is not walked.",
            text=str(asked),
        )
    step = min(len(way.gap) + asked.year - as_of.year, len(way.gap) + LONGEST_HORIZON - 1)
    one = place.state(asked.one, asked)
    if asked.how == "with":
        other = place.state(asked.other, asked)
        if one == other:
            raise BadCondition(f"The condition {str(asked)!r} names one state twice.")
        return Forced(step, PACT, one, other)
    bloc = place.blocs.find(asked.other)
    slots = [
        int(at)
        for key, atopid in facts.read("bloc_treaties").select("bloc", "atopid").iter_rows()
        if key == bloc
        for at in np.flatnonzero(start.atopid == atopid)
    ]
    if not slots:
        raise BadCondition(
            f"The condition {str(asked)!r} names {asked.other}, which is no bloc with a defence "
            "treaty of three or more parties in force. Name one such as NATO, CSTO or EU.",
            text=str(asked),
        )
    slot = slots[0]
    inside = _inside(slot, one, start, way)
    if inside == (asked.how == "in"):
        raise BadCondition(
            f"The condition {str(asked)!r} contradicts the record: on the day of the question "
            f"{asked.one} is {'already in' if inside else 'not in'} {asked.other}.",
            text=str(asked),
        )
    return Forced(step, JOIN if asked.how == "in" else LEAVE, slot, one)


def _inside(slot: int, state: int, start: Start, way: Bridge) -> bool:
    """Whether the record has a state inside a treaty on the day of the question."""
    inside = bool(start.member[slot, state])
    for one in sorted(way.forced, key=lambda event: event.step):
        if one.what == slot and one.who == state and one.kind in (JOIN, LEAVE):
            inside = one.kind == JOIN
    return inside

"""Actors: what a question is about, a state or a bloc as it stood on a day.

An actor that had ended before the day asked about is still an actor: its standing is
that of its last day, and its successors are named. Nothing after `as_of` shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.dates import human
from detente.errors import NotYet
from detente.states.blocs import BlocTable, Member, Rule
from detente.states.lineage import Stage, Successor, lineage, successors
from detente.states.lookup import Found, find_state, possible_states, shown, unknown
from detente.states.names import Names, key, names
from detente.states.systems import StateTable
from detente.words import count, listing


@dataclass(frozen=True)
class StateActor:
    """A state, called as it was on its standing day.

    Attributes
    ----------
    state, name, code : its number, name and short code on that day
    lineage : the stages of the people it is followed back through
    ended : its last day, if it had ended before `as_of`
    successors : who followed it, if it had ended
    notes : what a reader should know about how it was read
    carried : the note that its existence is carried past the end of the list, if it is
    """

    state: int
    name: str
    code: str
    as_of: date
    lineage: tuple[Stage, ...]
    ended: date | None
    successors: tuple[Successor, ...]
    notes: tuple[str, ...]
    carried: str | None

    @property
    def standing_day(self) -> date:
        """The day its standing is read on: `as_of`, or its last day."""
        return self.ended or self.as_of

    @property
    def codes(self) -> tuple[int, ...]:
        """Every number its people went under, the earliest first."""
        return tuple(dict.fromkeys(stage.state for stage in self.lineage))


@dataclass(frozen=True)
class BlocActor:
    """A bloc with its members on its standing day.

    Attributes
    ----------
    key, name, short : its key in the table, and what it was called on that day
    members : who belonged to it, by legal membership
    left_out : members that are in no list of states
    founded : its first day; None for a timeless bloc of the user's own
    ended : its last day, if it had no members left on `as_of`
    rule : how it admits and what it promises; None where nothing was read
    user : whether it is a bloc of the user's own
    """

    key: str
    name: str
    short: str
    as_of: date
    members: tuple[Member, ...]
    left_out: tuple[str, ...]
    founded: date | None
    ended: date | None
    rule: Rule | None
    user: bool
    notes: tuple[str, ...]

    @property
    def standing_day(self) -> date:
        """The day its standing is read on: `as_of`, or its last day."""
        return self.ended or self.as_of

    @property
    def codes(self) -> tuple[int, ...]:
        """The numbers of its members."""
        return tuple(member.state for member in self.members)


Actor = StateActor | BlocActor


def resolve(text: str, as_of: date, *, states: StateTable, blocs: BlocTable) -> Actor:
    """The state or bloc that a text names, as it stood on a day.

    Raises
    ------
    UnknownName     nothing has this name; `suggestions` holds the nearest
    AmbiguousName   it fits several states of that day; `candidates` holds them
    NotYet          it had not existed by then; `first` is the first day possible
    """
    called = names()
    bloc = blocs.find(text)
    if bloc is not None:
        return _bloc(text, bloc, as_of, states, blocs)
    if not possible_states(text, called):
        raise unknown(text, as_of, called, blocs.nearest(text))
    return _state(find_state(text, as_of, states, called=called), as_of, states, called)


def _state(found: Found, as_of: date, states: StateTable, called: Names) -> StateActor:
    """The actor for a state that was found."""
    state, ended = found.state, found.ended
    standing = ended or as_of
    stages = lineage(state, as_of, states, called=called)
    followers = successors(state, as_of, called=called) if ended else ()
    name = called.name_on(state, standing)
    codes = tuple(dict.fromkeys(stage.state for stage in stages))
    notes = [
        *found.notes,
        *_renamed(found, name, standing, called),
        *_history(stages, state),
    ]
    if ended:
        notes.append(_ended(name, ended, followers))
    if not ended and (differs := states.cow_differs(codes, as_of, name)):
        notes.append(differs)
    carried = (
        f"The list of states ends on {human(states.list_end['gw'])}; {name} is carried on from "
        f"there to {human(as_of)}."
        if not ended and states.carried(as_of)
        else None
    )
    code = called.code_on(state, standing)
    return StateActor(state, name, code, as_of, stages, ended, followers, tuple(notes), carried)


def _renamed(found: Found, name: str, standing: date, called: Names) -> list[str]:
    """A note where the state was asked for by a name of another time."""
    if found.reading is None or found.reading.in_use(standing):
        return []
    since = called.named_since(found.state, standing)
    so_called = f", so called since {human(since)}" if since else ""
    return [
        f"{found.reading.text} is read as state {found.state}, which on {human(standing)} is "
        f"{name}{so_called}: COW gives both names one number, and the history runs on."
    ]


def _history(stages: tuple[Stage, ...], state: int) -> list[str]:
    """A note on the other numbers a people's history is followed through."""
    before = [
        f"{stage.name} ({stage.state}, {stage.start.year}–{stage.end.year})"
        for stage in stages
        if stage.end is not None
        and any(other.state != state for other in stages)
        and stage != stages[-1]
    ]
    return [f"Its history is followed back through {listing(before)}."] if before else []


def _ended(name: str, ended: date, followers: tuple[Successor, ...]) -> str:
    """A note on an actor that had ended."""
    followed = [f"{f.name} from {human(f.since)} ({f.kind})" for f in followers]
    after = f" It was followed by {listing(followed)}." if followed else ""
    return (
        f"{name} left the list of states on {human(ended)}; its standing is that of its last "
        f"day.{after}"
    )


def _bloc(text: str, bloc: str, as_of: date, states: StateTable, blocs: BlocTable) -> BlocActor:
    """The actor for a bloc."""
    last = blocs.last_day(bloc, as_of, states)
    if last is None:
        raise _no_bloc_yet(text, bloc, as_of, blocs)
    members = blocs.members_on(bloc, last, states)
    ended = last if last < as_of else None
    name, short = blocs.name_on(bloc, last), blocs.short_on(bloc, last)
    left_out = blocs.left_out(bloc, last)
    notes = []
    if not blocs.is_user(bloc):
        notes.append(
            "Members are those for which the treaty was in force, where ATOP counts from signature."
        )
        if key(text) not in {key(bloc), key(name), key(short)}:
            notes.append(f"On {human(last)} it is called {name}.")
    if blocs.is_timeless(bloc):
        notes.append(f"{short} has no dates: each state belongs to it on every day it exists.")
    if ended:
        notes.append(
            f"{short} had its last members on {human(ended)}; its standing is that of this day."
        )
    notes += _weak_spots(members, left_out, last)
    return BlocActor(
        bloc,
        name,
        short,
        as_of,
        members,
        left_out,
        blocs.founded(bloc),
        ended,
        blocs.rule(bloc, last),
        blocs.is_user(bloc),
        tuple(notes),
    )


def _no_bloc_yet(text: str, bloc: str, as_of: date, blocs: BlocTable) -> NotYet:
    """The error for a bloc that had no members by a day."""
    founded = blocs.founded(bloc)
    first = f": its first members are of {human(founded)}" if founded else ""
    return NotYet(
        f"{shown(text)} had no members on {human(as_of)}{first}. Ask for a later day.",
        name=text,
        first=founded,
        as_of=as_of,
    )


def _weak_spots(members: tuple[Member, ...], left_out: tuple[str, ...], when: date) -> list[str]:
    """Notes on memberships that are less than certain on a day."""
    notes = []
    weak = sum(member.unconfirmed for member in members)
    if weak:
        notes.append(
            f"{weak} of {count(len(members), 'membership')} {'rests' if weak == 1 else 'rest'} on "
            "sources that are neither the organisation's own nor a government's."
        )
    new = [
        member.name
        for member in members
        if member.precision != "day" and member.since and member.since.year == when.year
    ]
    if new:
        notes.append(
            "The day of joining or leaving is known only to the month or year for "
            f"{listing(new, most=6)}."
        )
    if left_out:
        notes.append(f"Left out, being in no list of states: {listing(list(left_out))}.")
    return notes

"""Two actors in one question: what may be compared, and what must be told first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from detente.dates import human
from detente.errors import SameActor, SharedMembers
from detente.states.actors import Actor, BlocActor, StateActor
from detente.states.blocs import Member
from detente.states.lineage import Stage
from detente.words import count, listing


@dataclass(frozen=True)
class NeverMet:
    """Two states that never existed on one day, up to the day asked about."""

    a: tuple[Stage, ...]
    b: tuple[Stage, ...]
    reason: str


@dataclass(frozen=True)
class Pairing:
    """Two actors that can be compared.

    Attributes
    ----------
    never_met : set where two states never existed on one day
    inside : the state that belongs to the bloc it is compared with, if one does
    against : the members of each bloc that are judged, by the bloc's key; a state that
        belongs to the bloc is judged against the others
    """

    a: Actor
    b: Actor
    as_of: date
    never_met: NeverMet | None
    inside: StateActor | None
    against: dict[str, tuple[Member, ...]]
    notes: tuple[str, ...]


def check_pair(a: Actor, b: Actor, as_of: date) -> Pairing:
    """What a question about two actors compares.

    Raises
    ------
    SameActor       both are one state, one people across succession, or one bloc
    SharedMembers   two blocs have members in common; `suggestion` holds a bloc without them
    """
    if isinstance(a, StateActor):
        if isinstance(b, StateActor):
            return _two_states(a, b, as_of)
        return _state_and_bloc(a, b, Pairing(a, b, as_of, None, None, {b.key: b.members}, ()))
    if isinstance(b, StateActor):
        return _state_and_bloc(b, a, Pairing(a, b, as_of, None, None, {a.key: a.members}, ()))
    _check_blocs(a, b, as_of)
    return Pairing(a, b, as_of, None, None, {a.key: a.members, b.key: b.members}, ())


def _two_states(a: StateActor, b: StateActor, as_of: date) -> Pairing:
    """A question about two states."""
    if a.state == b.state or a.state in b.codes or b.state in a.codes:
        same = "the same state" if a.state == b.state else "one people across succession"
        raise SameActor(
            f"{a.name} ({a.state}) and {b.name} ({b.state}) are {same}. Name two different actors.",
            a=a.state,
            b=b.state,
        )
    met = any(s.spell.overlaps(t.spell) for s in a.lineage for t in b.lineage)
    return Pairing(a, b, as_of, None if met else _never_met(a, b), None, {}, ())


def _never_met(a: StateActor, b: StateActor) -> NeverMet:
    """The record of two states that never existed on one day."""
    reason = (
        f"{a.name} and {b.name} never existed on the same day: {_ranges(a)}; {_ranges(b)}. "
        "There is no relationship to assess."
    )
    return NeverMet(a.lineage, b.lineage, reason)


def _ranges(actor: StateActor) -> str:
    """When an actor existed, in words."""
    spells = [
        f"{human(stage.start)} to {human(stage.end) if stage.end else human(actor.as_of)}"
        for stage in actor.lineage
    ]
    return f"{actor.name} from {listing(spells)}"


def _check_blocs(a: BlocActor, b: BlocActor, as_of: date) -> None:
    """Two blocs may have no member in common."""
    if a.key == b.key:
        raise SameActor(f"{a.short} is compared with itself. Name two different actors.", a=a.key)
    shared = [member for member in a.members if member.state in b.codes]
    if not shared:
        return
    rests = [(one, _rest(one, shared)) for one in sorted((a, b), key=lambda x: len(x.members))]
    line = next(
        (
            f'--bloc "{one.key}_REST={",".join(m.code for m in rest)}"'
            for one, rest in rests
            if rest
        ),
        None,
    )
    advice = (
        f"Compare with those outside, e.g. {line}." if line else "All their members are shared."
    )
    raise SharedMembers(
        f"{a.short} and {b.short} share {count(len(shared), 'member')} on {human(as_of)}: "
        f"{listing([m.name for m in shared], most=8)}. {advice}",
        members=tuple(member.state for member in shared),
        suggestion=line,
    )


def _rest(bloc: BlocActor, shared: list[Member]) -> list[Member]:
    """The members of a bloc that are not shared."""
    states = {member.state for member in shared}
    return [member for member in bloc.members if member.state not in states]


def _state_and_bloc(state: StateActor, bloc: BlocActor, whole: Pairing) -> Pairing:
    """A question about a state and a bloc; a member is judged against the others."""
    others = tuple(member for member in bloc.members if member.state != state.state)
    if len(others) == len(bloc.members):
        return whole
    if not others:
        raise SameActor(
            f"{bloc.short} has no member but {state.name}. Name two different actors.",
            a=state.state,
            b=bloc.key,
        )
    note = (
        f"{state.name} belongs to {bloc.short} on {human(bloc.standing_day)}: it is judged against "
        f"the other {count(len(others), 'member')}."
    )
    return replace(whole, inside=state, against={bloc.key: others}, notes=(note,))

"""Who joined and left a bloc, by the list of its members."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from detente.assessment.schema import Event
from detente.assessment.world import World
from detente.states.actors import BlocActor
from detente.states.blocs import BlocTable, Membership
from detente.words import listing


def changes(world: World, blocs: BlocTable, bloc: BlocActor, until: date) -> list[Event]:
    """One event for all that joined on one day, and one for all that left."""
    begun = blocs.memberships(bloc.key, until, world.states)
    held = [one for one in begun if one.since is not None]
    ended = [one for one in held if one.until is not None and one.until <= until]
    short = blocs.short_on
    return [
        *(
            _event(
                "joined",
                day,
                f"{_names(joined)} {'founded' if day == bloc.founded else 'joined'} "
                f"{short(bloc.key, day)}",
                joined,
            )
            for day, joined in _by_day(held, "since")
        ),
        *(
            _event(
                "left",
                day,
                f"{_names(left)} left {short(bloc.key, day)}"
                if any(_goes_on(one, day) for one in held)
                else f"{short(bloc.key, day)} ended",
                left,
            )
            for day, left in _by_day(ended, "until")
        ),
    ]


def _goes_on(one: Membership, day: date) -> bool:
    """Whether somebody was a member on the day after."""
    after = day + timedelta(days=1)
    return (
        one.since is not None and one.since <= after and (one.until is None or one.until >= after)
    )


def _by_day(held: Sequence[Membership], what: str) -> Iterator[tuple[date, list[Membership]]]:
    def day(one: Membership) -> date:
        found: date = getattr(one, what)
        return found

    for when, together in groupby(sorted(held, key=lambda one: (day(one), one.name)), key=day):
        yield when, list(together)


def _names(held: Sequence[Membership]) -> str:
    return listing([one.name for one in held])


def _event(kind: str, day: date, text: str, held: Sequence[Membership]) -> Event:
    return Event(
        kind="joined" if kind == "joined" else "left",
        first=day.year,
        text=text,
        source="; ".join(dict.fromkeys(one.source for one in held)),
    )

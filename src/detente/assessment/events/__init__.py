"""What happened between the two, or to one of them: what a picture of the years names."""

from __future__ import annotations

from detente.assessment.events.members import changes
from detente.assessment.events.successions import successions
from detente.assessment.events.treaties import treaties
from detente.assessment.events.wars import wars
from detente.assessment.question import Sides
from detente.assessment.schema import Event, History
from detente.assessment.standing import Seen
from detente.assessment.world import World
from detente.states.actors import BlocActor

ORDER = ("war", "treaty", "succession", "joined", "left")


def events(world: World, asked: Sides, lead: Seen, past: History) -> list[Event]:
    """Wars, treaties and successions of the pair in the history; who joined and left a bloc.

    Nothing later than the day shown.

    Parameters
    ----------
    lead : the pair the history is of
    past : its history, without events
    """
    found = [
        *wars(world, lead.pair, asked.day),
        *treaties(past, lead.standing.pledge.later),
        *successions(lead.pair, asked.day),
    ]
    for actor in (asked.a, asked.b):
        if isinstance(actor, BlocActor):
            found += changes(world, asked.blocs, actor, asked.day)
    return sorted(found, key=lambda one: (one.first, ORDER.index(one.kind), one.text))

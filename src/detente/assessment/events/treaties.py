"""The treaties that changed what the two had promised each other."""

from __future__ import annotations

from collections.abc import Sequence

from detente.assessment.schema import Event, History, Pact, Stretch
from detente.measures.rungs import Pledge


def treaties(past: History, later: Sequence[Pact]) -> list[Event]:
    """Every defence pact, and the treaty that began each stretch on a lower rung.

    Parameters
    ----------
    later : pledges from newer sources, in force on the day shown; of these the defence pacts
    """
    chosen = [pact for pact in past.treaties if pact.rung >= Pledge.DEFENCE]
    for stretch in past.pledge:
        pact = _began(stretch, past.treaties)
        if pact is not None and pact not in chosen:
            chosen.append(pact)
    chosen += [pact for pact in later if pact.rung >= Pledge.DEFENCE]
    return [_event(pact) for pact in chosen]


def _began(stretch: Stretch, pacts: Sequence[Pact]) -> Pact | None:
    """The treaty behind the first year of a stretch: a new one, and no umbrella, if there is."""
    if not stretch.rung:
        return None
    behind = [
        pact
        for pact in pacts
        if pact.rung == stretch.rung
        and pact.since.year <= stretch.first
        and (pact.until is None or pact.until.year >= stretch.first)
    ]
    return min(
        behind,
        key=lambda pact: (pact.since.year < stretch.first, pact.umbrella, pact.since),
        default=None,
    )


def _event(pact: Pact) -> Event:
    first = pact.since.year
    last = pact.until.year if pact.until is not None else None
    return Event(
        kind="treaty",
        first=first,
        last=last if last is not None and last > first else None,
        text=pact.name,
        source=pact.source,
    )

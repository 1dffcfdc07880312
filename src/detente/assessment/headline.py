"""Where a relationship stands, in one or two sentences that a reader may quote."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.assessment.schema import Pact, PairStanding
from detente.assessment.standing import Seen
from detente.dates import human
from detente.measures.cube import COVERAGE
from detente.measures.rungs import Hostility, Pledge
from detente.words import count, listing

CODED_TO = COVERAGE["pledge"]


def headline(seen: Sequence[Seen], lead: int) -> str:
    """Pledge first, then hostility; a bloc by how many of its members share a rung."""
    pairs = [one.standing for one in seen]
    if len(pairs) == 1:
        pair = pairs[0]
        return f"{_pledge(pair, _unbroken(seen[0]))} {_hostility(pair)}"
    return f"{_pledges(pairs)} {_hostilities(pairs, lead)}"


def _unbroken(one: Seen) -> int | None:
    """The first year of the run of years with a defence pact that reaches the coded end."""
    pact = one.track.pledge >= Pledge.DEFENCE
    years = one.track.years[
        : int(min(one.standing.day.year, CODED_TO)) - int(one.track.years[0]) + 1
    ]
    if not len(years) or not pact[len(years) - 1]:
        return None
    gaps = np.flatnonzero(~pact[: len(years)])
    return int(years[gaps[-1] + 1]) if len(gaps) else int(years[0])


def strongest(pair: PairStanding) -> Pact | None:
    """The strongest pledge in force, a bilateral one before an umbrella text."""
    pacts = [*pair.pledge.pacts, *pair.pledge.later]
    return max(pacts, key=lambda p: (p.rung, not p.umbrella, -p.since.toordinal()), default=None)


def _pledge(pair: PairStanding, unbroken: int | None) -> str:
    pact = strongest(pair)
    if pact is None:
        return "No pledge in force."
    if pact.rung == Pledge.DEFENCE:
        side = f"; {pact.one_sided}" if pact.one_sided else ""
        long = unbroken is not None and unbroken < pact.since.year
        since = f"{unbroken}, now in force from {human(pact.since)}" if long else human(pact.since)
        return f"Defence pact since {since} ({pact.name}{side})."
    first = f"No defence pact. {pact.label.capitalize()} since {human(pact.since)} ({pact.name}"
    if not pact.umbrella:
        return f"{first})."
    return f"{first}, a text that binds {count(pact.parties or 0, 'state')})."


def _hostility(pair: PairStanding) -> str:
    record = pair.hostility
    parts = []
    if record.rivalry is not None:
        parts.append(f"Strategic rivalry since {record.rivalry.first}")
    last = record.last_dispute
    if last is not None:
        rung = "war" if last.rung == Hostility.WAR else last.label
        parts.append(f"last {rung} {last.year}")
    if not parts:
        return "No rivalry and no militarised dispute on record."
    sentence = "; ".join(parts)
    tail = "" if record.rivalry is not None else "; no rivalry running"
    return f"{sentence[0].upper()}{sentence[1:]}{tail}."


def _pledges(pairs: Sequence[PairStanding]) -> str:
    """Pledges of many pairs: how many have a defence pact, how many only an umbrella text."""
    bound = [pair for pair in pairs if pair.pledge.rung >= Pledge.DEFENCE]
    if len(bound) == len(pairs):
        return f"Every one of {count(len(pairs), 'pair')} of members has a defence pact."
    parts = [
        "No defence pact."
        if not bound
        else f"Defence pact in {len(bound)} of {count(len(pairs), 'pair')} of members."
    ]
    lower = [pair for pair in pairs if 0 < pair.pledge.rung < Pledge.DEFENCE]
    if lower:
        oldest = min(
            (
                pact
                for pair in lower
                for pact in [*pair.pledge.pacts, *pair.pledge.later]
                if pact.rung == pair.pledge.rung
            ),
            key=lambda pact: pact.since,
        )
        texts = list(
            dict.fromkeys(
                pact.name
                for pair in lower
                for pact in pair.pledge.pacts
                if pact.umbrella and pact.rung == pair.pledge.rung
            )
        )
        direct = sum(
            any(not p.umbrella and p.rung == pair.pledge.rung for p in pair.pledge.pacts)
            for pair in lower
        )
        which = f"in texts that bind many states ({listing(texts, most=2)})" if texts else ""
        also = (
            f", for {direct} of {len(lower)} also in a treaty of their own"
            if texts and direct
            else ""
        )
        label = Pledge(max(pair.pledge.rung for pair in lower)).label
        if len(lower) == len(pairs):
            scope = "with every member"
        else:
            scope = f"in {len(lower)} of {count(len(pairs), 'pair')}"
        parts.append(
            " ".join(
                f"{label.capitalize()} {scope}, the oldest since {oldest.since.year}, {which}{also}.".replace(
                    " ,", ","
                ).split()
            ).replace(", .", ".")
        )
    return " ".join(parts)


def _hostilities(pairs: Sequence[PairStanding], lead: int) -> str:
    rivals = [pair for pair in pairs if pair.hostility.rivalry is not None]
    parts = []
    if rivals:
        first = pairs[lead] if pairs[lead] in rivals else rivals[0]
        assert first.hostility.rivalry is not None
        whom = "its lead" if first is pairs[lead] else f"{first.one.name}–{first.two.name}"
        others = f" and {count(len(rivals) - 1, 'other pair')}" if len(rivals) > 1 else ""
        parts.append(f"Strategic rivalry with {whom}{others} since {first.hostility.rivalry.first}")
    disputes = [
        (pair.hostility.last_dispute.year, pair)
        for pair in pairs
        if pair.hostility.last_dispute is not None
    ]
    if disputes:
        year = max(when for when, _ in disputes)
        those = [pair for when, pair in disputes if when == year]
        with_whom = (
            f"{those[0].one.name}–{those[0].two.name}"
            if len(those) == 1
            else (f"{len(those)} of {count(len(pairs), 'pair')}")
        )
        parts.append(f"last dispute with any member {year} ({with_whom})")
    if not parts:
        return "No rivalry and no militarised dispute between any of them on record."
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."

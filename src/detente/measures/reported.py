"""Pacts reported after the coded record of alliances ends: whom each pairs, on what rung, when.

A date known only to the month or year counts from the last day it allows. Doubtful ones are
marked; they are shown and bind nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import polars as pl

from detente.dates import clip
from detente.measures.cube import COVERAGE
from detente.measures.rungs import Pledge

LAST_CODED_DAY = date(COVERAGE["pledge"], 12, 31)
COUNTED = ("yes", "no")  # not the doubtful ones
RUNGS = {
    "defence": Pledge.DEFENCE,
    "nonaggression": Pledge.NON_AGGRESSION,
    "consultation": Pledge.CONSULTATION,
}


@dataclass(frozen=True)
class Reported:
    """A pact as it was reported.

    Attributes
    ----------
    pairs : pairs of ISO 3166 codes it binds
    until : the day it ended, if that could be known; else None
    source : publisher and clause
    """

    pairs: frozenset[frozenset[str]]
    parties: int
    rung: Pledge
    since: date
    until: date | None
    doubtful: bool
    source: str


def reported(later_pacts: pl.DataFrame, as_of: date) -> list[Reported]:
    """Pacts of the table `later_pacts` that pledge something and began by a day."""
    found = []
    for row in later_pacts.iter_rows(named=True):
        rung = RUNGS.get(row["rung"])
        since = latest(row["date_signed"], row["date_signed_precision"]) or latest(
            row["date_in_force"], row["date_in_force_precision"]
        )
        parties = row["parties"].split(";")
        pairs = paired(parties, row["pairing"])
        if rung is None or since is None or not pairs or row["kind"] == "suspension":
            continue
        if not LAST_CODED_DAY < since <= as_of:
            continue
        until = row["date_end"]
        found.append(
            Reported(
                pairs=pairs,
                parties=len(parties),
                rung=rung,
                since=since,
                until=until if until is not None and until <= as_of else None,
                doubtful=row["defence_onset"] not in COUNTED,
                source=f"{row['source_publisher']}: {row['clause']}",
            )
        )
    return found


def paired(parties: list[str], pairing: str) -> frozenset[frozenset[str]]:
    """Which parties a reported pact pairs; none where the pairing is not plain."""
    everyone = [party.strip() for party in parties if party.strip()]
    if pairing == "all pairs":
        return frozenset(frozenset(two) for two in combinations(everyone, 2))
    hub = re.match(r"(first|[A-Z]{3}) with each other party", pairing)
    if hub is None or not everyone:
        return frozenset()
    centre = everyone[0] if hub[1] == "first" else hub[1]
    return frozenset(frozenset((centre, other)) for other in everyone if other != centre)


def latest(when: date | None, precision: str | None) -> date | None:
    """The last day a date known only to the month or year allows: nothing counts before it."""
    if when is None or precision == "day":
        return when
    return clip(when.year, when.month if precision == "month" else None, None, end=True)

"""The hostility axis on a day: rivalry, disputes and wars on the coded record, and later evidence."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from detente.assessment.later import Later
from detente.assessment.peoples import Pair, Track
from detente.assessment.schema import (
    Bridged,
    DisputeRecord,
    HostilityStanding,
    Interval,
    RivalryRecord,
)
from detente.assessment.world import MODERN_FROM, World
from detente.dates import last_known_year
from detente.measures.cube import COVERAGE, FIRST_YEAR
from detente.measures.rungs import Hostility, dispute_rung
from detente.models.cells import DISPUTE_WINDOW

DISPUTES_TO, RIVALRIES_TO = COVERAGE["dispute"], COVERAGE["rivalry"]


def rivalries(world: World, pair: Pair) -> list[RivalryRecord]:
    """Every strategic rivalry of the pair that had begun by the day of the answer, in order."""
    found = pair.rows(world.rivalries)
    if found.is_empty():  # as of most pairs, of which a bloc has thousands
        return []
    rows = found.sort("first", "rivalry")
    return [
        RivalryRecord(name=name, first=first, last=last, running=last is None)
        for name, first, last in rows.select("name", "first", "last").iter_rows()
    ]


def hostility_standing(
    world: World, pair: Pair, day: date, track: Track, later: Later
) -> HostilityStanding:
    """Where a pair stands on the hostility axis on a day.

    The rung shown is that of the last year the record was complete for; after coverage it
    is carried, with its age.
    """
    known = last_known_year(day)
    year = max(min(known, DISPUTES_TO), FIRST_YEAR)
    running = [
        rivalry
        for rivalry in rivalries(world, pair)
        if rivalry.first <= known and (rivalry.last is None or rivalry.last >= known)
    ]
    rung = int(track.hostility[year - FIRST_YEAR])
    if rung == Hostility.RIVALRY and not running:
        rung = int(Hostility.NONE)
    if rung == Hostility.NONE and running:
        rung = int(Hostility.RIVALRY)
    past = track.years <= year
    window = past & (track.years > year - DISPUTE_WINDOW)
    war = track.years[past & (track.hostility == Hostility.WAR)]
    return HostilityStanding(
        rung=rung,
        label=Hostility(rung).label,
        year=year,
        rivalry=running[-1] if running else None,
        last_dispute=_last_dispute(world, pair, year),
        last_war=int(war[-1]) if len(war) else None,
        disputes=_disputes(world, pair, year),
        recent=bool(np.any(track.dispute & window)),
        coded_to={"disputes": min(known, DISPUTES_TO), "rivalries": min(known, RIVALRIES_TO)},
        carried={
            "disputes": max(0, day.year - DISPUTES_TO) if known > DISPUTES_TO else 0,
            "rivalries": max(0, day.year - RIVALRIES_TO) if known > RIVALRIES_TO else 0,
        },
        later=later.hostile(pair, day),
        bridged=_bridged(world, pair, day),
    )


def _bridged(world: World, pair: Pair, day: date) -> Bridged | None:
    """The estimate for the last full year, where the records end before and both still exist."""
    if day != world.as_of or day.year < MODERN_FROM or last_known_year(day) <= DISPUTES_TO:
        return None
    found = world.hostility.dispute_in_year(pair.one.state, pair.two.state)
    if found is None:
        return None
    dispute, violent = (Interval(p=one.p, low=one.low, high=one.high) for one in found)
    return Bridged(year=world.hostility.year, dispute=dispute, violent=violent)


def _disputes(world: World, pair: Pair, year: int) -> int:
    """How many began by a year."""
    found = pair.rows(world.disputes)
    if found.is_empty():
        return 0
    return found.filter(pl.col("onset") & (pl.col("year") <= year))["dispnum"].n_unique()


def _last_dispute(world: World, pair: Pair, year: int) -> DisputeRecord | None:
    found = pair.rows(world.disputes)
    if found.is_empty():
        return None
    rows = (
        found.filter(pl.col("year") <= year)
        .with_columns(rung=dispute_rung())
        .sort("year", "rung", "dispnum")
    )
    if rows.is_empty():
        return None
    dispnum, last, rung = rows.select("dispnum", "year", "rung").row(-1)
    return DisputeRecord(dispnum=dispnum, year=last, rung=rung, label=Hostility(rung).label)

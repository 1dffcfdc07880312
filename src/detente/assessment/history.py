"""The history of a relationship since 1816, as spells of both axes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.assessment.analogues import treaty_of
from detente.assessment.hostility import rivalries
from detente.assessment.later import Later
from detente.assessment.peoples import Pair, Track
from detente.assessment.pledges import LAST_CODED_DAY, all_pacts, pacts_on
from detente.assessment.schema import (
    History,
    Pact,
    PastAlliance,
    Stretch,
    YearOfBloc,
)
from detente.assessment.standing import Seen
from detente.assessment.stretches import stretches
from detente.assessment.world import World
from detente.measures.cube import COVERAGE, FIRST_YEAR
from detente.measures.rungs import Hostility, Pledge

PLEDGES, HOSTILITIES = len(Pledge), len(Hostility)


def history(
    world: World,
    pair: Pair,
    track: Track,
    *,
    until: date,
    allied: Sequence[PastAlliance],
    years: Sequence[YearOfBloc],
    notes: Sequence[str],
) -> History:
    """The history of a pair, or of a bloc's lead with the bloc by year beside it.

    Parameters
    ----------
    until : the day shown; what began later is not of this relationship
    """
    pacts = [pact for pact in all_pacts(world, pair) if pact.since <= until]
    quarrels = [rivalry for rivalry in rivalries(world, pair) if rivalry.first <= until.year]
    last = min(world.known_year, until.year)
    return History(
        of=pair.name,
        pledge=_with_this_year(
            _pledge_stretches(world, track, pacts, last), world, pair, last, until
        ),
        hostility=_hostility_stretches(world, track, last),
        treaties=pacts,
        rivalries=quarrels,
        allied=list(allied),
        years=list(years),
        notes=list(notes),
    )


def past_alliances(
    world: World, seen: Sequence[Seen], until: date, later: Later
) -> list[PastAlliance]:
    """Every run of years with a defence pact, of every pair in the question, in order."""
    end = min(world.cube.ends["pledge"], until.year)
    found = []
    for one in seen:
        pact = np.concatenate(([False], one.track.pledge >= Pledge.DEFENCE, [False]))
        starts = np.flatnonzero(pact[1:] & ~pact[:-1])
        stops = np.flatnonzero(~pact[1:] & pact[:-1])
        for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
            first, last = FIRST_YEAR + start, min(FIRST_YEAR + stop - 1, end)
            if first > end:
                continue
            reaches = last >= end
            running = reaches and _running(one)
            if reaches and not running:
                last = _ended_in(world, one.pair, until, later) or last
            codes = (one.pair.one.state, one.pair.two.state)
            found.append(
                PastAlliance(
                    one=one.pair.one.name,
                    two=one.pair.two.name,
                    first=first,
                    last=last,
                    treaty=treaty_of(world, codes, first)[1],
                    running=running,
                )
            )
    return sorted(found, key=lambda run: (run.first, run.one, run.two))


def _running(one: Seen) -> bool:
    """Whether a coded defence pact is still in force on the day shown."""
    return any(pact.rung >= Pledge.DEFENCE for pact in one.standing.pledge.pacts)


def _ended_in(world: World, pair: Pair, until: date, later: Later) -> int | None:
    """The year in which the last of the pacts in force when the coding ends was left."""
    if until <= LAST_CODED_DAY:
        return None
    left = [
        later.left(pair, pact.atopid, until)
        for pact in pacts_on(world, pair, until)
        if pact.rung >= Pledge.DEFENCE
    ]
    return max(
        (end[0].year for end in left if end is not None and end[0] is not None), default=None
    )


def bloc_years(
    world: World, sides: tuple[pl.DataFrame, pl.DataFrame], until: date
) -> list[YearOfBloc]:
    """How many pairs of members stood on each rung in each year.

    Parameters
    ----------
    sides : for each side, its states by year (`year, state, frozen`)
    """
    cube = world.cube
    pairs = (
        sides[0]
        .join(sides[1], on="year", suffix="_b")
        .filter((pl.col("state") != pl.col("state_b")) & (pl.col("year") <= until.year))
    )
    result = []
    for (year,), rows in pairs.sort("year").group_by("year", maintain_order=True):
        assert isinstance(year, int)
        at = cube.pairs(rows["state"].to_numpy(), rows["state_b"].to_numpy())
        column = cube.year(year)
        result.append(
            YearOfBloc(
                year=year,
                pairs=rows.height,
                frozen=bool(rows["frozen"].any() or rows["frozen_b"].any()),
                pledge=_counts(cube.pledge, at, column, cube.ends["pledge"], PLEDGES),
                hostility=_counts(cube.hostility, at, column, cube.ends["dispute"], HOSTILITIES),
            )
        )
    return result


def _counts(
    layer: NDArray[np.int8], at: NDArray[np.int64], column: int, end: int, rungs: int
) -> list[int] | None:
    if FIRST_YEAR + column > end or not (at >= 0).all():
        return None
    counts: list[int] = np.bincount(layer[at, column], minlength=rungs).tolist()
    return counts


def _pledge_stretches(
    world: World, track: Track, pacts: Sequence[Pact], last: int
) -> list[Stretch]:
    end = min(world.cube.ends["pledge"], COVERAGE["pledge"])
    found = stretches(track.pledge, track.together, Pledge, last=last, end=end)
    return [
        one.model_copy(update={"detail": _treaties(pacts, one.first, one.last, one.rung)})
        if one.rung
        else one
        for one in found
    ]


def _with_this_year(
    stretches: list[Stretch], world: World, pair: Pair, last: int, until: date
) -> list[Stretch]:
    """The pledge of the running year too: a treaty is known from the day it was signed."""
    if until.year <= last or until > LAST_CODED_DAY:
        return stretches
    in_force = pacts_on(world, pair, until)
    rung = max((pact.rung for pact in in_force), default=int(Pledge.NONE))
    before = stretches[-1] if stretches else None
    if before is not None and before.how == "coded" and before.rung == rung:
        return [*stretches[:-1], before.model_copy(update={"last": until.year})]
    return [
        *stretches,
        Stretch(
            first=until.year,
            last=until.year,
            rung=rung,
            label=Pledge(rung).label,
            detail=_treaties(in_force, until.year, until.year, rung) if rung else "",
            how="coded",
        ),
    ]


def _hostility_stretches(world: World, track: Track, last: int) -> list[Stretch]:
    """Years of war and violent crisis, disputes, rivalry; and years with none on record."""
    end = min(world.cube.ends["dispute"], COVERAGE["dispute"])
    return stretches(track.hostility, track.together, Hostility, last=last, end=end)


def _treaties(pacts: Sequence[Pact], first: int, last: int, rung: int) -> str:
    """The treaties behind a stretch, by name."""
    names = [
        pact.name
        for pact in pacts
        if pact.rung == rung
        and pact.since.year <= last
        and (pact.until is None or pact.until.year >= first)
    ]
    return "; ".join(dict.fromkeys(names))

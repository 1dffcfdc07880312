"""Where the relationship stands: every pair of states in it, and a bloc three ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.assessment.hostility import hostility_standing
from detente.assessment.later import Later
from detente.assessment.peoples import Pair, Track, track
from detente.assessment.pledges import pledge_standing
from detente.assessment.schema import (
    Aggregate,
    Distance,
    LaterRecord,
    PairStanding,
    Standing,
    Structure,
)
from detente.assessment.world import World
from detente.dates import last_known_year
from detente.measures.cube import FIRST_YEAR
from detente.measures.rungs import Hostility, Pledge


@dataclass(frozen=True)
class Seen:
    """One pair as an assessment works with it: its record, its standing, its weight."""

    pair: Pair
    track: Track
    standing: PairStanding
    weight: float  # product of the two sides' capability shares within their side


def pair_standing(world: World, pair: Pair, day: date, later: Later) -> tuple[Track, PairStanding]:
    """Where one pair of states stands on a day, and its record by year."""
    years = track(world, pair)
    return years, PairStanding(
        one=pair.one.member(),
        two=pair.two.member(),
        day=day,
        pledge=pledge_standing(world, pair, day, later),
        hostility=hostility_standing(world, pair, day, years, later),
        ideal_points=_distance(world, pair, day),
        structure=_structure(world, pair, day, years),
    )


def standing(
    seen: Sequence[Seen], lead: int, headline: str, context: Sequence[LaterRecord]
) -> Standing:
    """The standing of the whole relationship."""
    pairs = [one.standing for one in seen]
    if len(pairs) == 1:
        return Standing(headline=headline, lead=0, pairs=pairs, context=list(context))
    worst = max(pairs, key=_enmity)
    pledge = _aggregate(seen, lead, lambda p: p.pledge.rung, [r.label for r in Pledge])
    return Standing(
        headline=headline,
        lead=lead,
        pairs=pairs,
        context=list(context),
        pledge=pledge.model_copy(update={"specific": sum(map(_specific, pairs))}),
        hostility=_aggregate(seen, lead, lambda p: p.hostility.rung, [r.label for r in Hostility]),
        closest=_name(max(pairs, key=_closeness)),
        most_hostile=_name(worst) if any(_enmity(worst)) else None,
    )


def _aggregate(
    seen: Sequence[Seen], lead: int, rung: Callable[[PairStanding], int], labels: list[str]
) -> Aggregate:
    rungs = np.array([rung(one.standing) for one in seen])
    weights = np.array([one.weight for one in seen])
    total = weights.sum()
    return Aggregate(
        lead=_name(seen[lead].standing),
        lead_rung=int(rungs[lead]),
        share={label: float(np.mean(rungs == at)) for at, label in enumerate(labels)},
        weighted={
            label: float(weights[rungs == at].sum() / total) if total > 0 else 0.0
            for at, label in enumerate(labels)
        },
        count={label: int(np.sum(rungs == at)) for at, label in enumerate(labels)},
    )


def _specific(pair: PairStanding) -> bool:
    """Whether the pair stands on its rung by more than an umbrella text."""
    return any(
        pact.rung == pair.pledge.rung and not pact.umbrella
        for pact in [*pair.pledge.pacts, *pair.pledge.later]
    )


def _name(pair: PairStanding) -> str:
    return f"{pair.one.name}–{pair.two.name}"


def _closeness(pair: PairStanding) -> tuple[float, ...]:
    """Highest pledge, bilateral before umbrella, least hostile, nearest in the Assembly."""
    near = pair.ideal_points.distance if pair.ideal_points is not None else 99.0
    last = pair.hostility.last_dispute
    return (
        pair.pledge.rung,
        float(pair.pledge.direct.rung if pair.pledge.direct is not None else 0),
        -float(pair.hostility.rivalry is not None),
        -pair.hostility.rung,
        -float(last.year if last is not None else 0),
        -near,
    )


def _enmity(pair: PairStanding) -> tuple[float, ...]:
    """At war by later evidence, in rivalry, worst rung, latest dispute, most disputes."""
    last = pair.hostility.last_dispute
    return (
        float(any("war between" in record.what for record in pair.hostility.later)),
        float(pair.hostility.rivalry is not None),
        pair.hostility.rung,
        float(last.year if last is not None else 0),
        pair.hostility.disputes,
    )


def _distance(world: World, pair: Pair, day: date) -> Distance | None:
    """Distance of published UN ideal points in the last year both have one."""
    known = last_known_year(day)
    one, two = (world.ideals_of(side.codes) for side in (pair.one, pair.two))
    year = next((year for year in one if year <= known and year in two), None)
    if year is None:
        return None
    at_one, at_two = one[year], two[year]
    return Distance(
        distance=round(abs(at_one - at_two), 3),
        one=round(at_one, 3),
        two=round(at_two, 3),
        year=year,
    )


def _structure(world: World, pair: Pair, day: date, years: Track) -> Structure:
    """The conditions of the reference class, in the last coded year in which COW has both."""
    cube, known = world.cube, last_known_year(day)
    border_year, major_year = (
        max(min(known, cube.ends[layer]), FIRST_YEAR) for layer in ("border", "major")
    )
    framed = np.flatnonzero(years.framed & (years.years <= border_year))
    contiguity = int(years.border[framed[-1]]) if len(framed) else None
    year = int(years.years[framed[-1]]) if len(framed) else None
    majors = int(years.majors[major_year - FIRST_YEAR])
    relevance = True if majors > 0 else None if contiguity is None else contiguity > 0
    shares = [world.share(side.codes) for side in (pair.one, pair.two)]
    notes = []
    if year is None:
        notes.append("COW never lists both states, so nobody coded whether they are contiguous.")
    elif year < known:
        notes.append(f"Contiguity is that of {year}, the last year in which COW lists both states.")
    return Structure(
        contiguity=contiguity,
        majors=majors,
        relevance=relevance,
        year=year,
        shares=[None if share is None else round(share[0], 6) for share in shares],
        shares_year=max((share[1] for share in shares if share is not None), default=None),
        notes=notes,
    )

"""Dyads like this one: ten pairs at the time they looked like it, and what became of them."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

import numpy as np
import polars as pl

from detente.assessment.peoples import Track
from detente.assessment.schema import Analogue, PairStanding, Stretch
from detente.assessment.standing import Seen
from detente.assessment.stretches import stretches
from detente.assessment.world import World
from detente.dates import LONGEST_HORIZON
from detente.measures.cube import FIRST_YEAR, Cube
from detente.measures.rungs import Hostility, Pledge
from detente.models.analogues import LEAST_SHARE, QUIET_CAP, eventful, nearest
from detente.states.names import names
from detente.words import count, listing

MOST = 10
YEARS_BEFORE = 20


def analogues(world: World, seen: Seen) -> list[Analogue]:
    """The ten nearest historical pairs, what they had in common, and what became of each.

    Only years after which twenty more could be seen on the day of the answer are taken, on
    the same years as the reference class.
    """
    cube = world.cube
    last = min(cube.ends["pledge"], cube.ends["dispute"])
    allied = seen.standing.pledge.rung >= Pledge.DEFENCE
    candidates = eventful(cube, world.first_class_year, last, allied=allied)
    own = [at for a, b in seen.pair.code_pairs if (at := cube.pair(a, b)) >= 0]
    candidates[own] = False
    target = target_of(seen.standing, seen.track)
    rows, columns = np.nonzero(candidates)
    found = nearest(world.space, target, rows, columns, MOST)
    return [_became(world, near.pair, near.year, near.distance, last) for near in found]


def target_of(pair: PairStanding, track: Track) -> dict[str, float]:
    """The pair asked about, as a point among pair-years."""
    year = pair.hostility.year
    disputes = track.years[track.dispute & (track.years <= year)]
    shares = [share for share in pair.structure.shares if share is not None]
    both = len(shares) == 2 and min(shares) > 0
    rivalry = pair.hostility.rivalry
    known = pair.hostility.coded_to["rivalries"]
    quiet = min(year - int(disputes[-1]), QUIET_CAP) if len(disputes) else QUIET_CAP
    contiguity = pair.structure.contiguity
    return {
        "pledge": pair.pledge.rung,
        "rivalry": float(rivalry is not None),
        "rivalry_age": float(np.log1p(known - max(rivalry.first, FIRST_YEAR) + 1))
        if rivalry is not None
        else 0.0,
        "dispute": float(pair.hostility.recent),
        "quiet": float(np.log1p(quiet)),
        "hostility": pair.hostility.rung,
        "contiguity": float("nan") if contiguity is None else float(contiguity > 0),
        "majors": pair.structure.majors,
        "size": float(np.log(max(*shares, LEAST_SHARE))) if both else float("nan"),
        "balance": float(np.log(min(shares) / max(shares))) if both else float("nan"),
    }


def _became(world: World, pair: int, year: int, distance: float, last: int) -> Analogue:
    cube = world.cube
    states = [int(cube.states[side[pair]]) for side in (cube.one, cube.two)]
    day = min(date(year, 12, 31), world.as_of)
    one, two = (names().name_on(state, day) for state in states)
    start = cube.year(year)
    window = slice(start + 1, start + 1 + LONGEST_HORIZON)
    alive = cube.member[pair, window]
    seen = int(np.argmin(alive)) if not alive.all() else len(alive)
    seen = min(seen, last - year)
    after = slice(start + 1, start + 1 + seen)
    pact_years = np.flatnonzero(cube.pledge[pair, after] >= Pledge.DEFENCE)
    had_pact = cube.pledge[pair, start] >= Pledge.DEFENCE
    pact = None if had_pact or not len(pact_years) else year + 1 + int(pact_years[0])
    ends = np.flatnonzero(cube.rivalry_end[pair, start : start + 1 + seen])
    ended = year + int(ends[0]) if len(ends) else None  # it may end in the very year
    disputes = int(cube.onset[pair, after].sum())
    treaty = treaty_of(world, (states[0], states[1]), pact)[1] if pact is not None else None
    return Analogue(
        one=one,
        two=two,
        year=year,
        distance=round(distance, 3),
        alike=_alike(world, pair, year),
        pact=pact,
        treaty=treaty,
        rivalry_ended=ended,
        disputes=disputes,
        seen=seen,
        became=_sentence(had_pact, pact, treaty, ended, disputes, seen),
        pledge=_ribbon(cube, pair, year, seen, "pledge", Pledge),
        hostility=_ribbon(cube, pair, year, seen, "dispute", Hostility),
    )


def _ribbon(
    cube: Cube, pair: int, year: int, seen: int, covered: str, rungs: type[IntEnum]
) -> list[Stretch]:
    """One axis of a pair from twenty years before it looked like the one asked about."""
    return stretches(
        (cube.pledge if rungs is Pledge else cube.hostility)[pair],
        cube.member[pair],
        rungs,
        first=max(year - YEARS_BEFORE, FIRST_YEAR),
        last=year + seen,
        end=cube.ends[covered],
    )


def _alike(world: World, pair: int, year: int) -> str:
    cube, at = world.cube, world.cube.year(year)
    majors = int(cube.majors()[pair, at])
    traits = [
        Pledge(int(cube.pledge[pair, at])).label,
        "rivals" if cube.rivalry[pair, at] else "no rivalry",
        "contiguous" if cube.border[pair, at] else "not contiguous",
        {0: "no major power", 1: "one major power", 2: "two major powers"}[majors],
    ]
    return ", ".join(traits)


def treaty_of(world: World, states: tuple[int, int], year: int) -> tuple[tuple[int, int], str]:
    """The treaty that made a pair of peoples allies in a year, and the codes it binds."""
    pairs = [
        (min(a, b), max(a, b)) for a in world.family(states[0]) for b in world.family(states[1])
    ]
    rows = (
        world.pledges.rows(pairs)
        .filter(
            (pl.col("rung") >= Pledge.DEFENCE)
            & (pl.col("first") <= year)
            & (pl.col("last") >= year)
        )
        .sort("start", "atopid")
    )
    low, high, atopid = rows.select("state1", "state2", "atopid").row(0)
    treaty = world.treaties.get(atopid)
    codes = (low, high) if low in world.family(states[0]) else (high, low)
    return codes, treaty.name if treaty is not None else f"ATOP treaty {atopid}"


def _sentence(
    had_pact: bool,
    pact: int | None,
    treaty: str | None,
    ended: int | None,
    disputes: int,
    seen: int,
) -> str:
    parts = []
    if had_pact:
        parts.append("a defence pact was already in force")
    elif pact is not None:
        parts.append(f"defence pact {pact} ({treaty})")
    else:
        parts.append("no defence pact")
    if ended is not None:
        parts.append(f"rivalry ended {ended}")
    parts.append(count(disputes, "new dispute") if disputes else "no new dispute")
    if seen < LONGEST_HORIZON:
        parts.append(f"seen for {count(seen, 'year')} only")
    return listing(parts)

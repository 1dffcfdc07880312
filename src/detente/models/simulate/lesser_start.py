"""The lesser pledges a simulation starts from, and where they may rise short of a pact.

A pair below a pact may come under consultation or non-aggression. Its yearly chance is that of
the hazard of pairs; what the draws add is that such pledges come in waves: the rises of a year
among the pairs of one region, and among all pairs of different regions, share a gamma factor
with the shape of past counts, for most of them were made by a few treaties. One factor of a
draw, common to all pairs and years, stands for what the counts leave open about their rate.

Between the coded record and the day of the question pledges stand as coded and as read since;
rises are drawn from the day on. A lesser pledge is not drawn to end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.measures.reported import reported
from detente.measures.rungs import Pledge
from detente.models import stronger
from detente.models.past import FIRST_YEAR_FITTED, Past
from detente.states.lookup import find_iso
from detente.states.systems import StateTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEADIEST = 1e3  # shape of a wave that is none
NO_MORE = -2.0  # for a chance, where no rung is left below a pact
MOST = 0.9  # a yearly chance above this is read as this


@dataclass(frozen=True)
class LesserStart:
    """n states, M pairs that may rise, in groups of one region each and one of all others.

    Attributes
    ----------
    rung : (n, n) int8    on the day, below defence
    rate : (M,)           running sum of yearly hazards that a pair rises short of a pact
    first, second : (M,)  by group
    bounds : (groups + 1,) where each group begins
    outright : share of rises from nothing that go to non-aggression at once
    wave : shape of the common factor of a group's rises in a year
    spread : log spread of the common factor of a draw
    """

    rung: NDArray[np.int8]
    rate: Floats
    first: Ints
    second: Ints
    bounds: Ints
    outright: float
    wave: float
    spread: float


def lesser_start(past: Past, year: int, states: NDArray[np.intp]) -> LesserStart:
    """The lesser pledges of some states: coded to the end of a year, and read since."""
    cube, region = past.cube, past.system.region
    place = np.full(len(cube.states), -1, np.int64)
    place[states] = np.arange(len(states))
    pledge = cube.pledge[:, cube.year(year)].copy()
    for pair, rung in _read_since(past):
        pledge[pair] = max(int(pledge[pair]), rung)
    rungs = np.zeros((len(states),) * 2, np.int8)
    here = np.flatnonzero((place[cube.one] >= 0) & (place[cube.two] >= 0))
    below = here[pledge[here] < Pledge.DEFENCE]
    one, two = place[cube.one[below]], place[cube.two[below]]
    rungs[one, two] = rungs[two, one] = pledge[below]
    counts, outright = _past_rises(past, year)
    wave = _wave(counts)
    pairs, chance = stronger.short_of_a_pact(past)
    may = (place[cube.one[pairs]] >= 0) & (place[cube.two[pairs]] >= 0)
    may &= (pledge[pairs] < Pledge.NON_AGGRESSION) & (chance > 0)
    pairs, chance = pairs[may], np.minimum(chance[may], MOST)
    group = _groups(region[cube.one[pairs]], region[cube.two[pairs]], len(counts))
    order = np.argsort(group, kind="stable")
    hazard = wave * np.expm1(-np.log1p(-chance[order]) / wave)
    return LesserStart(
        rung=rungs,
        rate=np.cumsum(hazard),
        first=place[cube.one[pairs[order]]],
        second=place[cube.two[pairs[order]]],
        bounds=np.searchsorted(group[order], np.arange(len(counts) + 1)).astype(np.int64),
        outright=outright,
        wave=wave,
        spread=_doubt(counts.sum(axis=0)),
    )


def _read_since(past: Past) -> list[tuple[int, int]]:
    """Pairs of the cube with a lesser pledge read after the coded record, and its rung."""
    cube, day = past.cube, past.as_of
    table = StateTable(past.tables.table("state_spells"))
    found = []
    for one in reported(past.tables.table("later_pacts"), day):
        if one.rung >= Pledge.DEFENCE or one.doubtful or one.until is not None:
            continue
        for pair in one.pairs:
            both = [find_iso(code, day, table) for code in sorted(pair)]
            codes = sorted(state.state for state in both if state is not None)
            at = np.searchsorted(cube.states, codes)
            if (
                len(codes) == 2
                and (cube.states[np.minimum(at, len(cube.states) - 1)] == codes).all()
            ):
                found.append((int(cube.index[at[0], at[1]]), int(one.rung)))
    return found


def _groups(one: NDArray[np.int8], two: NDArray[np.int8], groups: int) -> Ints:
    """The region of two states of one region, else the last group."""
    return np.where(one == two, one, groups - 1).astype(np.int64)


def _past_rises(past: Past, year: int) -> tuple[Floats, float]:
    """Rises short of a pact by group and year, and the share of outright non-aggression."""
    cube, region = past.cube, past.system.region
    span = slice(cube.year(FIRST_YEAR_FITTED), cube.year(year) + 1)
    pledge, member = cube.pledge[:, span], cube.member[:, span]
    before, after = pledge[:, :-1], pledge[:, 1:]
    rise = (after > before) & (after < Pledge.DEFENCE) & member[:, :-1] & member[:, 1:]
    regions = int(region.max()) + 1
    group = _groups(region[cube.one], region[cube.two], regions + 1)
    counts = np.stack([rise[group == g].sum(axis=0) for g in range(regions + 1)])
    new = rise & (before == Pledge.NONE)
    firm = new & (after == Pledge.NON_AGGRESSION)
    return counts.astype(np.float64), float((firm.sum() + 1) / (new.sum() + 2))


def _wave(counts: Floats) -> float:
    """Shape of the gamma whose mixture of Poisson counts varies as those of the groups have."""
    mean = counts.mean(axis=1)
    over = float((counts.var(axis=1, ddof=1) - mean).sum())
    return min(float((mean**2).sum()) / over, STEADIEST) if over > 0 else STEADIEST


def _doubt(yearly: Floats) -> float:
    """Log spread of a mean of yearly counts, by its standard error."""
    mean = max(float(yearly.mean()), 1e-9)
    error = float(yearly.std(ddof=1)) / np.sqrt(len(yearly))
    return float(np.sqrt(np.log1p((error / mean) ** 2)))

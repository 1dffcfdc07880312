"""The rivalries a simulation starts from: which run, how long they may last, where others begin.

A rivalry that runs as far as is known ends with the chances of the pool of hazards, counted
from the last year known to the day of the question and anew from there, as the pool would be
asked that day; all that is left open about these chances is one number of a draw, common to
all pairs. Others begin by the chances fitted on history and structure, in waves: the
beginnings of a year share a gamma factor whose shape is that of past counts. What begins in a
draw ends at the pool's ten-year rate. A rivalry that has ended in a draw does not begin anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dates import HINDSIGHT_YEARS, HORIZONS
from detente.models.hostility import ahead, rivalries, spread
from detente.models.past import FIRST_YEAR_FITTED, Past

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RUNNING = 9_999  # step in which a rivalry ends that has not ended
TEN = 10  # years; the horizon of the rate at which new rivalries end
STEADIEST = 1e3  # shape of a wave that is none


@dataclass(frozen=True)
class RivalryStart:
    """R rivalries known at the start, M pairs where one may begin; n states.

    Attributes
    ----------
    pairs : (R, 2) places among the states
    begun, ended : (R,) steps in which they began (−1: before the first) and ended
    horizons : (4,) years after the last year known, or after the day of the question
    centre, spread : (4, R) log-odds that a rivalry ends within each, and their spread
    fresh : (n, n) yearly hazard of an end, of rivalries that begin in a draw
    fresh_spread : its log spread
    rate : (M,) running sum of the yearly rates at which rivalries begin
    first, second : (M,)
    wave : shape of the common factor of a year's beginnings
    ends_from, begins_from : the first steps that are not on record
    """

    pairs: Ints
    begun: Ints
    ended: Ints
    horizons: Floats
    centre: Floats
    spread: Floats
    fresh: NDArray[np.float32]
    fresh_spread: float
    rate: Floats
    first: Ints
    second: Ints
    wave: float
    ends_from: int
    begins_from: int


def rivalry_start(past: Past, year: int, states: NDArray[np.intp]) -> RivalryStart:
    """The rivalries of some states at the end of a year, and those on record since."""
    cube = past.cube
    place = np.full(len(cube.states), -1, np.int64)
    place[states] = np.arange(len(states))
    known, origin = cube.year(cube.ends["rivalry"]), cube.year(year)
    running = np.zeros(len(cube.one), np.bool_)
    running[ahead.rivals(past)] = True
    seen = np.any(cube.rivalry[:, _window(origin) : known + 1], axis=1)
    here = (place[cube.one] >= 0) & (place[cube.two] >= 0)
    rows = np.flatnonzero((seen | running) & here)
    centre, doubt = _chances(past, rows)
    everywhere = np.arange(len(cube.one))
    lasting = -np.log1p(-rivalries.pooled(past, everywhere, TEN)) / TEN
    fresh = np.zeros((len(states),) * 2, np.float32)
    one, two = place[cube.one[here]], place[cube.two[here]]
    fresh[one, two] = fresh[two, one] = lasting[here]
    begins = rivalries.starts(past)
    begins[~here | running] = 0.0
    may = np.flatnonzero(begins > 0)
    return RivalryStart(
        pairs=np.column_stack([place[cube.one[rows]], place[cube.two[rows]]]),
        begun=_begun(cube.rivalry[rows], origin, known),
        ended=np.where(running[rows], RUNNING, _last(cube.rivalry[rows], known) - origin - 1),
        horizons=np.array(HORIZONS, np.float64),
        centre=centre,
        spread=doubt,
        fresh=fresh,
        fresh_spread=float(np.median(doubt[HORIZONS.index(TEN)])) if len(rows) else 0.0,
        rate=np.cumsum(begins[may]),
        first=place[cube.one[may]],
        second=place[cube.two[may]],
        wave=_wave(past),
        ends_from=max(known - origin, 0),
        begins_from=max(min(known, cube.year(rivalries.LAST_STARTS)) - origin, 0),
    )


def _chances(past: Past, rows: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Log-odds of an end within each horizon about which the pool's chance is the mean."""
    centre = np.zeros((len(HORIZONS), len(rows)))
    doubt = np.zeros_like(centre)
    for at, horizon in enumerate(HORIZONS):
        chance = rivalries.pooled(past, rows, horizon)
        doubt[at] = rivalries.pool_spread(past, rows, horizon)
        for one in np.unique(doubt[at]):
            these = doubt[at] == one
            centre[at, these] = spread.centred(chance[these], float(one))
    return centre, doubt


def _begun(rivalry: NDArray[np.bool_], origin: int, known: int) -> Ints:
    """Steps in which rivalries began that did so after the origin; −1 for the others."""
    later = rivalry[:, origin + 1 : known + 1]
    if not later.shape[1]:
        return np.full(len(rivalry), -1, np.int64)
    before = np.any(rivalry[:, _window(origin) : origin + 1], axis=1)
    return np.where(before | ~later.any(axis=1), -1, later.argmax(axis=1)).astype(np.int64)


def _window(origin: int) -> int:
    """The first column in which a rivalry that ran still counts as one at the origin."""
    return max(origin - HINDSIGHT_YEARS + 1, 0)


def _last(rivalry: NDArray[np.bool_], known: int) -> Ints:
    """The last column in which each ran."""
    backwards = rivalry[:, : known + 1][:, ::-1]
    last: Ints = (known - backwards.argmax(axis=1)).astype(np.int64)
    return last


def _wave(past: Past) -> float:
    """Shape of the gamma whose mixture of Poisson counts varies as beginnings by year have."""
    cube = past.cube
    last = min(cube.year(cube.ends["rivalry"]), cube.year(rivalries.LAST_STARTS))
    years = cube.rivalry[:, cube.year(FIRST_YEAR_FITTED) : last + 1]
    counts = (years[:, 1:] & ~years[:, :-1]).sum(axis=0)
    mean, over = float(counts.mean()), float(counts.var(ddof=1) - counts.mean())
    return min(mean**2 / over, STEADIEST) if over > 0 else STEADIEST

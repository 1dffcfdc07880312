"""Features of pairs for pacts: what each pair was like at the end of each year, as then known.

One row is a pair of states in a year in which both were members and owed each other no
defence. Every row reads its own year and earlier ones, so a past cut later gives the same
row: rivalries end three years late, capitals are those of the year, and a layer whose source
has ended holds its last year.

References
----------
Lai & Reiter (2000), Journal of Conflict Resolution 44: 203–227 (joint democracy, distance,
threat). Kimball (2006), Journal of Peace Research 43: 371–389. Cranmer, Desmarais & Menninga
(2012), Conflict Management and Peace Science 29: 279–313 (shared partners).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dates import HINDSIGHT_YEARS
from detente.errors import DataError
from detente.measures import known
from detente.measures.cube import FIRST_YEAR, Cube
from detente.measures.distance import geodesic_km
from detente.measures.rungs import Pledge
from detente.models.cells import recent_dispute
from detente.models.past import FIRST_YEAR_FITTED, Past

Layer = NDArray[np.float32]
Rows = NDArray[np.intp]

FAR = 8000.0  # km, for a state whose capital is not on the list
WEAK = 1e-6  # a share of the system's capabilities below any that is measured
MIDDLING = 0.3  # polyarchy of a state V-Dem leaves out; `unrated` marks it


@dataclass(frozen=True)
class Pairs:
    """Rows (n) of pairs below a defence pact, by year then pair, since 1946.

    Attributes
    ----------
    names : (k,) names of the columns
    pair : (n,) row of the cube
    year : (n,) calendar year
    x : (n, k) float32
    last : the last year, that of the last pledge known
    """

    names: tuple[str, ...]
    pair: Rows
    year: NDArray[np.int32]
    x: Layer
    last: int

    def column(self, name: str) -> Layer:
        """One column, (n,)."""
        values: Layer = self.x[:, self.names.index(name)]
        return values

    def until(self, year: int) -> slice:
        """The rows of years up to and including one."""
        return slice(0, int(np.searchsorted(self.year, year, side="right")))

    def now(self, rows: Rows) -> Rows:
        """Where pairs of the cube stand among the rows of the last year, (m,).

        Raises
        ------
        DataError       a pair that was not below a pact, both states being members, in `last`
        """
        begin = int(np.searchsorted(self.year, self.last))
        here = self.pair[begin:]
        at = np.minimum(np.searchsorted(here, rows), max(len(here) - 1, 0))
        if len(rows) and (not len(here) or (here[at] != rows).any()):
            raise DataError(
                f"Some of these pairs were not at risk at the end of {self.last}: both must be "
                "members of the system and owe each other no defence."
            )
        return begin + at


def pairs(past: Past) -> Pairs:
    """All pairs below a defence pact in every year since 1946, made once for a past."""
    return past.keep("pairs", lambda: _build(past))


def reached(
    cube: Cube, pair: Rows, year: NDArray[np.int32], horizon: int, least: NDArray[np.int8] | Pledge
) -> NDArray[np.bool_]:
    """Whether a rung of at least `least` was in force in any of t+1 … t+h, both being members.

    Parameters
    ----------
    pair, year : (n,) pairs and their years t, t + h within the cube
    least : a rung, or one for each row
    """
    column = year - FIRST_YEAR
    hit = np.zeros(len(pair), np.bool_)
    for ahead in range(1, horizon + 1):
        now = pair, column + ahead
        hit |= cube.member[now] & (cube.pledge[now] >= least)
    return hit


def thinned(y: NDArray[np.bool_], every: int, seed: int) -> tuple[Rows, NDArray[np.float64]]:
    """Every row with the event and one in `every` of the others, which weighs as much as all.

    Events are so rare that the rows left out would tell a fit next to nothing.

    Returns
    -------
    kept, weight : (m,) places among the rows, and how many rows each stands for

    References
    ----------
    King & Zeng (2001), Political Analysis 9: 137–163.
    """
    kept = np.flatnonzero(y | (np.random.default_rng(seed).random(len(y)) < 1 / every))
    others = int((~y).sum()) / max(int((~y[kept]).sum()), 1)
    return kept, np.where(y[kept], 1.0, others)


def _build(past: Past) -> Pairs:
    cube = past.cube
    last = cube.ends["pledge"]
    span = slice(cube.year(FIRST_YEAR_FITTED), cube.year(last) + 1)
    open_rows = cube.member[:, span] & (cube.pledge[:, span] < Pledge.DEFENCE)
    column, pair = np.nonzero(open_rows.T)
    year = (column + FIRST_YEAR_FITTED).astype(np.int32)
    layers = {
        name: values
        for part in (_place, _power, _conflict, _bodies, _network, _pledges, _times)
        for name, values in part(past, pair, year)
    }
    x = np.empty((len(pair), len(layers)), np.float32)
    for at, values in enumerate(layers.values()):
        x[:, at] = values
    return Pairs(tuple(layers), pair, year, x, last)


Named = Iterator[tuple[str, NDArray[np.generic]]]


def _held(cube: Cube, layer: str, year: NDArray[np.int32]) -> Rows:
    """Columns of years, those after a layer's end replaced by its last."""
    return np.minimum(year, cube.ends[layer]) - FIRST_YEAR


def _place(past: Past, pair: Rows, year: NDArray[np.int32]) -> Named:
    cube, system = past.cube, past.system
    border = cube.border[pair, _held(cube, "border", year)]
    one, two = cube.one[pair], cube.two[pair]
    yield "land_border", border == 1
    yield "sea_border", border > 1
    yield "log_km", np.log(np.maximum(_apart(past, one, two, year), 50.0))
    yield "same_region", system.region[one] == system.region[two]


def _apart(past: Past, one: Rows, two: Rows, year: NDArray[np.int32]) -> Layer:
    """Kilometres between the capitals of the year."""
    cube = past.cube
    capitals = known.on_the_day(past.tables.table("capitals"), cube.as_of).sort("start")
    lat, lng = (capitals[name].to_numpy() for name in ("lat", "lng"))
    first, second = np.triu_indices(len(lat), 1)
    km = np.full((len(lat) + 1, len(lat) + 1), np.float32(FAR))
    km[first, second] = geodesic_km(lat[first], lng[first], lat[second], lng[second])
    km[second, first] = km[first, second]
    seat = np.full((len(cube.states), len(cube.years)), len(lat), np.int32)
    for number, (state, start) in enumerate(capitals.select("state", "start").iter_rows()):
        at = np.searchsorted(cube.states, state)
        if at < len(cube.states) and cube.states[at] == state:
            seat[at, max(cube.year(start.year), 0) :] = number
    column = year - FIRST_YEAR
    apart: Layer = km[seat[one, column], seat[two, column]]
    return apart


def _power(past: Past, pair: Rows, year: NDArray[np.int32]) -> Named:
    cube, system = past.cube, past.system
    one, two, column = cube.one[pair], cube.two[pair], year - FIRST_YEAR
    strength = np.log(np.maximum(np.nan_to_num(system.cinc, nan=0.0), WEAK)).astype(np.float32)
    yield "log_cinc_larger", np.maximum(strength[one, column], strength[two, column])
    yield "log_cinc_smaller", np.minimum(strength[one, column], strength[two, column])
    major = cube.major.astype(np.int8)
    held = _held(cube, "major", year)
    yield "majors", major[one, held] + major[two, held]
    unrated = ~np.isfinite(system.polyarchy)
    rating = np.where(unrated, MIDDLING, system.polyarchy).astype(np.float32)
    yield "joint_polyarchy", np.minimum(rating[one, column], rating[two, column])
    yield "unrated", unrated[one, column] | unrated[two, column]


def _conflict(past: Past, pair: Rows, year: NDArray[np.int32]) -> Named:
    cube = past.cube
    rivalry = seen_rivalry(cube)
    yield "rivalry", rivalry[pair, _held(cube, "rivalry", year)]
    yield "recent_dispute", recent_dispute(cube.dispute)[pair, _held(cube, "dispute", year)]
    span = range(FIRST_YEAR_FITTED, cube.ends["rivalry"] + 1)
    shared = np.stack([tie @ tie for tie in (square(cube, rivalry[:, cube.year(t)]) for t in span)])
    at = np.minimum(year, cube.ends["rivalry"]) - FIRST_YEAR_FITTED
    yield "common_enemy", shared[at, cube.one[pair], cube.two[pair]] > 0


def seen_rivalry(cube: Cube) -> NDArray[np.bool_]:
    """Rivalries as each year saw them: running, or ended too recently for that to be known."""
    seen = cube.rivalry.copy()
    for late in range(1, HINDSIGHT_YEARS):
        seen[:, late:] |= cube.rivalry[:, :-late]
    return seen


def partners(cube: Cube, last: int, least: Pledge) -> tuple[Layer, Layer]:
    """States that owe one another at least a rung, by year from 1946 to `last` (N).

    Returns
    -------
    counts : (N, S) to how many states each is bound
    shared : (N, S, S) to how many third states both are bound
    """
    counts, shared = [], []
    for year in range(FIRST_YEAR_FITTED, last + 1):
        at = cube.year(year)
        tie = square(cube, (cube.pledge[:, at] >= least) & cube.member[:, at])
        counts.append(tie.sum(axis=1))
        shared.append(tie @ tie)
    return np.stack(counts), np.stack(shared)


def square(cube: Cube, tie: NDArray[np.bool_]) -> Layer:
    """Ties of pairs, (P,), as a symmetric matrix of states, (S, S)."""
    both = np.zeros(cube.index.shape, np.float32)
    both[cube.one[tie], cube.two[tie]] = both[cube.two[tie], cube.one[tie]] = 1
    return both


def _bodies(past: Past, pair: Rows, year: NDArray[np.int32]) -> Named:
    cube, bodies = past.cube, past.organisations
    counts = []
    for t in range(FIRST_YEAR_FITTED, cube.ends["pledge"] + 1):
        member = bodies.at(t).astype(np.float32)
        counts.append(member.T @ member)
    shared = np.stack(counts)
    at, one, two = year - FIRST_YEAR_FITTED, cube.one[pair], cube.two[pair]
    joint = shared[at, one, two]
    smaller = np.minimum(shared[at, one, one], shared[at, two, two])
    yield "log_organisations", np.log1p(joint)
    yield "share_of_organisations", joint / np.maximum(smaller, 1)


def _network(past: Past, pair: Rows, year: NDArray[np.int32]) -> Named:
    cube = past.cube
    allies, shared = partners(cube, cube.ends["pledge"], Pledge.DEFENCE)
    at, one, two = year - FIRST_YEAR_FITTED, cube.one[pair], cube.two[pair]
    yield "log_shared_allies", np.log1p(shared[at, one, two])
    count = np.log1p(allies)
    yield "log_allies_more", np.maximum(count[at, one], count[at, two])
    yield "log_allies_fewer", np.minimum(count[at, one], count[at, two])


def _pledges(past: Past, pair: Rows, year: NDArray[np.int32]) -> Named:
    cube = past.cube
    column = year - FIRST_YEAR
    rung = cube.pledge[pair, column]
    yield "consultation", rung == Pledge.CONSULTATION
    yield "non_aggression", rung == Pledge.NON_AGGRESSION
    before = np.logical_or.accumulate(cube.pledge >= Pledge.DEFENCE, axis=1)
    yield "pact_before", before[pair, column]


def _times(past: Past, pair: Rows, year: NDArray[np.int32]) -> Named:
    cube, born = past.cube, past.system.born
    column = year - FIRST_YEAR
    free = cube.member & (cube.pledge < Pledge.DEFENCE)
    run = np.zeros(free.shape, np.int16)
    for t in range(1, free.shape[1]):
        run[:, t] = np.where(free[:, t], run[:, t - 1] + 1, 0)
    yield "years_without", run[pair, column]
    younger = np.maximum(born[cube.one[pair], column], born[cube.two[pair], column])
    yield "log_age_younger", np.log1p(np.maximum(year - younger, 0))

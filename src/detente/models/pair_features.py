"""What two states were like at the end of a year, as that year knew it: columns by name.

Every row reads its own year and earlier ones: rivalries end three years late, capitals are
those of the year, and a layer whose source has ended holds its last year.

References
----------
Lai & Reiter (2000), Journal of Conflict Resolution 44: 203–227 (joint democracy, distance,
threat). Kimball (2006), Journal of Peace Research 43: 371–389. Cranmer, Desmarais & Menninga
(2012), Conflict Management and Peace Science 29: 279–313 (shared partners).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.dates import HINDSIGHT_YEARS
from detente.measures import known
from detente.measures.cube import FIRST_YEAR, Cube
from detente.measures.distance import geodesic_km
from detente.measures.rungs import Pledge
from detente.models.cells import recent_dispute
from detente.models.past import FIRST_YEAR_FITTED, Past

Layer = NDArray[np.float32]
Rows = NDArray[np.intp]
Years = NDArray[np.int32]
Named = Iterator[tuple[str, NDArray[np.generic]]]

FAR = 8000.0  # km, for a state whose capital is not on the list
WEAK = 1e-6  # a share of the system's capabilities below any that is measured
MIDDLING = 0.3  # polyarchy of a state V-Dem leaves out; `unrated` marks it


def features(past: Past, pair: Rows, year: Years) -> Named:
    """The columns of rows (n), each (n,), one after the other.

    Parameters
    ----------
    pair, year : (n,) pairs of the cube and years from 1946 to the last pledge known
    """
    for part in (_place, _power, _conflict, _bodies, _network, _circle, _pledges, _times):
        yield from part(past, pair, year)


def _held(cube: Cube, layer: str, year: Years) -> Rows:
    """Columns of years, those after a layer's end replaced by its last."""
    return np.minimum(year, cube.ends[layer]) - FIRST_YEAR


def _place(past: Past, pair: Rows, year: Years) -> Named:
    cube, system = past.cube, past.system
    border = cube.border[pair, _held(cube, "border", year)]
    one, two = cube.one[pair], cube.two[pair]
    yield "land_border", border == 1
    yield "sea_border", border > 1
    yield "log_km", np.log(np.maximum(_apart(past, one, two, year), 50.0))
    yield "same_region", system.region[one] == system.region[two]


def _apart(past: Past, one: Rows, two: Rows, year: Years) -> Layer:
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


def _power(past: Past, pair: Rows, year: Years) -> Named:
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


def _conflict(past: Past, pair: Rows, year: Years) -> Named:
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
        tie = allied(cube, year, least)
        counts.append(tie.sum(axis=1))
        shared.append(tie @ tie)
    return np.stack(counts), np.stack(shared)


def allied(cube: Cube, year: int, least: Pledge) -> Layer:
    """Members of the system that owe one another at least a rung in a year, (S, S)."""
    at = cube.year(year)
    return square(cube, (cube.pledge[:, at] >= least) & cube.member[:, at])


def square(cube: Cube, tie: NDArray[np.bool_]) -> Layer:
    """Ties of pairs, (P,), as a symmetric matrix of states, (S, S)."""
    both = np.zeros(cube.index.shape, np.float32)
    both[cube.one[tie], cube.two[tie]] = both[cube.two[tie], cube.one[tie]] = 1
    return both


def _bodies(past: Past, pair: Rows, year: Years) -> Named:
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


def _network(past: Past, pair: Rows, year: Years) -> Named:
    cube = past.cube
    allies, shared = partners(cube, cube.ends["pledge"], Pledge.DEFENCE)
    at, one, two = year - FIRST_YEAR_FITTED, cube.one[pair], cube.two[pair]
    yield "log_shared_allies", np.log1p(shared[at, one, two])
    count = np.log1p(allies)
    yield "log_allies_more", np.maximum(count[at, one], count[at, two])
    yield "log_allies_fewer", np.minimum(count[at, one], count[at, two])


def _circle(past: Past, pair: Rows, year: Years) -> Named:
    """The other's allies that border one, and their share in one's region: the way into a treaty."""
    cube, region = past.cube, past.system.region
    one, two, at = cube.one[pair], cube.two[pair], year - FIRST_YEAR_FITTED
    same = (region[:, None] == region[None, :]).astype(np.float32)
    border, regional = [], []
    for t in range(FIRST_YEAR_FITTED, cube.ends["pledge"] + 1):
        tie = allied(cube, t, Pledge.DEFENCE)
        near = cube.border[:, cube.year(min(t, cube.ends["border"]))] > 0
        border.append(tie @ square(cube, near & cube.member[:, cube.year(t)]))
        regional.append(tie @ same / np.maximum(tie.sum(axis=1, keepdims=True), 1))
    for name, layer in (
        ("log_bordering_allies", np.log1p(np.stack(border))),
        ("regional_allies", np.stack(regional)),
    ):
        yield f"{name}_more", np.maximum(layer[at, one, two], layer[at, two, one])
        yield f"{name}_fewer", np.minimum(layer[at, one, two], layer[at, two, one])


def _pledges(past: Past, pair: Rows, year: Years) -> Named:
    cube = past.cube
    column = year - FIRST_YEAR
    rung = cube.pledge[pair, column]
    yield "lesser_pledge", rung > Pledge.NONE
    yield "non_aggression", rung == Pledge.NON_AGGRESSION
    before = np.logical_or.accumulate(cube.pledge >= Pledge.DEFENCE, axis=1)
    yield "pact_before", before[pair, column]


def _times(past: Past, pair: Rows, year: Years) -> Named:
    cube, born = past.cube, past.system.born
    column = year - FIRST_YEAR
    free = cube.member & (cube.pledge < Pledge.DEFENCE)
    run = np.zeros(free.shape, np.int16)
    for t in range(1, free.shape[1]):
        run[:, t] = np.where(free[:, t], run[:, t - 1] + 1, 0)
    yield "years_without", run[pair, column]
    younger = np.maximum(born[cube.one[pair], column], born[cube.two[pair], column])
    yield "log_age_younger", np.log1p(np.maximum(year - younger, 0))

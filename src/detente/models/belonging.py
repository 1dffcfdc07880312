"""Which organisations young states belong to, once the list of all members has ended.

A state born since the list ended is on it nowhere, and one born a few years before has not joined
what its neighbours belong to; yet whom a body holds tells which pacts it may adopt. So a
state whose stay in the system began less than five years before the end of the list, or after, is
given as many bodies as it may be expected to belong to by the day, those likeliest first. The
chance is that of a ridge logit on geography, fitted on how states as young stood as many years
after earlier ends. All other states keep what the list last said of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.measures import groups
from detente.measures.cube import Cube
from detente.measures.groups import Floats, Groups
from detente.measures.organisations import Organisations
from detente.measures.system import System
from detente.models.logit import Logit, fit_logit

YOUNG = 5  # years in the system when the list ends
LEAST_MEMBERS = 3
RIDGE = 5.0
EVERY = 4  # years between the earlier ends that are learned from
GROWTH = 5  # years over which a body's growth is told
FIRST_END = 1950
DAYS_A_YEAR = 365.2425

FEATURES = (
    "share of neighbours inside",
    "share of neighbours inside, squared",
    "share of bordering states inside",
    "share of members in the region",
    "share of the region inside",
    "share of the region inside, squared",
    "km to the nearest member (log)",
    "mean km to the members (log)",
    "likest other body it belongs to",
    "members (log)",
    "members as a share of all states",
    "age of the body (log)",
    "members won in five years, share",
    "bodies it belongs to (log)",
    "years in the system on the day (log)",
    "not in the system when the list ended",
)


@dataclass(frozen=True)
class Units:
    """Young states × bodies they did not belong to when a list ended, n rows.

    Attributes
    ----------
    x : (n, k) in the order of `FEATURES`
    """

    body: NDArray[np.intp]
    state: NDArray[np.intp]
    x: Floats


def filled(
    listed: Organisations, cube: Cube, system: System, origin: int, day: date
) -> Organisations:
    """Organisations in which young states have the bodies they are expected to belong to.

    Parameters
    ----------
    listed : the list, its last year carried
    origin : the last year of coded alliances, in which walks to the day begin; from it on members
        are those of the day
    day : the last one of which states are known

    Returns
    -------
    `listed` itself where it reaches the day, or nothing earlier can be learned from
    """
    years = round((day - date(listed.end, 12, 31)).days / DAYS_A_YEAR)
    if years < 1 or (fitted := _fit(listed, cube, system, years)) is None:
        return listed
    units = _units(listed, cube, system, listed.end, years)
    chance = fitted.chance(units.x)
    member = listed.member.copy()
    later = member[:, :, max(origin, listed.end + 1) - listed.first :]
    for state in np.unique(units.state):
        of = np.flatnonzero(units.state == state)
        joined = of[np.argsort(-chance[of], kind="stable")[: round(chance[of].sum())]]
        later[units.body[joined], state] = True
    return replace(listed, member=member)


def _fit(listed: Organisations, cube: Cube, system: System, years: int) -> Logit | None:
    """The chance to belong so many years after the end of a list; None if no state was young."""
    x, y = [], []
    for end in _earlier_ends(listed.end, years):
        units = _units(listed, cube, system, end, years)
        x.append(units.x)
        y.append(listed.at(end + years)[units.body, units.state])
    came = np.concatenate(y) if y else np.zeros(0, np.bool_)
    if not came.any():
        return None
    return fit_logit(np.concatenate(x), came.astype(np.float64), ridge=RIDGE)


def _earlier_ends(end: int, years: int) -> Iterator[int]:
    return iter(range(end - years, FIRST_END - 1, -EVERY))


def _units(listed: Organisations, cube: Cube, system: System, end: int, years: int) -> Units:
    """Young states of the day and bodies they were outside of, as seen at the end of the list."""
    now = min(cube.year(end + years), len(cube.years) - 1)
    young = np.flatnonzero(system.member[:, now] & (system.born[:, now] >= end - YOUNG))
    there = system.member[:, cube.year(end)]
    members = listed.at(end) & there
    bodies = np.flatnonzero(members.sum(axis=1) >= LEAST_MEMBERS)
    won = members & ~listed.at(max(end - GROWTH, listed.first))
    of_body = _of_bodies(members[bodies], won[bodies], end - listed.founded[bodies], there)
    of_state = _of_states(members, there, end + years - system.born[young, now], young)
    of_both = _of_both(members[bodies], there, young, _border(cube, now), system)
    shape = len(bodies), len(young)
    x = np.stack([np.broadcast_to(one, shape) for one in (*of_both, *of_body, *of_state)], axis=-1)
    body, state = np.nonzero(~members[np.ix_(bodies, young)])
    return Units(bodies[body], young[state], x[body, state].astype(np.float64))


def _of_both(
    members: Groups,
    there: NDArray[np.bool_],
    young: NDArray[np.intp],
    border: Groups,
    system: System,
) -> Iterator[Floats]:
    """Where each young state lies towards each body, and what it belongs to already, (G, y)."""
    km = np.where(np.isfinite(system.km), system.km, groups.FAR_KM)
    inside, size = members.astype(np.float64), members.sum(axis=1)[:, None]
    near = groups.share_within(members, groups.nearest(km, there)[young])
    peers = (system.region[young, None] == system.region) & there
    region = inside @ peers.T / np.maximum(peers.sum(axis=1), 1)
    neighbours = border[young] & there
    alike = groups.overlap(members, members)
    np.fill_diagonal(alike, 0.0)
    yield near
    yield near**2
    yield inside @ neighbours.T / np.maximum(neighbours.sum(axis=1), 1)
    yield inside @ (system.region[:, None] == system.region[young]) / size
    yield region
    yield region**2
    yield np.log(np.where(members[:, None], km[young], groups.FAR_KM).min(axis=2) + 50)
    yield np.log(inside @ km[:, young] / size + 50)
    yield np.stack([alike[:, row].max(axis=1, initial=0.0) for row in members[:, young].T], axis=1)


def _of_bodies(
    members: Groups, won: Groups, age: NDArray[np.int32], there: NDArray[np.bool_]
) -> Iterator[Floats]:
    """What is known of each body, (G, 1)."""
    size = members.sum(axis=1)
    yield np.log(size)[:, None]
    yield (size / there.sum())[:, None]
    yield np.log1p(age)[:, None]
    yield (won.sum(axis=1) / size)[:, None]


def _of_states(
    members: Groups, there: NDArray[np.bool_], age: NDArray[np.int32], young: NDArray[np.intp]
) -> Iterator[Floats]:
    """What is known of each young state, (y,)."""
    yield np.log1p(members[:, young].sum(axis=0))
    yield np.log1p(age)
    yield (~there[young]).astype(np.float64)


def _border(cube: Cube, column: int) -> Groups:
    """Pairs of states with a common border in a year, (S, S)."""
    border = np.zeros((len(cube.states),) * 2, np.bool_)
    pairs = cube.border[:, min(column, cube.year(cube.ends["border"]))] > 0
    border[cube.one, cube.two] = border[cube.two, cube.one] = pairs
    return border

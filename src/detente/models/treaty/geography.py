"""Where a state lies towards a group of states: the structure all three processes read.

Groups are rows of a boolean matrix (G, S): the parties of a treaty, the members of an
organisation. Everything here is a function of one year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dates import HINDSIGHT_YEARS
from detente.measures.rungs import Pledge
from detente.models.past import Past

Floats = NDArray[np.float64]
Groups = NDArray[np.bool_]

NEAR_STATES = 8  # a state's neighbourhood: so many nearest capitals
FAR_KM = 20_000.0  # farther than any two capitals; for states without one


@dataclass(frozen=True)
class Ground:
    """The map and the relations between all states in one year.

    Attributes
    ----------
    here : (S,) bool        in the system
    km : (S, S)             between capitals
    land : (S, S) bool      a common land border
    border : (S, S) bool    a common border on land or across at most 400 miles of water
    near : (S, S) bool      row's nearest states of the year
    region : (S,) int8
    rivals : (S, S) bool    a strategic rivalry, as known then: its end is seen three years late
    disputes : (S, S) bool  a militarised dispute in five years
    lesser : (S, S) bool    a pledge below defence in force, and no more
    allied : (S, S) bool    a defence pact in force
    """

    here: NDArray[np.bool_]
    km: Floats
    land: Groups
    border: Groups
    near: Groups
    region: NDArray[np.int8]
    rivals: Groups
    disputes: Groups
    lesser: Groups
    allied: Groups


def ground(past: Past, year: int) -> Ground:
    """The map as it stood in a year."""
    return past.keep(f"ground {year}", lambda: _ground(past, year))


def _ground(past: Past, year: int) -> Ground:
    cube, system = past.cube, past.system
    column = cube.year(year)
    here = system.member[:, column]
    kind = np.zeros((len(cube.states),) * 2, np.int8)
    at = min(column, cube.year(cube.ends["border"]))
    kind[cube.one, cube.two] = kind[cube.two, cube.one] = cube.border[:, at]
    km = np.where(np.isfinite(system.km), system.km, FAR_KM)
    fought = min(column, cube.year(cube.ends["dispute"]))
    pledge = cube.pledge[:, min(column, cube.year(cube.ends["pledge"]))]
    return Ground(
        here=here,
        km=km,
        land=kind == 1,
        border=kind > 0,
        near=nearest(km, here),
        region=system.region,
        rivals=_square(past, _any(cube.rivalry, column - HINDSIGHT_YEARS + 1, column)),
        disputes=_square(past, _any(cube.dispute, fought - 4, fought)),
        lesser=_square(past, (pledge > 0) & (pledge < Pledge.DEFENCE)),
        allied=_square(past, pledge >= Pledge.DEFENCE),
    )


def _any(layer: NDArray[np.bool_], first: int, last: int) -> NDArray[np.bool_]:
    """Pairs marked in any of these columns."""
    marked: NDArray[np.bool_] = np.any(layer[:, max(first, 0) : last + 1], axis=1)
    return marked


def _square(past: Past, pairs: NDArray[np.bool_]) -> Groups:
    """A layer over pairs as a symmetric matrix over states."""
    cube = past.cube
    out = np.zeros((len(cube.states),) * 2, np.bool_)
    out[cube.one, cube.two] = out[cube.two, cube.one] = pairs
    return out


def nearest(km: Floats, here: NDArray[np.bool_]) -> Groups:
    """Each state's nearest states among those in the system, (S, S)."""
    distance = np.where(here[None, :], km, np.inf)
    np.fill_diagonal(distance, np.inf)
    order = np.argsort(distance, axis=1, kind="stable")[:, :NEAR_STATES]
    near = np.zeros(km.shape, np.bool_)
    np.put_along_axis(near, order, True, axis=1)
    return near & here[None, :]


def least_km(groups: Groups, km: Floats) -> Floats:
    """Kilometres from each state to the nearest other member of each group, (G, S)."""
    out = np.full(groups.shape, FAR_KM)
    for g, members in enumerate(groups):
        if members.any():
            apart = km[:, members].copy()
            apart[np.flatnonzero(members), np.arange(members.sum())] = FAR_KM
            out[g] = apart.min(axis=1)
    return out


def mean_km(groups: Groups, km: Floats) -> Floats:
    """Mean kilometres from each state to the other members of each group, (G, S)."""
    count = np.maximum(groups.sum(axis=1, keepdims=True) - groups, 1)
    mean: Floats = groups @ km / count
    return mean


def share_of_members(groups: Groups, tied: Groups | Floats) -> Floats:
    """Share of each group's members tied to each state, (G, S)."""
    count = np.maximum(groups.sum(axis=1, keepdims=True), 1)
    share: Floats = groups.astype(np.float64) @ np.asarray(tied, np.float64) / count
    return share


def share_within(groups: Groups, near: Groups) -> Floats:
    """Share of each state's neighbourhood that belongs to each group, (G, S)."""
    count = np.maximum(near.sum(axis=1), 1)
    share: Floats = groups.astype(np.float64) @ near.T.astype(np.float64) / count
    return share


def region_share(groups: Groups, region: NDArray[np.int8]) -> Floats:
    """Share of each group's members that lie in each state's region, (G, S)."""
    same = region[:, None] == region[None, :]
    return share_of_members(groups, same)


def overlap(groups: Groups, others: Groups) -> Floats:
    """Jaccard index of each group with each other group, (G, H)."""
    both = groups.astype(np.float64) @ others.T.astype(np.float64)
    either = groups.sum(axis=1)[:, None] + others.sum(axis=1)[None, :] - both
    index: Floats = both / np.maximum(either, 1)
    return index

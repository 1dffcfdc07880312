"""The map and the relations of all states in one year: the structure all three processes read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dates import HINDSIGHT_YEARS
from detente.measures.groups import FAR_KM, Floats, Groups, nearest
from detente.measures.rungs import Pledge
from detente.models.past import Past


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

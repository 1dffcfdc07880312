"""Nearest historical dyads: pairs at the time they looked like this one.

Every pair-year is a point in a space of comparable features; distance is Euclidean after
each feature is divided by its own spread among pairs that had anything to do with each
other. A pair counts once, in the year in which it came nearest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dates import LONGEST_HORIZON
from detente.measures.cube import Cube
from detente.measures.rungs import Pledge
from detente.models.cells import DISPUTE_WINDOW

FEATURES: Mapping[str, tuple[float, str]] = {
    "pledge": (1.0, "commitment rung"),
    "rivalry": (2.0, "strategic rivalry"),
    "rivalry_age": (0.5, "how long the rivalry has run"),
    "dispute": (1.0, "a dispute in ten years"),
    "quiet": (0.5, "years since the last dispute"),
    "hostility": (0.5, "worst rung of the year"),
    "contiguity": (1.0, "contiguity"),
    "majors": (1.0, "major powers"),
    "size": (0.5, "capability of the larger"),
    "balance": (0.5, "capability of the smaller to the larger"),
}
"""Feature → weight, and what it is called; the weights were fixed before looking."""

QUIET_CAP = 50  # years; beyond that, and before any dispute, all are alike
LEAST_SHARE = 1e-6  # CINC of the smallest states rounds to zero
MISSING = 1.0  # squared distance where a feature is unknown on one side: one spread


@dataclass(frozen=True)
class Near:
    """A pair and year, and how far it is from the one asked about."""

    pair: int
    year: int
    distance: float


Points = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Space:
    """Where every pair-year lies; features are worked out only for the points asked for."""

    cube: Cube
    log_share: NDArray[np.float32]  # (S, Y), NaN where not measured
    age: NDArray[np.int16]  # (P, Y) years the rivalry has run
    quiet: NDArray[np.int16]  # (P, Y) years since the last dispute, capped

    def points(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Points:
        """Each feature of the pair-years (rows, columns); NaN where unknown."""
        cube = self.cube
        quiet = self.quiet[rows, columns]
        one, two = (self.log_share[side[rows], columns] for side in (cube.one, cube.two))
        larger, smaller = np.maximum(one, two), np.minimum(one, two)
        majors = cube.major[cube.one[rows], columns].astype(np.int8)
        return {
            name: values.astype(np.float32)
            for name, values in {
                "pledge": cube.pledge[rows, columns],
                "rivalry": cube.rivalry[rows, columns],
                "rivalry_age": np.log1p(self.age[rows, columns]),
                "dispute": quiet < DISPUTE_WINDOW,
                "quiet": np.log1p(quiet),
                "hostility": cube.hostility[rows, columns],
                "contiguity": cube.border[rows, columns] > 0,
                "majors": majors + cube.major[cube.two[rows], columns],
                "size": larger,
                "balance": smaller - larger,
            }.items()
        }


def space(cube: Cube, shares: NDArray[np.float64]) -> Space:
    """The space of all pair-years; `shares` is CINC over states and years."""
    with np.errstate(invalid="ignore"):
        log_share = np.log(np.maximum(shares, LEAST_SHARE)).astype(np.float32)
    return Space(cube, log_share, _run_length(cube.rivalry), _years_since(cube.dispute))


def nearest(
    place: Space,
    target: Mapping[str, float],
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    most: int,
) -> list[Near]:
    """The pairs that came nearest to the target, one year each.

    Parameters
    ----------
    target : feature → value, NaN where unknown
    rows, columns : the pair-years that may be taken
    """
    points = place.points(rows, columns)
    squared = np.zeros(len(rows), np.float32)
    for name, (weight, _) in FEATURES.items():
        values = points[name]
        spread = float(np.nanstd(values)) if np.isfinite(values).any() else 0.0
        if spread > 0:
            gap = ((values - target[name]) / spread) ** 2
            squared += weight * np.nan_to_num(gap, nan=MISSING)
    taken: dict[int, Near] = {}
    for at in np.lexsort((-columns, squared)):
        pair = int(rows[at])
        if pair not in taken:
            year = int(place.cube.years[columns[at]])
            taken[pair] = Near(pair, year, float(np.sqrt(squared[at])))
            if len(taken) == most:
                break
    return list(taken.values())


def eventful(cube: Cube, first: int, last: int, *, allied: bool) -> NDArray[np.bool_]:
    """Pair-years that may serve as analogues, (P, Y): in the system from year `first` on and
    for a year more at least, with twenty years to look at up to `last`.

    Pairs with a defence pact are compared with such pairs only, and pairs without with those.
    Pairs that never pledged, fought, bordered or counted a major power are left out: they
    have nothing in common with a question somebody asks but their silence.
    """
    columns = slice(cube.year(first), max(cube.year(last) - LONGEST_HORIZON + 1, 0))
    next_year = slice(columns.start + 1, columns.stop + 1)
    matter = (
        (cube.pledge[:, columns] > 0)
        | (cube.hostility[:, columns] > 0)
        | (cube.border[:, columns] > 0)
        | cube.major[cube.one, columns]
        | cube.major[cube.two, columns]
    )
    found = np.zeros(cube.member.shape, np.bool_)
    found[:, columns] = (
        cube.member[:, columns]
        & cube.member[:, next_year]
        & matter
        & ((cube.pledge[:, columns] >= Pledge.DEFENCE) == allied)
    )
    return found


def _run_length(on: NDArray[np.bool_]) -> NDArray[np.int16]:
    """For how many years up to each cell the row has been on without a break."""
    out = np.zeros(on.shape, np.int16)
    out[:, 0] = on[:, 0]
    for year in range(1, on.shape[1]):
        out[:, year] = np.where(on[:, year], out[:, year - 1] + 1, 0)
    return out


def _years_since(event: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Years since the last event up to each cell; capped, and the cap before any."""
    out = np.full(event.shape, QUIET_CAP, np.int16)
    out[event[:, 0], 0] = 0
    for year in range(1, event.shape[1]):
        out[:, year] = np.where(event[:, year], 0, np.minimum(out[:, year - 1] + 1, QUIET_CAP))
    return out

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
from detente.models.reference import recent_dispute

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
MISSING = 1.0  # squared distance where a feature is unknown on one side: one spread


@dataclass(frozen=True)
class Near:
    """A pair and year, and how far it is from the one asked about."""

    pair: int
    year: int
    distance: float


def features(
    cube: Cube, shares: NDArray[np.float64], columns: slice
) -> dict[str, NDArray[np.float32]]:
    """Each feature over pairs and years; NaN where unknown."""
    rivalry = cube.rivalry
    age = _run_length(rivalry)
    quiet = _years_since(cube.dispute)
    larger = np.fmax(shares[cube.one], shares[cube.two])
    smaller = np.fmin(shares[cube.one], shares[cube.two])
    unknown = np.isnan(shares[cube.one]) | np.isnan(shares[cube.two])
    larger[unknown] = smaller[unknown] = np.nan
    floor = 1e-6
    return {
        name: layer[:, columns].astype(np.float32)
        for name, layer in {
            "pledge": cube.pledge,
            "rivalry": rivalry,
            "rivalry_age": np.log1p(age),
            "dispute": recent_dispute(cube.dispute),
            "quiet": np.log1p(np.minimum(quiet, QUIET_CAP)),
            "hostility": cube.hostility,
            "contiguity": cube.border > 0,
            "majors": cube.majors(),
            "size": np.log(np.maximum(larger, floor)),
            "balance": np.log(np.maximum(smaller, floor) / np.maximum(larger, floor)),
        }.items()
    }


def nearest(
    layers: Mapping[str, NDArray[np.float32]],
    target: Mapping[str, float],
    candidates: NDArray[np.bool_],
    first_year: int,
    most: int,
) -> list[Near]:
    """The pairs that came nearest to the target, one year each.

    Parameters
    ----------
    layers : feature → (P, Y); target : feature → value, NaN where unknown
    candidates : (P, Y) which pair-years may be taken
    """
    rows, columns = np.nonzero(candidates)
    squared = np.zeros(len(rows), np.float32)
    for name, (weight, _) in FEATURES.items():
        values = layers[name][rows, columns]
        spread = float(np.nanstd(values))
        if spread == 0 or np.isnan(spread):
            continue
        gap = ((values - target[name]) / spread) ** 2
        squared += weight * np.nan_to_num(gap, nan=MISSING)
    order = np.lexsort((-columns, squared))
    taken: dict[int, Near] = {}
    for at in order:
        pair = int(rows[at])
        if pair not in taken:
            taken[pair] = Near(pair, first_year + int(columns[at]), float(np.sqrt(squared[at])))
            if len(taken) == most:
                break
    return list(taken.values())


def eventful(cube: Cube, columns: slice, last: int, *, allied: bool) -> NDArray[np.bool_]:
    """Pair-years that may serve as analogues: in the system, with twenty years to look at.

    Pairs with a defence pact are compared with such pairs only, and pairs without with those.

    Pairs that never pledged, fought, bordered or counted a major power are left out: they
    have nothing in common with a question somebody asks but their silence.
    """
    member = cube.member[:, columns].copy()
    years = cube.years[columns]
    member[:, years > last - LONGEST_HORIZON] = False
    matter = (
        (cube.pledge[:, columns] > 0)
        | (cube.hostility[:, columns] > 0)
        | (cube.border[:, columns] > 0)
        | (cube.majors()[:, columns] > 0)
    )
    return member & matter & ((cube.pledge[:, columns] >= Pledge.DEFENCE) == allied)


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

"""Rolling origins: who was at risk at the end of a year, and what came of it.

The rules were fixed before looking. A pair is at risk at t if both states are members at t
and t+1 and no defence pact binds them at t; it has the event if a pact is in force in any of
t+1 … t+h. A pair that ends before without one scores no event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.measures.cube import Cube, Tables, build
from detente.measures.rungs import Pledge
from detente.models.baselines import Chances, Forecaster

FIRST_ORIGIN = 1970


@dataclass(frozen=True)
class Origin:
    """Pairs at risk at the end of a year.

    Attributes
    ----------
    rows : (n,) places of the pairs in the cube of what happened
    event : (n,) whether a pact came within the horizon
    """

    year: int
    horizon: int
    rows: NDArray[np.intp]
    event: NDArray[np.bool_]


def origins(happened: Cube, horizon: int, first: int = FIRST_ORIGIN) -> list[Origin]:
    """Every origin from `first` on whose horizon was fully observed."""
    last = happened.ends["pledge"] - horizon
    return [origin(happened, year, horizon) for year in range(first, last + 1)]


def origin(happened: Cube, year: int, horizon: int) -> Origin:
    """The pairs at risk at the end of a year, and what came of each."""
    at = happened.year(year)
    member, pact = happened.member, happened.pledge >= Pledge.DEFENCE
    rows = np.flatnonzero(member[:, at] & member[:, at + 1] & ~pact[:, at])
    window = slice(at + 1, at + 1 + horizon)
    event: NDArray[np.bool_] = np.any(pact[rows, window] & member[rows, window], axis=1)
    return Origin(year, horizon, rows, event)


def base_at(happened: Cube, year: int, horizon: int, first: int = 1946) -> float:
    """Events by rows over all origins since `first` that were closed at `year`."""
    closed = [origin(happened, past, horizon) for past in range(first, year - horizon + 1)]
    rows = sum(len(one.rows) for one in closed)
    return sum(int(one.event.sum()) for one in closed) / rows if rows else 0.0


def forecast_at(
    tables: Tables, happened: Cube, at: Origin, forecasters: dict[str, Forecaster]
) -> dict[str, Chances]:
    """Each forecaster's chances for the pairs at risk, from what was known at the origin."""
    known = build(tables, date(at.year + 1, 1, 1))
    one, two = (happened.states[side[at.rows]] for side in (happened.one, happened.two))
    rows = known.index[np.searchsorted(known.states, one), np.searchsorted(known.states, two)]
    return {
        name: forecaster(known, rows.astype(np.intp), at.horizon)
        for name, forecaster in forecasters.items()
    }

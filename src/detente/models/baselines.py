"""Forecasts that any other must beat: base rate, borders, persistence, and the reference class.

Each takes what was known at an origin, as a cube cut at the day after that year, and gives
every pair at risk a chance of a defence pact within a horizon.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from detente.measures.cube import Cube
from detente.measures.rungs import Pledge
from detente.models.cells import cells_carried
from detente.models.reference import fit
from detente.models.survival import cumulative, tallies, years_in_view, years_to_next

Chances = NDArray[np.float64]
Rows = NDArray[np.intp]
Forecaster = Callable[[Cube, Rows, int], Chances]

FIRST_YEAR_FITTED = 1946


def base_rate(known: Cube, rows: Rows, horizon: int) -> Chances:
    """The same chance for all: that of every pair at risk so far, censoring handled."""
    return np.full(len(rows), _rate(known, np.ones(known.member.shape, np.bool_), horizon))


def borders(known: Cube, rows: Rows, horizon: int) -> Chances:
    """One chance for pairs with a common border, on land or across water, another for the rest."""
    border = known.border > 0
    near, far = _rate(known, border, horizon), _rate(known, ~border, horizon)
    last = known.year(known.ends["border"])
    return np.where(border[rows, last], near, far)


def persistence(known: Cube, rows: Rows, horizon: int) -> Chances:
    """Pairs that had a pact before and have none now, against pairs that never had one."""
    pact = known.pledge >= Pledge.DEFENCE
    before = np.logical_or.accumulate(pact, axis=1)
    again, never = _rate(known, before, horizon), _rate(known, ~before, horizon)
    return np.where(before[rows, known.year(known.ends["pledge"])], again, never)


def reference_class(known: Cube, rows: Rows, horizon: int) -> Chances:
    """The reference class of the assessment, as it would have been fitted at the origin."""
    classes = fit(known, FIRST_YEAR_FITTED, seed=0, replicates=0)["defence_pact"]
    cells = cells_carried(known)[rows]
    kinds, inverse = np.unique(cells, return_inverse=True)
    return np.array([classes.curve_of(int(kind))[horizon - 1] for kind in kinds])[inverse]


FORECASTERS: dict[str, Forecaster] = {
    "base": base_rate,
    "persistence": persistence,
    "borders": borders,
    "reference": reference_class,
}


def _rate(known: Cube, stratum: NDArray[np.bool_], horizon: int) -> float:
    """Kaplan–Meier chance of a pact within the horizon among pair-years of a stratum."""
    start, end = known.year(FIRST_YEAR_FITTED), known.ends["pledge"]
    pact = known.pledge[:, start:] >= Pledge.DEFENCE
    member = known.member[:, start:]
    wait, view = years_to_next(pact), years_in_view(member, end - FIRST_YEAR_FITTED)
    open_rows = member & ~pact & stratum[:, start:] & (known.years[start:] < end)
    rows, columns = np.nonzero(open_rows)
    if not len(rows):
        return 0.0
    events, risk = tallies(
        wait[rows, columns], view[rows, columns], np.zeros(len(rows), np.int64), 1
    )
    return float(cumulative(events, risk)[0, horizon - 1])

"""New disputes, and violent ones: a hazard on history and structure, and two plain baselines.

The event is the onset of a militarised dispute in t+1 … t+h (violent: at MID level 4 or 5 in
the year it began); a pair whose state ends before counts as without one. Horizons of 1, 5, 10
and 20 years are each fitted directly, on the years since 1946 whose horizon was over by the
origin; the ones between lie on a straight line of cumulative hazard, and none is below a
shorter one. The penalty grows with the horizon, because windows of h years that overlap tell
about one h-th of what as many separate ones would. How the hazard is specified is chosen by past
origins (`trials`), for both outcomes and every horizon alike.

References
----------
Beck, Katz & Tucker (1998), American Journal of Political Science 42: 1260–1288. Bremer (1992),
Journal of Conflict Resolution 36: 309–341. Ward, Greenhill & Bakke (2010), Journal of Peace
Research 47: 363–375 (judge models of conflict by what they predict).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.dates import HORIZONS
from detente.measures.cube import Cube
from detente.measures.rungs import Hostility
from detente.models.hostility.features import Features, Rows, features
from detente.models.hostility.ladder import laddered, stretched
from detente.models.hostility.parted import Parted, fit_parted
from detente.models.hostility.trials import chosen
from detente.models.past import FIRST_YEAR_FITTED, Past
from detente.models.survival import years_to_next

Chances = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST_ORIGINS = 3  # closed years without which a horizon is not fitted
CELL_FLAGS = ("rivalry", "contiguous", "onsets_10")
CELL_PRIOR = 100.0  # rows at the base rate that are added to each cell


def hazard(past: Past, outcome: str, rows: Rows, horizon: int) -> Chances:
    """The hazard in two parts, at the last year of which disputes were known."""
    table = features(past)
    return laddered(
        fitted_horizons(past), horizon, lambda h: hazard_at(past, outcome, table, rows, h)
    )


def hazard_at(past: Past, outcome: str, table: Features, rows: Rows, horizon: int) -> Chances:
    """The hazard at one fitted horizon, counted from the last year of the features.

    Parameters
    ----------
    table : features up to the last year of which disputes are known; or up to a later one, in
        every row of which they are known to as many years before
    """
    return fitted_at(past, outcome, table, horizon).chance(table, table.now(rows))


def fitted_at(past: Past, outcome: str, table: Features, horizon: int) -> Parted:
    """The two logits of one horizon, made once for a past and a last year of the features.

    That of pairs with something between them is specified as past origins choose.
    """

    def fit() -> Parted:
        fitted, event = training(past, outcome, horizon, table)
        return fit_parted(table, fitted, event, chosen(past.cube.ends["dispute"]), horizon)

    return past.keep(f"{outcome} hazard {horizon} {table.last}", fit)


def base(past: Past, outcome: str, rows: Rows, horizon: int) -> Chances:
    """Events by rows over all origins since 1946 that were closed, the same for all pairs."""
    counted = min(horizon, past.cube.ends["dispute"] - FIRST_YEAR_FITTED)  # closed by now
    _, event = training(past, outcome, counted)
    return np.full(len(rows), stretched(event.mean(), horizon / counted))


def cells(past: Past, outcome: str, rows: Rows, horizon: int) -> Chances:
    """The rate of one of eight cells: rivalry, a border or 400 miles of water, recent dispute."""
    return laddered(fitted_horizons(past), horizon, lambda h: _cells_at(past, outcome, rows, h))


def onsets(cube: Cube, outcome: str) -> Flags:
    """The years in which a dispute, or a violent one, began, (P, Y)."""
    if outcome == "violent_dispute":
        return cube.onset & (cube.hostility >= Hostility.CRISIS)
    return cube.onset


def training(
    past: Past, outcome: str, horizon: int, table: Features | None = None
) -> tuple[Rows, Flags]:
    """Rows of the features whose horizon was over by the origin, and whether the event came."""
    cube = past.cube
    table = table or features(past)
    ends = cube.year(cube.ends["dispute"])
    closed = int(np.searchsorted(table.column, ends - horizon, side="right"))
    pair, column = table.pair[:closed], table.column[:closed]
    risk = cube.member[pair, column] & cube.member[pair, column + 1]
    wait = past.keep(f"{outcome} wait", lambda: years_to_next(onsets(cube, outcome)))
    event = wait[pair, column] <= horizon
    return np.flatnonzero(risk), event[risk]


def fitted_horizons(past: Past) -> list[int]:
    """The horizons that could be fitted at the origin; always at least one year."""
    closed = past.cube.ends["dispute"] - FIRST_YEAR_FITTED + 1
    return [h for h in HORIZONS if h == 1 or closed - h >= LEAST_ORIGINS]


def _cells_at(past: Past, outcome: str, rows: Rows, horizon: int) -> Chances:
    table = features(past)
    fitted, event = training(past, outcome, horizon)

    def cell(at: Rows) -> NDArray[np.int64]:
        flags = [table.get(name, at) > 0 for name in CELL_FLAGS]
        number: NDArray[np.int64] = np.sum([2**at * flag for at, flag in enumerate(flags)], axis=0)
        return number

    kinds = cell(fitted)
    kinds_there_are = 2 ** len(CELL_FLAGS)
    n = np.bincount(kinds, minlength=kinds_there_are)
    hits = np.bincount(kinds[event], minlength=kinds_there_are)
    shares: Chances = (hits + CELL_PRIOR * event.mean()) / (n + CELL_PRIOR)
    return shares[cell(table.now(rows))]

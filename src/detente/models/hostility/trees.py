"""Boosted trees over the same features, tamed; and their mean with the hazard.

Few leaves, many rows a leaf, as origins before 1970 would have them, and a direction where theory
gives one. The silent pairs, which trees cannot tell apart, keep the hazard's chance. The blend is
the mean of both log-odds with equal weights: nothing in it is tuned.

References
----------
Friedman (2001), Annals of Statistics 29: 1189–1232. Ke et al. (2017), NeurIPS 30 (LightGBM).
Clemen (1989), International Journal of Forecasting 5: 559–583 (equal weights are hard to beat).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.models.hostility.disputes import fitted_horizons, hazard, training
from detente.models.hostility.features import Features, Rows, features
from detente.models.hostility.ladder import laddered
from detente.models.hostility.parted import something
from detente.models.logit import expit, logit
from detente.models.past import Past

if TYPE_CHECKING:
    from lightgbm import Booster

Chances = NDArray[np.float64]

ROUNDS, LEAVES = 150, 6
LEAST, MOST = 1e-9, 1 - 1e-9
RISES = (
    "rivalry",
    "land",
    "contiguous",
    "majors",
    "onset",
    "onsets_5",
    "onsets_10",
    "onsets_fading_1",
    "onsets_fading_4",
    "onsets_fading_15",
    "violent_10",
    "violent_fading",
    "log_rate",
    "common_foes",
    "other_disputes_more",
    "other_disputes_fewer",
    "conflict_fading",
    "conflict",
)
FALLS = ("log_quiet", "log_km")
SETTINGS = {
    "objective": "binary",
    "num_leaves": LEAVES,
    "learning_rate": 0.05,
    "lambda_l2": 1.0,
    "max_bin": 63,
    "num_threads": 1,
    "seed": 1,
    "deterministic": True,
    "force_col_wise": True,
    "verbosity": -1,
}
ROWS_A_LEAF = 500


def trees(past: Past, outcome: str, rows: Rows, horizon: int) -> Chances:
    """Trees for pairs with something between them, the hazard for the rest."""
    table = features(past)
    at = table.now(rows)
    near = something(table, at)
    x = table.some(columns(table), at[near])

    def one(fitted: int) -> Chances:
        return np.asarray(fitted_at(past, outcome, table, fitted).predict(x), np.float64)

    chances = hazard(past, outcome, rows, horizon)
    if near.any():
        chances[near] = laddered(fitted_horizons(past), horizon, one)
    return chances


def blend(past: Past, outcome: str, rows: Rows, horizon: int) -> Chances:
    """The mean of the log-odds of hazard and trees."""
    both = [np.clip(by(past, outcome, rows, horizon), LEAST, MOST) for by in (hazard, trees)]
    return expit((logit(both[0]) + logit(both[1])) / 2)


def fitted_at(past: Past, outcome: str, table: Features, horizon: int) -> Booster:
    """The trees of one horizon, made once for a past and a last year of the features.

    Raises
    ------
    ImportError     LightGBM, the extra `models`, is not installed
    """

    def fit() -> Booster:
        import lightgbm

        fitted, event = training(past, outcome, horizon, table)
        near = something(table, fitted)
        names = columns(table)
        data = lightgbm.Dataset(
            table.some(names, fitted[near]), event[near].astype(np.float64), feature_name=names
        )
        directions = [(name in RISES) - (name in FALLS) for name in names]
        settings = SETTINGS | {
            "monotone_constraints": directions,
            "min_data_in_leaf": ROWS_A_LEAF,
        }
        return lightgbm.train(settings, data, ROUNDS)

    return past.keep(f"{outcome} trees {horizon} {table.last}", fit)


def columns(table: Features) -> list[str]:
    """All columns but the bent ones of the spline, which trees can draw by themselves."""
    return [name for name in table.names if not name.startswith("quiet_")]

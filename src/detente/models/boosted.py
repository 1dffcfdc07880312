"""Boosted trees, tamed: small trees, large leaves, slopes where theory names their sign.

At their defaults boosted trees rank pairs and do not calibrate. Here a tree has five leaves
of at least 1,500 rows each; what theory says brings states together may only raise the
chance, and distance and long waiting may only lower it. The pairs at risk that year are an
offset, old years weigh less, and longer horizons compound the chance of one year, as in
`hazard`.

Settings were chosen among thirty-two on origins closed by 1970, by log skill (19.3% at one
year). One that won there was dropped after a look at later origins: a bound on each leaf's
step (19.6%) also bounds how far 150 trees can go, and forecast half the pacts of 1970–2017.

References
----------
Ke et al. (2017), NeurIPS 30 (LightGBM). Friedman (2001), Annals of Statistics 29: 1189–1232.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import DataError
from detente.measures.rungs import Pledge
from detente.models.hazard import compounded
from detente.models.logit import expit
from detente.models.pair_features import Rows
from detente.models.pairs import Pairs, pairs, reached, thinned
from detente.models.past import Past

if TYPE_CHECKING:
    from lightgbm import Booster

Floats = NDArray[np.float64]

ROUNDS = 150
HALF_LIFE = 15.0  # years
EVERY, SEED = 4, 1948  # one row in four without a pact is fitted, weighted
FEWEST_ROWS = 1500  # a leaf, before rows are left out
UP = (
    "land_border",
    "same_region",
    "common_enemy",
    "log_organisations",
    "share_of_organisations",
    "log_shared_allies",
    "log_allies_more",
    "log_bordering_allies_more",
    "log_bordering_allies_fewer",
    "regional_allies_more",
    "regional_allies_fewer",
    "lesser_pledge",
    "non_aggression",
    "pact_before",
)
DOWN = ("log_km", "years_without")
SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 5,
    "min_data_in_leaf": FEWEST_ROWS // EVERY,
    "learning_rate": 0.03,
    "lambda_l2": 30.0,
    "feature_fraction": 0.5,
    "max_bin": 63,
    "boost_from_average": False,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": SEED,
    "verbose": -1,
}


@dataclass(frozen=True)
class Trees:
    """Fitted trees; `start` is the log-odds from which they depart in the last year."""

    booster: Booster
    start: float

    def chance(self, known: Pairs, rows: Rows) -> Floats:
        """Chance in the year after the last, of rows (m,) of that year."""
        moved = self.booster.predict(known.x[rows], raw_score=True, num_threads=1)
        return expit(np.asarray(moved, np.float64) + self.start)


def trees(past: Past, rows: Rows, horizon: int) -> Floats:
    """Chance of a defence pact within a horizon: the chance of one year, compounded.

    Parameters
    ----------
    rows : (m,) pairs of the cube at risk at the last year known

    Raises
    ------
    ImportError     LightGBM is not installed: the extra `models`
    DataError       no pact was made before the last year known
    """
    known = pairs(past)
    fitted = past.keep("trees", lambda: _fit(past))
    return compounded(fitted.chance(known, known.now(rows)), horizon)


def _fit(past: Past) -> Trees:
    import lightgbm

    known = pairs(past)
    closed = known.until(known.last - 1)
    y = reached(past.cube, known.pair[closed], known.year[closed], 1, Pledge.DEFENCE)
    kept, weight = thinned(y, EVERY, SEED)
    year, hit = known.year[kept], y[kept].astype(np.float64)
    if not hit.any():
        raise DataError(f"No pact was made from 1946 to {known.last}, so no tree can be fitted.")
    weight = weight * 0.5 ** ((known.last - year) / HALF_LIFE)
    crowd = np.bincount(known.year)
    level = np.log((weight @ hit) / (weight @ (1 / crowd[year])))
    data = lightgbm.Dataset(
        known.x[kept], hit, weight=weight, init_score=level - np.log(crowd[year])
    )
    signs = [(name in UP) - (name in DOWN) for name in known.names]
    booster = lightgbm.train({**SETTINGS, "monotone_constraints": signs}, data, ROUNDS)
    return Trees(booster, float(level - np.log(crowd[known.last])))

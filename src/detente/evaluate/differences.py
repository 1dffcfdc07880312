"""By how much one model was better than another, and how sure that is.

Both are scored on the same rows and under the same draws, so what makes a draw easy or hard
for both falls out.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.evaluate.bootstrap import Interval, intervals
from detente.evaluate.cases import Case
from detente.evaluate.scores import Sample

Frame = pl.DataFrame
Floats = NDArray[np.float64]

COMPARED = ("auc", "log_skill", "brier_skill")
DIFFERENCES = {
    "outcome": pl.String,
    "horizon": pl.Int32,
    "model": pl.String,
    "rival": pl.String,
    "score": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "decision_low": pl.Float64,
    "decision_high": pl.Float64,
}


def differences_frame(case: Case, model: str, rivals: list[str]) -> Frame:
    """The scores of a model less those of its rivals, over all rows of a case.

    Returns
    -------
    Columns `DIFFERENCES`; `low` and `high` bound the middle 90% by treaty (for disputes and
    rivalries by pair), `decision_low` and `decision_high` by decision
    """
    own = case.sample(model)
    rows = []
    for rival in rivals:
        less = partial(_less, own, case.sample(rival))
        values = less(None)
        middles = [intervals(less, of) for of in case.clusters.values()]
        unknown: dict[str, Interval] = dict.fromkeys(COMPARED, (np.nan, np.nan))
        lead, by_decision = [*middles, unknown][:2]
        rows += [
            (
                case.outcome,
                case.horizon,
                model,
                rival,
                score,
                float(values[score][0]),
                *lead[score],
                *by_decision[score],
            )
            for score in COMPARED
        ]
    frame = pl.DataFrame(rows, schema=DIFFERENCES, orient="row")
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))


def _less(one: Sample, other: Sample, weights: Floats | None) -> dict[str, Floats]:
    """The scores of one less those of the other, under each row of event weights."""
    mine, theirs = (sample.scores(weights, precision=False) for sample in (one, other))
    return {name: mine[name] - theirs[name] for name in COMPARED}

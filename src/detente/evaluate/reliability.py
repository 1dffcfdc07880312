"""Reliability: how often what was given a chance came true, by bins on a log axis."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.evaluate.bootstrap import intervals
from detente.evaluate.cases import Case

Frame = pl.DataFrame
Floats = NDArray[np.float64]

EDGES = 10.0 ** np.arange(-6, 0, 0.5)  # the first bin lies below, the last ends at 1
RELIABILITY = {
    "outcome": pl.String,
    "horizon": pl.Int32,
    "model": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
    "events": pl.Int64,
    "mean_p": pl.Float64,
    "rate": pl.Float64,
    "rate_low": pl.Float64,
    "rate_high": pl.Float64,
}


def reliability_frame(case: Case, model: str) -> Frame:
    """The bins of a model that hold rows.

    Returns
    -------
    Columns `RELIABILITY`: rows and events of each bin, the mean chance given, the rate that
    came, and its 90% interval by treaty (for disputes and rivalries by pair), null where all
    that came hang on one; where none came, the upper bound is 1 − 0.05^(1/pairs)
    """
    sample = case.sample(model)
    bins = np.searchsorted(EDGES, sample.p, side="right")
    size = len(EDGES) + 1
    n = np.bincount(bins, minlength=size)
    of_event = np.eye(size)[bins[sample.y]]
    misses = n - of_event.sum(axis=0)

    def rates(weights: Floats) -> dict[str, Floats]:
        """The rate of each bin under each row of event weights."""
        hits = weights @ of_event
        rate = np.divide(hits, hits + misses, out=np.zeros(hits.shape), where=hits + misses > 0)
        return {str(at): rate[:, at] for at in range(size)}

    lead = next(iter(case.clusters.values()))
    middle = intervals(rates, lead)
    held = np.flatnonzero(n)
    highest = [
        middle[str(at)][1] if of_event[:, at].any() else _upper(case.pair[bins == at])
        for at in held
    ]
    total = np.bincount(bins, sample.p, minlength=size)
    events = of_event.sum(axis=0).astype(np.int64)
    return pl.DataFrame(
        {
            "outcome": [case.outcome] * len(held),
            "horizon": [case.horizon] * len(held),
            "model": [model] * len(held),
            "low": np.concatenate([[0.0], EDGES])[held],
            "high": np.concatenate([EDGES, [1.0]])[held],
            "n": n[held],
            "events": events[held],
            "mean_p": (total[held] / n[held]),
            "rate": events[held] / n[held],
            "rate_low": [middle[str(at)][0] if of_event[:, at].any() else 0.0 for at in held],
            "rate_high": highest,
        },
        schema=RELIABILITY,
    ).with_columns(pl.col("rate_low", "rate_high").fill_nan(None))


def _upper(pairs: NDArray[np.int64]) -> float:
    """The rate that would have shown no event among so many pairs in one case of twenty."""
    return float(1 - 0.05 ** (1 / len(np.unique(pairs))))

"""Where each decision stood among all that could have been decided that year.

The percentile of a decision is the mean over its dyads of their mid-rank among the dyads at
risk at that origin, 1 at the top; over several origins, if the horizon saw it from several.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.evaluate.bootstrap import Interval, intervals
from detente.evaluate.cases import Case

Frame = pl.DataFrame
Floats = NDArray[np.float64]

TOPS = {"top_1": 0.99, "top_3": 0.97, "top_5": 0.95, "top_10": 0.90}
SHARES = (*TOPS, "median")
DECISIONS = {
    "outcome": pl.String,
    "horizon": pl.Int32,
    "model": pl.String,
    "year": pl.Int32,
    "atopid": pl.Int32,
    "name": pl.String,
    "kind": pl.String,
    "n_dyads": pl.Int32,
    "n_origins": pl.Int32,
    "percentile": pl.Float64,
    "p": pl.Float64,
    "base_rate": pl.Float64,
}


def decisions_frame(case: Case, model: str, decided: Frame, treaties: Frame) -> Frame:
    """Each decision with its percentile, the best first.

    Parameters
    ----------
    decided : as `measures.decisions.decisions` gives them, for `kind`
    treaties : the table of a vintage, for `name`

    Returns
    -------
    Columns `DECISIONS`: `p` and `base_rate` are means over the decision's dyads and origins
    """
    if "decision" not in case.clusters:
        return pl.DataFrame(schema=DECISIONS)
    sample = case.sample(model)
    return (
        case.rows.filter("event")
        .with_columns(
            percentile=pl.Series(sample.percentiles, dtype=pl.Float64),
            p=pl.col(model),
            year=pl.col("onset"),
            pair=pl.struct("state1", "state2"),
        )
        .group_by("year", "atopid")
        .agg(
            pl.col("pair").n_unique().cast(pl.Int32).alias("n_dyads"),
            pl.col("origin").n_unique().cast(pl.Int32).alias("n_origins"),
            pl.col("percentile", "p", "base_rate").mean(),
        )
        .join(_named(treaties), on="atopid", how="left")
        .join(decided.select("year", "atopid", "kind"), on=["year", "atopid"], how="left")
        .with_columns(
            outcome=pl.lit(case.outcome),
            horizon=pl.lit(case.horizon, pl.Int32),
            model=pl.lit(model),
        )
        .select(pl.col(name).cast(kind) for name, kind in DECISIONS.items())
        .sort("percentile", "year", "atopid", descending=[True, False, False])
    )


def _named(treaties: Frame) -> Frame:
    """The short name of each treaty, or its full one."""
    return treaties.select("atopid", name=pl.coalesce("short", "name"))


def shares(percentiles: Floats, weights: Floats | None = None) -> dict[str, Floats]:
    """Share of decisions in the top 1, 3, 5 and 10%, and the median percentile.

    Parameters
    ----------
    weights : (r, D) or None for each decision once
    """
    order = np.argsort(percentiles)
    value = percentiles[order]
    w = np.ones((1, len(value))) if weights is None else weights[:, order]
    if not len(value):
        return {name: np.full(len(w), np.nan) for name in SHARES}
    mass = w.cumsum(axis=1)
    low, high = ((mass < mass[:, -1:] / 2).sum(axis=1), (mass <= mass[:, -1:] / 2).sum(axis=1))
    found = {name: w @ (value >= least) / mass[:, -1] for name, least in TOPS.items()}
    return {**found, "median": (value[low] + value[np.minimum(high, len(value) - 1)]) / 2}


def share_intervals(decisions: Frame, *, by: str) -> dict[str, Interval]:
    """90% intervals of `shares`, drawing decisions or whole treaties with replacement."""
    percentiles = decisions["percentile"].to_numpy()
    clusters = np.arange(len(percentiles)) if by == "decision" else decisions["atopid"].to_numpy()
    return intervals(lambda w: shares(percentiles, w), clusters.astype(np.int64))


def unit_percentiles(units: Frame) -> Frame:
    """Where the units that decided stood among all at risk that year.

    Parameters
    ----------
    units : columns `origin`, `unit` (a state and a treaty, an organisation, a pair), `p`,
        `event` (whether it decided within the horizon)

    Returns
    -------
    One row per unit with an event, columns `origin, unit, p, percentile` (mid-rank, 1 at the
    top) and `n_units` at risk at the origin
    """
    rank = pl.col("p").rank("average").over("origin")
    return (
        units.with_columns(
            n_units=pl.len().over("origin").cast(pl.Int32),
            percentile=(rank - 0.5) / pl.len().over("origin"),
        )
        .filter("event")
        .select("origin", "unit", "p", "percentile", "n_units")
        .sort("origin", "percentile", "unit", descending=[False, True, False])
    )

"""The track record of models as plain tables: scores, reliability, decisions, differences."""

from __future__ import annotations

from functools import partial

import numpy as np
import polars as pl

from detente.evaluate.bootstrap import Interval, intervals
from detente.evaluate.cases import Case, cases
from detente.evaluate.differences import DIFFERENCES, differences_frame
from detente.evaluate.percentiles import DECISIONS, decisions_frame, share_intervals, shares
from detente.evaluate.reliability import RELIABILITY, reliability_frame
from detente.evaluate.scored import ALL, TrackRecord, best_model

Frame = pl.DataFrame

SEED = 1945
SCORES = {
    "outcome": pl.String,
    "horizon": pl.Int32,
    "model": pl.String,
    "part": pl.String,
    "score": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "cluster": pl.String,
    "decision_low": pl.Float64,
    "decision_high": pl.Float64,
    "first": pl.Int32,
    "last": pl.Int32,
    "rows": pl.Int64,
    "events": pl.Int64,
    "pairs": pl.Int64,
    "decisions": pl.Int64,
    "treaties": pl.Int64,
}

SCHEMAS = {
    "scores": SCORES,
    "reliability": RELIABILITY,
    "decisions": DECISIONS,
    "differences": DIFFERENCES,
}


def track_record(ledger: Frame, decided: Frame, treaties: Frame) -> TrackRecord:
    """Score every model of a ledger.

    Parameters
    ----------
    ledger : columns `forecasts.FACTS` and one for each model
    decided : as `measures.decisions.decisions` gives them
    treaties : the table of a vintage
    """
    parts: dict[str, list[Frame]] = {name: [] for name in SCHEMAS}
    for case in cases(ledger):
        scores = []
        for model in case.models:
            found = decisions_frame(case, model, decided, treaties)
            scores.append(scores_frame(case, model, found))
            parts["reliability"].append(reliability_frame(case, model))
            parts["decisions"].append(found)
        parts["scores"] += scores
        best = best_model(pl.concat(scores))
        rivals = [model for model in case.models if model != best]
        parts["differences"].append(differences_frame(case, best, rivals))
    return TrackRecord(
        **{
            name: pl.concat([pl.DataFrame(schema=schema), *parts[name]])
            for name, schema in SCHEMAS.items()
        }
    )


def scores_frame(case: Case, model: str, decisions: Frame) -> Frame:
    """Every score of every part of a case, and the shares of its decisions."""
    first, last = case.years
    rows = []
    for part, keep in case.parts():
        sample = case.sample(model, keep, SEED)
        events = keep[case.event]
        scored = partial(sample.scores, precision=part == ALL)
        values = scored()
        middles = {by: intervals(scored, of[events]) for by, of in case.clusters.items()}
        if part == ALL and len(decisions):
            values |= shares(decisions["percentile"].to_numpy())
            for by, middle in middles.items():
                middle |= share_intervals(decisions, by=by)
        lead = next(iter(case.clusters))
        unknown: Interval = (np.nan, np.nan)
        counts = case.counts(keep)
        rows += [
            {
                "part": part,
                "score": name,
                "value": float(value[0]),
                **dict(zip(("low", "high"), middles[lead][name], strict=True)),
                "cluster": lead,
                **dict(
                    zip(
                        ("decision_low", "decision_high"),
                        middles.get("decision", {}).get(name, unknown),
                        strict=True,
                    )
                ),
                "first": max(first, int(sample.origin[0])),
                "last": min(last, int(sample.origin[-1])),
                **counts,
            }
            for name, value in values.items()
        ]
    frame = pl.DataFrame(
        rows, schema={name: kind for name, kind in SCORES.items() if name in rows[0]}
    )
    return frame.with_columns(
        pl.col(pl.Float64).fill_nan(None),
        outcome=pl.lit(case.outcome),
        horizon=pl.lit(case.horizon, pl.Int32),
        model=pl.lit(model),
    ).select(*SCORES)

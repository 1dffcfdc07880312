"""The part of the stored track record that concerns the chances an answer gives.

The record is the same whatever the day of the question: it covers all origins that could be
scored. An answer about 1980 is told what its method was worth over 1970–2017, which nobody
knew in 1980; only the chance itself is made of what was known.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.assessment.schema import Chances, Forecast, RankedDecision, Score, TrackRecord
from detente.errors import SourceMissing
from detente.evaluate import scored, stored
from detente.store import Vintage

MODELS = {"reference class": "reference"}  # an outlook's name of a model → the record's, if another
SINGLE = ("lead", "pair")
RANKED = 5  # decisions told at either end


def track_records(forecasts: Sequence[Forecast], vintage: Vintage) -> list[TrackRecord]:
    """What the models behind chances of a single pair were worth, where they were scored.

    Raises
    ------
    Unreadable          the stored record is damaged
    ChecksumMismatch    the stored record was altered
    """
    try:
        record = stored.stored_record()
    except SourceMissing:  # a package built without one
        return []
    same = record.of(vintage)
    found = [
        _of(one, record, same)
        for one in forecasts
        if one.p is not None and one.aggregation in SINGLE and one.same_as is None
    ]
    return [one for one in found if one is not None]


def _of(forecast: Forecast, record: stored.StoredRecord, same: bool) -> TrackRecord | None:
    assert forecast.p is not None
    model = MODELS.get(forecast.model, forecast.model)
    asked = {"outcome": forecast.outcome, "horizon": forecast.horizon, "model": model}
    rows = record.record.scores.filter(part=scored.ALL, **asked)
    if rows.is_empty():
        return None
    scores = {row["score"]: row for row in rows.iter_rows(named=True)}
    rest = scores["auc"]

    def score(name: str) -> Score:
        row = scores[name]
        return Score(value=row["value"], low=row["low"], high=row["high"])

    bins = [
        Chances(**{name: row[name] for name in Chances.model_fields})
        for row in record.record.reliability.filter(**asked).sort("low").iter_rows(named=True)
    ]
    best, worst = ranked(record.record.decisions.filter(**asked))
    return TrackRecord(
        outcome=forecast.outcome,
        horizon=forecast.horizon,
        model=model,
        first=rest["first"],
        last=rest["last"],
        rows=rest["rows"],
        events=rest["events"],
        base=rest["events"] / rest["rows"],
        decisions=rest["decisions"],
        treaties=rest["treaties"],
        auc=score("auc"),
        log_skill=score("log_skill"),
        brier_skill=score("brier_skill"),
        total=score("total"),
        alike=_alike(forecast.p, bins),
        bins=bins,
        hits=best,
        misses=worst,
        vintage=record.vintage,
        text=_text(rest["first"], rest["last"], record, same),
    )


def _alike(p: float, bins: Sequence[Chances]) -> Chances | None:
    """The bin of chances like one, and what came of them."""
    return next((one for one in bins if one.low <= p < one.high or p == one.high == 1), None)


def ranked(decisions: pl.DataFrame) -> tuple[list[RankedDecision], list[RankedDecision]]:
    """The decisions the model had put highest, and lowest; no decision is in both.

    Parameters
    ----------
    decisions : of one outcome, horizon and model, as the record has them
    """
    rows = decisions.sort("percentile", "year", "atopid", descending=[True, False, False])
    told = [
        RankedDecision(
            year=row["year"],
            name=row["name"] or f"ATOP treaty {row['atopid']}",
            dyads=row["n_dyads"],
            percentile=row["percentile"],
        )
        for row in rows.iter_rows(named=True)
    ]
    return told[:RANKED], told[RANKED:][-RANKED:]


def _text(first: int, last: int, record: stored.StoredRecord, same: bool) -> str:
    text = (
        f"Forecasts made at the end of every year from {first} to {last}, each model refitted on "
        "what was known then; the record covers these years whatever the day of the question. "
        "Their data were a day old; an answer whose records ended years before the day is worth less."
    )
    if not same:
        text += f" It was scored on {record.vintage}, not on the tables of this answer."
    return text

"""Reliability of the model behind an answer's chance, drawn from the assessment alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from detente.report import theme
from detente.report.figures.asked import EVENTS, SOURCES
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.odds import asked_first
from detente.report.figures.odds_words import lead_name
from detente.report.figures.reliability import missed, picture
from detente.report.picked import yardstick
from detente.words import count, listing, one_in, percent, significant

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment, Chances, Forecast, TrackRecord

SCHEMA = {
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
    "events": pl.Int64,
    "mean_p": pl.Float64,
    "rate": pl.Float64,
    "rate_low": pl.Float64,
    "rate_high": pl.Float64,
}
LEAST = 1e-4  # below which per cent are hard to read
FLOOR = 1e-6  # below which a bin's middle is not looked for


def record_reliability(
    view: Assessment,
    outcome: str | None = None,
    horizon: int | None = None,
    *,
    width: int = theme.WIDE,
) -> Figure:
    """How often the chances came true that the model behind an answer gave in the past.

    Parameters
    ----------
    outcome : a defence pact, or a new dispute where one is in force, unless named
    horizon : ten years, or the nearest that was asked, unless given
    width : pixels of the whole picture, 360 for a phone

    Raises
    ------
    ExtraMissing    Altair is not installed
    """
    years = horizon if horizon is not None else yardstick(view)
    outcome = outcome if outcome is not None else asked_first(view)
    record = record_of(view, outcome, years)
    if record is None or not record.bins:
        return in_words(
            f"No reliability to show: forecasts of {EVENTS[outcome]} within {count(years, 'year')}",
            "No past forecast of the model behind this chance is in the record",
            f"Data: vintage {view.question.vintage.name}.",
            pl.DataFrame(schema=SCHEMA),
            width,
        )
    bins = frame(record.bins)
    own = forecast_of(view, record)
    mark = None
    if own is not None and own.p:
        mark = (own.p, "this pair" if lead_name(view) is None else "lead pair")
    return Figure(
        draw=lambda: picture(bins, record.outcome, width, mark),
        title=_title(record, bins),
        caption=_caption(record, bins, mark is not None),
        alt=_alt(record, bins),
        data=bins,
        width=width,
    )


def record_of(view: Assessment, outcome: str, horizon: int) -> TrackRecord | None:
    """The record of an outcome at a horizon, if there is one."""
    return next(
        (one for one in view.track_record if (one.outcome, one.horizon) == (outcome, horizon)),
        None,
    )


def forecast_of(view: Assessment, record: TrackRecord) -> Forecast | None:
    """The chance of the day that a record is beside."""
    return next(
        (
            one
            for one in view.outlook
            if (one.outcome, one.horizon) == (record.outcome, record.horizon)
            and one.aggregation in ("pair", "lead")
        ),
        None,
    )


def frame(bins: list[Chances]) -> pl.DataFrame:
    """Bins as rows; where the mean chance given is not told, the middle of the bin on a log axis."""
    rows = [
        {
            **{name: getattr(one, name) for name in SCHEMA},
            "mean_p": one.mean_p or (max(one.low, FLOOR) * one.high) ** 0.5,
        }
        for one in bins
    ]
    return pl.DataFrame(rows, schema=SCHEMA).with_columns(
        pl.col("rate_low", "rate_high").fill_nan(None)
    )


def between(one: Chances) -> str:
    """``1% to 3.2%``; the least ones as ``1 in 32,000 to 1 in 10,000``."""
    say = one_in if one.low < LEAST else lambda p: f"{significant(100 * p):g}%"
    return f"below {say(one.high)}" if one.low == 0 else f"{say(one.low)} to {say(one.high)}"


def _title(record: TrackRecord, bins: pl.DataFrame) -> str:
    event = f"{EVENTS[record.outcome]} within {count(record.horizon, 'year')}"
    alike = record.alike
    if alike is None:
        return (
            f"No chance like this one was ever given to {event}; "
            f"{record.events:,} of {record.rows:,} came true, {record.first}–{record.last}"
        )
    came = f"came true {percent(alike.rate)} of the time" if alike.events else "never came true"
    bounds = (
        f" ({percent(alike.rate_low)} to {percent(alike.rate_high)})"
        if alike.rate_low is not None and alike.rate_high is not None and alike.events
        else ""
    )
    return (
        f"Chances like this one, {between(alike)} for {event}, {came}{bounds}, "
        f"{record.first}–{record.last}"
    )


def _caption(record: TrackRecord, bins: pl.DataFrame, marked: bool) -> str:
    notes = []
    if (bins["events"] == 0).any():
        notes.append(
            "Hollow: none came true; the line ends where so many pairs would have shown one."
        )
    if record.decisions is not None and record.treaties is not None:
        behind = (
            f"{count(record.decisions, 'decision')} under "
            f"{count(record.treaties, 'treaty', 'treaties')}"
        )
        drawn = "whole treaties"
    else:
        behind, drawn = "", "pairs"
    cases = f", from {behind}" if behind else ""
    here = "Dashed: the chance of the day. " if marked else ""
    return (
        f"Each dot is a bin of past chances: across, their mean; upwards, the share that came true; "
        f"above, how many. On the grey line a chance of 1% comes true 1% of the time. {here}"
        f"{record.events:,} events in {record.rows:,} pairs by year{cases}; rows are not cases, so "
        f"each upright line is the middle 90% when {drawn} are drawn with replacement. "
        f"{' '.join([*notes, _missed(record, bins)])} Model: {record.model}, refitted at every origin. "
        f"Source: {SOURCES[record.outcome]}, vintage {record.vintage}."
    )


def _missed(record: TrackRecord, bins: pl.DataFrame) -> str:
    """In which bins the model promised too little or too much."""
    off = missed(bins)
    if off.is_empty():
        return "Every interval holds the chance that was given."
    more = set(off.filter(pl.col("mean_p") < pl.col("rate_low"))["low"])
    less = set(off["low"]) - more
    parts = [
        f"{how} often than promised, beyond the interval: chances of "
        f"{listing([between(one) for one in record.bins if one.low in which])}"
        for how, which in (("more", more), ("less", less))
        if which
    ]
    return f"Came true {'; '.join(parts)}."


def _alt(record: TrackRecord, bins: pl.DataFrame) -> str:
    told = "; ".join(
        f"{percent(row['mean_p'])} given, {percent(row['rate'])} came"
        for row in bins.filter(pl.col("events") > 0).iter_rows(named=True)
    )
    return (
        f"Reliability of the model {record.model}, {count(len(bins), 'bin')} on two log axes: "
        f"{told or 'none came'}."
    )

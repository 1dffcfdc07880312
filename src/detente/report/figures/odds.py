"""Odds: the chance of one outcome by horizon, with its interval, beside the base rate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from detente.dates import human
from detente.errors import BadQuestion
from detente.report import theme
from detente.report.called import both, opening
from detente.report.figures.asked import EVENTS
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.odds_curves import chart
from detente.report.figures.odds_words import (
    LIKE,
    MAIN,
    alike,
    alt_of,
    caption_of,
    main_of,
    title_of,
)
from detente.words import count, listing

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment, Forecast

COLUMNS = {
    "outcome": pl.String,
    "aggregation": pl.String,
    "horizon": pl.Int32,
    "status": pl.String,
    "p": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "class_p": pl.Float64,
    "base_rate": pl.Float64,
}


def odds(view: Assessment, outcome: str | None = None, *, width: int = theme.WIDE) -> Figure:
    """The chance of one outcome by horizon; for a bloc its lead, its members and their weight.

    Parameters
    ----------
    view : an assessment; asked with ``horizons=range(1, 21)`` it gives a whole curve
    outcome : a defence pact, or a new dispute where one is in force, unless named
    width : pixels of the whole picture, 360 for a phone

    Raises
    ------
    BadQuestion     no such outcome in the assessment
    ExtraMissing    Altair is not installed
    """
    there = list(dict.fromkeys(one.outcome for one in view.outlook))
    if outcome is None:
        outcome = asked_first(view)
    if outcome not in there:
        raise BadQuestion(f"The assessment has no outcome {outcome}. It has {listing([*there])}.")
    found = [one for one in view.outlook if one.outcome == outcome]
    rows = _frame(found)
    drawn = _apart(rows.filter(pl.col("p") > 0))
    like = alike(main_of(view, found))
    if like is None:  # the class is everyone at risk, whose rate is the base rate
        drawn = drawn.with_columns(class_p=pl.lit(None, pl.Float64))
    if drawn.is_empty():
        return _nothing(view, outcome, found, rows, width)
    return Figure(
        draw=lambda: chart(drawn, outcome, like or LIKE, width),
        title=title_of(view, outcome, found),
        caption=caption_of(view, found, drawn["aggregation"].n_unique()),
        alt=alt_of(drawn),
        data=rows,
        width=width,
    )


def asked_first(view: Assessment) -> str:
    """A defence pact, or a new dispute where there can be no pact but a dispute."""
    if _at_risk(view, "defence_pact") or not _at_risk(view, "dispute"):
        return "defence_pact"
    return "dispute"


def _at_risk(view: Assessment, outcome: str) -> bool:
    return any(
        one.outcome == outcome and one.status == "at_risk" and one.aggregation in MAIN
        for one in view.outlook
    )


def _frame(found: Sequence[Forecast]) -> pl.DataFrame:
    rows = [[getattr(one, name) for name in COLUMNS] for one in found]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _apart(rows: pl.DataFrame) -> pl.DataFrame:
    """Without the ways of a bloc that say what its lead says, at every horizon."""
    curves = {way: curve["p"].to_list() for (way,), curve in rows.group_by("aggregation")}
    same = [way for way, curve in curves.items() if way != "lead" and curve == curves.get("lead")]
    return rows.filter(~pl.col("aggregation").is_in(same))


def _nothing(
    view: Assessment, outcome: str, found: Sequence[Forecast], rows: pl.DataFrame, width: int
) -> Figure:
    """Words in place of a picture: in force already, not at risk, never met, never seen."""
    one = found[0]
    reason = next((one.reason for one in found if one.reason), None)
    if one.status == "in_force":
        title, said = "a defence pact is in force", reason or "In force"
    elif one.status == "at_risk":
        title = f"no odds above nought of {EVENTS[outcome]}"
        said = f"None of {count(one.n_pairs or 0, 'pair')} like this one had it"
    else:
        title, said = f"no odds of {EVENTS[outcome]}", reason or "The two never met"
    said = said[0].upper() + said[1:].rstrip(".")
    caption = f"As of {human(view.question.as_of)}. Data: vintage {view.question.vintage.name}."
    return in_words(opening(f"{both(view)}: {title}"), said, caption, rows, width)

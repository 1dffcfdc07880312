"""Skill by era: what each model was worth against the base rate, and whether it held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from detente.report import theme
from detente.report.figures.asked import Asked, asked
from detente.report.figures.figure import Figure, in_words
from detente.words import count

if TYPE_CHECKING:
    from detente.evaluate.scored import TrackRecord

ROW, HEAD = 19, 26  # pixels of a model's row, and of an era's heading
NAMES = 84  # pixels for the names of models
NUMBERS = 42  # pixels for a number right of a panel
BETWEEN = 26
SIDE_BY_SIDE = 560  # from this width on
SCORES = {
    "log_skill": "log skill, % (0: the base rate)",
    "total": "expected / observed events (1: right)",
}
FLOOR = -50  # per cent of log skill at which the axis ends
LEAST, MOST = 0.1, 10.0  # of expected over observed events
BENCHMARK = "base"  # the model that is the base rate itself: its skill is 0


def skill_by_era(
    record: TrackRecord,
    outcome: str = "defence_pact",
    horizon: int = 1,
    model: str | None = None,
    *,
    data: str | None = None,
    width: int = theme.WIDE,
) -> Figure:
    """Log skill and expected over observed events of every model, in each era, with 90% intervals.

    Parameters
    ----------
    model : drawn dark, and told of in the title; the one of the highest log skill, unless named
    data : the vintage the record rests on, for the caption
    width : pixels of the whole picture, 360 for a phone

    Raises
    ------
    BadQuestion     the record holds no such outcome, horizon or model
    ExtraMissing    Altair is not installed
    """
    of = asked(record, outcome, horizon, model, data)
    rows = _rows(of)
    if rows.is_empty():
        said = of.nothing if of.scores.is_empty() else f"Nothing came of {of.event}"
        return in_words(f"No skill to score: {of.event}", said, of.source, rows, width)
    return Figure(
        draw=lambda: _chart(rows, of, width),
        title=_title(of, rows),
        caption=_caption(of, rows),
        alt=_alt(of, rows),
        data=rows,
        width=width,
    )


def _rows(of: Asked) -> pl.DataFrame:
    """Both scores of every model in all years and in each era that is not the whole."""
    eras = pl.col("part").str.contains(r"^\d{4}–\d{4}$")
    rows = of.scores.filter(
        (pl.col("part") == "all") | eras,
        pl.col("score").is_in(list(SCORES)),
        pl.col("value").is_not_null(),
        pl.col("model") != BENCHMARK,
    )
    whole = pl.col("rows").filter(pl.col("part") == "all").max()
    return rows.filter((pl.col("part") == "all") | (pl.col("rows") != whole)).select(
        "part",
        "model",
        "score",
        "value",
        "low",
        "high",
        "first",
        "last",
        "events",
        "decisions",
        "pairs",
    )


def _skill(of: Asked, rows: pl.DataFrame, part: str) -> dict[str, Any] | None:
    found = rows.filter(part=part, model=of.model or "", score="log_skill")
    return found.row(0, named=True) if len(found) else None


def _said(row: dict[str, Any]) -> str:
    return _number(row["value"], "log_skill") + "%"


def _middle(row: dict[str, Any]) -> str:
    if row["low"] is None or row["high"] is None:
        return "interval unknown"
    return f"{_number(row['low'], 'log_skill')} to {_number(row['high'], 'log_skill')}"


def _number(value: float, score: str) -> str:
    """``+25``, ``−3``, ``0``; a ratio as ``0.94``."""
    if score == "total":
        return f"{value:.2f}" if value < 10 else f"{value:.0f}"
    points = round(100 * value)
    return f"{points:+d}".replace("-", "−") if points else "0"


def _eras(rows: pl.DataFrame) -> list[str]:
    return [part for part in rows["part"].unique(maintain_order=True) if part != "all"]


def _title(of: Asked, rows: pl.DataFrame) -> str:
    whole = _skill(of, rows, "all")
    if whole is None:
        best = rows.filter(part="all", score="log_skill").sort("value", descending=True)
        if best.is_empty():
            return f"No model but the base rate has been scored on {of.event}, {of.origins}"
        return f"On {of.event} no model was better than the base rate, {of.origins}"
    found = [one for part in _eras(rows) if (one := _skill(of, rows, part)) is not None]
    beats = sum(one["low"] is not None and one["low"] > 0 for one in found)
    held = f"; ahead in {beats} of {len(found)} eras" if len(found) > 1 else ""
    return (
        f"On {of.event}, {of.model} was {_points(whole['value'])} than the base rate in log skill "
        f"({_middle(whole)}), {of.origins}{held}"
    )


def _points(value: float) -> str:
    points = round(100 * value)
    return "no better" if points == 0 else f"{abs(points)}% {'better' if points > 0 else 'worse'}"


def _caption(of: Asked, rows: pl.DataFrame) -> str:
    ahead = " Ahead: the whole line lies above 0." if len(_eras(rows)) > 1 else ""
    return (
        "Log skill: 1 − log loss / log loss of the base rate known at each origin. Lines: the "
        f"middle 90% when {of.drawn} are drawn with replacement; none where all hang on one. "
        f"The axes end at −{-FLOOR}% and at {LEAST:g} and {MOST:g}.{ahead} {of.origins}: the "
        f"{of.behind}. {of.source}"
    )


def _alt(of: Asked, rows: pl.DataFrame) -> str:
    told = []
    for part in rows["part"].unique(maintain_order=True):
        logs = rows.filter(part=part, score="log_skill").sort("value", descending=True)
        each = ", ".join(f"{row['model']} {_said(row)}" for row in logs.iter_rows(named=True))
        told.append(f"{'all years' if part == 'all' else part}: {each}")
    return f"Dots with intervals, log skill of each model. {'; '.join(told)}."


def _chart(rows: pl.DataFrame, of: Asked, width: int) -> theme.Chart:
    alt = theme.extra("altair")
    parts = rows["part"].unique(maintain_order=True).to_list()
    models = (
        rows.filter(part="all", score="log_skill").sort("value", descending=True)["model"].to_list()
    )
    at: dict[tuple[str, str], float] = {}
    heads, y = [], 0.0
    for part in parts:
        of_part = rows.filter(part=part).row(0, named=True)
        heads.append({"y": y + 9, "text": _head(part, of_part), "note": _rest(of_part)})
        y += HEAD
        for model in models:
            at[part, model] = y + ROW / 2 - 3
            y += ROW
        y += 6
    beside = width >= SIDE_BY_SIDE
    room = width - 2 * theme.PADDING
    wide = (room - NAMES - 2 * NUMBERS - BETWEEN) / 2 if beside else room - NAMES - NUMBERS
    panels = [
        _panel(
            rows, score, at, heads, of, wide=wide, high=y, named=score == "log_skill" or not beside
        )
        for score in SCORES
    ]
    joined = alt.hconcat if beside else alt.vconcat
    return joined(*panels, spacing=BETWEEN)


def _head(part: str, row: dict[str, Any]) -> str:
    return f"{row['first']}–{row['last']}, all" if part == "all" else part


def _rest(row: dict[str, Any]) -> str:
    if row["decisions"] is not None:
        return count(row["decisions"], "decision")
    return count(row["pairs"], "pair")


def _panel(
    rows: pl.DataFrame,
    score: str,
    at: dict[tuple[str, str], float],
    heads: list[dict[str, Any]],
    of: Asked,
    *,
    wide: float,
    high: float,
    named: bool,
) -> theme.Chart:
    """One score of all models and eras; names left of it, numbers right of it."""
    alt = theme.extra("altair")
    scale, axis, zero = _scale(rows, score)
    unit = 100 if score == "log_skill" else 1
    low, top = scale["domain"]
    values = []
    for row in rows.filter(score=score).iter_rows(named=True):
        if (row["part"], row["model"]) not in at:
            continue
        value = unit * row["value"]
        ends = (row["low"], row["high"])
        values.append(
            {
                "model": row["model"],
                "value": min(max(value, low), top),
                "inside": low <= value <= top,
                "low": None if None in ends else min(max(unit * row["low"], low), top),
                "high": None if None in ends else min(max(unit * row["high"], low), top),
                "y": at[row["part"], row["model"]],
                "mine": row["model"] == of.model,
                "name": theme.shortened(row["model"], NAMES - 8),
                "number": _number(row["value"], score),
            }
        )
    base = alt.Chart(theme.inline(values))
    tall = alt.Y("y:Q", scale=alt.Scale(domain=[0, high], range=[0, high], nice=False), axis=None)
    x = alt.X(
        "value:Q",
        scale=alt.Scale(**scale),
        axis=axis,
        title=SCORES[score],
    )
    hue = alt.condition("datum.mine", alt.value(theme.HUES[of.outcome]), alt.value(theme.BASE))
    ink = alt.condition("datum.mine", alt.value(theme.INK), alt.value(theme.QUIET))
    marks = [
        alt.Chart(theme.inline([{"value": zero}])).mark_rule(color=theme.BASE).encode(x=x),
        base.mark_rule(strokeWidth=1.6).encode(
            x=alt.X("low:Q", title=SCORES[score]), x2=alt.X2("high:Q"), y=tall, color=hue
        ),
        base.transform_filter("datum.inside")
        .mark_circle(size=55, opacity=1)
        .encode(x=x, y=tall, color=hue),
        base.mark_text(align="right", fontSize=theme.LABEL).encode(
            x=alt.XValue(wide + NUMBERS - 6), y=tall, text=alt.Text("number:N"), color=ink
        ),
    ]
    if named:
        marks.append(
            base.mark_text(align="left", fontSize=theme.LABEL).encode(
                x=alt.XValue(-NAMES), y=tall, text=alt.Text("name:N"), color=ink
            )
        )
        top_row = alt.Chart(theme.inline(heads))
        marks.append(
            top_row.mark_text(
                align="left", fontSize=theme.LABEL, fontWeight=600, color=theme.INK
            ).encode(x=alt.XValue(-NAMES), y=tall, text=alt.Text("text:N"))
        )
        marks.append(
            top_row.mark_text(align="right", fontSize=theme.SUBTLE, color=theme.QUIET).encode(
                x=alt.XValue(wide + NUMBERS - 6), y=tall, text=alt.Text("note:N")
            )
        )
    return theme.layered(marks, width=wide, height=high)


def _scale(rows: pl.DataFrame, score: str) -> tuple[dict[str, Any], Any, float]:
    """Domain, axis and the value one reads against."""
    alt = theme.extra("altair")
    found = rows.filter(score=score)
    values = pl.concat([found[name].drop_nulls() for name in ("value", "low", "high")])
    least, most = float(values.to_numpy().min()), float(values.to_numpy().max())
    if score == "total":
        low, high = min(0.5, max(least, LEAST)), max(2.0, min(most, MOST))
        marks = [mark for mark in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0) if low <= mark <= high]
        axis = alt.Axis(values=marks, format="~g", labelOverlap=False)
        return {"type": "log", "domain": [low, high], "nice": False}, axis, 1.0
    low, high = min(0.0, max(100 * least, FLOOR)), max(10.0, 100 * most)
    axis = alt.Axis(tickCount=5, labelOverlap=False)
    return {"type": "linear", "domain": [low, high], "nice": False}, axis, 0.0

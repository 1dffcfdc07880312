"""How odds are drawn: a curve for each way of asking, upwards on a log scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log10
from typing import Any

import polars as pl

from detente.report import theme
from detente.report.figures.odds_words import ENDS, MAIN, anyone
from detente.report.figures.placing import spread
from detente.words import chance

LEFT = 72
HIGH = 220
DASHES = {"share": [6, 3], "weighted": [2, 2]}
ASIDE = {"share": -5, "weighted": -9}  # pixels left of the end, so that intervals stay apart
ALIKE = [9, 3, 2, 3]  # dash and dot: the reference class
SOLID = [1, 0]
WHOLE = 12  # horizons that make a curve; fewer are marked one by one


def chart(rows: pl.DataFrame, outcome: str, like: str, width: int) -> theme.Chart:
    """Every curve of one outcome, the band of the one that matters, names beside the ends."""
    ways = rows["aggregation"].unique(maintain_order=True).to_list()
    main = next((way for way in MAIN if way in ways), ways[0])
    ends = _ends(rows, ways, main, outcome, like)
    right = max(theme.breadth(text) for end in ends for text in end["text"]) + 12
    wide = width - 2 * theme.PADDING - LEFT - right
    shown = [rows[name].drop_nulls() for name in ("p", "high", "class_p", "base_rate", "low")]
    low, top = theme.bounds(pl.concat(shown).to_list(), least=1e-5)
    within = rows.with_columns(pl.col("low", "high").clip(low, top))
    axes = _axes(rows, (low, top), HIGH, width < 560)
    marks = [
        *_band(within.filter(aggregation=main), theme.HUES[outcome], axes[0], axes[1]),
        *_curves(within, ways, main, theme.HUES[outcome], axes),
        *_last(within, [way for way in ways if way != main], wide, axes[0], axes[1]),
    ]
    labels = [_room(wide, right), *_labels(ends, (low, top), wide, HIGH, main)]
    return theme.layered([*marks, *labels], width=wide, height=HIGH)


def _axes(
    rows: pl.DataFrame, span: tuple[float, float], high: float, narrow: bool
) -> tuple[Any, Callable[[str], Any]]:
    """Years across; upwards whichever column of chances."""
    alt = theme.extra("altair")
    low, top = span
    asked = set(rows["horizon"].to_list())
    marks = [year for year in (1, 5, 10, 15, 20) if year in asked] or sorted(asked)
    first, last = int(rows["horizon"].to_numpy().min()), int(rows["horizon"].to_numpy().max())
    x = alt.X(
        "horizon:Q",
        scale=alt.Scale(domain=[first, max(last, first + 1)], nice=False),
        axis=alt.Axis(
            values=marks,
            format="d",
            labelExpr=f"datum.value == 1 ? '1 y{'' if narrow else 'ear'}' : datum.value + ' y'",
            labelOverlap=False,
            labelPadding=14,
        ),
        title=None,
    )
    scale = alt.Scale(type="log", domain=[low, top], clamp=True, nice=False)
    crowded = high / max(len(theme.ticks(low, top)), 1) < 34
    axis = theme.chance_axis(
        low,
        top,
        lines=1 if crowded else 2,
        grid=True,
        gridColor=theme.FAINT,
        minExtent=LEFT - 4,
        maxExtent=LEFT - 4,
    )
    return x, lambda name: alt.Y(f"{name}:Q", scale=scale, axis=axis, title=None)


def _band(lead: pl.DataFrame, hue: str, x: Any, y: Callable[[str], Any]) -> list[theme.Chart]:
    """The interval of the pair, or of the one that leads."""
    alt = theme.extra("altair")
    band = lead.filter(pl.col("low").is_not_null())
    if band.is_empty():
        return []
    base = alt.Chart(theme.inline(band.to_dicts()))
    return [base.mark_area(color=hue, opacity=0.18).encode(x=x, y=y("low"), y2=alt.Y2("high:Q"))]


def _curves(
    rows: pl.DataFrame,
    ways: Sequence[str],
    main: str,
    hue: str,
    axes: tuple[Any, Callable[[str], Any]],
) -> list[theme.Chart]:
    """Every curve in one layer, the one that matters last; its dots, if they are few, in another."""
    alt = theme.extra("altair")
    x, y = axes
    lead = rows.filter(aggregation=main)
    drawn = [
        ("base_rate", lead, "base_rate", theme.BASE, 2.0, None),
        ("class_p", lead, "class_p", theme.BASE, 1.5, ALIKE),
        *(
            (way, rows.filter(aggregation=way), "p", theme.QUIET, 1.5, DASHES.get(way))
            for way in ways
            if way != main
        ),
        (main, lead, "p", hue, 2.5, DASHES.get(main)),
    ]
    values: list[dict[str, Any]] = []
    for order, (curve, frame, column, colour, thick, dash) in enumerate(drawn):
        there = frame.filter(pl.col(column) > 0).select("horizon", p=column)
        look: dict[str, Any] = {"order": order, "colour": colour, "thick": thick}
        look |= {"dash": dash or SOLID, "dot": column == "p" and len(there) < WHOLE}
        look |= {"aggregation": curve} if column == "p" else {}
        values += [row | look for row in there.to_dicts()]
    base = alt.Chart(theme.inline(values))
    layers = [
        base.mark_line().encode(
            x=x,
            y=y("p"),
            detail=alt.Detail("order:O"),
            stroke=alt.Stroke("colour:N", scale=None, legend=None),
            strokeWidth=alt.StrokeWidth("thick:Q", scale=None, legend=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None, legend=None),
        )
    ]
    if any(row["dot"] for row in values):
        dots = base.transform_filter("datum.dot").mark_circle(size=30, opacity=1)
        layers.append(
            dots.encode(x=x, y=y("p"), color=alt.Color("colour:N", scale=None, legend=None))
        )
    return layers


def _last(
    rows: pl.DataFrame, ways: Sequence[str], wide: float, x: Any, y: Callable[[str], Any]
) -> list[theme.Chart]:
    """The intervals of the other ways of a bloc, beside the last horizon."""
    alt = theme.extra("altair")
    asked = rows["horizon"].to_list()
    each = max(max(asked) - min(asked), 1) / wide
    ends = [rows.filter(aggregation=way).row(-1, named=True) for way in ways]
    values = [
        {
            "horizon": end["horizon"] + ASIDE.get(end["aggregation"], 0) * each,
            "low": end["low"],
            "high": end["high"],
        }
        for end in ends
        if end["low"] is not None
    ]
    if not values:
        return []
    rule = alt.Chart(theme.inline(values)).mark_rule(color=theme.QUIET, strokeWidth=1.2)
    return [rule.encode(x=x, y=y("low"), y2=alt.Y2("high:Q"))]


def _ends(
    rows: pl.DataFrame, ways: Sequence[str], main: str, outcome: str, like: str
) -> list[dict[str, Any]]:
    """What stands right of each curve: its name over its last value."""
    ends = []
    for way in ways:
        row = rows.filter(aggregation=way).row(-1, named=True)
        ends.append(
            {"way": way, "p": row["p"], "text": [ENDS.get(way, "this pair"), chance(row["p"])]}
        )
    for name, text in (("class_p", like), ("base_rate", anyone(outcome))):
        column = rows.filter(pl.col(name) > 0, aggregation=main)[name]
        if len(column):
            ends.append({"way": name, "p": column[-1], "text": [text, chance(column[-1])]})
    return ends


def _room(wide: float, right: float) -> theme.Chart:
    """Nothing, as wide as the labels, so that a browser's broader letters are not cut."""
    alt = theme.extra("altair")
    return (
        alt.Chart(theme.inline([{}]))
        .mark_rule(opacity=0)
        .encode(x=alt.XValue(wide), x2=alt.X2Value(wide + right), y=alt.YValue(0))
    )


def _labels(
    ends: list[dict[str, Any]],
    span: tuple[float, float],
    wide: float,
    high: float,
    main: str,
) -> list[theme.Chart]:
    """Each name over its last value, beside the end of its curve, none on another."""
    alt = theme.extra("altair")
    low, top = (log10(end) for end in span)
    wanted = [high * (top - min(max(log10(end["p"]), low), top)) / (top - low) for end in ends]
    size = theme.LABEL
    placed = spread(wanted, gap=2 * size + 8, low=size, high=high - size)
    values = [
        {
            "words": end["text"],
            "high": y - size / 2,
            "main": end["way"] == main,
            "colour": theme.INK if end["way"] == main else theme.QUIET,
        }
        for end, y in zip(ends, placed, strict=True)
    ]
    base = alt.Chart(theme.inline(values))
    return [
        base.transform_filter(f"datum.main == {str(bold).lower()}")
        .mark_text(
            align="left",
            baseline="middle",
            fontSize=size,
            lineHeight=size + 3,
            fontWeight=600 if bold else "normal",
        )
        .encode(
            x=alt.XValue(wide + 8),
            y=alt.Y("high:Q", scale=None, axis=None),
            text=alt.Text("words:N"),
            color=alt.Color("colour:N", scale=None, legend=None),
        )
        for bold in (False, True)
    ]

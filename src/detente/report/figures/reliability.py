"""Reliability: what was given a chance, and how often it came true."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any

import polars as pl

from detente.report import theme
from detente.report.figures.asked import Asked, asked
from detente.report.figures.figure import Figure, in_words
from detente.words import chance, count, listing, percent, significant

if TYPE_CHECKING:
    from detente.evaluate.scored import TrackRecord

LEFT, RIGHT = 72, 16
STRIP = (-54, -38, -15)  # heights above the plot: pairs by year, events, what goes upwards


def reliability(
    record: TrackRecord,
    outcome: str = "defence_pact",
    horizon: int = 1,
    model: str | None = None,
    *,
    data: str | None = None,
    width: int = theme.WIDE,
) -> Figure:
    """How often what was given a chance came true, by bins of the chance on a log axis.

    Parameters
    ----------
    model : the one of the highest log skill, unless named
    data : the vintage the record rests on, for the caption
    width : pixels of the whole picture, 360 for a phone

    Raises
    ------
    BadQuestion     the record holds no such outcome, horizon or model
    ExtraMissing    Altair is not installed
    """
    of = asked(record, outcome, horizon, model, data)
    bins = record.reliability.filter(outcome=outcome, horizon=horizon, model=of.model or "")
    bins = bins.with_columns(pl.col("rate_low", "rate_high").fill_nan(None))
    if bins.is_empty():
        return in_words(f"No reliability to show: {of.event}", of.nothing, of.source, bins, width)
    return Figure(
        draw=lambda: picture(bins, outcome, width),
        title=_title(of, bins),
        caption=_caption(of, bins),
        alt=_alt(of, bins),
        data=bins,
        width=width,
    )


def main_bin(bins: pl.DataFrame) -> dict[str, Any]:
    """The bin that most events fell into: of it most is known."""
    return bins.sort("events", descending=True, maintain_order=True).row(0, named=True)


def _span(row: dict[str, Any]) -> str:
    low, high = (f"{significant(100 * row[end]):g}%" for end in ("low", "high"))
    return f"below {high}" if row["low"] == 0 else f"of {low} to {high}"


def _title(of: Asked, bins: pl.DataFrame) -> str:
    row = main_bin(bins)
    if not row["events"]:
        return f"None of the {bins['n'].sum():,} chances given to {of.event} came true"
    return (
        f"Chances {_span(row)} given to {of.event} came true {percent(row['rate'])} of the time, "
        f"{of.origins}"
    )


def missed(bins: pl.DataFrame) -> pl.DataFrame:
    """Bins whose interval does not hold the mean chance given."""
    return bins.filter(
        (pl.col("mean_p") < pl.col("rate_low")) | (pl.col("mean_p") > pl.col("rate_high"))
    )


def _caption(of: Asked, bins: pl.DataFrame) -> str:
    row, off = main_bin(bins), missed(bins)
    known = bins["rate_low"].is_not_null().sum()
    notes = []
    if (bins["events"] == 0).any():
        notes.append(
            "Hollow: none came true; the line ends where so many pairs would have shown one."
        )
    if bins.filter(pl.col("rate_low").is_null(), pl.col("events") > 0).height:
        notes.append(f"No line: the events of a bin hang on one of the {of.drawn}.")
    if len(off):
        notes.append(
            f"In {len(off)} of {count(len(bins), 'bin')} the interval misses the chance that was "
            f"given: {listing(_misses(off))}."
        )
    elif known:
        notes.append("Every interval holds the chance that was given.")
    return (
        f"Model: {of.model}, refitted at every origin. Each dot is a bin of chances: across, their "
        f"mean; upwards, the share that came true (in the title's, {row['events']:,} of "
        f"{row['n']:,} pairs by year). On the grey line a chance of 1% comes true 1% of the time. "
        f"Rows are not cases: the {of.behind}. So each upright line is the middle 90% when "
        f"{of.drawn} are drawn with replacement. {' '.join([*notes, of.source])}"
    )


def _misses(off: pl.DataFrame) -> list[str]:
    """``2 came true more often, 1 came true less often``."""
    more = off.filter(pl.col("mean_p") < pl.col("rate_low"))
    parts = ((len(more), "more"), (len(off) - len(more), "less"))
    return [f"{bins} came true {how} often" for bins, how in parts if bins]


def _alt(of: Asked, bins: pl.DataFrame) -> str:
    over = bins.filter(pl.col("mean_p") > pl.col("rate_high"))
    under = bins.filter(pl.col("mean_p") < pl.col("rate_low"))
    told = "; ".join(
        f"{percent(row['mean_p'])} given, {percent(row['rate'])} came"
        for row in bins.filter(pl.col("events") > 0).iter_rows(named=True)
    )
    return (
        f"Reliability of {of.model}, {len(bins)} bins on two log axes: {told or 'none came'}. "
        f"{count(len(over), 'bin')} promised more, and {count(len(under), 'bin')} less, than the "
        "whole interval of what came."
    )


def picture(
    bins: pl.DataFrame, outcome: str, width: int, own: tuple[float, str] | None = None
) -> theme.Chart:
    """The chart of bins of a record.

    Parameters
    ----------
    bins : low, high, n, events, mean_p, rate, rate_low, rate_high; null where there is none
    own : a chance of the day, marked across the plot, and what it is called
    """
    alt = theme.extra("altair")
    wide = width - 2 * theme.PADDING - LEFT - RIGHT
    high = min(wide, 320)
    events = bins.filter(pl.col("events") > 0)
    shown = [*bins["mean_p"], *events["rate"], *events["rate_high"].drop_nulls()]
    if own is not None:
        shown.append(own[0])
    low, top = theme.bounds(shown)
    top = max(top, 0.1)
    hue = theme.HUES[outcome]
    scale = alt.Scale(type="log", domain=[low, top], clamp=True)
    split = wide / max(len(theme.ticks(low, top)), 1) < 70
    x = alt.X(
        "mean_p:Q",
        scale=scale,
        axis=theme.chance_axis(low, top, split=split, lines=1 if split else 2, labelPadding=16),
        title="chance that was given (log scale)",
    )
    y_axis = theme.chance_axis(
        low, top, grid=True, gridColor=theme.FAINT, minExtent=LEFT - 4, maxExtent=LEFT - 4
    )

    rows = bins.with_columns(
        bottom=pl.when(pl.col("events") > 0).then("rate_low").otherwise(low).clip(low, top),
        top=pl.col("rate_high").clip(low, top),
        shown=pl.when(pl.col("events") > 0)
        .then("rate")
        .otherwise(pl.col("rate_high"))
        .clip(low, top),
    )
    base = alt.Chart(theme.inline(rows.to_dicts()))
    y = alt.Y("shown:Q", scale=scale, axis=y_axis, title=None)
    diagonal = (
        alt.Chart(theme.inline([{"mean_p": low, "shown": low}, {"mean_p": top, "shown": top}]))
        .mark_line(color=theme.BASE, strokeWidth=1)
        .encode(x=x, y=y)
    )
    lines = (
        base.transform_filter("datum.bottom != null && datum.top != null")
        .mark_rule(color=hue)
        .encode(
            opacity=alt.condition("datum.events > 0", alt.value(0.8), alt.value(0.35)),
            strokeWidth=alt.condition("datum.events > 0", alt.value(1.6), alt.value(1)),
            x=x,
            y=alt.Y("bottom:Q", scale=scale, axis=y_axis, title=None),
            y2=alt.Y2("top:Q"),
        )
    )
    dots = (
        base.transform_filter("datum.events > 0")
        .mark_circle(color=hue, size=60, opacity=1)
        .encode(x=x, y=y)
    )
    hollow = (
        base.transform_filter("datum.events == 0")
        .mark_point(color=hue, shape="triangle-down", size=45, strokeWidth=1.2)
        .encode(x=x, y=y)
    )
    layers = [diagonal, lines, dots, hollow, *_strip(bins, scale, low, top, wide, width)]
    if own is not None:
        layers += _own(*own, (low, top), scale, (wide, high))
    return theme.layered(layers, width=wide, height=high)


def _own(
    p: float, name: str, span: tuple[float, float], scale: Any, size: tuple[float, float]
) -> list[theme.Chart]:
    """A chance of the day: an upright line, named where no bin is: low on the right, else high."""
    alt = theme.extra("altair")
    wide, high = size
    at = wide * log(max(p, span[0]) / span[0]) / log(span[1] / span[0])
    lines = [name, chance(p)]
    right = at + max(theme.breadth(line) for line in lines) + 12 < wide
    top = 12 if at < wide / 2 else high - 24
    base = alt.Chart(theme.inline([{"mean_p": max(p, span[0]), "name": lines}]))
    x = alt.X("mean_p:Q", scale=scale)
    return [
        base.mark_rule(color=theme.INK, strokeDash=[4, 3]).encode(
            x=x, y=alt.YValue(0), y2=alt.Y2Value(high)
        ),
        base.mark_text(
            align="left" if right else "right",
            dx=6 if right else -6,
            fontSize=theme.LABEL,
            fontWeight=600,
            lineHeight=theme.LABEL + 3,
            color=theme.INK,
        ).encode(x=x, y=alt.YValue(top), text=alt.Text("name:N")),
    ]


def _strip(
    bins: pl.DataFrame, scale: Any, low: float, top: float, wide: float, width: int
) -> list[theme.Chart]:
    """Above the plot: how many pairs by year, and how many events, each bin rests on."""
    alt = theme.extra("altair")
    size = 10 if width >= 560 else 9
    middle = ((pl.col("low").clip(low) * pl.col("high").clip(low, top)).sqrt()).clip(low, top)
    rows = bins.with_columns(middle=middle).select(
        "middle",
        n=pl.col("n").map_elements(short, pl.String),
        events=pl.col("events").map_elements(short, pl.String),
    )
    each = wide / max(len(bins), 1)
    crowded = each < max(theme.breadth(text, size) for text in rows["n"]) + 2
    close = each < max(theme.breadth(text, size) for text in rows["events"]) + 4
    values = [
        row | {"row": at % 2 if crowded else 1, "line": at % 2 if close else 0}
        for at, row in enumerate(rows.to_dicts())
    ]
    base = alt.Chart(theme.inline(values))
    x = alt.X("middle:Q", scale=scale)
    marks = [
        base.transform_filter(f"datum.row == {at}")
        .mark_text(fontSize=size, color=theme.QUIET, baseline="middle")
        .encode(x=x, y=alt.YValue(STRIP[0] + 11 * (at - 1)), text=alt.Text("n:N"))
        for at in (0, 1)
    ]
    marks += [
        base.transform_filter(f"datum.line == {at}")
        .mark_text(fontSize=size, color=theme.INK, baseline="middle")
        .encode(x=x, y=alt.YValue(STRIP[1] + 10 * at), text=alt.Text("events:N"))
        for at in (0, 1)
    ]
    heads = alt.Chart(theme.inline([{}]))
    words = ("pairs by year", "came true", "share that came true, 90% interval (log scale)")
    for text, y, colour in zip(words, STRIP, (theme.QUIET, theme.INK, theme.QUIET), strict=True):
        marks.append(
            heads.mark_text(fontSize=size, color=colour, align="left", baseline="middle").encode(
                x=alt.XValue(-LEFT), y=alt.YValue(y), text=alt.TextValue(text)
            )
        )
    return marks


def short(n: int) -> str:
    """A count in four characters: ``86``, ``1.1k``, ``143k``, ``2.1m``."""
    for size, unit in ((1_000_000, "m"), (1_000, "k")):
        if n >= size:
            share = n / size
            return f"{share:.0f}{unit}" if share >= 10 else f"{share:.1f}{unit}"
    return str(n)

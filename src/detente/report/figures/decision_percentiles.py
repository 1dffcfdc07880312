"""Decisions by year: where each stood among all that could have been decided."""

from __future__ import annotations

from itertools import chain
from math import log10
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from detente.report import theme
from detente.report.figures.asked import EVENTS, Asked, asked
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.placing import Box, Spot, place
from detente.words import count, percent

if TYPE_CHECKING:
    from detente.evaluate.scored import TrackRecord

LEFT, RIGHT = 72, 12
HIGH = 400
LEAST = 1e-5  # ranks nearer to the top are drawn here
TOPS = {"top_1": 0.01, "top_5": 0.05, "top_10": 0.10}
MARKS = {
    1e-5: "top 1 in 100k",
    1e-4: "top 1 in 10k",
    1e-3: "top 0.1%",
    0.01: "top 1%",
    0.05: "top 5%",
    0.1: "top 10%",
    0.5: "middle",
}
NAMED = 15  # names at most where the picture is wide, else half as many
NAME = 10  # size of their letters
FEW = 10  # decisions below which they are counted, not given in per cent
BROAD = 560  # a picture this wide has room


def decision_percentiles(
    record: TrackRecord,
    outcome: str = "defence_pact",
    horizon: int = 1,
    model: str | None = None,
    *,
    data: str | None = None,
    width: int = theme.WIDE,
) -> Figure:
    """Each decision by year: how near the top of all pairs at risk the model had put it.

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
    rows = record.decisions.filter(outcome=outcome, horizon=horizon, model=of.model or "")
    rows = rows.filter(pl.col("percentile").is_not_null())
    if rows.is_empty():
        title = f"No decisions to rank: {of.event}"
        return in_words(title, _why_none(of), of.source, rows, width)
    drawn = rows.with_columns(
        rest=(1 - pl.col("percentile")).clip(LEAST, 1.0),
        label=pl.coalesce("name", pl.col("atopid").cast(pl.String)),
    )
    return Figure(
        draw=lambda: _chart(drawn, outcome, width),
        title=_title(of, rows),
        caption=_caption(of, rows),
        alt=_alt(of, drawn),
        data=drawn,
        width=width,
    )


def _why_none(of: Asked) -> str:
    if of.scores.is_empty():
        return of.nothing
    if of.outcome not in ("defence_pact", "stronger_pledge"):
        return f"Only pledges are decided by treaty; {EVENTS[of.outcome]} is a matter of one pair"
    return f"No decision made {of.event} among the origins {of.origins}"


def shares(rows: pl.DataFrame) -> dict[str, float]:
    """Share of decisions in the top 1, 5 and 10%."""
    held = rows["percentile"].to_numpy()
    return {name: float(np.mean(held >= 1 - top)) for name, top in TOPS.items()}


def _title(of: Asked, rows: pl.DataFrame) -> str:
    n = len(rows)
    one, five, ten = (
        percent(share) if n >= FEW else str(round(share * n)) for share in shares(rows).values()
    )
    before = "the year before" if of.horizon == 1 else f"in the {of.horizon} years before"
    return (
        f"Of {count(len(rows), 'decision')} that made {EVENTS[of.outcome]}, {of.model} had put {one} "
        f"in the top 1% of all pairs {before}, {five} in the top 5% and {ten} in the top 10%, "
        f"origins {of.origins}"
    )


def _caption(of: Asked, rows: pl.DataFrame) -> str:
    sizes = rows["n_dyads"].to_numpy()
    span = str(sizes.min()) if sizes.min() == sizes.max() else f"{sizes.min()} to {sizes.max()}"
    scores = of.scores.filter(part="all", model=of.model or "")
    middles = []
    for name, top in TOPS.items():
        row = scores.filter(score=name)
        if len(row) and row["decision_low"][0] is not None:
            low, high = row["decision_low"][0], row["decision_high"][0]
            middles.append(
                f"{percent(low)} to {percent(high)} (top {percent(top).replace('.0', '')})"
            )
    interval = (
        f" Middle 90% when decisions are drawn with replacement: {'; '.join(middles)}."
        if middles
        else ""
    )
    several = " A decision seen from several origins stands at its mean." if of.horizon > 1 else ""
    return (
        f"Model: {of.model}, refitted at every origin. A dot is a decision: mean rank of its new "
        "dyads among all pairs at risk that year, log scale from the top; larger dots made more "
        f"dyads ({span}). Grey: not in the top 10%.{several} "
        f"Named: the best, the worst and the largest, where there is room.{interval} {of.source}"
    )


def _alt(of: Asked, rows: pl.DataFrame) -> str:
    best, worst = rows.row(0, named=True), rows.row(-1, named=True)
    years = rows["year"].to_numpy()
    median = float(np.median(rows["percentile"].to_numpy()))
    return (
        f"{count(len(rows), 'dot')}, one a decision, by year {years.min()} to {years.max()}, "
        f"higher where the model had ranked it nearer to the top. Best: {_named(best)} at "
        f"percentile {best['percentile']:.4f}; worst: {_named(worst)} at "
        f"{worst['percentile']:.3f}; median {median:.3f}."
    )


def _chart(rows: pl.DataFrame, outcome: str, width: int) -> theme.Chart:
    alt = theme.extra("altair")
    wide = width - 2 * theme.PADDING - LEFT - RIGHT
    high = HIGH if width >= BROAD else 360
    hue = theme.HUES[outcome]
    first, last = int(rows["year"].to_numpy().min()), int(rows["year"].to_numpy().max())
    first, last = first - 1, last + 1
    low = float(max(LEAST, min(rows["rest"].to_numpy().min() / 1.5, 0.005)))
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[first, last], nice=False),
        axis=alt.Axis(format="d", values=_years(first, last, int(wide // 50)), labelOverlap=False),
        title=None,
    )
    y = alt.Y(
        "rest:Q",
        scale=alt.Scale(type="log", domain=[1.0, low], nice=False, clamp=True),
        axis=theme.named_axis(
            {at: name for at, name in MARKS.items() if at >= low},
            grid=True,
            gridColor=theme.FAINT,
            minExtent=LEFT - 4,
            maxExtent=LEFT - 4,
        ),
        title=None,
    )
    held = rows.with_columns(area=_area(width)).select(
        "area", "year", "rest", "percentile", "n_dyads", "label", hit=pl.col("percentile") >= 0.9
    )
    dots = (
        alt.Chart(theme.inline(held.sort("n_dyads", descending=True).to_dicts()))
        .mark_circle(opacity=0.75, stroke=theme.PAPER, strokeWidth=0.7)
        .encode(
            x=x,
            y=y,
            size=alt.Size("area:Q", scale=None, legend=None),
            color=alt.condition("datum.hit", alt.value(hue), alt.value(theme.BASE)),
        )
    )
    layers = [dots]
    names = _names(rows, first, last, low, wide, high, width)
    if names:
        lines = [name for name in names if name["led"]]
        labels = alt.Chart(theme.inline(names))
        if lines:
            layers.insert(
                0,
                alt.Chart(theme.inline(lines))
                .mark_rule(color=theme.BASE, strokeWidth=0.6)
                .encode(
                    x=alt.X("x0:Q", scale=None, axis=None),
                    y=alt.Y("y0:Q", scale=None, axis=None),
                    x2=alt.X2("x1:Q"),
                    y2=alt.Y2("y1:Q"),
                ),
            )
        for align in ("left", "right", "center"):
            if any(name["align"] == align for name in names):
                layers.append(
                    labels.transform_filter(f"datum.align == '{align}'")
                    .mark_text(align=align, baseline="middle", fontSize=NAME, color=theme.INK)
                    .encode(
                        x=alt.X("x:Q", scale=None, axis=None),
                        y=alt.Y("y:Q", scale=None, axis=None),
                        text=alt.Text("text:N"),
                    )
                )
    return (
        alt.layer(*layers)
        .resolve_scale(x="independent", y="independent")
        .properties(width=wide, height=high)
    )


def _years(first: int, last: int, most: int) -> list[int]:
    """Round years between two, at most so many."""
    step = next((step for step in (1, 2, 5, 10, 20, 50) if (last - first) // step + 1 <= most), 100)
    return list(range(-(-first // step) * step, last + 1, step))


def _names(
    rows: pl.DataFrame, first: int, last: int, low: float, wide: float, high: float, width: int
) -> list[dict[str, Any]]:
    """The best and the worst by name, alternately, each where it covers nothing."""
    spots = [
        Spot(
            x=wide * (row["year"] - first) / (last - first),
            y=high * (1 - log10(row["rest"]) / log10(low)),
            radius=(row["area"] / 3.1416) ** 0.5,
        )
        for row in rows.with_columns(area=_area(width)).iter_rows(named=True)
    ]
    texts = [_called(row, width) for row in rows.iter_rows(named=True)]
    order = _wanted(rows)
    found = place(
        [(spots[at], texts[at]) for at in order],
        frame=Box(0, -6, wide + RIGHT, high + 2),
        taken=[spot.box for spot in spots],
        size=NAME,
        most=NAMED if width >= BROAD else NAMED // 2,
    )
    return [
        {
            "x": one.x,
            "y": one.y,
            "x0": spots[at].x,
            "y0": spots[at].y,
            "x1": min(max(spots[at].x, one.box.left), one.box.right),
            "y1": min(max(spots[at].y, one.box.top), one.box.bottom),
            "align": one.align,
            "text": texts[at],
            "led": one.away(spots[at]) > 5,
        }
        for at, one in zip(order, found, strict=True)
        if one is not None
    ]


def _area(width: int) -> pl.Expr:
    """Square pixels of a dot."""
    return (18 + 8 * pl.col("n_dyads")) * (1.0 if width >= BROAD else 0.5)


def _wanted(rows: pl.DataFrame) -> list[int]:
    """Rows in the order in which they want a name: best, worst, largest, next best …"""
    best = list(range(len(rows)))
    largest = np.argsort(-rows["n_dyads"].to_numpy(), kind="stable").tolist()
    turns = chain.from_iterable(zip(best, reversed(best), largest, strict=True))
    return list(dict.fromkeys(turns))


def _called(row: dict[str, Any], width: int) -> str:
    """A label, its name cut to the room there is."""
    return _named(row, 150 if width >= BROAD else 100)


def _named(row: dict[str, Any], room: float = 1000) -> str:
    """``OAS Charter 1948, joined 1979``; ``Libya–Malta 1984``; ``SADC Defence 2001, 2003``."""
    name, year = str(row["label"]), str(row["year"])
    if row["kind"] == "accession":
        return f"{theme.shortened(name, room, NAME)}, joined {year}"
    if name.endswith(f" {year}"):
        return f"{theme.shortened(name.removesuffix(year).rstrip(), room, NAME)} {year}"
    return f"{theme.shortened(name, room, NAME)}, {year}"

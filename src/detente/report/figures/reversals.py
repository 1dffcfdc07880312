"""Enemies that became allies: ended rivalries with a defence pact by years since the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from detente.dates import human
from detente.report import theme
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.pixels import Pixels
from detente.report.figures.placing import Box
from detente.words import count, percent, significant

if TYPE_CHECKING:
    from detente.assessment.schema import AlliedWithin, Assessment, Elapsed, Reversals

COLUMNS = {
    "years": pl.Int32,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "at_risk": pl.Int32,
}
LEFT, HIGH, LINE = 44, 250, 15  # pixels: of the years' margin, the plot, a line of words
BOLD = 1.1  # how much broader bold words are
BROAD = 560  # from this width on there is room beside the curve
TICKS = (1, 5, 10, 15, 20)
NAMED = (5, 10, 20)  # years at which the share is written beside the curve
BEYOND = 0.6  # of a year: how far the last step runs, so that it is seen
STEP = 0.1  # the axis of shares ends at such a step
AT_RISK = "rivalries still in view without a pact, as that year after the end began"
HALF = 0.5
HUE = theme.HUES["defence_pact"]


def reversals(view: Assessment, *, width: int = theme.WIDE) -> Figure:
    """The share of ended rivalries with a defence pact by years since the end, with its band.

    Parameters
    ----------
    width : pixels of the whole picture, 360 for a phone

    Raises
    ------
    ExtraMissing    Altair is not installed
    """
    found = view.reversals
    rows = [one.model_dump() for one in found.curve] if found is not None else []
    data = pl.DataFrame(rows, schema=COLUMNS)
    if found is None or not found.ended:
        span = f" from {found.first} to {found.last}" if found is not None else ""
        return in_words(
            "Enemies that became allies: none to count",
            f"No rivalry had ended on record{span}",
            _source(view),
            data,
            width,
        )
    if not found.curve or not found.curve[0].at_risk:
        return in_words(
            "Enemies that became allies: no curve to draw",
            f"{_sentence(found)}. No rivalry was seen for a year after its end without one",
            _source(view),
            data,
            width,
        )
    return Figure(
        draw=lambda: _chart(view, found, width),
        title=_title(found),
        caption=_caption(view, found),
        alt=_alt(found),
        data=data,
        width=width,
    )


def _sentence(found: Reversals) -> str:
    return (
        f"{found.allied} of {count(found.without, 'rivalry', 'rivalries')} that ended "
        f"{found.first}–{found.last} were followed by a defence pact"
    )


def _said(at: AlliedWithin) -> str:
    """``36% (25% to 48%)``."""
    if at.low is None or at.high is None:
        return percent(at.share)
    return f"{percent(at.share)} ({percent(at.low)} to {percent(at.high)})"


def _at(found: Reversals, years: int) -> AlliedWithin | None:
    return next((one for one in found.curve if one.years == years), None)


def _title(found: Reversals) -> str:
    last, ten = found.curve[-1], _at(found, 10)
    told = f"{_said(last)} were followed by a defence pact within {count(last.years, 'year')}"
    if ten is not None and ten is not last:
        told = f"{_said(ten)} were followed by a defence pact within {ten.years} years, " + (
            f"{_said(last)} within {last.years}"
            if last.share > ten.share
            else f"and no more within {last.years}"
        )
    return f"Of the rivalries that ended {found.first}–{found.last} with no pact in force, {told}"


def _caption(view: Assessment, found: Reversals) -> str:
    n = found.curve[0].at_risk
    parts = [
        "Share of ended strategic rivalries whose two sides got a defence pact, by years since the "
        f"end: {count(n, 'rivalry', 'rivalries')} with no pact in force in the year of the end, "
        "each followed for as long as both states can be seen (Kaplan–Meier); peoples are followed "
        "across successions."
    ]
    if found.allied_before:
        parts.append(
            f"Not drawn: {count(found.allied_before, 'rivalry', 'rivalries')} inside an older "
            "pact, and those whose pact came with the end."
        )
    if any(one.low is not None for one in found.curve):
        parts.append(
            "Band: the middle 90% when rivalries are drawn with replacement; one treaty may bind "
            "several pairs at once, so it is narrower than it ought to be."
        )
    if found.curve[-1].share < HALF:
        parts.append(f"The curve does not reach one half in {found.curve[-1].years} years.")
    parts.append(f"Rivalries: TSS. Pacts: ATOP. {_source(view)}")
    return " ".join(parts)


def _source(view: Assessment) -> str:
    return f"As of {human(view.question.as_of)}. Data: vintage {view.question.vintage.name}."


def _alt(found: Reversals) -> str:
    told = ", ".join(
        f"{percent(at.share)} after {count(at.years, 'year')}"
        for years in NAMED
        if (at := _at(found, years)) is not None
    )
    own = f" This pair: {found.elapsed.text}" if found.elapsed is not None else ""
    return f"A stepped curve that rises with the years since a rivalry ended: {told}.{own}"


def _chart(view: Assessment, found: Reversals, width: int) -> theme.Chart:
    alt = theme.extra("altair")
    wide = width - 2 * theme.PADDING - LEFT - _right(found, width)
    end = found.curve[-1].years + BEYOND
    x = alt.X(
        "years:Q",
        scale=alt.Scale(domain=[0, end], nice=False),
        axis=alt.Axis(
            values=[year for year in TICKS if year <= end],
            labelExpr="datum.value == 1 ? '1 year' : datum.value + ' y'",
            labelOverlap=False,
        ),
        title=None,
    )
    scale = alt.Scale(domain=[0, _top(found)], nice=False)
    extent = {"minExtent": LEFT - 4, "maxExtent": LEFT - 4}
    axis = alt.Axis(format=".0%", tickCount=5, grid=True, gridColor=theme.FAINT, **extent)

    def y(name: str) -> Any:
        return alt.Y(f"{name}:Q", scale=scale, axis=axis, title=None)

    base = alt.Chart(theme.inline(_steps(found.curve)))
    step = {"color": HUE, "interpolate": "step-after"}
    layers = [
        base.transform_filter("datum.low != null")
        .mark_area(opacity=0.22, **step)
        .encode(x=x, y=y("low"), y2=alt.Y2("high:Q")),
        base.mark_line(strokeWidth=2.5, **step).encode(x=x, y=y("share")),
        _told(view, found, wide, width).chart(wide, HIGH),
    ]
    return theme.layered(layers, width=wide, height=HIGH)


def _top(found: Reversals) -> float:
    """Where the axis of shares ends."""
    highest = max(one.high if one.high is not None else one.share for one in found.curve)
    return min(STEP * (int(highest / STEP + 1e-9) + 1), 1.0)


def _steps(curve: Sequence[AlliedWithin]) -> list[dict[str, float | None]]:
    """From nought at the end of the rivalry on; the last step runs a little further."""
    rows: list[dict[str, float | None]] = [
        {"years": one.years, "share": one.share, "low": one.low, "high": one.high} for one in curve
    ]
    first: dict[str, float | None] = {"years": 0, "share": 0.0, "low": 0.0, "high": 0.0}
    return [first, *rows, {**rows[-1], "years": curve[-1].years + BEYOND}]


def _right(found: Reversals, width: int) -> float:
    """Room for what is written at the end of the curve."""
    return max(theme.breadth(line) for line in _ending(found)) * BOLD + 10 if width >= BROAD else 12


def _ending(found: Reversals) -> list[str]:
    last = found.curve[-1]
    if last.low is None or last.high is None:
        return [percent(last.share)]
    return [percent(last.share), f"({percent(last.low)} to {percent(last.high)})"]


def _told(view: Assessment, found: Reversals, wide: float, width: int) -> Pixels:
    """What is written around the curve: shares, this pair, waits above, numbers at risk below."""
    pixels = Pixels()
    each, last = wide / (found.curve[-1].years + BEYOND), found.curve[-1]

    def height(share: float) -> float:
        return HIGH * (1 - share / _top(found))

    for one in found.curve:
        if one.years not in NAMED:
            continue
        x, y = each * one.years, height(one.share)
        pixels.point(x, y, HUE, size=60)
        if one is not last or width < BROAD:
            pixels.text(x - 5, y - 10, percent(one.share), align="right", bold=True)
    if width >= BROAD:
        for at, text in enumerate(_ending(found)):
            y = height(last.share) + LINE * at
            pixels.text(wide + 8, y, text, bold=not at)
    edge = wide + _right(found, width)  # words may be broader in the reader's font
    pixels.rect(Box(edge - 1, 0, edge, 1), theme.PAPER)
    above = _waits(pixels, found, wide, each)
    _this_pair(pixels, view, found, wide, each, above)
    lines = theme.wrapped(AT_RISK, wide + LEFT)
    for at, text in enumerate(lines):
        pixels.text(-LEFT, HIGH + 36 + LINE * at, text, colour=theme.QUIET)
    for one in found.curve:
        if one.years in TICKS:
            y = HIGH + 36 + LINE * len(lines)
            pixels.text(each * one.years, y, f"{one.at_risk:,}", align="center")
    return pixels


def _waits(pixels: Pixels, found: Reversals, wide: float, each: float) -> float:
    """How long those took that did ally, as a line on the same years; how high it reaches."""
    if len(found.years) != 3:
        return -8
    low, middle, high = found.years
    y = -16
    ends = [min(each * years, wide) for years in (low, high)]
    pixels.rule((ends[0], y), (ends[1], y), theme.BASE, width=3)
    if each * middle <= wide:
        pixels.point(each * middle, y, theme.QUIET, size=70)
    lines = theme.wrapped(_took(found), wide + LEFT)
    for at, text in enumerate(lines):
        pixels.text(-LEFT, y - LINE * (len(lines) - at), text, colour=theme.QUIET)
    return y - LINE * len(lines) - 8


def _took(found: Reversals) -> str:
    low, middle, high = (f"{significant(years):g}" for years in found.years)
    return (
        f"the {found.allied} that did, with the end or since: half within {middle} years of it, the "
        f"middle half {low} to {high}"
    )


def _this_pair(
    pixels: Pixels, view: Assessment, found: Reversals, wide: float, each: float, above: float
) -> None:
    """This pair's own years since its rivalry ended, or why there are none."""
    own = found.elapsed
    if own is None:
        return
    lines = theme.wrapped(_own(view, found, own), (wide + LEFT) / BOLD)
    top = above - LINE * len(lines)
    for at, text in enumerate(lines):
        pixels.text(-LEFT, top + LINE * at, text, bold=True)
    if own.years is not None and own.years <= found.curve[-1].years:
        x = each * own.years
        pixels.rule((x, 0), (x, HIGH), theme.INK, width=1.5)


def _own(view: Assessment, found: Reversals, own: Elapsed) -> str:
    of = view.history.of if view.history is not None else "This pair"
    if own.years is not None:
        where = (
            "the upright line" if own.years <= found.curve[-1].years else "beyond the years drawn"
        )
        return f"{of}: {own.text} ({where})"
    if own.rivalry is not None:
        coded = f" (coded to {_coded_to(view, found)})"
        return f"{of}: {own.text}{coded}, so its years have not begun"
    return f"{of}: {own.text}"


def _coded_to(view: Assessment, found: Reversals) -> int:
    if view.standing is None:
        return found.last
    lead = view.standing.pairs[view.standing.lead]
    return lead.hostility.coded_to.get("rivalries", found.last)

"""Odds at a glance: every outcome by horizon as a dot with its interval, beside the base rate."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10
from typing import TYPE_CHECKING

import polars as pl

from detente.dates import human
from detente.report import theme
from detente.report.called import both, opening
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.odds import COLUMNS
from detente.report.figures.odds_words import LIKE, MAIN, alike, anyone, lead_name
from detente.report.figures.pixels import Pixels
from detente.report.picked import ROWS, yardstick, years_of
from detente.words import chance, chances, count, listing

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment, Forecast

LINE = 22  # pixels a row
GAP = 16  # before a column
LEAST = 1e-5  # the axis goes no lower
MOST = 6  # horizons shown
KEPT = (1, 5, 10, 20)  # of more
EVENTS = {
    "defence_pact": "a defence pact",
    "stronger_pledge": "any stronger pledge",
    "rivalry_end": "the end of the rivalry",
    "dispute": "a new dispute",
}
STATUS = {"in_force": "in force", "not_at_risk": "not at risk", "never_met": "never met"}


def odds_dots(
    view: Assessment, outcomes: Sequence[str] | None = None, *, width: int = theme.WIDE
) -> Figure:
    """The chances of every outcome by horizon, each with its interval and the base rate.

    For a bloc they are those of the pair that leads. Outcomes that cannot come are said in words.

    Parameters
    ----------
    outcomes : those to show, in that order; by default all but a stronger pledge that is the
        same event as a defence pact
    width : pixels of the whole picture, 360 for a phone

    Raises
    ------
    ExtraMissing    Altair is not installed
    """
    groups = _groups(view, outcomes)
    there = [one for group in groups for one in group if one.p is not None]
    data = pl.DataFrame(
        [[getattr(one, name) for name in COLUMNS] for group in groups for one in group],
        schema=COLUMNS,
        orient="row",
    )
    if not there:
        return in_words(
            opening(f"{both(view)}: nothing lies ahead that could be given a chance"),
            "; ".join(_words(group) for group in groups) or "The two never met",
            _source(view),
            data,
            width,
        )
    return Figure(
        draw=lambda: _chart(groups, there, lead_name(view), width),
        title=_title(view, groups),
        caption=_caption(view, there),
        alt=_alt(groups),
        data=data,
        width=width,
    )


def _groups(view: Assessment, outcomes: Sequence[str] | None) -> list[list[Forecast]]:
    """The forecasts of the pair or the lead by outcome, those at risk before the others."""
    found: list[list[Forecast]] = []
    for outcome in outcomes if outcomes is not None else ROWS:
        of = [one for one in view.outlook if one.outcome == outcome and one.aggregation in MAIN]
        if not of:
            continue
        same = of[0].same_as is not None or of[0].status != "at_risk"
        if outcomes is None and outcome == "stronger_pledge" and same:
            continue
        found.append(_few(of))
    return sorted(found, key=lambda group: group[0].p is None)


def _few(group: list[Forecast]) -> list[Forecast]:
    """At most six horizons."""
    if len(group) <= MOST:
        return group
    kept = [one for one in group if one.horizon in KEPT]
    return kept or group[:: len(group) // MOST + 1]


def _words(group: Sequence[Forecast]) -> str:
    """``Rivalry ends: not at risk, no strategic rivalry was running at the end of 2020``."""
    one = group[0]
    name = ROWS[one.outcome]
    why = f", {one.reason}" if one.reason else ""
    return f"{name[0].upper()}{name[1:]}: {STATUS.get(one.status, one.status)}{why}"


def _title(view: Assessment, groups: Sequence[Sequence[Forecast]]) -> str:
    parts = []
    for group in groups:
        one = min(group, key=lambda one: abs(one.horizon - yardstick(view)))
        if one.p is None or one.low is None or one.high is None:
            continue
        middle, low, high = chances(one.p, one.low, one.high)
        parts.append(f"{EVENTS[one.outcome]} {middle} ({low} to {high})")
    lead = lead_name(view)
    whom = f"for the lead, {lead}, " if lead is not None else ""
    return (
        f"{both(view)} within {years_of(yardstick(view))}: {listing(parts)}, {whom}"
        f"as of {human(view.question.as_of)}"
    )


def _source(view: Assessment) -> str:
    return f"As of {human(view.question.as_of)}. Data: vintage {view.question.vintage.name}."


def _caption(view: Assessment, there: Sequence[Forecast]) -> str:
    parts = ["Chance that it comes within so many years; log scale. Line: the middle 90%."]
    if any(one.low is not None and one.low < LEAST for one in there):
        parts.append("A line that reaches the left edge goes on beyond it.")
    based = dict.fromkeys(
        f"{anyone(one.outcome)} ({ROWS[one.outcome]}: {count(one.base_pairs, 'pair')})"
        for one in there
        if one.base_pairs is not None
    )
    if based:
        parts.append(f"Grey bar: the base rate of {listing(list(based))}.")
    if any(_classed(one) for one in there):
        parts.append("Diamond: pairs alike in what is coded, the reference class.")
    loose: dict[str, list[str]] = {}
    for one in there:
        like = alike(one)
        if _classed(one) and like is not None and like != LIKE:
            outcomes = loose.setdefault(like, [])
            outcomes += [ROWS[one.outcome]] if ROWS[one.outcome] not in outcomes else []
    for like, outcomes in loose.items():
        parts.append(
            f"Too few were alike in more for {listing(outcomes)}: there pairs {like} alone."
        )
    models = dict.fromkeys(f"{ROWS[one.outcome]}: {one.model}" for one in there)
    parts.append(f"Models, told under Odds: {'; '.join(models)}.")
    return " ".join([*parts, _source(view)])


def _classed(one: Forecast) -> bool:
    """Whether a class stands beside the model; where nothing is left of it, it is the base rate."""
    return one.class_p is not None and bool(one.conditions)


def _alt(groups: Sequence[Sequence[Forecast]]) -> str:
    told = []
    for group in groups:
        if group[0].p is None:
            told.append(_words(group))
            continue
        said = ", ".join(
            f"{chance(one.p)} within {count(one.horizon, 'year')}"
            for one in group
            if one.p is not None
        )
        last = group[-1]
        base = f"; {anyone(last.outcome)} {chance(last.base_rate)}" if last.base_rate else ""
        told.append(f"{ROWS[last.outcome]}: {said}{base}")
    return f"Dots with intervals on a log axis, a row for each horizon. {'. '.join(told)}."


# ── the picture ─────────────────────────────────────────────────────────────────────────


def _chart(
    groups: Sequence[Sequence[Forecast]], there: Sequence[Forecast], lead: str | None, width: int
) -> theme.Chart:
    room = width - 2 * theme.PADDING
    narrow = width < 560
    columns = _columns(there, narrow)
    left = theme.breadth("20 years" if not narrow else "20 y") + 12
    wide = room - left - sum(columns.values()) - 8
    shown = [
        value
        for one in there
        for value in (one.p, one.low, one.high, one.base_rate, one.class_p)
        if value
    ]
    span = theme.bounds(shown, least=LEAST)
    silent = {
        group[0].outcome: theme.wrapped(f"{_words(group)}.", room)
        for group in groups
        if group[0].p is None
    }
    key = _key(there, lead, narrow)
    high = (
        LINE * len(key)
        + sum(LINE * (len(group) + 1.4) for group in groups if group[0].p is not None)
        + sum((theme.LABEL + 5) * len(lines) + 8 for lines in silent.values())
        + 2.4 * LINE
    )
    pixels = Pixels()
    for at, parts in enumerate(key):
        _draw_key(pixels, parts, LINE * (at + 0.5))
    top = y = float(LINE * len(key))
    for group in groups:
        if group[0].p is not None:
            y = _draw_group(pixels, group, y, (left, wide), span, columns, narrow)
    _draw_axis(pixels, (top + LINE, y), (left, wide), span, narrow)
    y += 2.4 * LINE
    for lines in silent.values():
        for line in lines:
            pixels.text(0, y, line, colour=theme.QUIET)
            y += theme.LABEL + 5
        y += 8
    return pixels.chart(room, high)


def _columns(there: Sequence[Forecast], narrow: bool) -> dict[str, float]:
    """What is written right of the dots, and how wide each column is."""
    told = [_said(one) for one in there]
    names = ["chance", "base"] if narrow else ["chance", "90% interval", "base"]
    return {
        name: max(theme.breadth(text) for text in [name, *(one[name] for one in told)]) + GAP
        for name in names
    }


def _said(one: Forecast) -> dict[str, str]:
    """The words of a row."""
    assert one.p is not None and one.low is not None and one.high is not None
    middle, low, high = chances(one.p, one.low, one.high)
    return {
        "chance": middle,
        "90% interval": f"{low} to {high}",
        "base": chance(one.base_rate) if one.base_rate is not None else "–",
    }


def _across(p: float, span: tuple[float, float], ground: tuple[float, float]) -> float:
    """Where a chance stands, in pixels; what is below the axis stands at its end."""
    left, wide = ground
    low, top = (log10(end) for end in span)
    share = (log10(min(max(p, span[0]), span[1])) - low) / (top - low)
    return left + wide * share


def _draw_group(
    pixels: Pixels,
    group: Sequence[Forecast],
    y: float,
    ground: tuple[float, float],
    span: tuple[float, float],
    columns: dict[str, float],
    narrow: bool,
) -> float:
    """One outcome: its name, the heads of the columns, a row for each horizon."""
    outcome = group[0].outcome
    hue = theme.HUES[outcome]
    y += 0.9 * LINE
    pixels.text(0, y, ROWS[outcome][0].upper() + ROWS[outcome][1:], size=12, bold=True)
    edges = dict(
        zip(columns, _edges(sum(ground) + sum(columns.values()) + 8, columns), strict=True)
    )
    for name, edge in edges.items():
        head = {"base": "base" if narrow else "base rate"}.get(name, name)
        pixels.text(edge, y, head, colour=theme.QUIET, align="right")
    for one in group:
        y += LINE
        assert one.p is not None and one.low is not None and one.high is not None
        years = "y" if narrow else "year" if one.horizon == 1 else "years"
        pixels.text(ground[0] - 10, y, f"{one.horizon} {years}", colour=theme.QUIET, align="right")
        low, high = (_across(end, span, ground) for end in (one.low, one.high))
        if one.base_rate:
            x = _across(one.base_rate, span, ground)
            pixels.rule((x, y - 7), (x, y + 7), theme.BASE, width=4, base_rate=one.base_rate)
        pixels.rule((low, y), (high, y), hue, width=2, low=one.low, high=one.high)
        if _classed(one) and one.class_p:
            x = _across(one.class_p, span, ground)
            pixels.sign(
                x, y, theme.QUIET, shape="diamond", size=44, filled=False, class_p=one.class_p
            )
        if one.p:
            pixels.sign(_across(one.p, span, ground), y, hue, size=90, p=one.p)
        for name, edge in edges.items():
            main = name == "chance"
            colour = theme.INK if main else theme.QUIET
            pixels.text(edge, y, _said(one)[name], colour=colour, align="right", bold=main)
    return y + 0.5 * LINE


def _edges(room: float, columns: dict[str, float]) -> list[float]:
    """Right edges of the columns."""
    edges, edge = [], room
    for name in reversed(columns):
        edges.append(edge)
        edge -= columns[name]
    return edges[::-1]


def _draw_axis(
    pixels: Pixels,
    ends: tuple[float, float],
    ground: tuple[float, float],
    span: tuple[float, float],
    narrow: bool,
) -> None:
    """Lines to read against, named below."""
    for mark in _marks(span, ground[1]):
        x = _across(mark, span, ground)
        pixels.grid(x, ends[0], ends[1])
        for at, line in enumerate(theme.chance_label(mark, lines=1 if narrow else 2)):
            pixels.text(x, ends[1] + 10 + 13 * at, line, colour=theme.QUIET, align="center")


def _marks(span: tuple[float, float], wide: float) -> list[float]:
    """Ticks with room between their names."""
    marks = theme.ticks(*span)
    decades = [mark for mark in marks if abs(log10(mark) % 1) < 1e-9]
    for kept in (marks, decades, decades[::2]):
        if len(kept) < 2 or wide / len(kept) >= 56:
            return kept
    return decades[::3] or marks[:1]


def _key(
    there: Sequence[Forecast], lead: str | None, narrow: bool
) -> list[list[tuple[str, str, str]]]:
    """Which mark is which, in one line or several."""
    others = dict.fromkeys(anyone(one.outcome) for one in there if one.base_rate)
    hues = dict.fromkeys(theme.HUES[one.outcome] for one in there)
    hue = next(iter(hues)) if len(hues) == 1 else theme.INK
    whom = "this pair" if lead is None else "the pair that leads"
    parts = [("dot", hue, f"{whom}, 90% interval")]
    if others:
        parts.append(("bar", theme.BASE, " or ".join(others)))
    if any(_classed(one) for one in there):
        parts.append(("diamond", theme.QUIET, LIKE))
    return [[part] for part in parts] if narrow else [parts]


def _draw_key(pixels: Pixels, parts: Sequence[tuple[str, str, str]], y: float) -> None:
    x = 0.0
    for mark, hue, text in parts:
        if mark == "dot":
            pixels.rule((x, y), (x + 28, y), hue, width=2)
            pixels.sign(x + 14, y, hue, size=90)
        elif mark == "bar":
            pixels.rule((x + 14, y - 7), (x + 14, y + 7), hue, width=4)
        else:
            pixels.sign(x + 14, y, hue, shape="diamond", size=44, filled=False)
        pixels.text(x + 36, y, text, colour=theme.QUIET)
        x += 36 + theme.breadth(text) + 24

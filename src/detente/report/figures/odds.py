"""Odds: the chance of one outcome by horizon, with its interval, beside the base rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log10
from typing import TYPE_CHECKING, Any

import polars as pl

from detente.dates import human
from detente.errors import BadQuestion
from detente.report import theme
from detente.report.figures.asked import EVENTS
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.placing import spread
from detente.report.first_screen import lead, spoken, yardstick
from detente.words import chance, chances, count, listing, percent

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment, Forecast, Party

LEFT = 72
HIGH = 220
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
MAIN = ("pair", "lead")
ENDS = {"lead": "lead pair", "share": "members, mean", "weighted": "by capability"}
BASE = {"rivalry_end": "any two rivals"}  # whose rate the base rate is, if not any two states
LIKE = "pairs like it"  # the reference class, beside a model
HARD = {"rivals": "rivals", "pairs in open hostility": "hostile pairs"}  # as on the first screen
DASHES = {"share": [6, 3], "weighted": [2, 2]}
ASIDE = {"share": -5, "weighted": -9}  # pixels left of the end, so that intervals stay apart
ALIKE = [9, 3, 2, 3]  # dash and dot: the reference class
SOLID = [1, 0]
WHOLE = 12  # horizons that make a curve; fewer are marked one by one
TITLES = {**EVENTS, "rivalry_end": "the end of their rivalry"}


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
    like = alike(_main(view, found))
    if like is None:  # the class is everyone at risk, whose rate is the base rate
        drawn = drawn.with_columns(class_p=pl.lit(None, pl.Float64))
    if drawn.is_empty():
        return _nothing(view, outcome, found, rows, width)
    return Figure(
        draw=lambda: _chart(drawn, outcome, like or LIKE, width),
        title=_title(view, outcome, found),
        caption=_caption(view, found, drawn["aggregation"].n_unique()),
        alt=_alt(drawn),
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


def _called(party: Party) -> str:
    return party.code if party.kind == "bloc" else party.name


def between(view: Assessment) -> str:
    """``NATO and Russia``."""
    return f"{_called(view.question.a)} and {_called(view.question.b)}"


def lead_name(view: Assessment) -> str | None:
    """The pair that leads, where there are several."""
    if view.standing is None or len(view.standing.pairs) < 2:
        return None
    pair = view.standing.pairs[view.standing.lead]
    return f"{pair.one.name}–{pair.two.name}"


def _years(horizon: int) -> str:
    named = {1: "one", 5: "five", 10: "ten", 20: "twenty"}
    return f"{named.get(horizon, str(horizon))} year{'s' if horizon > 1 else ''}"


def _main(view: Assessment, found: Sequence[Forecast]) -> Forecast:
    """The forecast the title speaks of: of the pair or the lead, at ten years or near it."""
    at = [one for one in found if one.horizon == yardstick(view)]
    order = [*MAIN, "share", "weighted"]
    return min(at, key=lambda one: (one.p is None, order.index(one.aggregation)))


def _title(view: Assessment, outcome: str, found: Sequence[Forecast]) -> str:
    one = _main(view, found)
    event = TITLES[outcome][0].upper() + TITLES[outcome][1:]
    lead = lead_name(view)
    whom = f" (for the lead, {lead})" if lead is not None else ""
    if one.aggregation not in MAIN:  # nothing is at risk for the lead
        whom = " (mean of the members)"
    asked = f"{event} within {_years(one.horizon)}, {between(view)}{whom}"
    assert one.p is not None and one.low is not None and one.high is not None
    by_class = one.class_p is None  # the class itself speaks, not a model beside it
    if (
        by_class
        and "hostility" in one.dropped
        and one.stratum in HARD
        and one.stratum_rate is not None
    ):
        middle, least, most = chances(one.p, one.low, one.high)
        return (
            f"{asked}? Hard to tell: {chance(one.stratum_rate)} of {HARD[one.stratum]} whatever "
            f"else, {middle} ({least} to {most}) of pairs alike in "
            f"{listing(one.conditions) or 'nothing'} alone, as of {human(view.question.as_of)}"
        )
    return f"{asked}? {spoken(one.p, one.low, one.high)}, as of {human(view.question.as_of)}"


def _caption(view: Assessment, found: Sequence[Forecast], ways: int) -> str:
    one = _main(view, found)
    drawn = " when pairs are drawn with replacement" if one.class_p is None else ""
    parts = [f"Chance that it comes within so many years; log scale. Band: the middle 90%{drawn}."]
    if one.gap_share is not None:
        parts.append(
            f"The gap since the records end makes {_share(one.gap_share)} of its variance at "
            f"{_years(one.horizon)}."
        )
    if (lead := lead_name(view)) is not None:
        parts += _bloc(lead, found, ways)
    parts += _class(one)
    if one.base_rate is not None and one.base_pairs is not None:
        parts.append(f"Grey: {anyone(one.outcome)}, {count(one.base_pairs, 'pair')}.")
    parts += _still(view, one)
    if any(f.p == 0 for f in found):
        parts.append("Chances of nought cannot be shown on this scale.")
    parts.append(f"Model: {one.model}. Data: vintage {view.question.vintage.name}.")
    return " ".join(parts)


def _still(view: Assessment, one: Forecast) -> list[str]:
    """That a rivalry may have ended since it was last coded."""
    if one.outcome != "rivalry_end" or view.standing is None:
        return []
    record = lead(view).hostility
    if not record.carried.get("rivalries"):
        return []
    return [f"Should it still run: rivalries are coded to {record.coded_to['rivalries']} only."]


def _share(part: float) -> str:
    return "under 1%" if part < 0.01 else percent(part)


def _class(one: Forecast) -> list[str]:
    """What the reference class rests on: the answer itself, or what stands beside a model's."""
    if one.n_pairs is None or one.n_events is None:
        return []
    rests = f"{count(one.n_pairs, 'pair')}, {one.n_events:,} with it within {_years(one.horizon)}"
    if one.class_p is not None:
        if (like := alike(one)) is None:
            return []
        only = " alone" if like != LIKE else ""
        return [f"{like[0].upper()}{like[1:]}{only} (dash and dot): the reference class, {rests}."]
    who = "It rests" if one.aggregation in MAIN else "The thinnest class rests"
    return [f"{who} on {rests}."]


def _bloc(lead: str, found: Sequence[Forecast], ways: int) -> list[str]:
    """What the three ways of a bloc mean, and which members count how."""
    parts = [f"Lead: {lead}."]
    if ways > 1:
        parts.append(
            "Mean: expected share of member pairs; by capability: the same, each weighted by its "
            "share of power. Upright lines: their 90% at the last horizon."
        )
    members = next((f.members for f in found if f.members), None)
    if members is None:
        return parts
    if ways == 1:
        parts.append("Mean and weighted mean of the members are the same, and not drawn.")
    if members.get("in_force"):
        parts.append(f"{count(members['in_force'], 'pair')} with a pact already count as 1.")
    if members.get("left_out"):
        parts.append(f"Left out, not at risk: {count(members['left_out'], 'pair')}.")
    return parts


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
    return in_words(f"{between(view)}: {title}", said, caption, rows, width)


def _alt(rows: pl.DataFrame) -> str:
    told = []
    for (way,), curve in rows.group_by("aggregation", maintain_order=True):
        ends = [curve.row(at, named=True) for at in (0, -1)]
        said = " to ".join(
            f"{chance(end['p'])} within {count(end['horizon'], 'year')}" for end in ends
        )
        told.append(f"{ENDS.get(str(way), 'this pair')}: {said}")
    last = rows.filter(pl.col("base_rate").is_not_null()).tail(1)
    base = (
        f" Base rate: {chance(last['base_rate'][0])} within {count(last['horizon'][0], 'year')}."
        if len(last)
        else ""
    )
    return f"Curves by horizon on a log axis. {'; '.join(told)}.{base}"


def _chart(rows: pl.DataFrame, outcome: str, like: str, width: int) -> theme.Chart:
    alt = theme.extra("altair")
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
    return alt.layer(*marks, *labels).properties(width=wide, height=HIGH)


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


def alike(one: Forecast) -> str | None:
    """What the reference class may be called; nothing where it is everyone at risk."""
    if not one.conditions:
        return None
    if "hostility" not in one.dropped:
        return LIKE
    return f"alike in {listing(one.conditions)}"


def anyone(outcome: str) -> str:
    """Whose rate the base rate is."""
    return BASE.get(outcome, "any two states")


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

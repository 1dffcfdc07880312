"""What is written around a picture of odds: its finding, its caption, its alternative text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from detente.dates import human
from detente.report.called import both
from detente.report.figures.asked import EVENTS
from detente.report.picked import lead, spoken, yardstick
from detente.words import chance, chances, count, listing, percent

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment, Forecast

MAIN = ("pair", "lead")
ENDS = {"lead": "lead pair", "share": "members, mean", "weighted": "by capability"}
BASE = {"rivalry_end": "any two rivals"}  # whose rate the base rate is, if not any two states
LIKE = "pairs like it"  # the reference class, beside a model
HARD = {"rivals": "rivals", "pairs in open hostility": "hostile pairs"}  # as on the first screen
TITLES = {**EVENTS, "rivalry_end": "the end of their rivalry"}


def lead_name(view: Assessment) -> str | None:
    """The pair that leads, where there are several."""
    if view.standing is None or len(view.standing.pairs) < 2:
        return None
    pair = view.standing.pairs[view.standing.lead]
    return f"{pair.one.name}–{pair.two.name}"


def _years(horizon: int) -> str:
    named = {1: "one", 5: "five", 10: "ten", 20: "twenty"}
    return f"{named.get(horizon, str(horizon))} year{'s' if horizon > 1 else ''}"


def main_of(view: Assessment, found: Sequence[Forecast]) -> Forecast:
    """The forecast the title speaks of: of the pair or the lead, at ten years or near it."""
    at = [one for one in found if one.horizon == yardstick(view)]
    order = [*MAIN, "share", "weighted"]
    return min(at, key=lambda one: (one.p is None, order.index(one.aggregation)))


def title_of(view: Assessment, outcome: str, found: Sequence[Forecast]) -> str:
    """The finding: the chance at ten years, or near it, in words and numbers."""
    one = main_of(view, found)
    event = TITLES[outcome][0].upper() + TITLES[outcome][1:]
    lead = lead_name(view)
    whom = f" (for the lead, {lead})" if lead is not None else ""
    if one.aggregation not in MAIN:  # nothing is at risk for the lead
        whom = " (mean of the members)"
    asked = f"{event} within {_years(one.horizon)}, {both(view)}{whom}"
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


def caption_of(view: Assessment, found: Sequence[Forecast], ways: int) -> str:
    """What is drawn, what it rests on, by which model and data."""
    one = main_of(view, found)
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


def alt_of(rows: pl.DataFrame) -> str:
    """Each curve by its first and last value, for who cannot see them."""
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

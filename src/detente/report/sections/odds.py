"""Odds: curves, every chance, what moved it, the nearest decisions, and the track record."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Assessment, Forecast
from detente.report.figures.odds import odds
from detente.report.html.main_question import hard, lead_pair
from detente.report.html.odds_moved import decisions, moved
from detente.report.html.odds_record import record
from detente.report.html.odds_table import at_yardstick, every_chance
from detente.report.html.odds_told import HAD, alike, outcomes, sentence, single, within
from detente.report.html.sheet import Sheet
from detente.report.outcomes import EVENTS
from detente.report.picked import yardstick
from detente.report.sections import Section
from detente.words import chance


def _body(sheet: Sheet) -> h.Node:
    view = sheet.view
    if view.standing is None:
        return None
    risked = [name for name in outcomes(view) if _drawn(sheet, name)]
    if (nothing := _nothing_ahead(sheet, risked)) is not None:
        return h.p[nothing]
    return [
        _reading(sheet) if risked else None,
        at_yardstick(sheet),
        [_curve(sheet, name) for name in risked],
        [h.p[said] for said in _without(sheet)],
        _both(sheet),
        _walked(sheet),
        every_chance(sheet),
        h.h3["What moved it away from the base rate"],
        moved(sheet),
        decisions(sheet),
        h.h3["The track record of forecasts like these"],
        record(sheet),
    ]


def _nothing_ahead(sheet: Sheet, risked: list[str]) -> str | None:
    """The one reason why no outcome has a chance: a side has ended."""
    reasons = {single(sheet.view, name)[0].reason for name in outcomes(sheet.view)}
    if risked or len(reasons) != 1:
        return None
    return f"Nothing lies ahead of the two: {reasons.pop() or 'neither can come to be'}."


def _drawn(sheet: Sheet, outcome: str) -> bool:
    """Whether there is a chance to draw, of the pair or of members."""
    return any(one.p is not None for one in sheet.view.outlook if one.outcome == outcome)


def _reading(sheet: Sheet) -> h.Node:
    """How the curves are read."""
    pair = lead_pair(sheet.view)
    whose = (
        f" In colour: {pair}, the pair that leads. Broken lines: the mean of the members, plain "
        "and weighted by power."
        if pair
        else ""
    )
    return h.p[
        "Chances that each comes within so many years of ",
        sheet.n.day(sheet.view.question, "as_of"),
        ". The band is the middle 90% of what the chance may be. Grey, unbroken: the base rate."
        + whose,
    ]


def _curve(sheet: Sheet, outcome: str) -> h.Node:
    return [
        sheet.figure(
            f"odds-{outcome.replace('_', '-')}",
            lambda width: odds(sheet.view, outcome, width=width),
        ),
        h.p[_beside(sheet, outcome)],
    ]


def _beside(sheet: Sheet, outcome: str) -> h.Node:
    """The chance at the yardstick, beside the class, the stratum and the base rate."""
    view = sheet.view
    one = next(f for f in single(view, outcome) if f.horizon == yardstick(view))
    if one.p is None:
        why = one.reason or one.status.replace("_", " ")
        return f"The pair that leads is not among them: {sentence(why)}"
    return [
        "Hard to tell: hostility was given up to find enough pairs alike. " if hard(one) else None,
        _class(sheet, one),
        _stratum(sheet, one),
    ]


def _class(sheet: Sheet, one: Forecast) -> h.Node:
    """Which pairs are alike, in what, and how many of them had the outcome."""
    n = sheet.n
    if one.n_pairs is None or one.n_events is None:
        return None
    if not one.conditions:
        return "Too few pairs are alike in anything coded, so that the base rate stands for them. "
    told = _first(sheet.view)
    same = told is not one and told is not None and told.conditions == one.conditions
    in_what = "the same" if same else alike(one.conditions)
    rate = "class_p" if one.class_p is not None else "p"
    years = (
        [", in some year from ", n.year(one, "years", 0), " to ", n.year(one, "years", 1)]
        if len(one.years) == 2
        else None
    )
    return [
        f"Pairs alike in {in_what}",
        years,
        ". Counting a pair once for every such year, ",
        n.chance(one, rate),
        f" {HAD.get(one.outcome, 'had one')} ",
        within(sheet, one),
        _outside(one),
        ". ",
        f"Left out of the likeness, to find enough of them: {alike(one.dropped)}. "
        if one.dropped
        else None,
    ]


def _first(view: Assessment) -> Forecast | None:
    """The first forecast told whose class is alike in something."""
    told = (
        f for name in outcomes(view) for f in single(view, name) if f.horizon == yardstick(view)
    )
    return next((f for f in told if f.p is not None and f.conditions), None)


def _stratum(sheet: Sheet, one: Forecast) -> h.Node:
    """The rate of all pairs of the same hostility, unless that is the base rate."""
    n = sheet.n
    if one.stratum is None or one.stratum_rate is None or one.stratum_pairs is None:
        return None
    base = one.base_rate is not None and chance(one.base_rate) == chance(one.stratum_rate)
    if base and one.stratum_pairs == one.base_pairs:
        return None
    return [
        f"{sentence(one.stratum)[:-1]}, whatever else: ",
        n.chance(one, "stratum_rate"),
        " (",
        n.count(one, "stratum_pairs", of="pair"),
        ").",
    ]


def _outside(one: Forecast) -> str:
    """Whether the class and the model are at odds."""
    if one.class_p is None or one.low is None or one.high is None:
        return ""
    if one.low <= one.class_p <= one.high:
        return ", inside the interval of the model"
    return f", {'below' if one.class_p < one.low else 'above'} the whole interval of the model"


def _both(sheet: Sheet) -> h.Node:
    """The rivalry and the pact as one event, and whether the rivalry still runs."""
    n = sheet.n
    told = [one for one in single(sheet.view, "rivalry_end") if one.and_pact is not None]
    if not told:
        return None
    parts = [[n.chance(one, "and_pact"), " ", within(sheet, one)] for one in told]
    between = [[", " if at else None, part] for at, part in enumerate(parts)]
    runs = (
        [
            " That the rivalry, as far as it is coded, still runs on ",
            n.day(sheet.view.question, "as_of"),
            " is put at ",
            n.percent(told[0], "running"),
            ".",
        ]
        if told[0].running is not None
        else None
    )
    return h.p[
        "That the rivalry ends and a defence pact is made, both in time: ", between, ".", runs
    ]


def _walked(sheet: Sheet) -> h.Node:
    """How many worlds the chances were read from."""
    if sheet.view.draws is None:
        return None
    return h.p(".small")[
        "Pledges and rivalries are read from ",
        sheet.n.count(sheet.view, "draws", of="drawn course", many="drawn courses"),
        " of the world, from the end of the records on.",
    ]


def _without(sheet: Sheet) -> list[h.Node]:
    """The outcomes for which there is no curve, each with the reason."""
    view, pair = sheet.view, lead_pair(sheet.view)
    told: list[h.Node] = []
    for outcome in outcomes(view):
        if _drawn(sheet, outcome):
            continue
        one = single(view, outcome)[0]
        if one.status != "in_force":
            told.append(sentence(f"No curve for {EVENTS[outcome]}: {one.reason or 'not at risk'}"))
        elif outcome == "defence_pact":
            whose = f" for {pair}, the pair that leads" if pair else ""
            told.append(sentence(f"A defence pact is in force{whose}: {one.reason}"))
        else:
            told.append("No pledge is stronger than the one in force.")
    if any(one.same_as is not None for one in view.outlook):
        told.append(
            "A stronger pledge would here be the same event as a defence pact: one curve for both."
        )
    return told


SECTION = Section(30, "odds", "Odds", _body)

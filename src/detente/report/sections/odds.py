"""Odds: curves, every chance, what moved it, the nearest decisions, and the track record."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Forecast
from detente.report.figures.odds import odds
from detente.report.first_screen import yardstick
from detente.report.html.main_question import hard, lead_pair
from detente.report.html.odds_moved import decisions, moved
from detente.report.html.odds_record import record
from detente.report.html.odds_table import tables
from detente.report.html.odds_told import (
    EVENTS,
    HAD,
    alike,
    outcomes,
    sentence,
    single,
    within,
)
from detente.report.html.sheet import Sheet
from detente.report.sections import Section


def _body(sheet: Sheet) -> h.Node:
    view = sheet.view
    if view.standing is None:
        return None
    risked = [name for name in outcomes(view) if _drawn(sheet, name)]
    if (nothing := _nothing_ahead(sheet, risked)) is not None:
        return h.p[nothing]
    return [
        _reading(sheet) if risked else None,
        [_curve(sheet, name) for name in risked],
        [h.p[said] for said in _without(sheet)],
        h.h3["Every chance"] if risked else None,
        tables(sheet),
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
    view, n = sheet.view, sheet.n
    one = next(f for f in single(view, outcome) if f.horizon == yardstick(view))
    if one.p is None:
        why = one.reason or one.status.replace("_", " ")
        return f"The pair that leads is not among them: {sentence(why)}"
    told: list[h.Node] = []
    if hard(one):
        told += ["Hard to tell: hostility was given up to find enough pairs alike. "]
    if one.n_pairs is not None and one.n_events is not None:
        told += [
            "Of ",
            n.count(one, "n_pairs", of="pair"),
            f" alike in {alike(one.conditions)}" if one.conditions else " at risk",
            ", ",
            n.count(one, "n_events") if one.n_events else "none",
            f" {HAD.get(outcome, 'had one')} ",
            within(sheet, one),
            " of some year in which they were ",
            "alike" if one.conditions else "at risk",
            *(
                [" (", n.year(one, "years", 0), "–", n.year(one, "years", 1), ")"]
                if len(one.years) == 2
                else []
            ),
        ]
        if one.class_p is not None:
            told += ["; counted by year, ", n.chance(one, "class_p"), _outside(one)]
        told.append(". ")
        if one.dropped:
            told.append(f"Given up to find enough of them: {alike(one.dropped)}. ")
    if one.stratum is not None and one.stratum_rate is not None and one.stratum_pairs is not None:
        told += [
            f"{sentence(one.stratum)[:-1]}, whatever else: ",
            n.chance(one, "stratum_rate"),
            " of ",
            n.count(one, "stratum_pairs", of="pair"),
            ", counted by year. ",
        ]
    if one.base_rate is not None and one.base_pairs is not None:
        told += [
            "Any two rivals: " if outcome == "rivalry_end" else "Any two states: ",
            n.chance(one, "base_rate"),
            " (",
            n.count(one, "base_pairs", of="pair"),
            "). ",
        ]
    return told


def _outside(one: Forecast) -> str:
    """Whether the class and the model are at odds."""
    if one.class_p is None or one.low is None or one.high is None:
        return ""
    if one.low <= one.class_p <= one.high:
        return ", inside the interval of the model"
    return f", {'below' if one.class_p < one.low else 'above'} the whole interval of the model"


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

"""The answer: one sentence, the odds beside the base rate, and what may be quoted."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Assessment, Forecast, Party
from detente.report.figures.odds_dots import odds_dots
from detente.report.figures.since import later
from detente.report.html.main_question import between, hard, lead_pair, main_chance, others, pact_of
from detente.report.html.quotes import quotes
from detente.report.html.sheet import Sheet
from detente.report.html.unbroken import DASH, unbroken
from detente.report.outcomes import EVENTS
from detente.report.picked import lead, years_of
from detente.report.sections import Section
from detente.words import likelihood, listing


def _body(sheet: Sheet) -> h.Node:
    view = sheet.view
    if view.standing is None:
        return h.p(".lead")[view.outlook[0].reason or "The two never met."]
    one = main_chance(view)
    return [
        h.p(".lead")[_sentence(sheet, one)],
        _beside(sheet, one),
        [h.p[_agreement(sheet, party)] for party in _blocs(view)],
        h.p[unbroken(view.standing.headline), _coded(sheet)],
        sheet.figure("answer-odds", lambda width: odds_dots(view, width=width)),
        quotes(sheet),
    ]


def _sentence(sheet: Sheet, one: Forecast) -> h.Node:
    """The answer in one sentence."""
    view, n = sheet.view, sheet.n
    pact, pair = pact_of(view), lead_pair(view)
    lead = f", for the lead ({pair})" if pair else ""
    before: list[h.Node] = []
    if pact.status == "in_force":
        before = [f"A defence pact is in force {between(view)}{lead}: {pact.reason}. "]
    elif pact.status == "not_at_risk":
        return f"Nothing lies ahead of the two: {pact.reason}."
    event = EVENTS[one.outcome]
    if one.p is None:
        return [*before, f"{event[0].upper()}{event[1:]}: {one.reason}."]
    asked = f"{event[0].upper()}{event[1:]} {between(view)} within {years_of(one.horizon)}{lead}: "
    if hard(one):
        return [
            *before,
            asked,
            "hard to tell: ",
            n.chance(one, "stratum_rate"),
            f" of {one.stratum} whatever else, but ",
            n.chances(one),
            f" of pairs alike in {listing(one.conditions) or 'nothing'} alone, as of ",
            n.day(view.question, "as_of"),
            ".",
        ]
    return [
        *before,
        asked,
        f"{likelihood(one.p)}, ",
        n.chances(one),
        ", as of ",
        n.day(view.question, "as_of"),
        ".",
    ]


def _beside(sheet: Sheet, one: Forecast) -> h.Node:
    """The base rate and the class, in one line each."""
    if one.p is None:
        return None
    n, told = sheet.n, []
    if one.base_rate is not None:
        told.append(
            h.fragment["Any two states: ", n.chance(one, "base_rate"), ", over the same horizon. "]
        )
    if one.conditions and one.n_pairs and one.n_events is not None:
        told.append(
            h.fragment[
                "Of ",
                n.count(one, "n_pairs", of="pair"),
                f" {_like(one)}, ",
                n.count(one, "n_events") if one.n_events else "none",
                f" had one within {years_of(one.horizon)} of some year in which they were alike",
                _same_years(sheet, one),
                _by_year(sheet, one),
                ". ",
            ]
        )
    if one.gap_share is not None and one.gap_share >= 0.5:  # most of it
        told.append(
            h.fragment[
                "The years since records end make ",
                n.percent(one, "gap_share"),
                " of the width of the interval. ",
            ]
        )
    return h.p[told]


def _like(one: Forecast) -> str:
    """What the class may be called: by what is left of it, where hostility was given up."""
    if "hostility" in one.dropped:
        return f"alike in {listing(one.conditions)} alone, for too few are in more"
    return "like this one"


def _by_year(sheet: Sheet, one: Forecast) -> h.Node:
    """The rate of the class, lest pairs that had it some time be taken for its chance."""
    if one.class_p is not None:
        return ["; reckoned from any one such year, the chance is ", sheet.n.chance(one, "class_p")]
    if one.model == "reference class":
        return ["; reckoned from any one such year, the chance is the one above"]
    return None


def _coded(sheet: Sheet) -> h.Node:
    """How old that is, where a record is carried to the day, and that newer reports are below."""
    view, n = sheet.view, sheet.n
    pair = lead(view)
    if not pair.pledge.carried:
        return None
    newer = [
        "; ",
        h.a(href="#history")["what other sources report since"],
        " is not in it",
    ]
    return [
        " Pledges are as coded to ",
        n.year(pair.pledge, "coded_to"),
        ", disputes to ",
        n.year(pair.hostility, "coded_to", "disputes"),
        newer if any(one.where != "around" for one in later(view)) else None,
        ".",
    ]


def _same_years(sheet: Sheet, one: Forecast) -> h.Node:
    if len(one.years) != 2:
        return None
    return [", ", sheet.n.year(one, "years", 0), DASH, sheet.n.year(one, "years", 1)]


def _blocs(view: Assessment) -> list[Party]:
    return [party for party in (view.question.a, view.question.b) if party.kind == "bloc"]


def _agreement(sheet: Sheet, party: Party) -> h.Node:
    """That a bloc does not sign alone."""
    return [
        f"Blocs do not sign alone: {party.code} has ",
        sheet.n.count(party, "members", of=others(sheet.view, party)),
        " on ",
        sheet.n.day(sheet.view.question, "day"),
        " (",
        h.a(href="#agreement")["who would have to agree"],
        ").",
    ]


SECTION = Section(10, "answer", "The answer", _body)

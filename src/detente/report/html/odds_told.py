"""Words that the section on odds shares: outcomes, models, intervals with their places."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Assessment, Forecast
from detente.report.html.numbers import Said
from detente.report.html.sheet import Sheet
from detente.words import chances, listing

NAMES = {
    "defence_pact": "defence pact",
    "stronger_pledge": "stronger pledge",
    "rivalry_end": "rivalry ends",
    "dispute": "new dispute",
}
HAD = {"rivalry_end": "saw theirs end"}  # what became of pairs alike, if not "had one"
CONDITIONS = {
    "pledge": "pledge",
    "hostility": "hostility",
    "dispute": "a recent dispute",
    "relevance": "political relevance",
    "contiguity": "contiguity",
    "majors": "major powers",
}
MODELS = {
    "decisions": "treaty decisions: who joins, adopts or founds what, walked ahead year by year",
    "blend": "the mean of a hazard of new disputes by year and of boosted trees, on the pair's record "
    "and structure",
    "hazard": "a hazard of new disputes by year, on the pair's record and structure",
    "pool": "several models of how rivalries end, weighted by their past scores",
    "reference class": "pairs alike in what is coded, counted by year",
    "reference": "pairs alike in what is coded, counted by year",
}
SINGLE = ("pair", "lead")


def single(view: Assessment, outcome: str) -> list[Forecast]:
    """The chances of the pair, or of the pair that leads, by horizon."""
    return [one for one in view.outlook if one.outcome == outcome and one.aggregation in SINGLE]


def outcomes(view: Assessment) -> list[str]:
    """The outcomes of an answer, but for one that is another under a second name."""
    there = dict.fromkeys(one.outcome for one in view.outlook)
    return [name for name in NAMES if name in there and single(view, name)[0].same_as is None]


def within(sheet: Sheet, one: Forecast) -> h.Node:
    """``within 10 years``."""
    return ["within ", sheet.n.count(one, "horizon", of="year")]


def interval(sheet: Sheet, one: Forecast) -> h.Node:
    """``0.34% to 19%``, on the scale of the chance between them."""
    if one.p is None or one.low is None or one.high is None:
        return "–"
    _, low, high = chances(one.p, one.low, one.high)
    return [
        sheet.n.told(one, "low", say=lambda _: low),
        " to ",
        sheet.n.told(one, "high", say=lambda _: high),
    ]


def middle(sheet: Sheet, one: Forecast) -> Said:
    """The chance itself, on the scale of `interval`."""
    if one.p is None or one.low is None or one.high is None:
        return "–"
    said = chances(one.p, one.low, one.high)[0]
    return sheet.n.told(one, "p", say=lambda _: said)


def alike(conditions: list[str]) -> str:
    """``pledge, hostility and contiguity``."""
    return listing([CONDITIONS.get(name, name) for name in conditions])


def sentence(text: str) -> str:
    """A text of the assessment as a sentence."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"

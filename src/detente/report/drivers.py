"""What moves the odds, and the decisions most like the one a pact would take, as small tables."""

from __future__ import annotations

from math import exp

from detente.assessment.schema import Assessment, DecisionsLike, Odds
from detente.report.layout import Page
from detente.report.outcomes import MOVED
from detente.words import chance, count, listing, percent, significant

LEAST = 0.05  # log-odds; smaller drivers are added up
NAMED = 3  # states of a decision
OF_ALL = {
    "defence_pact": "the mean of all pairs at risk",
    "stronger_pledge": "the rate of such pairs since 1946",
    "rivalry_end": "the rate of all rivalries since 1946",
    "dispute": "the rate of all pairs since 1946",
}
BY = {
    "decisions": "the treaty processes give",
    "hazard": "the hazard gives",
    "pool": "the pool gives",
    "blend": "the blend of hazard and trees gives",
}


def drivers(page: Page, view: Assessment) -> None:
    """Write the drivers and the nearest decisions, where there are any."""
    for one in (*view.drivers, *view.other_drivers):
        _odds(page, one)
    if view.decisions:
        page.heading("Decisions most like it")
        for like in view.decisions:
            _decisions(page, like)
        page.paragraph(
            "distance: in log-odds, 0 for a unit alike in all that the model weighs. p: its chance "
            "in the year before, by a fit that has learned from the decision too. Units are a "
            "state and a treaty, a body, or a pair; each is counted in the year most like this."
        )


def _odds(page: Page, one: Odds) -> None:
    event = MOVED[one.outcome]
    of = "" if one.outcome == "defence_pact" else f" of {event}"
    page.heading(f"What moves the odds{of}, {one.one}–{one.two}")
    apart = sum(driver.log_odds for driver in one.drivers)
    page.paragraph(
        f"As of the end of {one.year}, {BY[one.model]} {event} within one "
        f"year {chance(one.p)}; {OF_ALL[one.outcome]} is {chance(one.base_rate)}. The "
        f"distance in log-odds is {apart:+.2f}, and these parts sum to it:"
    )
    shown = [driver for driver in one.drivers if abs(driver.log_odds) >= LEAST]
    rest = apart - sum(driver.log_odds for driver in shown)
    rows = [["driver", "log-odds", "odds"]]
    rows += [_row(driver.name, driver.log_odds) for driver in shown]
    if len(shown) < len(one.drivers):
        rows.append(_row("all others together", rest))
    page.table(rows, indent=2)
    page.paragraph(one.note)
    if not one.paths:
        return
    page.paragraph("By which way the pact would come, share of the chance:")
    ways = [[path.text, percent(path.share)] for path in one.paths]
    left = 1 - sum(path.share for path in one.paths)
    page.table([*ways, ["any other way", percent(max(left, 0.0))]], indent=2)


def _row(name: str, log_odds: float) -> list[str]:
    return [name, f"{log_odds:+.2f}", f"×{significant(exp(log_odds)):g}"]


def _decisions(page: Page, like: DecisionsLike) -> None:
    page.paragraph(
        f"{percent(like.share)} of the chance by {like.process}; likeliest: {like.path} "
        f"({chance(like.p)} a year). Of the {count(like.alike, 'unit')} most like it "
        f"{like.followed} took such a decision within {like.within} years.",
        hanging=2,
    )
    for near in like.decisions:
        page.paragraph(
            f"{near.year}, {near.treaty}: {listing(near.states, most=NAMED)}; "
            f"{count(near.dyads, 'new pair')} of allies, distance {near.distance:.1f}, "
            f"p {percent(near.p)}",
            indent=4,
            hanging=2,
        )
    if like.others:
        others = [f"{other.name} ({other.year}, {other.distance:.1f})" for other in like.others]
        page.paragraph(f"Took none: {'; '.join(others)}.", indent=4, hanging=2)

"""Where sight ends: what each source covers, what is done after it, and what nobody measures."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Coverage
from detente.report.figures.source_coverage import source_coverage
from detente.report.html.main_question import lead_pair
from detente.report.html.newer import any_newer, newer
from detente.report.html.sheet import Sheet
from detente.report.picked import LEAST_TOLD, ROWS, lead, pick, yardstick, years_of
from detente.report.sections import Section
from detente.words import likelihood, listing

WARS = "interstate wars"  # later ones are read elsewhere, which no bar shows
LEAST_GAP = 0.005  # shares of the gap below this are not told


def _body(sheet: Sheet) -> h.Node:
    view = sheet.view
    if view.standing is None:
        return None
    return [
        sheet.figure("coverage", lambda width: source_coverage(view, width=width)),
        _done(sheet),
        _gap(sheet),
        _bridged(sheet),
        _unlisted(sheet),
        h.h3["Newer evidence, under its own name"],
        newer(sheet) if any_newer(view) else _nothing_newer(sheet),
        _unmeasured(sheet),
    ]


def _ended(sheet: Sheet) -> list[Coverage]:
    return [one for one in sheet.view.coverage if one.after != "within"]


def _done(sheet: Sheet) -> h.Node:
    """What is done between the end of each source and the day."""
    ended = _ended(sheet)
    if not ended:
        return h.p[
            "No source ends before the last full year, so that nothing is carried to ",
            sheet.n.day(sheet.view.question, "as_of"),
            " and nothing bridged. Of the year of that day only what is dated by day is known: "
            "treaties, members and states.",
        ]
    return [
        [h.p[f"The record of {one.layer} {one.text}."] for one in ended if one.layer == WARS],
        h.details[
            h.summary["What is done after each source ends, source by source"],
            h.ul[[h.li[f"{one.layer} ({one.source}): {one.text}"] for one in ended]],
        ],
    ]


def _gap(sheet: Sheet) -> h.Node:
    """How much of the interval the gap makes, for each outcome it was measured for."""
    view = sheet.view
    horizon = yardstick(view)
    at_risk = [
        one
        for outcome in ROWS
        for one in pick(view, outcome)
        if one.horizon == horizon and one.p is not None and one.same_as is None
    ]
    told = [one for one in at_risk if one.gap_share is not None and one.gap_share >= LEAST_GAP]
    if not told:
        return None
    lead_of = lead_pair(view)
    others = [ROWS[one.outcome] for one in at_risk if one.gap_share is None]
    return h.p[
        f"Of the variance of the interval at {years_of(horizon)}",
        f", for the lead ({lead_of})" if lead_of else None,
        ", the time since the last coded year makes ",
        [
            [", " if at else None, sheet.n.percent(one, "gap_share"), f" ({ROWS[one.outcome]})"]
            for at, one in enumerate(told)
        ],
        f"; that share is not measured for: {listing(others)}." if others else ".",
    ]


def _bridged(sheet: Sheet) -> h.Node:
    """Whether a dispute ran in the last full year: estimated."""
    pair = lead(sheet.view)
    found = pair.hostility.bridged
    if found is None:
        return None
    n = sheet.n
    which = ", the lead," if lead_pair(sheet.view) else ""
    return h.p[
        f"Whether a militarised dispute ran between {pair.one.name} and {pair.two.name}{which} in ",
        n.year(found, "year"),
        " is estimated, not on record: ",
        n.chances(found.dispute),
        f", {likelihood(found.dispute.p)}; one in which force was used: ",
        n.chances(found.violent),
        f", {likelihood(found.violent.p)}. In brackets the middle 90% of what the pair’s true "
        "chance may be.",
    ]


def _unlisted(sheet: Sheet) -> h.Node:
    one = pick(sheet.view, "defence_pact")[0]
    if one.unlisted is None or one.unlisted < LEAST_TOLD:
        return None
    return h.p[
        "Chance that a defence pact not yet on the record is in force on ",
        sheet.n.day(sheet.view.question, "as_of"),
        ": ",
        sheet.n.chances(one, "unlisted", "unlisted_low", "unlisted_high"),
        ".",
    ]


def _nothing_newer(sheet: Sheet) -> h.Node:
    if not _ended(sheet):
        return h.p["None is needed: the records reach the last full year before the day."]
    return h.p[
        "None is known: our own dated tables and the conflict record hold nothing of the two "
        "after the records above end. That is no proof that nothing happened."
    ]


def _unmeasured(sheet: Sheet) -> h.Node:
    if not sheet.view.unmeasured:
        return None
    return [
        h.h3["What no source measures"],
        h.ul[[h.li[one] for one in sheet.view.unmeasured]],
    ]


SECTION = Section(60, "sight", "Where sight ends", _body)

"""Three sentences a journalist may quote, each with its caveat."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Chances, Forecast, History, Reversals, TrackRecord
from detente.report.called import both
from detente.report.html.enemies import ended, years
from detente.report.html.main_question import between, hard, lead_pair, main_chance, pact_of
from detente.report.html.sheet import Sheet
from detente.report.outcomes import EVENTS
from detente.report.picked import lead, years_of
from detente.words import likelihood, listing


def quotes(sheet: Sheet) -> h.Node:
    """What may be quoted, each sentence with what has to be said beside it."""
    return [
        h.h3["Three sentences to quote, each with its caveat"],
        [
            h.blockquote[h.p(".quote")[said], h.p(".caveat")["Caveat: ", caveat]]
            for said, caveat in (_chance(sheet), _others(sheet), _sight(sheet))
        ],
    ]


Quote = tuple[h.Node, h.Node]


def _chance(sheet: Sheet) -> Quote:
    """What the chance is, and what chances like it were worth."""
    view, n = sheet.view, sheet.n
    one = main_chance(view)
    day = n.day(view.question, "as_of")
    if one.p is None:
        return (
            ["As of ", day, f": {pact_of(view).reason or one.reason}."],
            "This is read off the record; it is no forecast.",
        )
    word = "hard to tell" if hard(one) else f"{likelihood(one.p)} by a fixed scale of words"
    said = [
        "As of ",
        day,
        f", the chance of {EVENTS[one.outcome]} {between(view)}{_whose(sheet)} within "
        f"{years_of(one.horizon)} is put at ",
        n.chances(one),
        f": {word}. For any two states it is ",
        n.chance(one, "base_rate"),
        ".",
    ]
    alone = "The members of a bloc are not all alike: it is measured on the pair that leads. "
    return said, [alone if lead_pair(view) else None, _width(sheet, one), _worth(sheet, one)]


def _whose(sheet: Sheet) -> str:
    pair = lead_pair(sheet.view)
    return f", measured on {pair}," if pair else ""


def _width(sheet: Sheet, one: Forecast) -> h.Node:
    n = sheet.n
    told: list[h.Node] = ["In brackets stands the middle 90%. "]
    if one.gap_share is not None:
        told += [
            "The years between the end of the records and the day make ",
            n.percent(one, "gap_share"),
            " of its width. ",
        ]
    if hard(one):
        told += [
            "Pairs like it were too few, so hostility was given up in choosing them; among ",
            f"{one.stratum}, whatever else, the rate is ",
            n.chance(one, "stratum_rate"),
            ". ",
        ]
    return told


def _worth(sheet: Sheet, one: Forecast) -> h.Node:
    """What became of past chances like this one."""
    record = record_of(sheet, one)
    n = sheet.n
    if record is None or record.alike is None:
        return "No past forecast like this one has been scored."
    alike = record.alike
    after = (
        ", so scored with what came after this day"
        if record.last >= sheet.view.question.as_of.year
        else ""
    )
    return [
        "Of ",
        n.count(alike, "n", of="chance"),
        " of ",
        n.percent(alike, "low"),
        " to ",
        n.percent(alike, "high"),
        " that the model gave for a pair and year from ",
        n.year(record, "first"),
        " to ",
        n.year(record, "last"),
        f"{after}, ",
        [n.percent(alike, "rate"), " came true", _missed(alike), "."]
        if alike.events
        else "none came true.",
    ]


def _missed(alike: Chances) -> str:
    """Whether more or fewer came true than the chances said."""
    if alike.rate is None or alike.low <= alike.rate <= alike.high:
        return ""
    return ", more than it said" if alike.rate > alike.high else ", fewer than it said"


def record_of(sheet: Sheet, one: Forecast) -> TrackRecord | None:
    """The track record of the model behind a chance, at its horizon."""
    return next(
        (
            r
            for r in sheet.view.track_record
            if (r.outcome, r.horizon) == (one.outcome, one.horizon)
        ),
        None,
    )


def _others(sheet: Sheet) -> Quote:
    """What became of other enemies; of a pair that never was one, what stands on record."""
    view, n = sheet.view, sheet.n
    found, history = view.reversals, view.history
    if found is None or not found.without or history is None or not history.rivalries:
        return _standing(sheet)
    said = [
        *ended(sheet, found, "rivalry", "rivalries", " between states"),
        [
            ", half of them within ",
            years(sheet, found, 1),
            " years (middle half ",
            years(sheet, found, 0),
            " to ",
            years(sheet, found, 2),
            ")",
        ]
        if found.years
        else None,
        ".",
    ]
    rivalry = lead(view).hostility.rivalry
    own = (
        [
            f"That of {history.of}, coded since ",
            n.year(rivalry, "first"),
            ", is not among them",
            _earlier(sheet, found, history),
            ". ",
        ]
        if rivalry is not None
        else None
    )
    return said, [
        own,
        "One came with or after the other; the count says nothing about why. ",
        [
            n.count(found, "allied_before", of="more rivalry", many="more rivalries"),
            " ended inside a pact that was there before.",
        ]
        if found.allied_before
        else None,
    ]


def _earlier(sheet: Sheet, found: Reversals, history: History) -> h.Node:
    """The pair's own rivalries that ended in the years counted."""
    over = [
        one
        for one in history.rivalries
        if one.last is not None and found.first <= one.last <= found.last
    ]
    if not over:
        return None
    return ["; its earlier one, ended in ", sheet.n.year(over[-1], "last"), ", is counted"]


def _standing(sheet: Sheet) -> Quote:
    view, n = sheet.view, sheet.n
    assert view.standing is not None and view.history is not None
    history = view.history
    record = lead(view).hostility
    whose = lead_pair(view)
    return (
        view.standing.headline,
        [
            f"Disputes are those of {whose}: " if whose else None,
            n.count(record, "disputes", of="militarised dispute")
            if record.disputes
            else "no militarised dispute",
            " on record from ",
            n.year(history.hostility[0], "first"),
            " to ",
            n.year(record, "coded_to", "disputes"),
            "; talks, threats below that and what was never made public are not counted.",
        ],
    )


def _sight(sheet: Sheet) -> Quote:
    """What nobody has coded."""
    view, n = sheet.view, sheet.n
    limits = {limit.layer: limit for limit in view.limits}
    told = [limits[layer] for layer in ("alliances", "disputes", "rivalries") if layer in limits]
    unmeasured = listing(view.unmeasured) if view.unmeasured else "what leaders intend"
    caveat = f"No source measures {unmeasured}."
    if not told:
        year = n.told(lead(view).hostility, "coded_to", "disputes", say=str)
        return (
            [
                "What is coded by year is known to the end of ",
                year,
                ", and nothing later went into the chances.",
            ],
            caveat,
        )
    said: list[h.Node] = ["Records of "]
    for at, limit in enumerate(told):
        joint = "" if at == 0 else " and of " if at == len(told) - 1 else ", of "
        said += [joint, f"{limit.layer} {'end ' if at == 0 else ''}in ", n.year(limit, "covers_to")]
    said += [
        f"; what {both(view)} did from then to ",
        n.day(view.question, "as_of"),
        " is estimated, or known from single dated reports.",
    ]
    return said, caveat

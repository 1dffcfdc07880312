"""Two hundred years: both axes by year, of a bloc its members too, and what is on record."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from detente.assessment.schema import Assessment, History, Pact, Stretch
from detente.report.called import article
from detente.report.figures.members_by_year import members_by_year
from detente.report.figures.since import later
from detente.report.figures.timeline import timeline
from detente.report.figures.turns import coded_to, ended, unlisted_wars
from detente.report.html import history_tables as tables
from detente.report.html.sheet import Sheet
from detente.report.html.unbroken import DASH, unbroken
from detente.report.picked import lead
from detente.report.sections import Section

MOST = 5  # of one kind in a sentence
BEFORE = (
    "Years before a succession are those of the state that went before, where the later one is "
    "counted as carrying it on."
)
RUNGS = {3: "Defence pacts", 2: "Non-aggression or neutrality", 1: "Consultation"}


def _body(sheet: Sheet) -> h.Node:
    view = sheet.view
    if view.history is None or view.standing is None:
        return None
    return [
        _whose(sheet, view.history) if view.history.years else None,
        sheet.figure("history", lambda width: timeline(view, width=width)),
        h.p[_spaced(_pledges(sheet))],
        h.p[_spaced([_rivalries(sheet), _wars(sheet), _disputes(sheet)])],
        _lately(sheet),
        tables.since(sheet),
        [
            sheet.figure("history-members", lambda width: members_by_year(view, width=width)),
            _specific(sheet),
        ]
        if view.history.years
        else None,
        [h.p(".small")[note] for note in [*view.history.notes, *_joint(view)]],
        tables.treaties(sheet, view.history.treaties),
        tables.events(sheet, view.history.events),
        tables.stretches(sheet, view.history),
        tables.allied(sheet, view.history),
    ]


def _whose(sheet: Sheet, history: History) -> h.Node:
    return h.p[
        "A bloc has no single past. First the lead pair, ",
        history.of,
        ", the members with most power on either side; then ",
        h.a(href="#fig-history-members")["every pair of members"],
        " by year, on the same line of years.",
    ]


def _joint(view: Assessment) -> list[str]:
    """Whose years those before a succession are."""
    history = view.history
    assert history is not None
    begun = next((one.first for one in history.hostility if one.how == "coded"), None)
    joint = begun is not None and any(
        one.kind == "succession" and one.first > begun for one in history.events
    )
    return [BEFORE] if joint else []


def _spaced(sentences: Sequence[h.Node]) -> h.Node:
    return [[one, " "] for one in sentences]


def _specific(sheet: Sheet) -> h.Node:
    """How many member pairs stand on their rung by more than a text of a dozen states."""
    view, n = sheet.view, sheet.n
    assert view.standing is not None
    pledge = view.standing.pledge
    if pledge is None or pledge.specific is None:
        return None
    on: list[h.Node] = [
        [n.count(pledge, "count", label), f" {label}"]
        for label, number in reversed(pledge.count.items())
        if number
    ]
    carried = ", the last coded state carried on and newer pledges added"
    pledged = any(number for label, number in pledge.count.items() if label != "no pledge")
    specific = n.count(pledge, "specific") if pledge.specific else "none"
    return h.p[
        "As of ",
        n.day(view.question, "day"),
        carried if lead(view).pledge.carried else "",
        ", member pairs stand at: ",
        _joined(on),
        ["; ", specific, " of those with a pledge by more than a text that binds a dozen states"]
        if pledged
        else None,
        ".",
    ]


def _pledges(sheet: Sheet) -> list[h.Node]:
    """Every pledge by its kind, the strongest kind first, each in order of time."""
    view = sheet.view
    assert view.history is not None
    said: list[h.Node] = []
    for rung, heading in RUNGS.items():
        pacts = [pact for pact in view.history.treaties if pact.rung == rung]
        if pacts:
            more = ["; earlier ones in the table below"] if len(pacts) > MOST else []
            shown = pacts[:MOST] if len(pacts) <= MOST else pacts[-MOST:]
            said.append([f"{heading}: ", _joined([_pact(sheet, one) for one in shown]), *more, "."])
    if not any(pact.rung == 3 for pact in view.history.treaties):
        what = "defence pact" if said else "pledge"
        said.insert(0, _none(sheet, what, view.history.pledge))
    return said


def _pact(sheet: Sheet, pact: Pact) -> h.Node:
    n = sheet.n
    years: list[h.Node]
    if pact.until is None:
        years = ["since ", n.year(pact, "since")]
    elif pact.until.year == pact.since.year:
        years = [n.year(pact, "since")]
    else:
        years = [n.year(pact, "since"), DASH, n.year(pact, "until")]
    wide = ", among a dozen states or more" if pact.umbrella else ""
    alone = f", {pact.one_sided}" if pact.one_sided else ""
    return [pact.name, " (", *years, wide, alone, ")"]


def _rivalries(sheet: Sheet) -> h.Node:
    view, n = sheet.view, sheet.n
    assert view.history is not None
    gone = ended(view)
    to = n.told(lead(view).hostility, "coded_to", "rivalries", say=str)
    if not view.history.rivalries:
        none, hostility = "strategic rivalry", view.history.hostility
        return _none(sheet, none, hostility, None if gone else to)
    spells: list[h.Node] = []
    for one in view.history.rivalries:
        if one.last is None and gone:
            spells.append(["from ", n.year(one, "first")])
        elif one.last is None:
            spells.append(["since ", n.year(one, "first")])
        elif one.last == one.first:
            spells.append(n.year(one, "first"))
        else:
            spells.append([n.year(one, "first"), DASH, n.year(one, "last")])
    known: list[h.Node] = [] if gone else [", as known to ", to]
    return ["Strategic rivals ", _joined(spells), *known, "."]


def _wars(sheet: Sheet) -> h.Node:
    view = sheet.view
    assert view.history is not None
    end = coded_to(view.history.hostility)
    wars = [one for one in view.history.events if one.kind == "war" and one.first <= end]
    years = [one for one in view.history.hostility if one.rung == 4]
    if not wars and not years:
        return _none(sheet, "war", view.history.hostility)
    told: list[h.Node] = [unbroken(one.text) for one in wars]
    told += [["war ", _span(sheet, one)] for one in unlisted_wars(view.history)]
    return ["Wars on opposite sides: ", _joined(told, "; "), "."]


def _disputes(sheet: Sheet) -> h.Node:
    view, n = sheet.view, sheet.n
    assert view.history is not None
    record = lead(view).hostility
    if record.last_dispute is None:
        return _none(sheet, "militarised dispute", view.history.hostility)
    both = _two(sheet)
    return [
        f"{both[0].upper()}{both[1:]} were on opposite sides of ",
        n.count(record, "disputes", of="militarised dispute"),
        " on record (MID) from ",
        _from(sheet, view.history.hostility),
        " to ",
        _to(sheet, view.history.hostility),
        ", the last in ",
        n.year(record.last_dispute, "year"),
        f" ({record.last_dispute.label})." if record.last_dispute.rung != 2 else ".",
        _bridged(sheet),
    ]


def _lately(sheet: Sheet) -> h.Node:
    """What other sources tell of the two since, so that no sentence above is the last word."""
    found = [one for one in later(sheet.view) if one.where != "around"]
    if not found:
        return None
    told: list[h.Node] = [
        f"{f'{one.when}: ' if one.when else ''}{one.what.rstrip('.')} ({one.publisher})"
        for one in found[:MOST]
    ]
    more = "; and more below" if len(found) > MOST else ""
    return h.p["Since the coded record ends, by other sources. ", _joined(told, "; "), more, "."]


def _bridged(sheet: Sheet) -> h.Node:
    """What is estimated of the years nobody coded."""
    one = lead(sheet.view).hostility.bridged
    if one is None:
        return None
    return [
        " There that record ends; the chance that a dispute ran in ",
        sheet.n.year(one, "year"),
        " is put at ",
        sheet.n.chances(one.dispute),
        ".",
    ]


def _none(
    sheet: Sheet, what: str, stretches: Sequence[Stretch], to: h.Node | None = None
) -> h.Node:
    start, end = _from(sheet, stretches), to or _to(sheet, stretches)
    return [f"No {what} between {_two(sheet)} is on record from ", start, " to ", end, "."]


def _two(sheet: Sheet) -> str:
    """The pair; by name where there are several."""
    pair, standing = lead(sheet.view), sheet.view.standing
    assert standing is not None
    return (
        f"{article(pair.one.name)} and {article(pair.two.name)}"
        if len(standing.pairs) > 1
        else "the two"
    )


def _from(sheet: Sheet, stretches: Sequence[Stretch]) -> h.Node:
    """The first year that is coded."""
    first = next((one for one in stretches if one.how == "coded"), stretches[0])
    return sheet.n.year(first, "first")


def _to(sheet: Sheet, stretches: Sequence[Stretch]) -> h.Node:
    """The last year that is coded."""
    last = next((one for one in reversed(stretches) if one.how == "coded"), stretches[-1])
    return sheet.n.year(last, "last")


def _span(sheet: Sheet, one: Stretch) -> h.Node:
    first = sheet.n.year(one, "first")
    return first if one.first == one.last else [first, DASH, sheet.n.year(one, "last")]


def _joined(parts: Sequence[h.Node], comma: str = ", ") -> h.Node:
    """``A, B and C``."""
    told: list[h.Node] = []
    for at, part in enumerate(parts):
        if at:
            told.append(" and " if at == len(parts) - 1 and comma == ", " else comma)
        told.append(part)
    return told


SECTION = Section(20, "history", "Two hundred years", _body)

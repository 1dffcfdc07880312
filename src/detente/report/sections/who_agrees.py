"""Who would have to agree: a bloc's members one by one, or two governments."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Aggregate, Pact, PairStanding, Party
from detente.report.figures.members import members
from detente.report.html.main_question import pact_of
from detente.report.html.members_table import members_table
from detente.report.html.pledges_table import pledges_table
from detente.report.html.sheet import Sheet
from detente.report.picked import lead, party_name
from detente.report.sections import Section

UNLISTED = "COW lists no state"  # so begins what is said of a state that others list
SILENT = (
    "The data hold nothing on parliaments, publics or parties, and nothing on what leaders would "
    "accept: who could refuse inside a state is not told here."
)


def _body(sheet: Sheet) -> h.Node:
    view = sheet.view
    if view.standing is None:
        return None
    blocs = [party for party in (view.question.a, view.question.b) if party.kind == "bloc"]
    return _of_blocs(sheet, blocs) if blocs else _of_states(sheet)


# ── blocs ───────────────────────────────────────────────────────────────────────────────


def _of_blocs(sheet: Sheet, blocs: list[Party]) -> h.Node:
    view, standing = sheet.view, sheet.view.standing
    assert standing is not None
    several = len(standing.pairs) > 1
    return [
        _alone(sheet, blocs),
        [_admission(party) for party in blocs],
        _other_side(sheet, blocs),
        _extremes(sheet),
        sheet.figure("members", lambda width: members(view, width=width)) if several else None,
        _weighted(sheet),
        members_table(sheet),
        h.p(".small")[SILENT],
    ]


def _alone(sheet: Sheet, blocs: list[Party]) -> h.Node:
    """How many would have to agree on either side."""
    return h.p[
        "Blocs do not sign alone: ",
        [
            [" and " if at else None, f"{party.code} has ", _members(sheet, party)]
            for at, party in enumerate(blocs)
        ],
        " on ",
        sheet.n.day(sheet.view.question, "day"),
        ", and each would have to agree by its own rule.",
    ]


def _members(sheet: Sheet, party: Party) -> h.Node:
    """``32 members``; of a bloc compared with one of its own, the others."""
    belongs = f"{_other(sheet, party).name} belongs to {party.code}"
    inside = any(note.startswith(belongs) for note in sheet.view.question.notes)
    return sheet.n.count(party, "members", of="other member" if inside else "member")


def _admission(party: Party) -> h.Node:
    if party.admission is None:
        return h.p[f"How {party.code} admits a member was not read for that day, or not given."]
    return h.p[f"How {party.code} admits a member: {party.admission}"]


def _other(sheet: Sheet, party: Party) -> Party:
    asked = sheet.view.question
    return asked.b if party is asked.a else asked.a


def _other_side(sheet: Sheet, blocs: list[Party]) -> h.Node:
    rule = (
        "A rule of admission says how a state joins a bloc; how a bloc concludes a pact with an "
        "outsider is not in the data."
    )
    if len(blocs) > 1:
        return h.p(".small")[rule]
    state = _other(sheet, blocs[0])
    if state.ended is not None:
        gone = [f" {state.name} ended on ", sheet.n.day(state, "ended"), "."]
        return h.p(".small")[rule, gone]
    return h.p(".small")[rule, f" The other side is one government, that of {state.name}."]


def _extremes(sheet: Sheet) -> h.Node:
    standing = sheet.view.standing
    assert standing is not None
    if standing.closest is None or len(standing.pairs) < 2:
        return None
    hostile = (
        f"the most hostile {standing.most_hostile}"
        if standing.most_hostile is not None
        else "and none has a rivalry, a dispute or a war on record"
    )
    return h.p[f"On the record the closest pair is {standing.closest}, {hostile}."]


def _weighted(sheet: Sheet) -> h.Node:
    """Either axis weighed by capability, since members do not weigh alike."""
    standing = sheet.view.standing
    assert standing is not None
    if standing.pledge is None or standing.hostility is None:
        return None
    return h.p[
        "Weighted by capability, pledges: ",
        _shares(sheet, standing.pledge),
        "; hostility in ",
        sheet.n.year(lead(sheet.view).hostility, "year"),
        ": ",
        _shares(sheet, standing.hostility),
        ".",
    ]


def _shares(sheet: Sheet, axis: Aggregate) -> h.Node:
    there = [label for label, share in axis.weighted.items() if share > 0]
    if not there:
        return "not known, no capability is coded"
    return [
        [", " if at else None, f"{label} ", sheet.n.percent(axis, "weighted", label)]
        for at, label in enumerate(there)
    ]


# ── two states ──────────────────────────────────────────────────────────────────────────


def _of_states(sheet: Sheet) -> h.Node:
    view, pair = sheet.view, lead(sheet.view)
    history = view.history
    pacts = [*(history.treaties if history is not None else []), *pair.pledge.later]
    direct = [pact for pact in pacts if not pact.umbrella]
    return [
        _governments(sheet),
        _in_force(sheet, pair),
        [h.h3["Direct pledges"], _known(sheet, pair, direct)] if pacts else None,
        pledges_table(sheet, direct, pair.pledge) if direct else None,
        _one_sided(pair),
        _umbrellas(sheet, pair),
        h.p(".small")[SILENT],
    ]


def _known(sheet: Sheet, pair: PairStanding, direct: list[Pact]) -> h.Node:
    """Until when treaties are coded, and that there is none, if so."""
    newer = ", and from newer sources after it" if pair.pledge.later else None
    coded = ["on the record to ", sheet.n.year(pair.pledge, "coded_to"), newer]
    general = "general texts that bind a dozen states or more"
    if not direct:
        return h.p[f"None: only {general}, ", coded, "."]
    return h.p(".small")[
        f"Every pledge between the two but {general}, ",
        coded,
        "; parties as last coded; dates as ATOP has them, often those of signature. A treaty that "
        "changed its rung has a row for each.",
    ]


def _umbrellas(sheet: Sheet, pair: PairStanding) -> h.Node:
    """Texts of many states that bind the two on the day."""
    there = [pact for pact in pair.pledge.pacts if pact.umbrella]
    if not there:
        return None
    return h.p[
        f"General texts bind them{' as well' if pair.pledge.direct is not None else ''}: ",
        [
            [
                "; " if at else None,
                f"{pact.name} ({pact.label}, since ",
                sheet.n.year(pact, "since"),
                ")",
            ]
            for at, pact in enumerate(there)
        ],
        ".",
    ]


def _governments(sheet: Sheet) -> h.Node:
    asked = sheet.view.question
    gone = [party for party in (asked.a, asked.b) if party.ended is not None]
    if not gone:
        a, b = party_name(asked.a), party_name(asked.b)
        unlisted = [
            text
            for party in (asked.a, asked.b)
            for text in (*party.reading, *party.notes)
            if text.startswith(UNLISTED)
        ]
        return [
            h.p[f"Two governments would have to agree: that of {a} and that of {b}."],
            [h.p(".small")[text] for text in unlisted],
        ]
    return [
        h.p[
            f"Nobody can sign for {party.name}, which ended on ",
            sheet.n.day(party, "ended"),
            f" (followed by {', '.join(party.successors)})" if party.successors else None,
            "; shown is where the two stood on ",
            sheet.n.day(asked, "day"),
            ".",
        ]
        for party in gone
    ]


def _in_force(sheet: Sheet, pair: PairStanding) -> h.Node:
    """What binds the two on the day, in one sentence."""
    pact = pact_of(sheet.view)
    if pact.status == "in_force":
        return h.p[f"A defence pact is in force already: {pact.reason}."]
    if pair.pledge.rung > 0:
        return None
    told = [" on ", sheet.n.day(pair, "day")]
    return h.p[
        "No pledge between the two is in force",
        told,
        ", as coded to ",
        sheet.n.year(pair.pledge, "coded_to"),
        ", and none is on record before that."
        if sheet.view.history is not None and not sheet.view.history.treaties
        else ".",
    ]


def _one_sided(pair: PairStanding) -> h.Node:
    """Guarantees that only one side owes, and that are in force."""
    owed = [pact for pact in [*pair.pledge.pacts, *pair.pledge.later] if pact.one_sided]
    if not owed:
        return None
    return h.p[[f"One-sided: by the {pact.name}, {pact.one_sided}. " for pact in owed]]


SECTION = Section(50, "agreement", "Who would have to agree", _body)

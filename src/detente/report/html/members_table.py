"""Every pair of states in a question with a bloc, as a table that can be sorted."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from detente.assessment.schema import Member, Pact, PairStanding
from detente.measures.rungs import Hostility
from detente.report.html.chips import hostility_chip, pledge_chip
from detente.report.html.sheet import Sheet
from detente.report.html.tables import Cell, Column, table

FEW = 12  # pairs that are listed openly; more are folded
MOST = 200  # pairs in a table; all are in the data inside the page
UNKNOWN = Cell("–", "")
TAIL = (
    Column("Pledge"),
    Column("Hostility"),
    Column("Rivalry since", True),
    Column("Last dispute", True),
    Column("Last war", True),
    Column("UN distance", True),
)


def members_table(sheet: Sheet) -> h.Node:
    """A row for each member, or for each pair of two blocs; the lead first."""
    view, standing = sheet.view, sheet.view.standing
    assert standing is not None
    a, b = view.question.a, view.question.b
    lead = standing.pairs[standing.lead]
    pairs = _ordered(standing.pairs, lead)
    several = a.kind == b.kind == "bloc"
    turned = a.kind == "state"
    head = (
        [Column(f"Member of {a.code}"), Column(f"Member of {b.code}")]
        if several
        else [Column("Member"), Column("Member since")]
    )
    rows = []
    for pair in pairs[:MOST]:
        one, two = (pair.two, pair.one) if turned else (pair.one, pair.two)
        name = f"{one.name} (lead)" if pair is lead else one.name
        other = Cell(_named(two), two.name) if several else _since(sheet, one)
        rows.append(
            [Cell(_flagged(one, name) if several else name, one.name), other, *_of(sheet, pair)]
        )
    listed = table([*head, *TAIL], rows, sortable=True, label="Pair by pair", bold=[0])
    if len(rows) <= FEW:
        return [_told(sheet, pairs), listed]
    return h.details[
        h.summary[
            f"{'Pair by pair' if several else 'Member by member'}: pledge, hostility, rivalry, last "
            "dispute, last war"
        ],
        _told(sheet, pairs),
        listed,
    ]


def _ordered(pairs: Sequence[PairStanding], lead: PairStanding) -> list[PairStanding]:
    """The lead, then the most hostile, the most pledged, the most capable."""
    return sorted(
        pairs,
        key=lambda pair: (
            pair is not lead,
            -pair.hostility.rung,
            pair.hostility.rivalry is None,
            -pair.pledge.rung,
            -_weight(pair),
        ),
    )


def _weight(pair: PairStanding) -> float:
    one, two = (share or 0.0 for share in pair.structure.shares)
    return one * two


def _told(sheet: Sheet, pairs: Sequence[PairStanding]) -> h.Node:
    """What stands in the table and what was left out."""
    standing, hostility = sheet.view.standing, pairs[0].hostility
    assert standing is not None
    left_out: h.Node = None
    if len(pairs) > MOST:
        left_out = [
            "Shown are the two hundred weightiest of ",
            sheet.n.count(standing, "pairs", of="pair"),
            ", by the order of the table; the whole list is in the data inside this file. ",
        ]
    return h.p(".small")[
        left_out,
        "The lead first, then the most hostile, the most pledged and the most capable. Hostility "
        "is that of ",
        sheet.n.year(hostility, "year"),
        ", and the last dispute and war are those to that year",
        "; violent crisis: a dispute in which a side used force, if only to seize a ship"
        if any(pair.hostility.rung == Hostility.CRISIS for pair in pairs)
        else None,
        "; non-aggression: or neutrality; umbrella: only by a text that binds a dozen states or "
        "more; pledges are coded to ",
        sheet.n.year(pairs[0].pledge, "coded_to"),
        "; UN distance: between ideal points in the year in brackets, a description only; a dash: "
        "none on record, or never coded.",
        " Unconfirmed: membership rests on a source that is neither the bloc’s own nor a "
        "government’s."
        if any(pair.one.unconfirmed or pair.two.unconfirmed for pair in pairs)
        else None,
    ]


def _named(member: Member) -> h.Node:
    return _flagged(member, member.name)


def _flagged(member: Member, name: str) -> h.Node:
    return f"{name}, unconfirmed" if member.unconfirmed else name


def _since(sheet: Sheet, member: Member) -> Cell:
    if member.since is None:
        return UNKNOWN
    return Cell(
        [
            h.span(".whole")[sheet.n.day(member, "since")],
            ", unconfirmed" if member.unconfirmed else None,
        ],
        member.since.isoformat(),
    )


def _of(sheet: Sheet, pair: PairStanding) -> list[Cell]:
    """What the two axes hold of a pair."""
    n, record, points = sheet.n, pair.hostility, pair.ideal_points
    rivalry, last = record.rivalry, record.last_dispute
    return [
        _pledge(sheet, pair),
        Cell(hostility_chip(record.rung, record.label), record.rung),
        UNKNOWN if rivalry is None else Cell(n.year(rivalry, "first"), rivalry.first),
        UNKNOWN if last is None else Cell(n.year(last, "year"), last.year),
        UNKNOWN if record.last_war is None else Cell(n.year(record, "last_war"), record.last_war),
        UNKNOWN
        if points is None
        else Cell(
            h.span(".whole")[n.number(points, "distance"), " (", n.year(points, "year"), ")"],
            points.distance,
        ),
    ]


def _pledge(sheet: Sheet, pair: PairStanding) -> Cell:
    pact = strongest(pair)
    chip = pledge_chip(pair.pledge.rung, pair.pledge.label)
    if pact is None:
        return Cell(chip, pair.pledge.rung)
    umbrella = ", umbrella" if pact.umbrella else None
    return Cell([chip, " since ", sheet.n.year(pact, "since"), umbrella], pair.pledge.rung)


def strongest(pair: PairStanding) -> Pact | None:
    """The pact a pair stands on its rung by: one of its own before an umbrella, then the oldest."""
    there = [
        pact
        for pact in [*pair.pledge.pacts, *pair.pledge.later]
        if pact.rung == pair.pledge.rung > 0
    ]
    return min(there, key=lambda pact: (pact.umbrella, pact.since), default=None)

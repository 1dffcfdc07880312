"""Dated evidence from newer sources, each under its own name, and whether it was counted."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from detente.assessment.schema import Assessment, LaterRecord, Pact, PairStanding
from detente.report.html.sheet import Sheet

CONFLICTS = "interstate conflict"  # the layer of the conflict record
MOST = 30  # records of one kind in a list


def newer(sheet: Sheet) -> h.Node:
    """What is known after the records end; pledges are counted where they bind, nothing else is."""
    view = sheet.view
    assert view.standing is not None
    pacts = [(pair, pact) for pair in view.standing.pairs for pact in pair.pledge.later]
    gone = _texts(view, "ended_since")
    doubtful = _of_pairs(view, "doubtful")
    hostile = _of_pairs(view, "later")
    around = [_record(record, None) for record in view.standing.context]
    return [
        _list(
            "Pledges from newer sources, counted where the two stand on the day",
            [_pact(sheet, pact, _whom(view, pair)) for pair, pact in pacts],
        ),
        _list("Coded pledges that have ended since, and count no more", gone),
        _list("Pledges reported but doubtful, not counted", doubtful),
        _list("Between the two sides, not counted on the axis of hostility", hostile),
        _list(
            "Around them (who joined counts among the members; wars with others count on neither "
            "axis)"
            if any(party.kind == "bloc" for party in (view.question.a, view.question.b))
            else "Around them, counted on neither axis",
            around,
        ),
        _open_ended(sheet) if hostile or around else None,
    ]


def _open_ended(sheet: Sheet) -> h.Node:
    """That a year in which the conflict record ends says nothing of the end of a war."""
    view = sheet.view
    assert view.standing is not None
    there = [*view.standing.context, *(r for p in view.standing.pairs for r in p.hostility.later)]
    ended = next((one for one in view.coverage if one.layer == CONFLICTS), None)
    if ended is None or not any(
        record.source.startswith("UCDP") and record.when.endswith(str(ended.last))
        for record in there
    ):
        return None
    return h.p(".small")[
        "The conflict record itself ends in ",
        sheet.n.year(ended, "last"),
        ": a war or conflict told to that year may go on.",
    ]


def any_newer(view: Assessment) -> bool:
    """Whether there is any such evidence."""
    assert view.standing is not None
    return bool(view.standing.context) or any(
        pair.pledge.later or pair.pledge.ended_since or pair.pledge.doubtful or pair.hostility.later
        for pair in view.standing.pairs
    )


def _whom(view: Assessment, pair: PairStanding) -> str | None:
    """The pair, where there are several."""
    assert view.standing is not None
    return f"{pair.one.name}–{pair.two.name}" if len(view.standing.pairs) > 1 else None


def _texts(view: Assessment, kind: str) -> list[h.Node]:
    assert view.standing is not None
    found: dict[str, h.Node] = {}
    for pair in view.standing.pairs:
        whom = _whom(view, pair)
        for text in getattr(pair.pledge, kind):
            told = f"{whom}: {text}" if whom else text
            found.setdefault(told, told)
    return list(found.values())


def _of_pairs(view: Assessment, kind: str) -> list[h.Node]:
    assert view.standing is not None
    found: dict[tuple[str, str], h.Node] = {}
    for pair in view.standing.pairs:
        part = pair.pledge if kind == "doubtful" else pair.hostility
        whom = _whom(view, pair)
        for record in getattr(part, kind):
            key = (record.when, f"{whom if 'the two' in record.what else ''}{record.what}")
            found.setdefault(key, _record(record, whom))
    return list(found.values())


def _record(record: LaterRecord, whom: str | None) -> h.Node:
    what = record.what.rstrip(".")
    if whom is not None:
        what = what.replace("the two", whom) if "the two" in what else f"{whom}: {what}"
    return [f"{record.when}: {what}. Source: ", _source(record), "."]


def _source(record: LaterRecord) -> h.Node:
    """The source, as a link where it has an address of the web and no other kind."""
    if record.url is None or not record.url.startswith(("https://", "http://")):
        return record.source.rstrip(".")
    return h.a(href=record.url, rel="noreferrer")[record.source.rstrip(".")]


def _pact(sheet: Sheet, pact: Pact, whom: str | None) -> h.Node:
    return [
        f"{whom}: " if whom else None,
        f"{pact.label} since ",
        sheet.n.day(pact, "since"),
        f": {pact.name}, dated by {pact.dated_by}. Source: {pact.source.rstrip('.')}.",
    ]


def _list(heading: str, found: Sequence[h.Node]) -> h.Node:
    if not found:
        return None
    more = (
        h.p(".small")["More of them are in the data inside this file."]
        if len(found) > MOST
        else None
    )
    return [h.p[f"{heading}:"], h.ul[[h.li[one] for one in found[:MOST]]], more]

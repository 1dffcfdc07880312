"""The commitment axis on a day: which treaty binds the pair, since when, and how it is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from detente.assessment.later import Later
from detente.assessment.peoples import Pair
from detente.assessment.schema import Pact, PledgeStanding
from detente.assessment.world import World
from detente.measures.cube import COVERAGE
from detente.measures.rungs import Pledge

CODED_TO = COVERAGE["pledge"]
LAST_CODED_DAY = date(CODED_TO, 12, 31)
Row = dict[str, Any]  # of the pledge spells

MANY = 12  # parties on the day from which an umbrella text counts as one


def pacts_on(world: World, pair: Pair, day: date) -> list[Pact]:
    """The coded treaties in force between a pair on a day, the strongest and oldest first.

    After coverage ends the last coded state is carried.
    """
    when = min(day, LAST_CODED_DAY)
    found = pair.rows(world.pledges)
    if found.is_empty():
        return []
    rows = list(found.iter_rows(named=True))
    return sorted(
        (
            _pact(world, pair, rows, row, when)
            for row in rows
            if row["start"] <= when and (row["end"] is None or row["end"] >= when)
        ),
        key=lambda pact: (-pact.rung, pact.umbrella, pact.since, pact.atopid or 0),
    )


def all_pacts(world: World, pair: Pair) -> list[Pact]:
    """Every coded pledge a pair ever had by the day of the answer, in order of their start.

    Runs under one treaty on the same rung that follow each other are one pledge.
    """
    rows = list(pair.rows(world.pledges).sort("atopid", "start").iter_rows(named=True))
    joined: list[Row] = []
    for row in rows:
        last = joined[-1] if joined else None
        if (
            last is not None
            and (last["atopid"], last["rung"]) == (row["atopid"], row["rung"])
            and isinstance(last["last"], int)
            and row["first"] <= last["last"] + 1
        ):
            last.update(end=row["end"], last=row["last"])
        else:
            joined.append(dict(row))
    return sorted(
        (_pact(world, pair, rows, row, _last_day(row)) for row in joined),
        key=lambda pact: (pact.since, -pact.rung, pact.atopid or 0),
    )


def _last_day(row: Row) -> date:
    """The last day a pledge was in force, or was coded to be."""
    end = row["end"]
    return min(end, LAST_CODED_DAY) if isinstance(end, date) else LAST_CODED_DAY


def pledge_standing(world: World, pair: Pair, day: date, later: Later) -> PledgeStanding:
    """Where a pair stands on the commitment axis on a day."""
    pacts = pacts_on(world, pair, day)
    ended: list[str] = []
    if day > LAST_CODED_DAY:
        kept = []
        for pact in pacts:
            left = later.left(pair, pact.atopid, day)
            if left is None:
                kept.append(pact)
            else:
                ended.append(left[1])
        pacts = kept
    newer = later.pacts(pair, day) if day > LAST_CODED_DAY else []
    rung = max((pact.rung for pact in [*pacts, *newer]), default=int(Pledge.NONE))
    return PledgeStanding(
        rung=rung,
        label=Pledge(rung).label,
        direct=next((pact for pact in pacts if not pact.umbrella), None),
        umbrella=next((pact for pact in pacts if pact.umbrella), None),
        pacts=pacts,
        coded_to=min(CODED_TO, world.as_of.year),
        carried=max(0, day.year - CODED_TO),
        later=newer,
        doubtful=later.doubtful(pair, day) if day > LAST_CODED_DAY else [],
        ended_since=ended,
    )


def _pact(world: World, pair: Pair, rows: Sequence[Row], row: Row, when: date) -> Pact:
    atopid, rung = row["atopid"], row["rung"]
    start, end = row["start"], row["end"]
    assert isinstance(atopid, int) and isinstance(rung, int) and isinstance(start, date)
    treaty = world.treaties.get(atopid)
    named = treaty.name if treaty is not None else f"ATOP treaty {atopid}"
    parties = world.parties(atopid, min(when, world.as_of))
    return Pact(
        atopid=atopid,
        name=named,
        titled=treaty is not None and treaty.titled,
        rung=rung,
        label=Pledge(rung).label,
        since=_unbroken_since(rows, atopid, rung, start),
        until=end if isinstance(end, date) and end <= world.as_of else None,
        umbrella=treaty is not None and treaty.umbrella and parties >= MANY,
        parties=parties,
        offence=bool(row["offense"]),
        one_sided=_one_sided(pair, row),
        dated_by="signature (ATOP)",
        source=f"ATOP 5.1, treaty {atopid}",
    )


def _unbroken_since(rows: Sequence[Row], atopid: int, rung: int, start: date) -> date:
    """The day since when this treaty has bound the pair at least this much without a break.

    A succession on one side (West Germany into Germany) is no break.
    """
    since = start
    for row in sorted(rows, key=itemgetter("start"), reverse=True):
        if row["atopid"] != atopid or row["rung"] < rung:
            continue
        if row["start"] < since and row["last"] >= since.year - 1:
            since = row["start"]
    return since


def _one_sided(pair: Pair, row: Row) -> str | None:
    """The sentence for a guarantee that only one side owes."""
    if row["rung"] != Pledge.DEFENCE or row["defense12"] == row["defense21"]:
        return None
    giver = row["state1"] if row["defense12"] else row["state2"]
    one, two = pair.one, pair.two
    if giver in one.codes:
        return f"{one.name} alone owes defence"
    return f"{two.name} alone owes defence"

"""From the end of the coded treaties to the day of the question: what is known of that time.

Treaties whose members are listed to the day follow their lists: nobody else enters or leaves
them in any draw. Pacts that were signed, and treaties that were read to have ended, happen in
every draw. A pact that an organisation adopted would have been read, so none but those is; small
pacts may have been missed, and they and all else are left to chance. Lists count legal membership, where the coded record
dates by signature; a state that has signed and not yet ratified is not in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente import facts
from detente.measures.reported import LAST_CODED_DAY, reported
from detente.measures.rungs import Pledge, pledge_rung
from detente.models.past import Past
from detente.models.simulate.kinds import JOIN, LAPSE, LEAVE, PACT
from detente.models.simulate.run import Forced
from detente.models.simulate.start import Start
from detente.states.blocs import BlocTable
from detente.states.lookup import find_iso
from detente.states.systems import StateTable

DAYS_A_YEAR = 365.2425
LEAST_STEP = 0.02  # of a year; a shorter rest is none


@dataclass(frozen=True)
class Bridge:
    """Between the origin and the day.

    Attributes
    ----------
    gap : lengths in years of the steps from the origin to the day
    forced : what is known to have happened
    known_until : (T,) steps for which a treaty's members are known
    listed : ATOP numbers of the treaties whose members are listed
    adoptions_known : whether the gap lies in years whose pacts were read
    """

    gap: tuple[float, ...]
    forced: tuple[Forced, ...]
    known_until: NDArray[np.int64]
    listed: tuple[int, ...]
    adoptions_known: bool

    @property
    def years(self) -> float:
        """The length of the gap."""
        return sum(self.gap)


def bridge(past: Past, start: Start, coded_to: date = LAST_CODED_DAY) -> Bridge:
    """What is known between the origin and the day of a past.

    Parameters
    ----------
    coded_to : the last day of coded treaties; an earlier one for a past whose record was cut, in
        years of whose pacts only the lists were read
    """
    days = _step_ends(start.year, past.as_of)
    place = _Places(past, start)
    forced = [*_coded(past, place, days), *_reported(past, place, days), *_ended(past, place, days)]
    known = np.zeros(len(start.atopid), np.int64)
    listed = []
    for bloc, atopid in facts.read("bloc_treaties").select("bloc", "atopid").iter_rows():
        slot = place.slot(atopid)
        if slot is not None and past.as_of > coded_to:
            forced += _members(past, place, bloc, slot, days)
            known[slot] = len(days)
            listed.append(int(atopid))
    lengths = tuple((b - a).days / DAYS_A_YEAR for a, b in _pairs(start.year, days))
    read = past.as_of > coded_to >= LAST_CODED_DAY
    return Bridge(lengths, tuple(sorted(set(forced))), known, tuple(listed), read)


def _step_ends(origin: int, day: date) -> tuple[date, ...]:
    """The last days of the steps: 31 December of each year after the origin, and the day."""
    ends = [date(year, 12, 31) for year in range(origin + 1, day.year)]
    before = ends[-1] if ends else date(origin, 12, 31)
    return (*ends, day) if (day - before).days > LEAST_STEP * DAYS_A_YEAR else tuple(ends)


def _pairs(origin: int, days: tuple[date, ...]) -> Iterator[tuple[date, date]]:
    return zip((date(origin, 12, 31), *days), days, strict=False)


class _Places:
    """Where states and treaties stand in the arrays of a start."""

    def __init__(self, past: Past, start: Start) -> None:
        self.states = StateTable(past.tables.table("state_spells"))
        codes = past.cube.states[start.states]
        self._state = {int(code): at for at, code in enumerate(codes)}
        self._slot = {int(number): at for at, number in enumerate(start.atopid) if number}

    def slot(self, atopid: int) -> int | None:
        return self._slot.get(atopid)

    def state(self, code: int) -> int | None:
        return self._state.get(code)

    def iso(self, code: str, day: date) -> int | None:
        found = find_iso(code, day, self.states)
        return None if found is None else self.state(found.state)


def _step(when: date, days: tuple[date, ...]) -> int:
    return next(at for at, end in enumerate(days) if when <= end)


def _coded(past: Past, place: _Places, days: tuple[date, ...]) -> Iterator[Forced]:
    """Treaties coded as begun between the last full year and the day."""
    begun = (
        past.tables.table("pledge_spells")
        .with_columns(rung=pledge_rung())
        .filter(
            (pl.col("rung") >= Pledge.DEFENCE)
            & (pl.col("start") > date(past.register.end, 12, 31))
            & (pl.col("start") <= (days[-1] if days else date.min))
        )
    )
    for one, two, atopid, when in begun.select("state1", "state2", "atopid", "start").iter_rows():
        a, b, slot = place.state(one), place.state(two), place.slot(atopid)
        if a is None or b is None:
            continue
        step = _step(when, days)
        if slot is None:
            yield Forced(step, PACT, a, b)
        else:
            yield Forced(step, JOIN, slot, a)
            yield Forced(step, JOIN, slot, b)


def _reported(past: Past, place: _Places, days: tuple[date, ...]) -> Iterator[Forced]:
    """Pacts of defence reported after the coded record ended, the doubtful ones left out."""
    for one in reported(past.tables.table("later_pacts"), past.as_of):
        if one.rung < Pledge.DEFENCE or one.doubtful or one.until is not None or not days:
            continue
        for pair in one.pairs:
            a, b = (place.iso(code, past.as_of) for code in sorted(pair))
            if a is not None and b is not None:
                yield Forced(_step(one.since, days), PACT, a, b)


def _ended(past: Past, place: _Places, days: tuple[date, ...]) -> Iterator[Forced]:
    """Pacts of two that were read to have ended, unless another still binds the two."""
    rows = facts.read("pacts_ended").filter(pl.col("date") <= past.as_of)
    defence = past.tables.table("pledge_spells").filter("defense")["atopid"].unique().to_list()
    for atopid, one, two, when in rows.select("atopid", "state1", "state2", "date").iter_rows():
        a, b = place.iso(one, past.as_of), place.iso(two, past.as_of)
        if atopid in defence and a is not None and b is not None:
            yield Forced(_step(when, days), LAPSE, a, b)


def _members(
    past: Past, place: _Places, bloc: str, slot: int, days: tuple[date, ...]
) -> Iterator[Forced]:
    """Who entered and who left a listed bloc, step by step."""
    blocs = BlocTable(
        past.tables.table("bloc_members"),
        past.tables.table("bloc_rules"),
        facts.read("bloc_names"),
    )

    def members(day: date) -> set[int]:
        codes = (one.state for one in blocs.members_on(bloc, day, place.states))
        return {at for code in codes if (at := place.state(code)) is not None}

    before = members(date(past.register.end, 12, 31))
    for step, end in enumerate(days):
        now = members(end)
        for state in sorted(now - before):
            yield Forced(step, JOIN, slot, state)
        for state in sorted(before - now):
            yield Forced(step, LEAVE, slot, state)
        before = now

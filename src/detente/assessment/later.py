"""Dated evidence after the coded record ends, each piece under its own name and date.

Alliances are coded to 2018, disputes to 2014, rivalries to 2020. What is known since then
comes from lists of bloc members, from pacts and turns whose sources were read, and from
UCDP's record of interstate conflict. None of it is merged into the coded axes.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from detente import facts
from detente.assessment.peoples import Pair, People
from detente.assessment.schema import LaterRecord, Pact
from detente.assessment.world import World
from detente.dates import human
from detente.measures.cube import COVERAGE
from detente.measures.reported import LAST_CODED_DAY, Reported, latest, reported
from detente.measures.rungs import Pledge
from detente.states.blocs import BlocTable
from detente.states.names import names

WAR_INTENSITY = 2  # a thousand battle deaths in the year, or more


class Later:
    """Newer sources of one world, looked up by pair."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._blocs = BlocTable(
            world.table("bloc_members"), world.table("bloc_rules"), facts.read("bloc_names")
        )
        self._defending_on: dict[date, list[str]] = {}

    # ── pledges ────────────────────────────────────────────────────────────────────────

    def pacts(self, pair: Pair, day: date) -> list[Pact]:
        """Pledges in force on a day that began after the coded record ended, strongest first."""
        found = self._by_membership(pair, day)
        codes = frozenset((pair.one.code, pair.two.code))
        legal = {pact.since for pact in found}
        found += [
            pact.model_copy(update={"name": f"{pair.name} {pact.name}"})
            for report, pact in self._reports
            if codes in report.pairs
            and not report.doubtful
            and report.since not in legal
            and report.since <= day
            and (report.until is None or report.until >= day)
        ]
        return sorted(found, key=lambda pact: (-pact.rung, pact.since))

    def doubtful(self, pair: Pair, day: date) -> list[LaterRecord]:
        """Reported pacts that may or may not bind the two; shown, never counted."""
        codes = frozenset((pair.one.code, pair.two.code))
        return [
            LaterRecord(
                when=human(report.since),
                what=f"{pair.name} {pact.name} ({pact.label}, doubtful)",
                source=pact.source,
            )
            for report, pact in self._reports
            if codes in report.pairs and report.doubtful and report.since <= day
        ]

    def left(self, pair: Pair, atopid: int | None, day: date) -> tuple[date | None, str] | None:
        """When and how a coded pact has ended since, or one side has left it."""
        codes = {pair.one.code, pair.two.code}
        for number, one, two, when, what in self._ended:
            if number == atopid and {one, two} == codes and when <= day:
                return when, f"{human(when)}: {what.rstrip('.')}"
        for bloc in self._bloc_of(atopid):
            before = self._members(bloc, LAST_CODED_DAY)
            now = self._members(bloc, day)
            if not {pair.one.state, pair.two.state} <= before.keys():
                continue
            for side in (pair.one, pair.two):
                if side.state not in now:
                    end = self._last_membership(bloc, side.code, day)
                    on = f" on {human(end)}" if end is not None else ""
                    short = self._blocs.short_on(bloc, day)
                    return end, f"{side.name} left {short}{on} (member list)"
        return None

    def _by_membership(self, pair: Pair, day: date) -> list[Pact]:
        """Defence pacts of blocs that both joined, or the second joined, after 2018."""
        found = []
        for bloc in self._defending(day):
            now = self._members(bloc, day)
            if pair.one.state not in now or pair.two.state not in now:
                continue
            joined = [
                since
                for side in (pair.one, pair.two)
                if (since := now[side.state]) is not None and since > LAST_CODED_DAY
            ]
            if joined:
                rule = self._blocs.rule(bloc, day)
                found.append(
                    Pact(
                        atopid=None,
                        name=self._blocs.name_on(bloc, day),
                        titled=True,
                        rung=Pledge.DEFENCE,
                        label=Pledge.DEFENCE.label,
                        since=max(joined),
                        umbrella=False,
                        parties=len(now),
                        dated_by="legal membership",
                        source=f"member list; {rule.source}" if rule else "member list",
                    )
                )
        return found

    @cached_property
    def _ended(self) -> list[tuple[int, str, str, date, str]]:
        """Coded pacts that were read to have ended after coverage, as they could be known."""
        rows = facts.read("pacts_ended").filter(pl.col("date") <= self.world.as_of)
        return rows.select("atopid", "state1", "state2", "date", "what").rows()

    def _last_membership(self, bloc: str, code: str, day: date) -> date | None:
        rows = self.world.table("bloc_members").filter(
            (pl.col("bloc") == bloc) & (pl.col("state_iso3") == code) & (pl.col("counts_to") <= day)
        )
        ends: list[date] = rows["counts_to"].drop_nulls().sort().to_list()
        return ends[-1] if ends else None

    def _bloc_of(self, atopid: int | None) -> list[str]:
        return [] if atopid is None else self._treaty_blocs.get(atopid, [])

    @cached_property
    def _treaty_blocs(self) -> dict[int, list[str]]:
        """Blocs whose members are bound by a treaty, by its ATOP number."""
        blocs: dict[int, list[str]] = {}
        for bloc, atopid in facts.read("bloc_treaties").select("bloc", "atopid").iter_rows():
            blocs.setdefault(atopid, []).append(bloc)
        return blocs

    def _defending(self, day: date) -> list[str]:
        """Blocs whose text in force on a day has a defence clause."""
        if day not in self._defending_on:
            self._defending_on[day] = [
                bloc
                for bloc in sorted(self._blocs.keys())
                if (rule := self._blocs.rule(bloc, day)) is not None
                and rule.defence is not None
                and rule.defence.startswith("yes")
            ]
        return self._defending_on[day]

    def _members(self, bloc: str, day: date) -> dict[int, date | None]:
        """State → legal member since."""
        key = (bloc, day)
        if key not in self._member_cache:
            self._member_cache[key] = {
                member.state: member.since
                for member in self._blocs.members_on(bloc, day, self.world.states)
            }
        return self._member_cache[key]

    @cached_property
    def _member_cache(self) -> dict[tuple[str, date], dict[int, date | None]]:
        return {}

    @cached_property
    def _reports(self) -> list[tuple[Reported, Pact]]:
        """Pacts reported after 2018 that pledge something, as they could be known."""
        return [
            (
                one,
                Pact(
                    atopid=None,
                    name=f"pact of {human(one.since)}",
                    titled=False,
                    rung=one.rung,
                    label=one.rung.label,
                    since=one.since,
                    umbrella=False,
                    parties=one.parties,
                    dated_by="signature, as reported",
                    source=one.source,
                ),
            )
            for one in reported(self.world.table("later_pacts"), self.world.as_of)
        ]

    # ── hostility ──────────────────────────────────────────────────────────────────────

    def hostile(self, pair: Pair, day: date) -> list[LaterRecord]:
        """Conflict and dated turns between the two after the coded record of disputes ends."""
        return [*self._conflicts(pair, day), *self._turns(pair, day)]

    def wars_with_others(self, side: People, other: frozenset[int], day: date) -> list[LaterRecord]:
        """A state's interstate conflicts with third states after the coded record ends."""
        codes = list(side.codes)
        rows = self.world.ucdp.frame.filter(
            (pl.col("year") > COVERAGE["dispute"])
            & (pl.col("year") < day.year)
            & (pl.col("state1").is_in(codes) | pl.col("state2").is_in(codes))
        ).with_columns(
            foe=pl.when(pl.col("state1").is_in(codes)).then("state2").otherwise("state1")
        )
        records = []
        for (foe,), years in rows.sort("foe", "year").group_by("foe", maintain_order=True):
            if foe in other:
                continue
            name = names().name_on(int(str(foe)), day)
            records.append(
                LaterRecord(
                    when=_years(years),
                    what=f"{_intensity(years)} between {side.name} and {name}",
                    source="UCDP 25.1 (primary parties)",
                )
            )
        return records

    def joined(self, side: tuple[People, ...], bloc: str) -> list[LaterRecord]:
        """Who joined a bloc after the coded record of alliances ends."""
        return [
            LaterRecord(
                when=human(one.since), what=f"{one.name} joined {bloc}", source="member list"
            )
            for one in sorted(side, key=lambda one: (one.since or date.min, one.state))
            if one.since is not None and one.since > LAST_CODED_DAY
        ]

    def _conflicts(self, pair: Pair, day: date) -> list[LaterRecord]:
        found = pair.rows(self.world.ucdp)
        if found.is_empty():
            return []
        rows = found.filter((pl.col("year") > COVERAGE["dispute"]) & (pl.col("year") < day.year))
        records = []
        for conflict in rows["conflict"].unique().sort():
            years = rows.filter(pl.col("conflict") == conflict).sort("year")
            records.append(
                LaterRecord(
                    when=_years(years),
                    what=f"{_intensity(years)} between the two",
                    source=f"UCDP 25.1, conflict {conflict} (primary parties)",
                )
            )
        return records

    def _turns(self, pair: Pair, day: date) -> list[LaterRecord]:
        last = min(day, self.world.as_of)
        return [
            LaterRecord(
                when=_dated(row["date"], row["date_precision"]),
                what=row["fact"],
                source=f"{row['source_publisher']}: {row['source_title']}",
                url=row["source_url"],
            )
            for row in self._events.get(frozenset((pair.one.code, pair.two.code)), ())
            if row["date"] <= last and (latest(row["date"], row["date_precision"]) or last) <= last
        ]

    @cached_property
    def _events(self) -> dict[frozenset[str], list[dict[str, Any]]]:
        """Dated turns by the two states they are about, in order."""
        events: dict[frozenset[str], list[dict[str, Any]]] = {}
        for row in self.world.table("later_events").sort("date", "id").iter_rows(named=True):
            events.setdefault(frozenset(row["pair"].split(";")), []).append(row)
        return events


def _years(rows: pl.DataFrame) -> str:
    years: list[int] = rows["year"].sort().to_list()
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"


def _intensity(rows: pl.DataFrame) -> str:
    return "war" if (rows["intensity"] == WAR_INTENSITY).any() else "interstate conflict"


def _dated(when: date, precision: str) -> str:
    if precision == "year":
        return str(when.year)
    return f"{when:%b} {when.year}" if precision == "month" else human(when)

"""Who existed when: the two lists of states, and one numbering for both.

Every table of the project uses one number per state, that of the Correlates of War
(COW). Codes of Gleditsch and Ward (G–W) are mapped to it by date, because three of
them go on where COW starts a new state. Existence follows G–W, which counts states
before they had diplomatic missions; where COW differs on a day, `StateTable` says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import polars as pl

from detente.dates import Spell, human

System = Literal["cow", "gw"]

RENUMBERED = {340: 345, 970: 946, 971: 970, 972: 955, 973: 947}
"""G–W codes of states that COW numbers otherwise: Serbia, Kiribati, Nauru, Tonga, Tuvalu."""

RENUMBERED_FROM = {260: (date(1990, 10, 3), 255), 678: (date(1990, 5, 22), 679)}
"""G–W codes that go on past a unification after which COW uses a new number."""


def to_state(gwcode: int, when: date) -> int:
    """The state that a G–W code stands for on a day.

    >>> to_state(260, date(1990, 10, 2)), to_state(260, date(1990, 10, 3))
    (260, 255)
    """
    if gwcode in RENUMBERED_FROM:
        since, state = RENUMBERED_FROM[gwcode]
        return state if when >= since else gwcode
    return RENUMBERED.get(gwcode, gwcode)


def to_state_frame(frame: pl.DataFrame, code: str, when: pl.Expr, name: str) -> pl.DataFrame:
    """The frame with a column `name`: the state that the G–W `code` stands for on day `when`."""
    gwcode = pl.col(code).cast(pl.Int32)
    state = gwcode.replace(RENUMBERED)
    for moved, (since, number) in RENUMBERED_FROM.items():
        state = pl.when((gwcode == moved) & (when >= since)).then(number).otherwise(state)
    return frame.with_columns(state.cast(pl.Int32).alias(name))


def build_state_spells(cow_states: pl.DataFrame, gw_system: pl.DataFrame) -> pl.DataFrame:
    """Both lists as spells, from the published frames.

    Columns
    -------
    system ("cow" or "gw"), code (the list's own), state, name, start, end, microstate (null
    in COW), list_end (the spell ends only because the list does)
    """
    cow = cow_states.select(
        pl.lit("cow").alias("system"),
        pl.col("ccode").cast(pl.Int32).alias("code"),
        pl.col("ccode").cast(pl.Int32).alias("state"),
        pl.col("statenme").alias("name"),
        _day("styear", "stmonth", "stday").alias("start"),
        _day("endyear", "endmonth", "endday").alias("end"),
        pl.lit(None, pl.Boolean).alias("microstate"),
    )
    gw = gw_system.select(
        pl.lit("gw").alias("system"),
        pl.col("gwcode").cast(pl.Int32).alias("code"),
        pl.col("gw_name").alias("name"),
        pl.col("start").cast(pl.Date),
        pl.col("end").cast(pl.Date),
        (pl.col("microstate").cast(pl.Int32) == 1).alias("microstate"),
    )
    gw = to_state_frame(_split_at_renumbering(gw), "code", pl.col("start"), "state")
    return (
        pl.concat([cow, gw.select(cow.columns)])
        .with_columns(list_end=pl.col("end") == pl.col("end").max().over("system"))
        .sort("system", "state", "start")
    )


def _day(year: str, month: str, day: str) -> pl.Expr:
    """A day from three columns of numbers."""
    return pl.date(*(pl.col(part).cast(pl.Int32) for part in (year, month, day)))


def _split_at_renumbering(gw: pl.DataFrame) -> pl.DataFrame:
    """Spells of G–W, cut in two on the day their code comes to mean another state."""
    for code, (since, _) in RENUMBERED_FROM.items():
        across = (pl.col("code") == code) & (pl.col("start") < since) & (pl.col("end") >= since)
        before = gw.filter(across).with_columns(end=pl.lit(since - timedelta(days=1)))
        after = gw.filter(across).with_columns(start=pl.lit(since))
        gw = pl.concat([gw.filter(~across), before, after])
    return gw


@dataclass(frozen=True)
class _Listed:
    """A spell as a list has it, open where only the end of the list cuts it."""

    spell: Spell
    microstate: bool


class StateTable:
    """The states of both lists, looked up by state and day.

    A state that a list still had on its last day is carried on past it; `carried` tells
    for which days that is so.

    Parameters
    ----------
    spells : frame of `build_state_spells`
    """

    def __init__(self, spells: pl.DataFrame) -> None:
        self.list_end: dict[str, date] = {}
        self._listed: dict[tuple[str, int], list[_Listed]] = defaultdict(list)
        columns = ("system", "state", "start", "end", "microstate", "list_end")
        for system, state, start, end, micro, still in (
            spells.sort("system", "state", "start").select(columns).iter_rows()
        ):
            if still:
                self.list_end[system] = end
            spell = Spell(start, None if still else end)
            self._listed[system, state].append(_Listed(spell, bool(micro)))

    def states(self, system: System = "gw") -> tuple[int, ...]:
        """Every state a list ever had, in order of number."""
        return tuple(sorted(state for listed, state in self._listed if listed == system))

    def spells(self, state: int, system: System = "gw") -> tuple[Spell, ...]:
        """When a state existed, as listed; an open end where the list still had it."""
        return tuple(listed.spell for listed in self._listed.get((system, state), ()))

    def spell_on(self, state: int, when: date, system: System = "gw") -> Spell | None:
        """The spell that holds a day, if the state existed then."""
        return next((s for s in self.spells(state, system) if s.covers(when)), None)

    def exists(self, state: int, when: date, system: System = "gw") -> bool:
        """Whether a state existed on a day."""
        return self.spell_on(state, when, system) is not None

    def first_day(self, state: int, system: System = "gw") -> date | None:
        """The first day a state ever existed; None if the list never had it."""
        spells = self.spells(state, system)
        return spells[0].start if spells else None

    def stretches(self, state: int, as_of: date, system: System = "gw") -> tuple[Spell, ...]:
        """When a state had existed by a day, as known then; spells that touch are one."""
        stretches: list[Spell] = []
        for whole in self.spells(state, system):
            spell = whole.cut(as_of)
            if spell is None:
                continue
            if stretches and stretches[-1].end == spell.start - timedelta(days=1):
                stretches[-1] = Spell(stretches[-1].start, spell.end)
            else:
                stretches.append(spell)
        return tuple(stretches)

    def last_day(self, state: int, as_of: date, system: System = "gw") -> date | None:
        """The last day a state existed up to `as_of`; None if it did not exist by then."""
        stretches = self.stretches(state, as_of, system)
        return (stretches[-1].end or as_of) if stretches else None

    def microstate(self, state: int) -> bool:
        """Whether G–W lists the state among its microstates."""
        return any(listed.microstate for listed in self._listed.get(("gw", state), ()))

    def members_on(self, when: date, system: System = "gw") -> tuple[int, ...]:
        """The states that existed on a day, in order of number."""
        return tuple(state for state in self.states(system) if self.exists(state, when, system))

    def carried(self, when: date, system: System = "gw") -> bool:
        """Whether existence on a day is carried on from the last day of the list."""
        return when > self.list_end[system]

    def cow_differs(self, codes: tuple[int, ...], when: date, name: str) -> str | None:
        """Where COW departs from G–W on a day, in words; None where both agree.

        Parameters
        ----------
        codes : the numbers one people was listed under, as in a lineage
        when : the day; nothing later is used
        name : what to call the people
        """
        gw = any(self.exists(code, when) for code in codes)
        cow = any(self.exists(code, when, "cow") for code in codes)
        if gw == cow:
            return None
        if cow:
            return f"COW lists {name} on {human(when)}, Gleditsch and Ward do not."
        ends = [end for code in codes if (end := self.last_day(code, when, "cow")) is not None]
        before = f"; the last it listed ended on {human(max(ends))}" if ends else ""
        return (
            f"COW lists no state for {name} on {human(when)}{before}. "
            "Existence here follows Gleditsch and Ward."
        )

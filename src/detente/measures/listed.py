"""Organisations whose members are read to the day, after the list of all of them has ended.

Own tables of facts: `bodies` has members by the day or year they joined and left, `body_dates` when
a body was founded and ended, and which bloc of the table `blocs` it is, if it is one. Membership is
legal membership: a member that is suspended stays one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from detente import facts
from detente.errors import NotYet
from detente.states.lookup import find_iso
from detente.states.systems import StateTable

TITLE = "Members of organisations after the coded list"


@dataclass(frozen=True)
class Body:
    """An organisation by its dates.

    Attributes
    ----------
    name : its short name on the list of organisations
    founded, ended : first and last day; None where the list of organisations says it
    spells : ISO 3166 codes of members, from and to; None where only its end was read
    """

    name: str
    founded: date | None
    ended: date | None
    spells: tuple[tuple[str, date, date | None], ...] | None

    @property
    def since(self) -> int:
        """The year it was founded, or that of its first member."""
        begun = [start for _, start, _ in self.spells or ()]
        return (self.founded or min(begun)).year

    def there_on(self, day: date) -> bool:
        """Whether it was founded by a day and had not ended."""
        return (self.founded is None or self.founded <= day) and (
            self.ended is None or day <= self.ended
        )


@cache
def bodies() -> Mapping[str, Body]:
    """Every organisation whose dates were read, by name."""
    spells: dict[str, list[tuple[str, date, date | None]]] = defaultdict(list)
    for table, key in (("bodies", "body"), ("blocs", "bloc")):
        rows = facts.read(table).select(key, "state_iso3", "counts_from", "counts_to")
        for name, code, start, end in rows.iter_rows():
            spells[name].append((code, start, end))
    dates = facts.read("body_dates").select("body", "bloc", "founded", "ended")
    found = {}
    for name, bloc, founded, ended in dates.iter_rows():
        members = spells.get(bloc or name)
        found[name] = Body(name, founded, ended, None if members is None else tuple(members))
    return found


def count_on(day: date) -> int:
    """How many organisations there were on a day whose members were read."""
    return sum(body.spells is not None and body.there_on(day) for body in bodies().values())


def known_on(day: date, states: StateTable) -> dict[str, frozenset[int]]:
    """Members on a day of organisations founded by then, as far as known; none of one that ended."""
    found: dict[str, frozenset[int]] = {}
    for name, body in bodies().items():
        if body.founded is not None and body.founded > day:
            continue
        if not body.there_on(day):
            found[name] = frozenset()
        elif body.spells is not None:
            found[name] = frozenset(
                state
                for code, start, end in body.spells
                if start <= day and (end is None or day <= end)
                if (state := _state(code, day, states)) is not None
            )
    return found


def _state(code: str, day: date, states: StateTable) -> int | None:
    """The state a code stands for on a day; None if it is not on the list of states then."""
    try:
        found = find_iso(code, day, states)
    except NotYet:
        return None
    return None if found is None or found.ended is not None else found.state


def sha256() -> str:
    """The checksum of the two tables that nothing else holds."""
    digest = hashlib.sha256()
    for name in ("bodies", "body_dates"):
        digest.update(files("detente.facts").joinpath(f"{name}.csv").read_bytes())
    return digest.hexdigest()

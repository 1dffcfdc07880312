"""What states were called, and when.

Names are looked up without regard to case, accents, punctuation and a leading "the".
What is shown obeys the day: in 1960 state 365 is the Soviet Union, whoever asks and
by whatever name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

import polars as pl

from detente import facts

LONGEST_GUESS = 60  # texts longer than this get no suggestions: they are no misspelt name

_IN_USE = ("current", "historical")
_ABBREVIATIONS = ("cow", "gw")
_NOT_OFFERED = (*_ABBREVIATIONS, "also", "iso")


def key(text: str) -> str:
    """The form under which a name is looked up.

    >>> key("  Côte d'Ivoire "), key("the U.S.A."), key("Bosnia & Herzegovina")
    ('cote d ivoire', 'usa', 'bosnia and herzegovina')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("&", " and ")
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", plain)
    words = re.findall(r"\w+", plain)
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@dataclass(frozen=True)
class Name:
    """A name of a state and when it was in use (None: from the start, until now).

    `kind` is current, historical, alias, shared (a name several states went by), also (a
    name it went by, but under which another state is meant), iso (ISO 3166 code of the
    time), cow or gw (abbreviation in a list of states).
    """

    state: int
    text: str
    kind: str
    start: date | None
    end: date | None

    def in_use(self, when: date) -> bool:
        """Whether the name was in use on a day."""
        return (self.start is None or self.start <= when) and (self.end is None or when <= self.end)

    @property
    def abbreviation(self) -> bool:
        """Whether this is only what a list of states abbreviates the name to."""
        return self.kind in _ABBREVIATIONS


class Names:
    """The names of all states.

    Parameters
    ----------
    table : frame with columns `state, iso3, name, kind, start, end`
    """

    def __init__(self, table: pl.DataFrame) -> None:
        self._by_key: dict[str, list[Name]] = defaultdict(list)
        self._official: dict[int, list[Name]] = defaultdict(list)
        self._codes: dict[int, list[Name]] = defaultdict(list)
        self._abbreviations: dict[int, str] = {}
        for state, iso3, text, kind, start, end in table.select(
            "state", "iso3", "name", "kind", "start", "end"
        ).iter_rows():
            name = Name(state, text, kind, start, end)
            self._by_key[key(text)].append(name)
            if kind in _IN_USE:
                self._official[state].append(name)
            if name.abbreviation:
                self._abbreviations.setdefault(state, text)
            if iso3 is not None:
                code = Name(state, iso3, "iso", start, end)
                self._by_key[key(iso3)].append(code)
                self._codes[state].append(code)

    def find(self, text: str) -> tuple[Name, ...]:
        """Every name that reads like `text`, of whatever time; abbreviations last."""
        found = self._by_key.get(key(text), [])
        return tuple(sorted(found, key=lambda name: name.abbreviation))

    def find_iso(self, code: str) -> tuple[Name, ...]:
        """The states that had an ISO 3166 code at any time."""
        return tuple(n for n in self.find(code) if n.kind in ("iso", "shared"))

    def states(self) -> tuple[int, ...]:
        """Every state that has a name, in order of number."""
        return tuple(sorted(self._official))

    def name_on(self, state: int, when: date) -> str:
        """What a state was called on a day; nothing later is used."""
        return _latest(self._official[state], when).text

    def code_on(self, state: int, when: date) -> str:
        """Its ISO 3166 code of the day, else its abbreviation in the list of states."""
        in_use = [code for code in self._codes.get(state, ()) if code.in_use(when)]
        return in_use[0].text if in_use else self._abbreviations[state]

    def named_since(self, state: int, when: date) -> date | None:
        """Since when a state had borne the name of a day; None if from its start."""
        return _latest(self._official[state], when).start

    def names_between(self, state: int, start: date, end: date) -> tuple[str, ...]:
        """The names a state bore between two days, in their order."""
        borne = [
            name.text
            for name in self._official[state]
            if (name.start is None or name.start <= end) and (name.end is None or name.end >= start)
        ]
        return tuple(
            text for text, before in zip(borne, [None, *borne], strict=False) if text != before
        )

    def nearest(self, text: str, as_of: date, most: int = 3) -> tuple[str, ...]:
        """Names known on a day that look most like `text`."""
        if len(text) > LONGEST_GUESS:
            return ()
        known = {
            reading: name
            for reading, names in self._by_key.items()
            for name in names
            if name.kind not in _NOT_OFFERED and (name.start is None or name.start <= as_of)
        }
        nearest: dict[int, str] = {}
        for reading in get_close_matches(key(text), known, n=3 * most, cutoff=0.6):
            nearest.setdefault(known[reading].state, known[reading].text)
        return tuple(nearest.values())[:most]


def _latest(names: list[Name], when: date) -> Name:
    """The name in use on a day, else the last one before it, else the first ever."""
    begun = [name for name in names if name.start is None or name.start <= when]
    return next((n for n in begun if n.in_use(when)), begun[-1] if begun else names[0])


@cache
def names() -> Names:
    """The names in `facts/names.csv`."""
    return Names(facts.read("names"))


def name_on(state: int, as_of: date) -> str:
    """What a state was called on a day.

    >>> name_on(365, date(1960, 1, 1)), name_on(365, date(2000, 1, 1))
    ('Soviet Union', 'Russia')
    """
    return names().name_on(state, as_of)


def code_on(state: int, as_of: date) -> str:
    """The short code of a state on a day.

    >>> code_on(365, date(1960, 1, 1)), code_on(240, date(1850, 1, 1))
    ('SUN', 'HAN')
    """
    return names().code_on(state, as_of)

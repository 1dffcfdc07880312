"""From what someone typed to a state, on a day.

Names, aliases, ISO 3166 codes, numbers of either list (`365`, `cow 970`, `gw 970`) and
the abbreviations of both lists are read. Where a text fits several states, those that
bore it and existed on the day come first, then those that existed, then those that had
ended; a text that still fits two is ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from detente.dates import human
from detente.errors import AmbiguousName, NotYet, UnknownName
from detente.states.names import Name, Names, names
from detente.states.systems import RENUMBERED, RENUMBERED_FROM, StateTable, to_state

_NUMBER = re.compile(r"\s*(?:(cow|gw|g-w|g–w)\s*[:\s]\s*)?(\d{1,4})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A state and how it was found.

    `reading` is the name under which it was found (None for a number); `ended` is its
    last day, if it existed before the day asked about and not on it.
    """

    state: int
    reading: Name | None
    ended: date | None
    notes: tuple[str, ...] = ()


def find_state(text: str, as_of: date, states: StateTable, *, called: Names | None = None) -> Found:
    """The state that a text stands for on a day.

    Raises
    ------
    UnknownName     no state has this name; `suggestions` holds the nearest
    AmbiguousName   it fits several states of that day; `candidates` holds them
    NotYet          every state it fits came later; `first` is the first day possible
    """
    called = called or names()
    number = _NUMBER.fullmatch(text)
    if number:
        return _by_number(text, number[1], int(number[2]), as_of, states, called)
    found = called.find(text)
    if not found:
        raise unknown(text, as_of, called)
    names_proper = [name for name in found if not name.abbreviation]
    meant = [n for n in names_proper or found if n.kind != "also"]
    state, ended = _choose(text, meant, as_of, states, called)
    readings = [name for name in meant if name.state == state]
    reading = next((name for name in readings if name.in_use(as_of)), readings[0])
    notes = (
        *_namesakes(reading, found, as_of, states, called),
        *_other_readings(text, reading, found, as_of, called),
    )
    return Found(state, reading, ended, notes)


def find_iso(
    code: str, as_of: date, states: StateTable, *, called: Names | None = None
) -> Found | None:
    """The state an ISO 3166 code stands for on a day; None if no listed state ever had it."""
    called = called or names()
    found = called.find_iso(code)
    if not found:
        return None
    state, ended = _choose(code, found, as_of, states, called)
    return Found(state, next(name for name in found if name.state == state), ended)


def possible_states(text: str, called: Names) -> frozenset[int]:
    """The states that a text stands for at some time; none if it is no name or number."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        return frozenset(name.state for name in called.find(text) if name.kind != "also")
    meant = {int(number[2])} | {to_state(int(number[2]), when) for when in (date.min, date.max)}
    return frozenset(meant & set(called.states()))


def shown(text: str) -> str:
    """A text from outside, safe and short enough to be quoted in a message."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return repr(clean if len(clean) <= 60 else clean[:57] + "...")


def _choose(
    text: str, found: Iterable[Name], as_of: date, states: StateTable, called: Names
) -> tuple[int, date | None]:
    """The state meant, and its last day if it had ended."""
    found = list(found)
    existing = [name for name in found if states.exists(name.state, as_of)]
    in_use = [name for name in existing if name.in_use(as_of)]
    for names_of_the_day in (in_use, existing):
        if names_of_the_day:
            return _only(text, [n.state for n in names_of_the_day], as_of, called), None
    last = {n.state: end for n in found if (end := states.last_day(n.state, as_of)) is not None}
    if last:
        latest = max(last.values())
        state = _only(text, [s for s, end in last.items() if end == latest], as_of, called)
        return state, latest
    firsts = [first for n in found if (first := states.first_day(n.state)) is not None]
    raise NotYet(
        f"{shown(text)} did not exist on {human(as_of)}: it enters the list of states on "
        f"{human(min(firsts))}. Ask for that day or a later one.",
        name=text,
        first=min(firsts),
        as_of=as_of,
    )


def _only(text: str, candidates: list[int], as_of: date, called: Names) -> int:
    """The one state among the candidates."""
    distinct = tuple(dict.fromkeys(candidates))
    if len(distinct) == 1:
        return distinct[0]
    offered = tuple(f"{called.name_on(s, as_of)} ({called.code_on(s, as_of)})" for s in distinct)
    raise AmbiguousName(
        f"{shown(text)} fits {len(distinct)} states on {human(as_of)}: {', '.join(offered)}. "
        "Ask for one of them by its full name or code.",
        name=text,
        candidates=offered,
        states=distinct,
    )


def _by_number(
    text: str, system: str | None, number: int, as_of: date, states: StateTable, called: Names
) -> Found:
    """The state with a number in either list, or in the one that is named."""
    known = set(called.states())
    readings: list[Name] = []
    if system is None or system.casefold() == "cow":
        readings += [Name(number, text, "cow", None, None)] if number in known else []
    if system is None or system.casefold() != "cow":
        state = to_state(number, as_of)
        listed = states.first_day(state) is not None
        moved_away = system is None and number == state
        readings += [Name(state, text, "gw", None, None)] if listed and not moved_away else []
    if not readings:
        raise unknown(text, as_of, called)
    state, ended = _choose(text, readings, as_of, states, called)
    notes: tuple[str, ...] = ()
    if number in RENUMBERED or number in RENUMBERED_FROM:
        notes = (f"The number {number} is read as {called.name_on(state, as_of)}.",)
    return Found(state, None, ended, notes)


def _other_readings(
    text: str, reading: Name, found: tuple[Name, ...], as_of: date, called: Names
) -> tuple[str, ...]:
    """A note where a code could have been meant as another list's abbreviation."""
    if reading.kind != "iso":
        return ()
    others = {n.state for n in found if n.abbreviation and n.state != reading.state}
    return tuple(
        f"{text.strip().upper()} is read as the ISO 3166 code; in the lists of states it "
        f"abbreviates {called.name_on(other, as_of)}."
        for other in sorted(others)
    )


def _namesakes(
    reading: Name, found: tuple[Name, ...], as_of: date, states: StateTable, called: Names
) -> tuple[str, ...]:
    """A note where another state of the day went by the same name and is not meant."""
    others = {
        name.state
        for name in found
        if name.kind == "also" and name.in_use(as_of) and states.exists(name.state, as_of)
    }
    meant = f"{called.name_on(reading.state, as_of)} ({called.code_on(reading.state, as_of)})"
    return tuple(
        f"{reading.text} is read as {meant}, not as {called.name_on(other, as_of)} "
        f"({called.code_on(other, as_of)})."
        for other in sorted(others)
    )


def unknown(text: str, as_of: date, called: Names, also: tuple[str, ...] = ()) -> UnknownName:
    """The error for a text that names no state and no bloc; `also` holds near names of blocs."""
    nearest = (*also, *called.nearest(text, as_of))
    hint = f"Did you mean {', '.join(nearest)}?" if nearest else "Check the spelling."
    return UnknownName(
        f"No state or bloc is called {shown(text)}. {hint} Names, ISO 3166 codes and numbers "
        "of either list of states are read.",
        name=text,
        suggestions=nearest,
    )

"""Blocs of the user's own, written inline or in a file; untrusted text throughout.

Inline, ``"MINSK=BLR,RUS,UKR"`` is a timeless bloc: each state belongs to it on every
day it exists. A CSV file has the columns `bloc, state` and may have `start, end, name,
admission_rule`; a JSON file holds one object, or a list of them, such as
``{"bloc": "MINSK", "members": [{"state": "BLR", "start": "1991-12-08", "end": null}]}``.
Days may be months or years: a start then counts from the first possible day and an
end to the last.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from detente.dates import day
from detente.errors import BadBloc, UnknownName
from detente.states.lookup import possible_states, shown
from detente.states.names import Names, key, names

LONGEST_TEXT = 200
MOST_MEMBERS = 300
LARGEST_FILE = 1_000_000  # bytes

_COLUMNS = ("bloc", "state", "start", "end", "name", "admission_rule")


@dataclass(frozen=True)
class Entry:
    """A member as the user wrote it, and for which days (None: no bound)."""

    text: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class UserBloc:
    """A bloc of the user's own; `source` says where it was written."""

    bloc: str
    entries: tuple[Entry, ...]
    source: str
    name: str | None = None
    admission_rule: str | None = None


def parse_inline(text: str, *, called: Names | None = None) -> UserBloc:
    """A timeless bloc from ``NAME=STATE,STATE``.

    Raises
    ------
    BadBloc         it cannot be read
    UnknownName     a member is no state; `suggestions` holds the nearest
    """
    bloc, equals, members = text.partition("=")
    if not equals:
        raise BadBloc(
            f"{shown(text)} is no bloc. Write it as NAME=STATE,STATE, e.g. MINSK=BLR,RUS,UKR.",
            text=text,
        )
    entries = [Entry(part) for part in members.split(",") if part.strip()]
    return _checked(UserBloc(bloc, tuple(entries), "given inline"), called or names())


def read_file(path: Path, *, called: Names | None = None) -> tuple[UserBloc, ...]:
    """The blocs in a CSV or JSON file.

    Raises
    ------
    BadBloc         the file cannot be read, or what it holds is no bloc
    UnknownName     a member is no state; `suggestions` holds the nearest
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        text = content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise BadBloc(
            f"{shown(str(path))} cannot be read as UTF-8 text: {error}. "
            "Give a CSV or JSON file of blocs.",
            path=str(path),
        ) from error
    if len(content) > LARGEST_FILE:
        raise BadBloc(
            f"{shown(str(path))} is larger than {LARGEST_FILE:,} bytes, too large for a list "
            "of members.",
            path=str(path),
        )
    rows = _json_rows(text, path) if path.suffix.lower() == ".json" else _csv_rows(text, path)
    grouped: dict[str, UserBloc] = {}
    for row in rows:
        known = grouped.get(key(row["bloc"]))
        entry = Entry(row["state"], _start(row["start"]), _end(row["end"]))
        if known is None:
            known = UserBloc(
                row["bloc"],
                (),
                f"file {path.name}",
                row["name"] or None,
                row["admission_rule"] or None,
            )
        grouped[key(row["bloc"])] = replace(known, entries=(*known.entries, entry))
    if not grouped:
        raise BadBloc(f"{shown(str(path))} holds no bloc.", path=str(path))
    return tuple(_checked(bloc, called or names()) for bloc in grouped.values())


def _csv_rows(text: str, path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, with every column there may be."""
    try:
        rows = list(csv.DictReader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise BadBloc(f"{shown(str(path))} is no CSV file: {error}.", path=str(path)) from error
    for number, row in enumerate(rows, start=2):
        if not row.get("bloc") or not row.get("state"):
            raise BadBloc(
                f"Row {number} of {shown(str(path))} names no bloc or no state. "
                "The columns are bloc, state, and where needed start, end, name, admission_rule.",
                path=str(path),
                row=number,
            )
    return [{column: row.get(column) or "" for column in _COLUMNS} for row in rows]


def _json_rows(text: str, path: Path) -> list[dict[str, str]]:
    """The rows of a JSON file, one per member."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadBloc(f"{shown(str(path))} is no JSON file: {error}.", path=str(path)) from error
    rows = []
    for bloc in content if isinstance(content, list) else [content]:
        members = bloc.get("members") if isinstance(bloc, dict) else None
        if not isinstance(members, list):
            raise BadBloc(
                f"{shown(str(path))} holds something that is no bloc. Each is an object with "
                '"bloc" and "members", e.g. {"bloc": "MINSK", "members": [{"state": "BLR"}]}.',
                path=str(path),
            )
        for member in members:
            written = member if isinstance(member, dict) else {"state": member}
            of_bloc = _texts(bloc, ("bloc", "name", "admission_rule"), path)
            rows.append(of_bloc | _texts(written, ("state", "start", "end"), path))
    return rows


def _texts(written: Mapping[str, Any], fields: Iterable[str], path: Path) -> dict[str, str]:
    """Fields that must be texts (or numbers, for a year or a code), blank where absent."""
    texts = {}
    for field in fields:
        value = written.get(field)
        if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
            raise BadBloc(
                f"{shown(str(path))} gives {field} as {type(value).__name__}; write it as text.",
                path=str(path),
            )
        texts[field] = "" if value is None else str(value)
    return texts


def _start(text: str) -> date | None:
    """A first day: a bare month or year counts from its first."""
    if not text.strip():
        return None
    last = day(text)
    parts = text.strip().count("-")
    return last if parts == 2 else last.replace(day=1, month=last.month if parts else 1)


def _end(text: str) -> date | None:
    """A last day: a bare month or year counts to its last."""
    return day(text) if text.strip() else None


def _checked(bloc: UserBloc, called: Names) -> UserBloc:
    """The bloc with tidy texts, if they can be trusted."""
    bloc = UserBloc(
        _tidy(bloc.bloc, "the name of a bloc"),
        tuple(Entry(_tidy(e.text, "a member"), e.start, e.end) for e in bloc.entries),
        bloc.source,
        bloc.name and _tidy(bloc.name, "the long name of a bloc"),
        bloc.admission_rule and _tidy(bloc.admission_rule, "an admission rule"),
    )
    if not any(c.isalpha() for c in key(bloc.bloc)):
        raise BadBloc(f"{shown(bloc.bloc)} cannot name a bloc: it needs a letter.", bloc=bloc.bloc)
    if not 1 <= len(bloc.entries) <= MOST_MEMBERS:
        raise BadBloc(
            f"{shown(bloc.bloc)} has {len(bloc.entries)} members. Give at least one and at "
            f"most {MOST_MEMBERS}, e.g. MINSK=BLR,RUS,UKR.",
            bloc=bloc.bloc,
        )
    for entry in bloc.entries:
        _check_member(bloc.bloc, entry, called)
    return bloc


def _check_member(bloc: str, entry: Entry, called: Names) -> None:
    """A member must be a state of some time, and not leave before it joins."""
    if entry.start and entry.end and entry.end < entry.start:
        raise BadBloc(
            f"{shown(entry.text)} leaves {shown(bloc)} on {entry.end}, before it joins "
            f"on {entry.start}.",
            bloc=bloc,
        )
    if not possible_states(entry.text, called):
        nearest = called.nearest(entry.text, date.max)
        hint = f"Did you mean {', '.join(nearest)}?" if nearest else "Members are states."
        raise UnknownName(
            f"{shown(bloc)} lists {shown(entry.text)}, which is no state. {hint}",
            name=entry.text,
            suggestions=nearest,
        )


def _tidy(text: str, what: str) -> str:
    """The text without space around it; refused if empty, too long or not printable."""
    tidy = unicodedata.normalize("NFC", text).strip()
    if not tidy or len(tidy) > LONGEST_TEXT or not tidy.isprintable():
        why = (
            "empty"
            if not tidy
            else f"longer than {LONGEST_TEXT} characters"
            if len(tidy) > LONGEST_TEXT
            else "not printable text"
        )
        raise BadBloc(f"{shown(text)} cannot be {what}: it is {why}.", text=text)
    return tidy

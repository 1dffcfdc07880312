"""What a vintage writes down of itself: its date, its tables, and where each came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

from detente.errors import Unreadable
from detente.sources.declare import Source

Kind = Literal["starter", "full"]

FORMAT = 1
NAME = "vintage.json"


@dataclass(frozen=True)
class Stamp:
    """Where a table came from: one source, its version, checksum and terms."""

    name: str
    version: str
    sha256: str
    licence: str
    cite: str
    url: str | None
    reader: int = 1

    @classmethod
    def of(cls, source: Source) -> Self:
        """The stamp of a declared source."""
        return cls(
            source.name,
            source.version,
            source.sha256,
            source.licence,
            source.cite,
            source.url,
            source.reader,
        )


@dataclass(frozen=True)
class TableRecord:
    """One table of a vintage; `sha256` and `bytes` are those of its Parquet file."""

    rows: int
    bytes: int
    sha256: str
    sources: tuple[Stamp, ...]
    terms: str


@dataclass(frozen=True)
class Record:
    """A vintage without its tables' rows."""

    kind: Kind
    date: date
    tables: Mapping[str, TableRecord]

    @property
    def name(self) -> str:
        """Month and kind, as an answer cites the vintage: ``2026.06 starter``."""
        return f"{self.date:%Y.%m} {self.kind}"

    def text(self) -> str:
        """The record as JSON; equal records give equal text."""
        content = {
            "format": FORMAT,
            "date": self.date.isoformat(),
            "kind": self.kind,
            "name": self.name,
            "tables": {name: asdict(table) for name, table in sorted(self.tables.items())},
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def read_record(folder: Path) -> Record:
    """Read the `vintage.json` of a folder.

    Raises
    ------
    Unreadable      it is damaged, or of a later format
    """
    path = folder / NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise _unreadable(path, f"its format is {content['format']}, known is {FORMAT}")
        tables = {name: _table(entry) for name, entry in content["tables"].items()}
        return Record(content["kind"], date.fromisoformat(content["date"]), tables)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable(path, f"it is damaged ({error})") from error


def _table(entry: dict[str, Any]) -> TableRecord:
    stamps = tuple(Stamp(**stamp) for stamp in entry.pop("sources"))
    return TableRecord(sources=stamps, **entry)


def _unreadable(path: Path, why: str) -> Unreadable:
    return Unreadable(
        f"{path} cannot be read: {why}. Remove its folder and run `detente data fetch`, or "
        "install detente anew if it is part of the package.",
        path=path,
        reason=why,
    )

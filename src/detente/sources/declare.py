"""What a source says of itself, once: coverage, absence, codes, units, lag, terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl

from detente.dates import Lag

Frame = pl.DataFrame


class Absent(Enum):
    """What it means that a row is not there, inside coverage."""

    ZERO = "nothing happened: 0 inside coverage"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Unit:
    """What a row is, and in which codes its states are written."""

    name: str  # "state-year", "directed dyad-year", "treaty member", …
    codes: str | None = None  # "cow", "gw", "iso3", or None where no state is named

    def __str__(self) -> str:
        return f"{self.name} ({self.codes} codes)" if self.codes else self.name


@dataclass(frozen=True)
class Source:
    """One published file and everything a reader of it must know.

    Attributes
    ----------
    covers : (first, last)   calendar years inside which absence has its declared meaning
    path : str               where the file lies in a mirror folder, for people; a mirror is
                             searched by checksum
    url : str or None        immutable address (pinned commit); None where no address yields
                             these bytes, so that the file exists in a mirror only
    missing : mapping        code → None, for every code that stands for "missing"
    reader : int             raise it when `read` changes what it returns
    """

    name: str
    title: str
    version: str
    rows: Unit
    covers: tuple[int, int]
    path: str
    url: str | None
    sha256: str
    size: int  # bytes
    homepage: str
    lag: Lag
    absent: Absent
    licence: str  # the terms as its maintainers state them
    cite: str
    missing: Mapping[int, None] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""
    reader: int = 1
    bibtex: str = ""

    @property
    def derived(self) -> bool:
        """Whether no address yields this file, so that only a mirror has it."""
        return self.url is None

    @property
    def id(self) -> str:
        """Name and version, as an answer cites them."""
        return f"{self.name} {self.version}"


Reader = Callable[[Path], Frame]


def reader_of(module: ModuleType) -> Reader:
    """The `read` function of a source's module."""
    read: Any = module.read
    return read  # type: ignore[no-any-return]


def github(repo: str, commit: str, path: str) -> str:
    """The address of a file at a pinned commit."""
    from urllib.parse import quote

    return f"https://raw.githubusercontent.com/{repo}/{commit}/{quote(path)}"

"""What the cache holds, and whether it is what was declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from detente.sources.declare import Source
from detente.store.catalogue import Catalogue, declared
from detente.store.convert import candidates, converted
from detente.store.folders import raw_path, sha256_of


@dataclass(frozen=True)
class Status:
    """Where a source lies; None for what is not there. Contents are not checked."""

    source: Source
    raw: Path | None
    parquet: Path | None

    @property
    def name(self) -> str:
        """The name of the source."""
        return self.source.name

    @property
    def fetched(self) -> bool:
        """Whether a frame can be had without network and mirror."""
        return self.raw is not None or self.parquet is not None


@dataclass(frozen=True)
class Verdict:
    """What a check of a source found; `expected` and `got` are hashes of its published file."""

    source: Source
    finding: Literal["verified", "not fetched", "altered", "table damaged"]
    expected: str
    got: str | None = None

    @property
    def name(self) -> str:
        """The name of the source."""
        return self.source.name

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong; a source that was not fetched is not wrong."""
        return self.finding in ("verified", "not fetched")


def status(
    names: Iterable[str] | None = None, *, catalogue: Catalogue | None = None
) -> list[Status]:
    """For each source, whether it was fetched and converted, and where it lies."""
    served = catalogue or declared()
    return [
        Status(
            source,
            raw_path(source) if raw_path(source).is_file() else None,
            next(iter(candidates(source)), None),
        )
        for source in served.select(names)
    ]


def verify(
    names: Iterable[str] | None = None, *, catalogue: Catalogue | None = None
) -> list[Verdict]:
    """Check every published file and its converted table in the cache against their checksums."""
    served = catalogue or declared()
    return [_verdict(source) for source in served.select(names)]


def _verdict(source: Source) -> Verdict:
    raw = raw_path(source)
    got = sha256_of(raw) if raw.is_file() else None
    if got is not None and got != source.sha256:
        return Verdict(source, "altered", source.sha256, got)
    if candidates(source) and converted(source) is None:
        return Verdict(source, "table damaged", source.sha256, got)
    if got is None and not candidates(source):
        return Verdict(source, "not fetched", source.sha256)
    return Verdict(source, "verified", source.sha256, got)

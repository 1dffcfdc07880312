"""A folder with the published files, searched by checksum through its manifest."""

from __future__ import annotations

import csv
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from detente.errors import BadMirror, ChecksumMismatch
from detente.sources.declare import Source
from detente.store.atomic import write_bytes
from detente.store.folders import raw_name

MANIFEST = "MANIFEST.csv"


@dataclass(frozen=True)
class Mirror:
    """A folder whose `MANIFEST.csv` says, in the columns `path` and `sha256`, what lies where."""

    folder: Path
    paths: dict[str, str]  # by checksum

    def has(self, source: Source) -> bool:
        """Whether the manifest lists the file of a source."""
        return source.sha256 in self.paths

    def read(self, source: Source) -> bytes:
        """The file of a source, checked.

        Raises
        ------
        BadMirror           the file is listed but cannot be read
        ChecksumMismatch    the file is not the one the manifest and the source declare
        """
        path = self.folder / self.paths[source.sha256]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise BadMirror(
                f"{self.folder / MANIFEST} lists {self.paths[source.sha256]} ({source.id}), which "
                f"cannot be read: {error.strerror}. Complete the folder, or leave it out with "
                f"`detente data fetch {source.name}` and no mirror.",
                folder=self.folder,
                path=path,
            ) from error
        got = hashlib.sha256(content).hexdigest()
        if got != source.sha256:
            raise ChecksumMismatch(
                f"{source.id}: {path} is not the file declared. Its SHA-256 is {got}, expected "
                f"was {source.sha256}. Nothing was kept. Put the published file there.",
                source=source.name,
                path=path,
                expected=source.sha256,
                got=got,
            )
        return content

    def take(self, source: Source, into: Path) -> Path:
        """Copy the file of a source, checked, into a folder of the cache."""
        target = into / raw_name(source)
        write_bytes(target, self.read(source))
        return target


def open_mirror(folder: str | Path) -> Mirror:
    """Read the manifest of a mirror.

    Raises
    ------
    BadMirror   no folder, no manifest, or one that cannot be read
    """
    place = Path(folder).expanduser().absolute()
    manifest = place / MANIFEST
    try:
        with manifest.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise _bad(place, f"its manifest cannot be read ({reason})") from error
    paths: dict[str, str] = {}
    for row in rows:
        path, sha256 = row.get("path"), row.get("sha256")
        if not path or not sha256:
            raise _bad(place, "its manifest lacks a path or sha256 in some row")
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise _bad(place, f"its manifest names {path}, outside the folder")
        paths.setdefault(sha256.lower(), path)
    if not paths:
        raise _bad(place, "its manifest lists no file")
    return Mirror(place, paths)


def chosen(folder: str | Path | None) -> Mirror | None:
    """The mirror given, else the one DETENTE_MIRROR names, else none."""
    named = folder or os.environ.get("DETENTE_MIRROR")
    return open_mirror(named) if named else None


def _bad(folder: Path, why: str) -> BadMirror:
    return BadMirror(
        f"{folder} cannot serve as a mirror: {why}. A mirror is a folder with the published "
        f"files and a {MANIFEST} with the columns path and sha256.",
        folder=folder,
        reason=why,
    )

"""The tables an answer reads: the starter inside the package, or the full ones in the cache."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import polars as pl

import detente
from detente.errors import ChecksumMismatch, DataError, SourceMissing, Unreadable
from detente.store.catalogue import Catalogue, declared
from detente.store.folders import vintages_dir
from detente.store.record import NAME, Kind, Record, Stamp, TableRecord, read_record
from detente.words import listing

STARTER = Path(__file__).parent / "tables"


class Vintage:
    """Tables of one date, each with where it came from; read when first asked for.

    Attributes
    ----------
    kind : 'starter' or 'full'
    date : date      the last day its facts were gathered for
    id : str         ``2026.06 starter``, as an answer cites it
    folder : Path    where the tables lie
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._record: Record = read_record(self.folder)
        self._frames: dict[str, pl.DataFrame] = {}

    def __repr__(self) -> str:
        return f"Vintage({self.id!r})"

    @property
    def kind(self) -> Kind:
        """Whether these are the starter tables or those of the full data."""
        return self._record.kind

    @property
    def date(self) -> date:
        """The last day the facts were gathered for."""
        return self._record.date

    @property
    def id(self) -> str:
        """Month and kind."""
        return self._record.name

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all tables."""
        return tuple(self._record.tables)

    def table(self, name: str) -> pl.DataFrame:
        """A table, checked when it is first read and remembered from then on.

        Raises
        ------
        DataError           no table has this name
        ChecksumMismatch    its file was altered
        Unreadable          its file is gone
        """
        if name not in self._frames:
            record = self.record(name)
            self._frames[name] = pl.read_parquet(io.BytesIO(self._content(name, record)))
        return self._frames[name]

    def provenance(self, name: str) -> tuple[Stamp, ...]:
        """The sources a table was made from."""
        return self.record(name).sources

    def terms(self, name: str) -> str:
        """The terms under which a table may be passed on."""
        return self.record(name).terms

    def record(self, name: str) -> TableRecord:
        """Rows, size, checksum, sources and terms of a table.

        Raises
        ------
        DataError       no table has this name; `suggestions` holds the nearest ones
        """
        try:
            return self._record.tables[name]
        except KeyError:
            near = tuple(get_close_matches(name, self.tables, n=3))
            hint = (
                f"Did you mean {' or '.join(near)}?"
                if near
                else f"It has {listing(list(self.tables))}."
            )
            raise DataError(
                f"The vintage {self.id} has no table {name!r}. {hint}",
                table=name,
                suggestions=near,
            ) from None

    def verify(self) -> None:
        """Check the file of every table against its recorded checksum.

        Raises
        ------
        ChecksumMismatch    a file was altered
        Unreadable          a file is gone
        """
        for name in self.tables:
            self._content(name, self.record(name))

    def _content(self, name: str, record: TableRecord) -> bytes:
        path = self.folder / f"{name}.parquet"
        remedy = (
            "Install detente anew."
            if self.kind == "starter"
            else f"Remove {self.folder} and run `detente data fetch`."
        )
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Unreadable(
                f"{path} of the vintage {self.id} cannot be read: {error.strerror}. {remedy}",
                path=path,
                reason=error.strerror,
            ) from error
        got = hashlib.sha256(content).hexdigest()
        if got != record.sha256:
            raise ChecksumMismatch(
                f"{path} of the vintage {self.id} was altered. Its SHA-256 is {got}, expected "
                f"was {record.sha256}. {remedy}",
                path=path,
                expected=record.sha256,
                got=got,
            )
        return content


def vintage(kind: Kind | None = None, *, catalogue: Catalogue | None = None) -> Vintage:
    """The full vintage where a complete one stands in the cache, else the starter.

    A full vintage is passed over if it was made by another version of the package, from
    other files than the declared ones, or lacks a table or a file.

    Raises
    ------
    SourceMissing   the kind asked for is not there
    """
    if kind != "starter":
        for folder in _built():
            full = _opened(folder)
            if full is not None and _complete(full, catalogue):
                return full
        if kind == "full":
            raise SourceMissing(
                f"No full vintage stands in {vintages_dir()}. `detente data fetch` (with "
                "`--mirror FOLDER`, if there is one) fetches the sources and builds it.",
                names=("full vintage",),
            )
    starter = _opened(STARTER)
    if starter is None:
        raise SourceMissing(
            f"The package holds no starter tables ({STARTER}). Install detente anew, or build "
            "them with `detente data build-starter`.",
            names=("starter vintage",),
        )
    return starter


def full_folder(names: Sequence[str], *, catalogue: Catalogue | None = None) -> Path:
    """Where the full vintage made from the declared files of these sources belongs."""
    served = catalogue or declared()
    keys = sorted(f"{s.name} {s.sha256} {s.reader}" for s in served.select(names))
    digest = hashlib.sha256("\n".join(keys).encode()).hexdigest()
    return vintages_dir() / f"{_prefix()}{digest[:16]}"


def _prefix() -> str:
    return f"full-{detente.__version__}-"


def _built() -> list[Path]:
    """Folders of full vintages made by this version of the package, latest first."""
    folders = [path for path in vintages_dir().glob(f"{_prefix()}*") if (path / NAME).is_file()]
    return sorted(folders, key=lambda path: (path / NAME).stat().st_mtime_ns, reverse=True)


def _opened(folder: Path) -> Vintage | None:
    """The vintage of a folder, the same object until its record changes; None without one."""
    try:
        state = (folder / NAME).stat()
    except FileNotFoundError:
        return None
    return _remembered(folder, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _remembered(folder: Path, _changed: int, _size: int) -> Vintage:
    return Vintage(folder)


def _complete(full: Vintage, catalogue: Catalogue | None) -> bool:
    """Whether all is there that the starter has, made from the files now declared."""
    starter = _opened(STARTER)
    stamps = {(s.name, s.sha256, s.reader) for name in full.tables for s in full.provenance(name)}
    known = {s.name: (s.name, s.sha256, s.reader) for s in (catalogue or declared()).sources}
    if starter is not None:
        if full.date != starter.date or not set(starter.tables) <= set(full.tables):
            return False
        for name in starter.tables:
            for s in starter.provenance(name):
                known.setdefault(s.name, (s.name, s.sha256, s.reader))
    return all(known.get(stamp[0]) == stamp for stamp in stamps) and all(
        _size(full.folder / f"{name}.parquet") == full.record(name).bytes for name in full.tables
    )


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None

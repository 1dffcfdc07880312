"""Writing a vintage: the same frames give the same bytes, and a folder is whole or absent."""

from __future__ import annotations

import errno
import hashlib
import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import polars as pl

from detente.store.atomic import flush_folder, write_bytes, writing
from detente.store.folders import holds
from detente.store.record import NAME, Kind, Record, Stamp, TableRecord


def write_vintage(
    folder: str | Path,
    kind: Kind,
    date: date,
    tables: Mapping[str, tuple[pl.DataFrame, Sequence[Stamp], str]],
) -> None:
    """Write tables, each with its sources and terms, and their record into a folder.

    Rows are sorted by all columns, so their order in the frames does not matter. An older
    folder of the same name is replaced as a whole.

    Raises
    ------
    StoreUnwritable     the folder cannot be written
    """
    target = Path(folder).absolute()
    contents = {name: parquet_bytes(frame) for name, (frame, _, _) in tables.items()}
    records = {
        name: TableRecord(
            rows=frame.height,
            bytes=len(contents[name]),
            sha256=hashlib.sha256(contents[name]).hexdigest(),
            sources=tuple(sources),
            terms=terms,
        )
        for name, (frame, sources, terms) in tables.items()
    }
    record = Record(kind, date, records)
    with writing(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
        fresh.chmod(0o755)
    try:
        for name, content in contents.items():
            write_bytes(fresh / f"{name}.parquet", content)
        write_bytes(fresh / NAME, record.text().encode())
        with writing(target.parent):
            _replace(fresh, target, record)
            flush_folder(target.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """A frame as Parquet, with rows sorted by all columns; equal frames give equal bytes.

    The bytes also depend on the version of polars, which writes its name into the file.
    """
    ordered = (
        frame.sort(frame.columns, nulls_last=False, maintain_order=True) if frame.width else frame
    )
    buffer = io.BytesIO()
    ordered.rechunk().write_parquet(
        buffer, compression="zstd", compression_level=12, statistics=False, row_group_size=1 << 20
    )
    return buffer.getvalue()


def _replace(fresh: Path, target: Path, record: Record) -> None:
    """Rename `fresh` to `target`; what else stood there goes, but equal tables stay."""
    while True:
        try:
            fresh.rename(target)
            return
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
        if _stands(target, record):
            return
        old = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
        with suppress(FileNotFoundError):  # another process may replace it at the same time
            target.replace(old)
        shutil.rmtree(old)


def _stands(folder: Path, record: Record) -> bool:
    """Whether a folder already holds these very tables."""
    path = folder / NAME
    return (
        path.is_file()
        and path.read_text(encoding="utf-8") == record.text()
        and all(holds(folder / f"{name}.parquet", t.sha256) for name, t in record.tables.items())
    )

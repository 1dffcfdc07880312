"""Published files read once and kept as Parquet, keyed by their checksum and reader.

The name of a converted file also holds a checksum of its own content, so that a file
damaged later is noticed when it is read, and made anew.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import polars as pl

from detente.sources.declare import Frame, Reader, Source
from detente.store.atomic import write_bytes, writing
from detente.store.folders import parquet_dir

_DIGITS = 16


def stem(source: Source) -> str:
    """What the names of a source's converted files begin with."""
    return f"{source.name}-{source.sha256[:_DIGITS]}-r{source.reader}"


def converted(source: Source) -> Path | None:
    """The converted file of a source, if there is one with the content its name promises."""
    for path in candidates(source):
        if _content(path) is not None:
            return path
    return None


def candidates(source: Source) -> list[Path]:
    """All converted files of a source, sound or not."""
    return sorted(parquet_dir().glob(f"{stem(source)}.*.parquet"))


def load(source: Source) -> Frame | None:
    """The frame of a source as it was converted; None if it was not, or is damaged."""
    for path in candidates(source):
        content = _content(path)
        if content is not None:
            return pl.read_parquet(io.BytesIO(content))
    return None


def convert(source: Source, raw: Path, read: Reader) -> Frame:
    """Read a published file and keep the frame; what was damaged under its name goes.

    Raises
    ------
    StoreUnwritable     the cache cannot be written
    Unreadable          from the reader, if the content is not what it expects
    """
    buffer = io.BytesIO()
    read(raw).write_parquet(buffer, compression="zstd")
    content = buffer.getvalue()
    path = parquet_dir() / f"{stem(source)}.{_digest(content)}.parquet"
    write_bytes(path, content)
    for other in candidates(source):
        if other != path and _content(other) is None:
            with writing(other.parent):
                other.unlink(missing_ok=True)
    return pl.read_parquet(io.BytesIO(content))


def _content(path: Path) -> bytes | None:
    """What a converted file holds; None if it is gone, or not what its name promises."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    return content if path.name.split(".")[-2] == _digest(content) else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]

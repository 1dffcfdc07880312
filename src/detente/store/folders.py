"""Where the store keeps things: one cache folder, files and tables named by content."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath

import platformdirs

from detente.sources.declare import Source

_CHUNK = 1 << 20


def cache_dir() -> Path:
    """The user's cache: the folder DETENTE_CACHE names, else the platform's own place."""
    named = os.environ.get("DETENTE_CACHE")
    if named:
        return Path(named).expanduser().absolute()
    return platformdirs.user_cache_path("detente", appauthor=False)


def files_dir() -> Path:
    """Where published files lie, byte for byte."""
    return cache_dir() / "files"


def parquet_dir() -> Path:
    """Where sources lie as read, one Parquet file each."""
    return cache_dir() / "parquet"


def vintages_dir() -> Path:
    """Where vintages built from the full data lie."""
    return cache_dir() / "vintages"


def raw_name(source: Source) -> str:
    """The name of a published file in the cache: its checksum, then its own name."""
    return f"{source.sha256}-{PurePosixPath(source.path).name}"


def raw_path(source: Source) -> Path:
    """Where a published file lies once it was fetched."""
    return files_dir() / raw_name(source)


def sha256_of(path: Path) -> str:
    """The SHA-256 checksum of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def holds(path: Path, sha256: str) -> bool:
    """Whether `path` is a file with this checksum."""
    return path.is_file() and sha256_of(path) == sha256

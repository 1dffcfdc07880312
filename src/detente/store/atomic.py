"""Writing so that a kill at any moment leaves the old state or the new one.

A file is written under another name in its own folder, flushed to the disk and then
renamed. No locks: two processes that write the same file both succeed, and the last
rename wins with equal bytes.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.errors import StoreUnwritable

HOUR = 3600.0
WEEK = 7 * 24 * HOUR

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FINAL = re.compile(r"[0-9a-f]{64}-.+|.+\.parquet|(full|starter)-.+")


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn a refusal of the disk into a `StoreUnwritable` that says what to do."""
    try:
        yield
    except OSError as error:
        first = (
            error.__cause__ if isinstance(error.__cause__, OSError) else error
        )  # pooch's own text
        reason = first.strerror or str(first)
        if first.errno in _FULL:
            remedy = "Free some space there, or set"
        else:
            remedy = "Make it writable, or set"
        raise StoreUnwritable(
            f"Cannot write to {folder}: {reason}. {remedy} DETENTE_CACHE=FOLDER to keep the "
            "data in another folder.",
            folder=folder,
            reason=reason,
        ) from error


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file under its final name, or nothing.

    Raises
    ------
    StoreUnwritable     the disk is full or read-only, or the folder is not ours
    """
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)
        flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make renames in a folder last through a loss of power, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path, *, now: float | None = None) -> list[Path]:
    """Remove what killed processes left behind in a folder of the cache.

    Temporary files go after an hour, partial downloads after a week (until then a
    fetch resumes them). Files under a final name are never touched.
    """
    moment = time.time() if now is None else now
    swept = []
    if not folder.is_dir():
        return []
    with writing(folder):
        for entry in sorted(folder.iterdir()):
            if _FINAL.fullmatch(entry.name):
                continue
            with suppress(FileNotFoundError):  # another process may sweep at the same time
                age = moment - entry.stat().st_mtime
                if age < (WEEK if entry.suffix == ".part" else HOUR):
                    continue
                if entry.is_dir():
                    shutil.rmtree(entry)
                else:
                    entry.unlink()
                swept.append(entry)
    return swept

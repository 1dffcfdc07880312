"""Writing an answer to a file: all of it or nothing."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from detente.errors import OutputUnwritable


def write(path: Path, answer: str | bytes) -> None:
    """Write a whole file under its final name, or leave what was there.

    The answer is first written beside the file under another name. A device or a pipe
    (`/dev/stderr`) is written to as it is.

    Raises
    ------
    OutputUnwritable    no such folder, a folder of that name, no permission, a full disk
    """
    content = answer.encode() if isinstance(answer, str) else answer
    try:
        target = path.expanduser().resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputUnwritable(
            f"The answer cannot be written to {path}: {reason}. Name a file in a folder that "
            "exists and can be written to.",
            path=path,
            reason=reason,
        ) from error


def _replace(target: Path, content: bytes) -> None:
    temporary = target.with_name(f".detente-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)

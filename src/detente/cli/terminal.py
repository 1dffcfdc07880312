"""What the terminal is like: its width, whether it shows colour, what it can spell."""

from __future__ import annotations

import io
import os
import sys
import textwrap
from typing import TextIO

PLAIN = 80  # columns where there is no terminal to ask
NARROWEST, WIDEST = 60, 100


def prepare() -> None:
    """Let an old terminal show `?` for what it cannot spell, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def width() -> int:
    """Columns for an answer: those of the terminal within reason, else 80."""
    return min(max(_columns(sys.stdout) or PLAIN, NARROWEST), WIDEST)


def colour() -> bool:
    """Whether colour may be used: on a terminal, unless NO_COLOR is set or it is a dumb one."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def wrapped(message: str) -> str:
    """A message wrapped to the terminal line by line; left alone where it goes elsewhere."""
    columns = _columns(sys.stderr)
    if columns is None:
        return message
    return "\n".join(_wrap(line, columns) for line in message.splitlines())


def _wrap(line: str, columns: int) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.fill(
        line,
        columns,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _columns(stream: TextIO) -> int | None:
    """Columns of the terminal a stream writes to; None where it is no terminal."""
    if not stream.isatty():
        return None
    return os.get_terminal_size(stream.fileno()).columns or None

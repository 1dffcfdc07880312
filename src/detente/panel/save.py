"""A panel out of Polars: into a file, whole or not at all, or into another frame."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import polars as pl

from detente.errors import OutputUnwritable

if TYPE_CHECKING:
    from detente.panel.panel import Panel


def to_parquet(panel: Panel, path: Path) -> None:
    """Write the panel as Parquet.

    Raises
    ------
    OutputUnwritable    the file cannot be written; nothing is left of it
    """
    frame = panel.collect()
    _whole(path, frame.write_parquet)


def to_csv(panel: Panel, path: Path) -> None:
    """Write the panel as CSV; null is an empty cell.

    Raises
    ------
    OutputUnwritable    the file cannot be written; nothing is left of it
    """
    frame = panel.collect()
    _whole(path, frame.write_csv)


def _whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """A file under its final name, once all of it is written."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
        Path(name).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def to_pandas(frame: pl.DataFrame) -> Any:
    """The panel as a pandas frame with nullable columns, so that whole numbers stay whole."""
    import pandas as pd

    columns = {}
    for name in frame.columns:
        column = frame[name]
        if column.dtype.is_integer():
            filled = column.fill_null(0).to_numpy()
            columns[name] = pd.arrays.IntegerArray(
                filled.copy(), column.is_null().to_numpy().copy()
            )
        elif column.dtype == pl.Boolean:
            filled = column.fill_null(False).to_numpy()
            columns[name] = pd.arrays.BooleanArray(
                filled.copy(), column.is_null().to_numpy().copy()
            )
        elif column.dtype.is_float():
            columns[name] = column.to_numpy()
        else:
            columns[name] = column.to_list()
    return pd.DataFrame(columns)


def _unwritable(path: Path, error: OSError) -> OutputUnwritable:
    return OutputUnwritable(
        f"{path} cannot be written: {error.strerror}. Choose another file or make room.",
        path=path,
        reason=error.strerror,
    )

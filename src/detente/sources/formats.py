"""Files as published into Polars frames: R data, CSV, Stata and Excel, with one set of types.

Column names are lower case. Whole numbers are `Int32`, in every source, so that
frames join; R dates are `Date`; a missing value is null, whatever it was before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import polars.selectors as cs

from detente.errors import Unreadable
from detente.sources.declare import Frame


def r_data(path: Path) -> Frame:
    """The one data frame of an R file (rda, RData or rds).

    Raises
    ------
    Unreadable      no R file, or one that holds several objects
    """
    import pyreadr
    from pyreadr.custom_errors import LibrdataError, PyreadrError

    try:
        objects = pyreadr.read_r(str(path))
    except (LibrdataError, PyreadrError) as problem:
        raise _unreadable(path, f"it cannot be read as R data ({problem})") from problem
    if len(objects) != 1:
        raise _unreadable(path, f"it holds {len(objects)} objects where one was expected")
    return _from_pandas(next(iter(objects.values())))


def csv(path: Path) -> Frame:
    """A CSV file in UTF-8; single lines that are not are read as Windows-1252.

    Raises
    ------
    Unreadable      the rows do not form a table
    """
    content = path.read_bytes()
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")  # lines of old Macintosh files
    lines = content.splitlines(keepends=True)
    try:
        frame = pl.read_csv(b"".join(map(_as_utf8, lines)), infer_schema_length=None)
    except pl.exceptions.PolarsError as problem:
        raise _unreadable(path, f"it cannot be read as CSV ({problem})") from problem
    return frame.rename(str.lower)


def parquet(path: Path) -> Frame:
    """A Parquet file, with column names in lower case.

    Raises
    ------
    Unreadable      no Parquet file
    """
    try:
        frame = pl.read_parquet(path.read_bytes())
    except pl.exceptions.PolarsError as problem:
        raise _unreadable(path, f"it cannot be read as Parquet ({problem})") from problem
    return frame.rename(str.lower)


def stata(path: Path) -> Frame:
    """A Stata file (dta), where an empty text is a missing one.

    Raises
    ------
    Unreadable      no Stata file
    """
    import pandas

    try:
        table = pandas.read_stata(path)
    except ValueError as problem:
        raise _unreadable(path, f"it cannot be read as Stata data ({problem})") from problem
    return _from_pandas(table).with_columns(cs.string().replace("", None))


def excel(path: Path, sheet: str) -> Frame:
    """One sheet of an Excel workbook, its first row the names; rows and columns without content go.

    Raises
    ------
    Unreadable      no workbook, or none with this sheet
    """
    from fastexcel import FastExcelError, read_excel

    try:
        table = read_excel(path).load_sheet(sheet).to_polars()
    except FastExcelError as problem:
        raise _unreadable(path, f"it cannot be read as a workbook ({problem})") from problem
    named = table.rename(lambda name: name.strip().lower())
    return named[[column.name for column in named if column.null_count() < named.height]]


def whole(frame: Frame, *, but: Collection[str] = ()) -> Frame:
    """Every column of numbers as `Int32`, except those named in `but`.

    Raises
    ------
    Unreadable      a column holds a fraction, or a number too large for 32 bits
    """
    numbers = [name for name in frame.columns if frame[name].dtype.is_numeric() and name not in but]
    for name in numbers:
        column = frame[name]
        if column.dtype.is_float() and not (column.drop_nulls() % 1 == 0).all():
            raise Unreadable(
                f"Column {name!r} holds fractions where whole numbers were "
                "expected: the file is not what its declaration describes."
            )
    try:
        return frame.with_columns(pl.col(numbers).cast(pl.Int32))
    except pl.exceptions.InvalidOperationError as problem:
        raise Unreadable(
            "A column holds a number beyond 32 bits: the file is not what its declaration "
            f"describes ({problem})."
        ) from problem


def unmask(frame: Frame, missing: Mapping[int, None]) -> Frame:
    """Null for each code that stands for "missing", in every column of whole numbers."""
    if not missing:
        return frame
    return frame.with_columns(cs.integer().replace(dict(missing)))


def respelled(frame: Frame, columns: Iterable[str], encoding: str) -> Frame:
    """Text whose bytes are in `encoding` but were read as Latin-1, set right."""

    def right(text: str) -> str:
        return text.encode("latin-1").decode(encoding).replace("\xa0", " ").strip()

    return frame.with_columns(
        frame[name].replace_strict(
            {text: right(text) for text in frame[name].drop_nulls().unique()}
        )
        for name in columns
    )


def _from_pandas(table: Any) -> Frame:
    """A pandas frame as a Polars frame, column by column, without pyarrow."""
    return pl.DataFrame([_series(str(name).lower(), table[name]) for name in table.columns])


def _series(name: str, column: Any) -> pl.Series:
    if column.dtype.kind in "fiub":
        return pl.Series(name, column.to_numpy(), nan_to_null=True)
    if column.dtype.name == "category":
        labels = pl.Series(name, _listed(column.cat.categories))
        codes = pl.Series(column.cat.codes.to_numpy().astype(np.int64))
        return labels.gather(codes.set(codes < 0, None))
    return pl.Series(name, _listed(column))


def _listed(values: Any) -> list[Any]:
    objects = np.array(values, dtype=object)
    objects[np.asarray(values.isna())] = None
    return objects.tolist()  # type: ignore[no-any-return]


def _as_utf8(line: bytes) -> bytes:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252").encode("utf-8")
    return line


def _unreadable(path: Path, why: str) -> Unreadable:
    return Unreadable(
        f"{path.name} has been fetched, but {why}. Remove it and fetch it again; if its "
        "checksum is the declared one, this is a fault of the reader: please report it.",
        path=path,
        reason=why,
    )

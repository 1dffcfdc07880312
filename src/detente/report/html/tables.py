"""Tables: numbers to the right, sortable where a script may run, readable where none does."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

import htpy as h
import polars as pl

from detente.words import significant


@dataclass(frozen=True)
class Column:
    """A column: its heading, whether it holds numbers, and what its cells sort by."""

    heading: str
    number: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell: what it shows, and what it sorts by where that is not the text."""

    shown: h.Node
    key: str | float | None = None


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell | h.Node]],
    *,
    caption: str = "",
    sortable: bool = False,
    label: str = "",
    bold: Container[int] = (),
) -> h.Element:
    """A table with a heading row; the first cell of a row is its heading.

    Parameters
    ----------
    caption : shown above it
    label : told to a screen reader where there is no caption
    sortable : a click on a heading sorts by it
    bold : rows that matter most, by their number from nought
    """
    return h.div(".scroll", tabindex="0", role="region", aria_label=caption or label or "Table")[
        h.table(".sortable" if sortable else "")[
            h.caption[caption] if caption else None,
            h.thead[
                h.tr[[h.th(".number" if c.number else "", scope="col")[c.heading] for c in columns]]
            ],
            h.tbody[[_row(columns, row, at in bold) for at, row in enumerate(rows)]],
        ]
    ]


def folded(
    summary: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell | h.Node]], label: str
) -> h.Element:
    """A sortable table that opens under one line, for what few will read whole."""
    return h.details[h.summary[summary], table(columns, rows, sortable=True, label=label)]


def _row(columns: Sequence[Column], row: Sequence[Cell | h.Node], bold: bool) -> h.Element:
    cells: list[h.Node] = []
    for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
        shown, key = (cell.shown, cell.key) if isinstance(cell, Cell) else (cell, None)
        extra = {} if key is None else {"data_key": str(key)}
        kind = ".number" if column.number else ""
        cells.append(
            h.th(kind, scope="row", **extra)[shown] if at == 0 else h.td(kind, **extra)[shown]
        )
    return h.tr(".bold" if bold else "")[cells]


def of_frame(frame: pl.DataFrame) -> h.Element:
    """A frame as a table, floats at three significant digits; the CSV holds them whole."""
    columns = [
        Column(name.replace("_", " "), kind.is_numeric()) for name, kind in frame.schema.items()
    ]
    years = {at for at, name in enumerate(frame.columns) if name in YEARS}
    rows = [
        [_plain(value, at in years) for at, value in enumerate(row)] for row in frame.iter_rows()
    ]
    return table(columns, rows, label="The numbers drawn")


YEARS = ("year", "first", "last", "until", "since", "ended", "pact", "covers_to")


def _plain(value: object, year: bool) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{significant(value, 3):g}"
    if isinstance(value, int):
        return str(value) if year else f"{value:,}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)

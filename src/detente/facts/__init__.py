"""Facts read in public sources, in our own words: small CSV tables with typed columns.

Each row names the source it was read in. A day that is known only to the month or
the year keeps that: the column `<name>_precision` holds "day", "month" or "year",
and the day itself is the first possible one. What is missing is in `HOLES.md`.

>>> from detente import facts
>>> facts.read("continues").filter(followed=True, predecessor=260)["successor"].to_list()
[255]
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import polars as pl

from detente.errors import UnknownSource

DAY = "day, known or by convention"
DAYS = "day, month or year"
YES_NO = "yes or no"
NUMBER = "number"
WHOLE = "whole number"

TABLES: dict[str, dict[str, str]] = {
    "bloc_names": {"start": DAYS, "end": DAYS},
    "bloc_rules": {"defence_from": DAYS},
    "bloc_treaties": {"atopid": WHOLE},
    "blocs": {
        "start": DAYS,
        "end": DAYS,
        "counts_from": DAY,
        "counts_to": DAY,
        "unconfirmed": YES_NO,
    },
    "bodies": {
        "start": DAYS,
        "end": DAYS,
        "counts_from": DAY,
        "counts_to": DAY,
        "unconfirmed": YES_NO,
    },
    "body_dates": {"founded": DAYS, "ended": DAYS},
    "capitals_checked": {
        "state": WHOLE,
        "start": DAYS,
        "lat": NUMBER,
        "lng": NUMBER,
        "published_lat": NUMBER,
        "published_lng": NUMBER,
        "off_km": WHOLE,
        "second_km": WHOLE,
    },
    "continues": {"predecessor": WHOLE, "successor": WHOLE, "date": DAYS, "followed": YES_NO},
    "names": {"state": WHOLE, "start": DAYS, "end": DAYS},
    "pacts_ended": {"atopid": WHOLE, "date": DAYS},
    "pacts_since_2018": {"date_signed": DAYS, "date_in_force": DAYS, "date_end": DAYS},
    "rivalries_since_2020": {"date": DAYS},
    "treaties": {"atopid": WHOLE, "signed": DAYS, "umbrella": YES_NO},
}
"""Every table, with the columns that are not plain text."""

PRECISION = {10: "day", 7: "month", 4: "year"}


@cache
def read(name: str) -> pl.DataFrame:
    """One table; blank cells are null, and days come with their precision.

    Raises
    ------
    UnknownSource   there is no such table
    """
    if name not in TABLES:
        raise UnknownSource(
            f"There is no table of facts called {name!r}. There are: {', '.join(TABLES)}.",
            name=name,
            suggestions=tuple(TABLES),
        )
    text = files(__name__).joinpath(f"{name}.csv").read_bytes()
    frame = pl.read_csv(text, infer_schema=False)
    columns: list[pl.Expr] = []
    for column in frame.columns:
        columns.extend(_typed(column, TABLES[name].get(column)))
    return frame.select(columns)


def _typed(column: str, kind: str | None) -> list[pl.Expr]:
    """The column in its type; a column of days is followed by its precision."""
    text = pl.col(column)
    if kind == YES_NO:
        return [text.replace_strict({"yes": True, "no": False}, return_dtype=pl.Boolean)]
    if kind == WHOLE:
        return [text.cast(pl.Int32)]
    if kind == NUMBER:
        return [text.cast(pl.Float64)]
    if kind == DAY:
        return [text.str.to_date("%Y-%m-%d")]
    if kind == DAYS:
        length = text.str.len_chars()
        first_possible = (text + pl.lit("-01-01")).str.slice(0, 10)
        return [
            first_possible.str.to_date("%Y-%m-%d").alias(column),
            length.replace_strict(PRECISION, return_dtype=pl.String).alias(f"{column}_precision"),
        ]
    return [text]

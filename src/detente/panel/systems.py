"""The two lists of states as rows: who was a member in which year, and who never met."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente import store
from detente.dates import last_known_year
from detente.errors import BadPanel, OutsideSystem
from detente.panel.asked import whole_year
from detente.panel.index import Index, Ints, System

Frame = pl.DataFrame
Load = Callable[[str], Frame]
Partial = Literal["any", "first", "last"]

SYSTEM_YEARS: dict[System, tuple[int, int]] = {"cow": (1816, 2016), "gw": (1816, 2017)}
FAR = date(2100, 12, 31)  # the end of a spell that only the end of the list cuts
LISTS: dict[System, str] = {"cow": "cow_states", "gw": "gw_states"}
CROSSWALKS: dict[System, str] = {"cow": "cow_gw_years", "gw": "gw_cow_years"}
CODES: dict[System, str] = {"cow": "ccode", "gw": "gwcode"}


def check_years(system: System, first: int, last: int) -> None:
    """Refuse years of which the list of states says nothing.

    A state that a list still had when it ended is carried on to the year of the data's own
    date, and `Panel.coverage()` says from when.

    Raises
    ------
    BadPanel        the years are in the wrong order or no whole numbers, or no such list
    OutsideSystem   a year outside the list
    """
    if system not in SYSTEM_YEARS:
        raise BadPanel(
            f"No list of states is called {system!r}. There are cow and gw.", system=system
        )
    first, last = whole_year(first), whole_year(last)
    begin, listed = SYSTEM_YEARS[system]
    end = store.vintage().date.year
    if first > last:
        raise BadPanel(f"The panel would run from {first} to {last}. Put the first year first.")
    if first < begin or last > end:
        raise OutsideSystem(
            f"The {system} list of states covers {begin}–{listed} and is carried to {end}, but the "
            f"panel runs {first}–{last}. Choose years from {begin} to {end}.",
            first=begin,
            last=end,
        )


def state_index(
    load: Load,
    system: System,
    first: int,
    last: int,
    *,
    partial: Partial,
    as_of: date | None,
    months: bool = False,
) -> Index:
    """State-years: members on any day of the year, on its first or on its last day.

    With `months` state-months: members on any day of the month.
    """
    if partial not in ("any", "first", "last"):
        raise BadPanel(
            f"No rule is called {partial!r}. There are any, first and last.", partial=partial
        )
    code, start, end = _spells(load, system, as_of)
    begin, stop = (
        _months(start, end, first, last, as_of)
        if months
        else _years(start, end, first, _until(last, as_of), partial)
    )
    rows, period = _expand(begin, stop)
    keep = _fresh(code[rows], None, period)
    year, month = _calendar(period[keep], months=months)
    return Index(system, False, year, code[rows][keep], None, _crosswalk(load, system), month)


def dyad_index(
    load: Load,
    system: System,
    first: int,
    last: int,
    *,
    directed: bool,
    as_of: date | None,
    only: frozenset[tuple[int, int]] | None = None,
    months: bool = False,
) -> Index:
    """Dyad-years: both members on a common day of the year; with `months` dyad-months.

    Parameters
    ----------
    only : pairs to keep, the lower code first; None for all
    """
    code, start, end = _spells(load, system, as_of)
    a, b = (
        np.nonzero(code[:, None] != code[None, :]) if directed else np.nonzero(code[:, None] < code)
    )
    if only is not None:
        low, high = np.minimum(code[a], code[b]), np.maximum(code[a], code[b])
        wanted = np.isin(low.astype(np.int64) * 10_000 + high, [x * 10_000 + y for x, y in only])
        a, b = a[wanted], b[wanted]
    opening, closing = np.maximum(start[a], start[b]), np.minimum(end[a], end[b])
    met = np.flatnonzero(opening <= closing)
    met = met[np.lexsort((opening[met], code[b[met]], code[a[met]]))]
    a, b = a[met], b[met]
    begin, stop = (
        _months(opening[met], closing[met], first, last, as_of)
        if months
        else _years(opening[met], closing[met], first, _until(last, as_of))
    )
    rows, period = _expand(begin, stop)
    one, two = code[a][rows], code[b][rows]
    keep = _fresh(one, two, period)
    year, month = _calendar(period[keep], months=months)
    return Index(system, directed, year, one[keep], two[keep], _crosswalk(load, system), month)


def _spells(
    load: Load, system: System, as_of: date | None
) -> tuple[Ints, NDArray[np.int64], NDArray[np.int64]]:
    """Code, first and last day (as ordinals) of every spell begun by `as_of`, by code and day.

    What ended after `as_of` had not ended then.
    """
    frame = load(LISTS[system])
    if system == "cow":
        frame = frame.select(
            pl.col("ccode").alias("code"),
            pl.date("styear", "stmonth", "stday").alias("start"),
            pl.date("endyear", "endmonth", "endday").alias("end"),
        )
    else:
        frame = frame.select(
            pl.col("gwcode").alias("code"),
            pl.col("startdate").alias("start"),
            pl.col("enddate").alias("end"),
        )
    if as_of is not None:
        frame = frame.filter(pl.col("start") <= as_of)
    goes_on = pl.col("end") == pl.col("end").max()
    if as_of is not None:
        goes_on |= pl.col("end") > as_of
    frame = frame.with_columns(end=pl.when(goes_on).then(FAR).otherwise("end"))
    frame = frame.sort("code", "start")
    return (
        frame["code"].to_numpy().astype(np.int32),
        _ordinals(frame["start"]),
        _ordinals(frame["end"]),
    )


def _ordinals(days: pl.Series) -> NDArray[np.int64]:
    return days.cast(pl.Int32).to_numpy().astype(np.int64) + date(1970, 1, 1).toordinal()


def _until(last: int, as_of: date | None) -> int:
    """The last year whose members were known: all of `as_of`'s own year is."""
    return last if as_of is None else min(last, max(as_of.year, last_known_year(as_of)))


def _years(
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    first: int,
    last: int,
    partial: Partial = "any",
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last calendar year of each spell, cut to the panel.

    With "first" a year counts if the spell holds its 1 January, with "last" its 31 December.
    """
    earliest = 1800
    jan = np.array([date(year, 1, 1).toordinal() for year in range(earliest, 2101)])
    if partial == "first":
        begin = np.searchsorted(jan, start, "left") + earliest
    else:
        begin = np.searchsorted(jan, start, "right") + earliest - 1
    if partial == "last":
        stop = np.searchsorted(jan, end + 1, "right") + earliest - 2
    else:
        stop = np.searchsorted(jan, end, "right") + earliest - 1
    return np.maximum(begin, first), np.minimum(stop, last)


def _months(
    start: NDArray[np.int64], end: NDArray[np.int64], first: int, last: int, as_of: date | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last month of each spell, counted from the year 0 and cut to the panel."""
    epoch = date(1970, 1, 1).toordinal()
    begin, stop = (
        (days - epoch).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
        for days in (start, end)
    )
    until = last * 12 + 11
    if as_of is not None:
        until = min(until, as_of.year * 12 + as_of.month - 1)
    return np.maximum(begin, first * 12), np.minimum(stop, until)


def _calendar(period: Ints, *, months: bool) -> tuple[Ints, Ints | None]:
    """Periods as years, and as months of them in a panel of months."""
    return (period // 12, period % 12 + 1) if months else (period, None)


def _expand(begin: NDArray[np.int64], stop: NDArray[np.int64]) -> tuple[NDArray[np.intp], Ints]:
    """One row per spell and year: which spell, which year."""
    length = np.maximum(stop - begin + 1, 0)
    rows = np.repeat(np.arange(len(begin)), length)
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    return rows, (begin[rows] + offset).astype(np.int32)


def _fresh(one: Ints, two: Ints | None, year: Ints) -> NDArray[np.bool_]:
    """False for a row that repeats the one before: two spells of a state touch in a year."""
    same = (one[1:] == one[:-1]) & (year[1:] == year[:-1])
    if two is not None:
        same &= two[1:] == two[:-1]
    fresh = np.ones(len(year), np.bool_)
    fresh[1:] = ~same
    return fresh


def _crosswalk(load: Load, system: System) -> Ints:
    other: System = "gw" if system == "cow" else "cow"
    frame = load(CROSSWALKS[system]).select(CODES[system], "year", CODES[other]).drop_nulls()
    return frame.to_numpy().astype(np.int32)

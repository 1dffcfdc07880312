"""Writing a noun's values into the rows of a panel: coverage and absence, applied once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.dates import last_known_year
from detente.errors import OutOfCoverage
from detente.panel.index import Index, Ints, Leaders
from detente.panel.noun import Load, Noun, Variable
from detente.panel.places import ABSENT

Frame = pl.DataFrame


@dataclass(frozen=True)
class Coverage:
    """What a noun covers of a panel: years first–last, and how many rows lie outside."""

    noun: str
    sources: tuple[str, ...]
    first: int
    last: int
    carry: int
    rows: int
    outside: int


def write(
    index: Index, noun: Noun, load: Load, *, as_of: date | None, outside: str
) -> tuple[list[pl.Series], Coverage]:
    """The noun's columns over the rows of the panel, and what it covers.

    Raises
    ------
    OutOfCoverage   outside is "error" and the panel has rows the noun does not cover
    """
    if index.month is not None:
        return _to_months(index, noun, load, as_of=as_of, outside=outside)
    first, last = noun.covers
    if as_of is not None:
        last = min(last, last_known_year(as_of) - noun.lag)
    listed = index.listed(noun.codes)
    inside = (index.year >= first) & (index.year <= last) & listed
    coverage = Coverage(
        noun.name, noun.sources, first, last, noun.carry, len(index), int((~inside).sum())
    )
    years = index.year
    if outside == "error" and coverage.outside and len(years):
        raise OutOfCoverage(
            f"{noun.name} covers {first}–{last}, but the panel runs {years.min()}–{years.max()}. "
            f"Shorten the panel with .between({max(first, int(years.min()))}, "
            f"{min(last, int(years.max()))}), or drop outside='error' to leave the other rows "
            "unknown.",
            noun=noun.name,
            first=first,
            last=last,
        )
    columns: list[pl.Series] = []
    if index.leaders is not None and noun.by_leader is not None:
        rows = noun.by_leader(load)
        places = _leader_places(index, index.leaders, rows, inside)
    else:
        rows = noun.rows(load)
        if as_of is not None and noun.as_known is not None:
            rows = noun.as_known(load, last_known_year(as_of))
        rows = rows.filter(pl.col("year").is_between(first, last))
        places = _places(index, noun, rows)
    for suffix, at in places:
        columns += _columns(noun, rows, suffix, at, inside)
    if noun.carry:
        columns = _carry(index, columns, last, noun)
    return columns, coverage


def _to_months(
    index: Index, noun: Noun, load: Load, *, as_of: date | None, outside: str
) -> tuple[list[pl.Series], Coverage]:
    """The values of a year in each of its months, for a panel of months."""
    years, at = index.yearly
    columns, coverage = write(years, noun, load, as_of=as_of, outside=outside)
    listed = years.listed(noun.codes)[at]
    inside = (index.year >= coverage.first) & (index.year <= coverage.last) & listed
    rows = pl.Series(at)
    return (
        [column.gather(rows) for column in columns],
        replace(coverage, rows=len(index), outside=int((~inside).sum())),
    )


def _places(index: Index, noun: Noun, rows: Frame) -> list[tuple[str, Ints]]:
    """For each set of columns, which row of the noun stands behind each row of the panel."""
    year = _ints(rows, "year")
    if noun.per == "year":
        table = np.full(
            int(max(year.max(initial=0), index.year.max(initial=0))) + 1, ABSENT, np.int32
        )
        table[year] = np.arange(len(year), dtype=np.int32)
        return [("", table[index.year])]
    if noun.per == "state":
        state = _ints(rows, "state")
        sides = (1, 2) if index.dyadic else (1,)
        return [
            (str(side) if index.dyadic else "", index.place_state(noun.codes, side, year, state))
            for side in sides
        ]
    one, two = _ints(rows, "state1"), _ints(rows, "state2")
    at = index.find(noun.codes, year, one, two)
    if index.directed and noun.per == "dyad":
        turned = index.find(noun.codes, year, two, one)
        at = np.where(at >= 0, at, turned)
    return [("", at)]


def _leader_places(
    index: Index, leaders: Leaders, rows: Frame, inside: NDArray[np.bool_]
) -> list[tuple[str, Ints]]:
    """Which row of a noun about leaders stands behind each row of a panel of leaders.

    Rows are keyed `leader`, or `leader, year` where a leader's values change.
    """
    known, ids = rows["leader"].unique(), leaders.ids
    code = pl.DataFrame({"leader": known, "code": np.arange(len(known), dtype=np.int64)})
    number = rows.select("leader").join(code, on="leader", how="left", maintain_order="left")[
        "code"
    ]
    own = ids.to_frame("leader").join(code, on="leader", how="left", maintain_order="left")
    own_number = own["code"].fill_null(ABSENT).to_numpy()
    yearly = "year" in rows.columns
    keys = number.to_numpy() * 10_000 + (rows["year"].to_numpy() if yearly else 0)
    order = np.argsort(keys)
    keys = keys[order]
    places = []
    for side, who in enumerate(leaders.sides(), start=1):
        wanted = own_number[who] * 10_000 + (index.year if yearly else 0)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found = (keys[at] == wanted) & inside
        row = np.where(found, order[at], ABSENT).astype(np.int32)
        places.append((str(side) if index.dyadic else "", row))
    return places


def _columns(
    noun: Noun, rows: Frame, suffix: str, at: Ints, inside: NDArray[np.bool_]
) -> list[pl.Series]:
    """Values by place; the declared absence inside coverage, null outside."""
    places = pl.Series("at", at)
    places = places.set(places < 0, None)
    nobody = pl.Series("absent", (at < 0) & inside)
    written = rows.select(
        pl.col(variable.name).cast(variable.dtype).gather(pl.lit(places))
        for variable in noun.variables
    )
    absences = [
        pl.when(nobody)
        .then(pl.lit(variable.absent, variable.dtype))
        .otherwise(variable.name)
        .alias(variable.name)
        for variable in noun.variables
        if variable.absent is not None
    ]
    written = written.with_columns(absences) if absences else written
    return [series.alias(f"{series.name}{suffix}") for series in written]


def _carry(index: Index, columns: list[pl.Series], last: int, noun: Noun) -> list[pl.Series]:
    """The value of the last covered year, for as many years after it as the user said."""
    beyond = np.flatnonzero((index.year > last) & (index.year <= last + noun.carry))
    source = index.shifted(index.year - np.int32(last))[beyond]
    beyond, source = beyond[source >= 0], source[source >= 0]
    take = np.arange(len(index))
    take[beyond] = source
    moved = np.zeros(len(index), np.bool_)
    moved[beyond] = True
    carried = [column.gather(pl.Series(take)) for column in columns]
    return [*carried, pl.Series(f"{noun.name}_carried", moved)]


def _ints(rows: Frame, name: str) -> Ints:
    return rows[name].to_numpy().astype(np.int32, copy=False)


def variables_of(noun: Noun, *, dyadic: bool) -> list[tuple[str, Variable]]:
    """Every column the noun writes, with its variable."""
    sides = ("1", "2") if noun.per == "state" and dyadic else ("",)
    return [(f"{variable.name}{side}", variable) for side in sides for variable in noun.variables]

"""Writing a noun's values into the rows of a panel: coverage and absence, applied once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.dates import last_known_year
from detente.errors import OutOfCoverage
from detente.panel.index import Index, Ints, Leaders, System
from detente.panel.noun import Load, Noun, Variable
from detente.panel.places import ABSENT
from detente.panel.systems import state_index
from detente.words import listing

Frame = pl.DataFrame


@dataclass(frozen=True)
class Coverage:
    """What a noun covers of a panel: years first–last, and how many rows lie outside.

    A variable that covers other years than its noun has one of its own, "noun.variable". Rows
    to which a value was carried are not outside.
    """

    noun: str
    sources: tuple[str, ...]
    first: int
    last: int
    carry: int
    rows: int
    outside: int


Years = tuple[int, int]


def write(
    index: Index, noun: Noun, load: Load, *, as_of: date | None, outside: str
) -> tuple[list[pl.Series], list[Coverage]]:
    """The noun's columns over the rows of the panel, and what it covers.

    Raises
    ------
    OutOfCoverage   outside is "error" and the panel has rows the noun does not cover
    """
    if index.month is not None:  # the values of a year in each of its months
        years, at = index.yearly
        columns, covered = _written(years, noun, load, as_of=as_of, outside=outside)
        rows = pl.Series(at)
        columns = [column.gather(rows) for column in columns]
        covered = [(name, span, known[at]) for name, span, known in covered]
    else:
        columns, covered = _written(index, noun, load, as_of=as_of, outside=outside)
    return columns, [
        Coverage(name, noun.sources, *span, noun.carry, len(index), int((~known).sum()))
        for name, span, known in covered
    ]


Covered = tuple[str, Years, NDArray[np.bool_]]
"""What covers which years, and the rows inside them or carried to."""


def _written(
    index: Index, noun: Noun, load: Load, *, as_of: date | None, outside: str
) -> tuple[list[pl.Series], list[Covered]]:
    """The columns over the rows of a panel of years, and what is covered."""
    cut = 9999 if as_of is None else last_known_year(as_of) - noun.lag
    spans = {v.name: v.covers or noun.covers for v in noun.variables}
    whole = min(a for a, _ in spans.values()), max(b for _, b in spans.values())
    listed = index.listed(noun.codes)
    inside: dict[Years, NDArray[np.bool_]] = {}
    known: dict[Years, NDArray[np.bool_]] = {}
    then: dict[int, _Then] = {}
    for first, end in dict.fromkeys((whole, *spans.values())):
        last = min(end, cut)
        here = (index.year >= first) & (index.year <= last) & listed
        inside[first, end] = known[first, end] = here
        if noun.carry and last >= first:
            if last not in then:
                then[last] = _Then.of(index, noun, last, load, as_of)
            known[first, end] = here | then[last].carried
    covered = [
        (name, (span[0], min(span[1], cut)), known[span])
        for name, span in (
            (noun.name, whole),
            *((f"{noun.name}.{name}", span) for name, span in spans.items() if span != whole),
        )
    ]
    if outside == "error":
        for name, span, there in covered:
            _refuse_outside(index, name, span, noun.carry, there)
    rows = _rows_of(index, noun, load, as_of)
    if "year" in rows.columns:
        rows = rows.filter(pl.col("year").is_between(whole[0], min(whole[1], cut)))
    columns: list[pl.Series] = []
    for suffix, at in _all_places(index, noun, rows, inside[whole]):
        for span, variables in _by_span(noun, spans):
            here = inside[span]
            among = at if span == whole else np.where(here, at, np.int32(ABSENT))
            columns += _columns(replace(noun, variables=variables), rows, suffix, among, here)
    if noun.carry:
        columns = _carry(index, columns, noun, rows, spans, cut, then)
    order = [f"{v.name}{s}" for s in _suffixes(index, noun) for v in noun.variables]
    named = {column.name: column for column in columns}
    return [named.pop(name) for name in order] + list(named.values()), covered


def _refuse_outside(
    index: Index, name: str, span: Years, carry: int, known: NDArray[np.bool_]
) -> None:
    years, (first, last) = index.year, span
    if known.all():
        return
    begin, end = max(first, int(years.min())), min(last + carry, int(years.max()))
    other: System = "gw" if index.system == "cow" else "cow"
    if begin == years.min() and end == years.max() and not (index.listed(other) & ~known).any():
        raise OutOfCoverage(
            f"{name} is in codes of the {other} list, and the {other} list has no such state for "
            f"{int((~known).sum()):,} rows: {_unlisted(index, other)}. Drop these states with "
            f".where(…) first, start the panel with system={other!r}, or drop outside='error' to "
            "leave those rows unknown.",
            noun=name,
            first=first,
            last=last,
        )
    raise OutOfCoverage(
        f"{name} covers {first}–{last}"
        + (f", carried to {last + carry}" if carry else "")
        + f", but the panel runs {years.min()}–{years.max()}. "
        f"Shorten the panel with .between({begin}, {end}), or drop outside='error' to leave the "
        "other rows unknown.",
        noun=name,
        first=first,
        last=last,
    )


def _unlisted(index: Index, other: System) -> str:
    """The states of the panel that the other list has not, with their years, as text."""
    sides = zip((index.one, index.two), index.codes(other), strict=True)
    missing: dict[int, set[int]] = {}
    for own, mapped in sides:
        if own is not None and mapped is not None:
            gone = mapped < 0
            pairs = np.unique(np.stack([own[gone], index.year[gone]]), axis=1)
            for state, year in pairs.T.tolist():
                missing.setdefault(state, set()).add(year)
    told = [
        f"{state} in {min(years)}" + (f"–{max(years)}" if len(years) > 1 else "")
        for state, years in sorted(missing.items())
    ]
    return listing(told, most=6)


def _by_span(noun: Noun, spans: dict[str, Years]) -> Iterator[tuple[Years, tuple[Variable, ...]]]:
    """The noun's variables by the years they cover."""
    for span in dict.fromkeys(spans.values()):
        yield span, tuple(v for v in noun.variables if spans[v.name] == span)


def _suffixes(index: Index, noun: Noun) -> tuple[str, ...]:
    return ("1", "2") if noun.per == "state" and index.dyadic else ("",)


def _rows_of(index: Index, noun: Noun, load: Load, as_of: date | None) -> Frame:
    """The source's rows: of leaders in a panel of them, or as they were known by a day."""
    if index.leaders is not None and noun.by_leader is not None:
        return noun.by_leader(load)
    if as_of is not None and noun.as_known is not None:
        return noun.as_known(load, last_known_year(as_of))
    return noun.rows(load)


def _all_places(
    index: Index, noun: Noun, rows: Frame, inside: NDArray[np.bool_]
) -> list[tuple[str, Ints]]:
    if index.leaders is not None and noun.by_leader is not None:
        return _leader_places(index, index.leaders, rows, inside)
    return _places(index, noun, rows)


@dataclass(frozen=True)
class _Then:
    """The states, pairs or leaders of a panel's later rows, in the last year that is covered.

    They need no rows of that year in the panel: a value is carried from the source.

    Attributes
    ----------
    index : their rows in that year
    row : for each row of the panel, the one there; −1 where nothing is carried
    carried : (N,) rows to which a value is carried
    member : whether both states were listed in that year
    """

    index: Index
    row: Ints
    carried: NDArray[np.bool_]
    member: NDArray[np.bool_]

    @classmethod
    def of(cls, index: Index, noun: Noun, last: int, load: Load, as_of: date | None) -> _Then:
        """Those of the rows after the last year, as far as is carried."""
        beyond = np.flatnonzero((index.year > last) & (index.year <= last + noun.carry))
        picked = np.zeros(len(index), np.bool_)
        picked[beyond] = True
        later = index.take(picked)
        units = later.own_keys - later.period
        _, first, unit = np.unique(units, return_index=True, return_inverse=True)
        only = np.zeros(len(later), np.bool_)
        only[first] = True  # rows are sorted, so that units are too
        then = later.take(only)
        then = replace(then, year=np.full(len(then), last, np.int32))
        there = state_index(load, index.system, last, last, partial="any", as_of=as_of).one
        member = np.isin(then.one, there) & then.listed(noun.codes)
        if then.two is not None:
            member &= np.isin(then.two, there)
        row = np.full(len(index), ABSENT, np.int32)
        row[beyond] = np.where(member[unit], unit, ABSENT)
        return cls(then, row, row >= 0, member)


def _carry(
    index: Index,
    columns: list[pl.Series],
    noun: Noun,
    rows: Frame,
    spans: dict[str, Years],
    cut: int,
    then: dict[int, _Then],
) -> list[pl.Series]:
    """The value of the last covered year, for as many years after it as the user said."""
    named = {column.name: column for column in columns}
    moved = np.zeros(len(index), np.bool_)
    for span, variables in _by_span(noun, spans):
        old = then.get(min(span[1], cut))
        if old is None:
            continue
        moved |= old.carried
        row = pl.Series("row", old.row)
        row = row.set(row < 0, None)
        carried = pl.Series("carried", old.carried)
        for suffix, at in _all_places(old.index, noun, rows, old.member):
            among = np.where(old.member, at, np.int32(ABSENT))
            for column in _columns(
                replace(noun, variables=variables), rows, suffix, among, old.member
            ):
                named[column.name] = named[column.name].zip_with(~carried, column.gather(row))
    return [*named.values(), pl.Series(f"{noun.name}_carried", moved)]


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


def _ints(rows: Frame, name: str) -> Ints:
    return rows[name].to_numpy().astype(np.int32, copy=False)


def variables_of(noun: Noun, *, dyadic: bool) -> list[tuple[str, Variable]]:
    """Every column the noun writes, with its variable."""
    sides = ("1", "2") if noun.per == "state" and dyadic else ("",)
    return [(f"{variable.name}{side}", variable) for side in sides for variable in noun.variables]

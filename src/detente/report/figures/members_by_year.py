"""A bloc by year: on which rung its member pairs stood, and who joined and left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from detente.dates import human
from detente.report import theme
from detente.report.figures.bloc_panels import NAMES, Axis, chart
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.ribbons import (
    HOSTILITIES,
    PLEDGES,
)
from detente.words import count, listing

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment, YearOfBloc

SAID: dict[Axis, tuple[str, ...]] = {
    "pledge": (
        "without a pledge",
        "pledged to consult",
        "pledged to non-aggression or neutrality",
        "in a defence pact",
    ),
    "hostility": (
        "with no hostility on record",
        "in rivalry alone",
        "in a militarised dispute",
        "in a violent crisis",
        "at war",
    ),
}
SCHEMA = {
    "year": pl.Int32,
    "pairs": pl.Int32,
    "frozen": pl.Boolean,
    **{f"pledge {name}": pl.Int32 for name in PLEDGES},
    **{f"hostility {name}": pl.Int32 for name in HOSTILITIES},
}


def members_by_year(view: Assessment, *, width: int = theme.WIDE) -> Figure:
    """Share of member pairs on each rung by year, both axes, on the line of years of `timeline`.

    Parameters
    ----------
    view : an assessment with a bloc
    width : pixels of the whole picture, 336 for a phone

    Raises
    ------
    ExtraMissing    Altair is not installed
    """
    history = view.history
    rows = _frame(history.years if history is not None else [])
    if history is None or view.standing is None or not history.years:
        return in_words("No bloc by year", "Neither side is a bloc", "", rows, width)
    return Figure(
        draw=lambda: chart(view, width),
        title=_title(view),
        caption=_caption(view),
        alt=_alt(view),
        data=rows,
        width=width,
    )


def _frame(years: Sequence[YearOfBloc]) -> pl.DataFrame:
    rows = [
        (
            one.year,
            one.pairs,
            one.frozen,
            *_or_unknown(one.pledge, len(PLEDGES)),
            *_or_unknown(one.hostility, len(HOSTILITIES)),
        )
        for one in years
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _or_unknown(counts: list[int] | None, rungs: int) -> list[int | None]:
    return [None] * rungs if counts is None else [*counts]


def latest(years: Sequence[YearOfBloc], axis: Axis) -> YearOfBloc | None:
    """The last year in which an axis was coded for every pair."""
    return next((one for one in reversed(years) if getattr(one, axis) is not None), None)


def most_on(year: YearOfBloc, axis: Axis) -> int:
    """The rung most member pairs stood on; of several the highest."""
    counts: list[int] = getattr(year, axis)
    return max(range(len(counts)), key=lambda rung: (counts[rung], rung))


def _title(view: Assessment) -> str:
    assert view.history is not None
    told = []
    for axis in NAMES:
        year = latest(view.history.years, axis)
        if year is not None:
            counts: list[int] = getattr(year, axis)
            stood = [f"{n} {SAID[axis][rung]}" for rung, n in enumerate(counts) if n]
            pairs = count(year.pairs, "member pair")
            if len(stood) == 1 and year.pairs > 1:
                told.append(f"in {year.year}, all {stood[0].replace(' ', ' member pairs ', 1)}")
            else:
                told.append(f"in {year.year}, of {pairs}, {listing(stood[::-1])}")
    names = " and ".join(
        party.code if party.kind == "bloc" else party.name
        for party in (view.question.a, view.question.b)
    )
    return f"{names}: {'; '.join(told) or 'no year known for every member'}"


def _caption(view: Assessment) -> str:
    assert view.history is not None
    years = view.history.years
    last = years[-1]
    parts = [
        "Share of member pairs on each rung, by year; every pair counts the same, and so does "
        "every pledge, one among a dozen states or more too. Pledges grow "
        "upwards and hostility downwards from the line of years, the highest rung next to it. "
        f"Under the years: how many pairs there were, {last.pairs} in {last.year}.",
    ]
    if any(one.frozen for one in years):
        parts.append(
            "Paler: before the founding of a bloc there were no members; its members of "
            f"{human(view.question.day)} are shown, as far as they were states."
        )
    parts.append(
        "Hatched: not known; broken line: no pair. Marks on the line of years: members joined (dark) and left (light). "
        f"Vintage {view.question.vintage.name}."
    )
    return " ".join(parts)


def _alt(view: Assessment) -> str:
    assert view.history is not None
    years = view.history.years
    told = []
    for axis, names in NAMES.items():
        shown = [one for one in years if getattr(one, axis) is not None]
        if not shown:
            told.append(f"No {axis} was coded for every pair.")
            continue
        marks = [one for one in shown if one.year % 50 == 0 or one is shown[-1]]
        told.append(
            f"{axis.capitalize()}: "
            + "; ".join(
                f"{one.year} {getattr(one, axis)[most_on(one, axis)]} of {one.pairs} "
                f"{names[most_on(one, axis)]}"
                for one in marks
            )
            + "."
        )
    return f"Two stacked areas by year, of member pairs by rung. {' '.join(told)}"

"""A bloc by year: on which rung its member pairs stood, and who joined and left."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

import polars as pl

from detente.dates import human
from detente.report import theme
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.flags import Flag, flags
from detente.report.figures.keys import Swatch, key
from detente.report.figures.pixels import Pixels
from detente.report.figures.placing import Box
from detente.report.figures.ribbons import Years, year_labels
from detente.report.figures.timeline import BROAD, FIRST, HOSTILITIES, PLEDGES, day_asked, time_of
from detente.report.figures.turns import ended
from detente.words import count, listing

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment, Event, YearOfBloc

Axis = Literal["pledge", "hostility"]
HIGH = 96
ROW = 34  # of years between the panels, with the number of pairs below each
LANE = 15
NAMES: dict[Axis, tuple[str, ...]] = {"pledge": PLEDGES, "hostility": HOSTILITIES}
HUES: dict[Axis, tuple[str, ...]] = {"pledge": theme.PLEDGE, "hostility": theme.HOSTILITY}
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


def bloc_years(view: Assessment, *, width: int = theme.WIDE) -> Figure:
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
        draw=lambda: _chart(view, width),
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


# ── words ───────────────────────────────────────────────────────────────────────────────


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


# ── picture ─────────────────────────────────────────────────────────────────────────────


def _chart(view: Assessment, width: int) -> theme.Chart:
    assert view.history is not None
    broad, wide = width >= BROAD, width - 2 * theme.PADDING
    years, pixels = time_of(view, width), Pixels()
    all_years = view.history.years
    frozen = [one.year for one in all_years if one.frozen]
    top = _key(pixels, all_years, "pledge", 0, wide) + (26 if frozen else 6)
    axis = top + HIGH
    below = axis + ROW
    bottom = below + HIGH
    for which, start, upward in (("pledge", top, True), ("hostility", below, False)):
        _ground(pixels, view, which, years, start)  # type: ignore[arg-type]
        _stack(pixels, all_years, which, years, start, upward)  # type: ignore[arg-type]
        if frozen:
            box = Box(years.x(min(frozen)), start, years.x(max(frozen) + 1), start + HIGH)
            pixels.veil(box, 0.55)
        if broad:
            for share, text in ((0.0, "0"), (0.5, "50%"), (1.0, "100%")):
                y = start + HIGH * (1 - share if upward else share)
                pixels.text(
                    years.left - 8, y, text, align="right", colour=theme.QUIET, size=10
                )  # fmt: skip
    if frozen:
        _bracket(pixels, view, years.x(min(frozen)), years.x(max(frozen) + 1), top - 9, wide)
    day_asked(pixels, view, years, top, axis + ROW / 2, bottom)
    _line_of_years(pixels, all_years, years, axis, wide, broad)
    y = _changes(pixels, view.history.events, years, (axis, bottom), wide, broad)
    y = _key(pixels, all_years, "hostility", y + 4, wide)
    if any(getattr(one, axis) is None for one in all_years for axis in NAMES):
        y = key(pixels, [(theme.UNKNOWN, "not known", "fill")], left=0, right=wide, top=y)
    return pixels.chart(wide, y)


def _key(pixels: Pixels, years: Sequence[YearOfBloc], axis: Axis, top: float, wide: float) -> float:
    """The rungs that occur, with their hues."""
    names, hues = NAMES[axis], HUES[axis]
    there = [
        rung
        for rung in range(len(names))
        if any(counts[rung] for one in years if (counts := getattr(one, axis)) is not None)
    ]
    items: list[tuple[str, str, Swatch]] = [(hues[rung], names[rung], "fill") for rung in there]
    return key(pixels, items, left=0, right=wide, top=top, heading=axis.capitalize())


def _ground(pixels: Pixels, view: Assessment, axis: Axis, years: Years, top: float) -> None:
    """Hatched where pairs were not coded, a broken line where there was no pair at all."""
    assert view.history is not None
    known = {one.year: getattr(one, axis) is not None for one in view.history.years}
    last = view.question.as_of.year
    if not ended(view):  # what is not told of the running year is unknown
        known.setdefault(last, False)
    told = [known.get(year) for year in range(FIRST, last + 1)]
    for there, together in groupby(enumerate(told), key=lambda one: one[1]):
        run = [at for at, _ in together]
        left, right = years.x(FIRST + run[0]), years.x(FIRST + run[-1] + 1)
        if there is None:
            y = top + HIGH / 2
            pixels.rule((left, y), (right, y), dashed=True)
            if right - left > theme.breadth("no pair", 10) + 8:
                pixels.text(
                    (left + right) / 2, y - 8, "no pair", align="center", colour=theme.QUIET,
                    size=10,
                )  # fmt: skip
        elif not there:
            pixels.rect(Box(left, top, right, top + HIGH), theme.UNKNOWN)


def _stack(
    pixels: Pixels,
    all_years: Sequence[YearOfBloc],
    axis: Axis,
    years: Years,
    top: float,
    upward: bool,
) -> None:
    """Shares on top of one another, the highest rung next to the line of years."""
    for run in _runs(all_years, axis):
        for rung in reversed(range(len(NAMES[axis]))):
            edge: list[tuple[float, float, float]] = []
            for one in run:
                counts: list[int] = getattr(one, axis)
                above = sum(counts[rung + 1 :]) / one.pairs
                start, end = (HIGH * share for share in (above, above + counts[rung] / one.pairs))
                span = (HIGH - end, HIGH - start) if upward else (start, end)
                point = (years.x(one.year), top + span[0], top + span[1])
                if not edge or edge[-1][1:] != point[1:]:
                    edge.append(point)
            if any(y2 > y for _, y, y2 in edge):
                last = years.x(run[-1].year + 1)
                pixels.area([*edge, (last, *edge[-1][1:])], HUES[axis][rung])


def _runs(all_years: Sequence[YearOfBloc], axis: Axis) -> list[list[YearOfBloc]]:
    """Unbroken runs of coded years."""
    coded = [one for one in all_years if getattr(one, axis) is not None and one.pairs]
    runs: list[list[YearOfBloc]] = [coded[:1]] if coded else []
    for before, one in pairwise(coded):
        if one.year == before.year + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _bracket(
    pixels: Pixels, view: Assessment, left: float, right: float, y: float, wide: float
) -> None:
    """A bracket over the years before the founding, and what they show."""
    pixels.rule((left, y), (right, y), theme.QUIET)
    for x in (left, right):
        pixels.rule((x, y), (x, y + 6), theme.QUIET)
    day = human(view.question.day)
    forms = (f"before the founding: the members of {day}", f"members of {day}", "frozen")
    text = next(one for one in forms if theme.breadth(one, 10) < right - left or one == forms[-1])
    pixels.text(
        min(left, wide - theme.breadth(text, 10)), y - 8, text, colour=theme.QUIET, size=10
    )  # fmt: skip


def _line_of_years(
    pixels: Pixels,
    all_years: Sequence[YearOfBloc],
    years: Years,
    axis: float,
    wide: float,
    broad: bool,
) -> None:
    """Years between the panels, and below each how many pairs there were."""
    y = axis + ROW / 2
    every = 25 if broad else 50
    pairs = {one.year: one.pairs for one in all_years}
    day = Box(years.right - 2, y - 8, wide, y + 8)
    reached = -1.0
    for year, x, align in year_labels(pixels, years, y=y - 5, every=every, taken=[day]):
        if year not in pairs:
            continue
        text = count(pairs[year], "pair")
        half = theme.breadth(text, 10) / 2
        start = x if align == "left" else x - half
        if start > reached:
            pixels.text(x, y + 8, text, align=align, colour=theme.QUIET, size=10)
            reached = start + 2 * half + 4


def _changes(
    pixels: Pixels,
    events: Sequence[Event],
    years: Years,
    between: tuple[float, float],
    wide: float,
    broad: bool,
) -> float:
    """Who joined and who left: marks on the line of years, names below; where they end."""
    axis, bottom = between
    changes = [one for one in events if one.kind in ("joined", "left")]
    size = 10.5 if broad else 10
    for one in changes:
        x = years.x(one.first + 0.5)
        colour = theme.INK if one.kind == "joined" else theme.BASE
        pixels.rule((x, axis), (x, axis + 6), colour, width=2)
    ranked = sorted(changes, key=lambda one: (not _founded(one), one.kind != "left", one.first))
    lengths = (330, 210, 130) if broad else (190, 120)
    placed = flags(
        [
            (
                years.x(one.first + 0.5),
                tuple(_short(one, most, size) for most in lengths),
            )
            for one in ranked
        ],
        left=years.left,
        right=wide,
        lanes=6 if broad else 4,
        most=None if broad else 4,
        size=size,
    )
    shown: list[Flag] = [flag for flag in placed if flag is not None]
    for flag in shown:
        y = bottom + 6 + LANE * (flag.lane + 0.5)
        pixels.rule((flag.x, bottom), (flag.x, y + 5))
        pixels.text(
            flag.x + (-3 if flag.leftwards else 3), y, flag.text,
            align="right" if flag.leftwards else "left", size=size,
        )  # fmt: skip
    return bottom + 6 + LANE * max((flag.lane + 1 for flag in shown), default=0)


def _short(event: Event, wide: float, size: float) -> str:
    """``2004 Bulgaria, Estonia, Latvia… joined NATO``: of many names the first."""
    if _founded(event):
        return f"{event.first} {event.text.rpartition(' founded ')[2]} founded"
    for verb in (" joined ", " left "):
        who, said, bloc = event.text.rpartition(verb)
        if said:
            end = f"{verb}{bloc}"
            room = wide - theme.breadth(f"{event.first} {end}", size)
            if room > 40:
                return f"{event.first} {theme.shortened(who, room, size)}{end}"
    return theme.shortened(f"{event.first} {event.text}", wide, size)


def _founded(event: Event) -> bool:
    return event.kind == "joined" and " founded " in event.text

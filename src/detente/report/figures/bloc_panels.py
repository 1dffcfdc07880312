"""The picture of a bloc by year: two stacked panels on one line of years, and its members."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

from detente.dates import human
from detente.report import theme
from detente.report.figures.flags import Flag, flags
from detente.report.figures.keys import Swatch, key
from detente.report.figures.pixels import Pixels
from detente.report.figures.placing import Box
from detente.report.figures.ribbons import (
    BROAD,
    FIRST,
    HOSTILITIES,
    PLEDGES,
    Years,
    day_asked,
    time_of,
    year_labels,
)
from detente.report.figures.turns import ended
from detente.words import count

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment, Event, YearOfBloc

Axis = Literal["pledge", "hostility"]
HIGH = 96
ROW = 34  # of years between the panels, with the number of pairs below each
LANE = 15
NAMES: dict[Axis, tuple[str, ...]] = {"pledge": PLEDGES, "hostility": HOSTILITIES}
HUES: dict[Axis, tuple[str, ...]] = {"pledge": theme.PLEDGE, "hostility": theme.HOSTILITY}


def chart(view: Assessment, width: int) -> theme.Chart:
    """Pledges above, hostility below, the years between, then who joined and left."""
    assert view.history is not None
    broad, wide = width >= BROAD, width - 2 * theme.PADDING
    years, pixels = time_of(view, width), Pixels()
    all_years = view.history.years
    frozen = [one.year for one in all_years if one.frozen]
    top = _key(pixels, all_years, "pledge", 0, wide) + (26 if frozen else 6)
    axis = top + HIGH
    below = axis + ROW
    bottom = below + HIGH
    panels: list[tuple[Axis, float, bool]] = [("pledge", top, True), ("hostility", below, False)]
    for which, start, upward in panels:
        _ground(pixels, view, which, years, start)
        _stack(pixels, all_years, which, years, start, upward)
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

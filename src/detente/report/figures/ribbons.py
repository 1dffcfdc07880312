"""Ribbons: the rungs of one axis by year, on a line of years that pictures share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.assessment.schema import Assessment, Stretch
from detente.report import theme
from detente.report.figures.pixels import Pixels
from detente.report.figures.placing import Box, Side

FIRST = 1816
BROAD = 560  # from here on there is room for names of rungs beside the ribbons
PLEDGES = ("no pledge", "consultation", "non-aggression, neutrality", "defence")
HOSTILITIES = ("none on record", "rivalry", "dispute", "violent crisis", "war")

Grows = Literal["up", "down", "full"]


@dataclass(frozen=True)
class Years:
    """A line of years in pixels; a year takes the ground from its 1 January to the next."""

    first: float
    end: float
    left: float
    right: float

    def x(self, year: float) -> float:
        """Where a moment stands; what lies beyond an end stands at that end."""
        held = min(max(year, self.first), self.end)
        return self.left + (self.right - self.left) * (held - self.first) / (self.end - self.first)

    @property
    def each(self) -> float:
        """Pixels a year."""
        return (self.right - self.left) / (self.end - self.first)


def moment(day: date) -> float:
    """A day as a number of years: ``1950.5`` about 2 July 1950."""
    return day.year + (day.timetuple().tm_yday - 1) / 366


def time_of(view: Assessment, width: int) -> Years:
    """The line of years, the same for every picture of one assessment and width."""
    left = 96 if width >= BROAD else 0
    return Years(FIRST, moment(view.question.as_of), left, width - 2 * theme.PADDING - 34)


def day_asked(
    pixels: Pixels, view: Assessment, years: Years, top: float, middle: float, bottom: float
) -> None:
    """The day asked: a line from top to bottom, its date beside the years."""
    x, day = years.right, view.question.as_of
    pixels.rule((x, top - 3), (x, bottom + 3), theme.INK, width=1.5)
    for text, y in ((f"{day.day} {day:%b}", middle - 6), (str(day.year), middle + 6)):
        pixels.text(x + 4, y, text, size=10, bold=True)


def ribbon(
    pixels: Pixels,
    stretches: Sequence[Stretch],
    years: Years,
    *,
    hues: Sequence[str],
    top: float,
    high: float,
    grows: Grows = "full",
    until: float | None = None,
) -> None:
    """Draw one axis: coded years in their hue, unknown ones hatched, a thin broken line for no pair.

    Parameters
    ----------
    hues : by rung, `theme.PLEDGE` or `theme.HOSTILITY`
    top, high : of the whole ribbon
    grows : a full ribbon tells rungs by hue alone; one that grows up or down by height too
    until : where the last stretch ends, if not with its year
    """
    last = len(hues) - 1
    for left, right, kind in _ground(stretches, until):
        span = Box(years.x(left), top, years.x(right), top + high)
        if kind == "coded":
            pixels.rect(span, hues[0])
        elif kind == "outside coverage":
            pixels.rect(span, theme.UNKNOWN)
        else:
            pixels.rule((span.left, top + high / 2), (span.right, top + high / 2), dashed=True)
    for at, one in enumerate(stretches):
        if not one.rung:
            continue
        end = until if until is not None and at == len(stretches) - 1 else one.last + 1
        tall = high if grows == "full" else high * one.rung / last
        above = top + high - tall if grows == "up" else top
        pixels.rect(Box(years.x(one.first), above, years.x(end), above + tall), hues[one.rung])


def _ground(stretches: Sequence[Stretch], until: float | None) -> list[tuple[float, float, str]]:
    """What lies below the rungs, neighbours of one kind drawn together."""
    runs: list[tuple[float, float, str]] = []
    for one in stretches:
        if runs and runs[-1][1:] == (one.first, one.how):
            runs[-1] = (runs[-1][0], one.last + 1, one.how)
        else:
            runs.append((one.first, one.last + 1, one.how))
    if until is not None and runs:
        runs[-1] = (runs[-1][0], until, runs[-1][2])
    return runs


def year_labels(
    pixels: Pixels, years: Years, *, y: float, every: int, taken: Sequence[Box] = ()
) -> list[tuple[int, float, Side]]:
    """The first year and round ones along the line, but for those whose ground is taken.

    Returns
    -------
    list of (year, x, align)    those that are shown
    """
    first = int(years.first)
    begins = Box(years.left, y - 7, years.left + theme.breadth(str(first)) + 4, y + 7)
    shown: list[tuple[int, float, Side]] = [(first, years.left, "left")]
    for year in range(-(-first // every) * every, int(years.end) + 1, every):
        x, half = years.x(year), theme.breadth(str(year)) / 2
        box = Box(x - half, y - 7, x + half, y + 7)
        if not any(box.meets(other) for other in (begins, *taken)):
            shown.append((year, x, "center"))
    for year, x, align in shown:
        pixels.text(x, y, str(year), align=align, colour=theme.QUIET)
    return shown

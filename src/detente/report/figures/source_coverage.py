"""Coverage: what years each source covers, and what is done between its end and the day asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from detente.dates import human
from detente.report import theme
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.pixels import Pixels
from detente.report.figures.placing import Box
from detente.words import count, listing

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment

COLUMNS = {
    "layer": pl.String,
    "source": pl.String,
    "first": pl.Int32,
    "last": pl.Int32,
    "after": pl.String,
    "years_after": pl.Int32,
}
SHOWN = 60  # years before the day; sources reach further back
NAMED = ("alliances", "disputes", "rivalries")  # what the two axes rest on
LINE = 14.0
BAR = 13.0
SMALL = 10.0
DARK = "#1b1b1b"  # letters on grey, by day and by night
DONE = {"bridged": "bridged", "carried": "carried", "nothing": "nothing later"}
TOLD = {
    "bridged": "the last coded state is shown, and models walk through the years since",
    "carried": "the last coded state is shown",
    "nothing": "no later year is used",
}

Row = dict[str, Any]


def source_coverage(view: Assessment, *, width: int = theme.WIDE) -> Figure:
    """Every source's coverage as a bar against the day asked, hatched where it has ended.

    Parameters
    ----------
    width : pixels of the whole picture, 360 for a phone

    Raises
    ------
    ExtraMissing    Altair is not installed
    """
    found = _frame(view)
    day = view.question.as_of
    caption = _caption(view, found)
    if found.is_empty():
        return in_words(
            "No source of this answer is told by years",
            "There is nothing to draw",
            caption,
            found,
            width,
        )
    return Figure(
        draw=lambda: _chart(found, day, width),
        title=_title(found, human(day)),
        caption=caption,
        alt=_alt(found, human(day)),
        data=found,
        width=width,
    )


def _frame(view: Assessment) -> pl.DataFrame:
    """A row for each source, the oldest end first."""
    year = view.question.as_of.year
    rows = [
        (
            one.layer,
            one.source,
            one.first,
            one.last,
            one.after,
            0 if one.after == "within" else max(0, year - one.last),
        )
        for one in view.coverage
    ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row").sort("last", maintain_order=True)


# ── words ───────────────────────────────────────────────────────────────────────────────


def _title(found: pl.DataFrame, day: str) -> str:
    ended = found.filter(pl.col("after") != "within")
    if ended.is_empty():
        return f"Every source reaches the last full year before the day asked, {day}"
    rows = {row["layer"]: row for row in ended.iter_rows(named=True)}
    told = [rows[name] for name in NAMED if name in rows] or list(rows.values())[:2]
    known = [f"{row['layer']} to {row['last']}" for row in told]
    known[0] = f"{told[0]['layer']} are known to {told[0]['last']}"
    years = "year" if [row["years_after"] for row in told] == [1] else "years"
    ages = listing([str(row["years_after"]) for row in told])
    said = listing(known)
    return f"{said[0].upper()}{said[1:]}: {ages} {years} before the day asked, {day}"


def _caption(view: Assessment, found: pl.DataFrame) -> str:
    there = set(found["after"].to_list())
    done = [f"{how}: {told}" for how, told in TOLD.items() if how in there]
    hatched = (
        f"Hatched: years after a source ends, and how old its end is on that day "
        f"({'; '.join(done)}). "
        if done
        else ""
    )
    return (
        f"Each bar holds the years a source covers; those that begin further back go on to the "
        f"left. {hatched}Upright line: the day asked. n = {count(len(found), 'source')}. "
        f"Data: vintage {view.question.vintage.name}."
    )


def _alt(found: pl.DataFrame, day: str) -> str:
    told = "; ".join(
        f"{row['layer']} {row['first']} to {row['last']}"
        + (f", then {row['after']}" if row["after"] != "within" else "")
        for row in found.iter_rows(named=True)
    )
    return f"Bars of years, a row for each source, the oldest end first, against {day}: {told}."


# ── the picture ─────────────────────────────────────────────────────────────────────────


def _chart(found: pl.DataFrame, asked: date, width: int) -> theme.Chart:
    room = width - 2 * theme.PADDING - 4
    narrow = width < 560
    rows = list(found.iter_rows(named=True))
    now = asked.year + (asked.timetuple().tm_yday - 1) / 366
    start = asked.year - SHOWN
    said = [_said(row, asked.year) for row in rows]
    right = max(theme.breadth(text) for text in said) + 12
    left = 0.0
    if not narrow:
        left = min(200.0, max(theme.breadth(row["layer"]) for row in rows) + 12)
    wide = room - left - right
    step = LINE + BAR + 8 if narrow else BAR + 12
    top = LINE + 8
    bottom = top + step * len(rows)
    pixels = Pixels()

    def across(at: float) -> float:
        return left + wide * (min(max(at, start), now) - start) / (now - start)

    for decade in range(start // 10 * 10 + 10, asked.year - 3, 10):
        if decade // 10 % 2 == 0 or not narrow:
            pixels.rule((across(decade), bottom - 2), (across(decade), bottom + 3), theme.BASE)
            pixels.text(
                across(decade),
                bottom + LINE / 2 + 4,
                str(decade),
                colour=theme.QUIET,
                align="center",
            )
    for at, (row, text) in enumerate(zip(rows, said, strict=True)):
        y = top + step * at
        if narrow:
            pixels.text(0, y + LINE / 2, theme.shortened(row["layer"], room))
            y += LINE
        else:
            name = theme.shortened(row["layer"], left - 12)
            pixels.text(left - 10, y + step / 2, name, align="right")
            y += (step - BAR) / 2
        _bar(pixels, row, y, across, (start, now))
        pixels.text(left + wide + 8, y + BAR / 2 + 0.5, text)
    pixels.rule((left + wide, top - 2), (left + wide, bottom), theme.INK, width=1.5)
    end = min(left + wide + theme.breadth(human(asked)) / 2, room)
    pixels.text(end, LINE / 2, human(asked), align="right", bold=True)
    return pixels.chart(room, bottom + LINE + 8)


def _said(row: Row, year: int) -> str:
    """What stands right of a bar: ``bridged, 12 y``."""
    if row["after"] == "within":
        return "to the day" if row["last"] >= year else f"to {row['last']}"
    return f"{DONE[row['after']]}, {row['years_after']} y"


def _bar(
    pixels: Pixels,
    row: Row,
    y: float,
    across: Callable[[float], float],
    span: tuple[float, float],
) -> None:
    """The years covered in grey, those after hatched; its years written where there is room."""
    start, now = span
    end = min(row["last"] + 1.0, now)
    if end < now:
        pixels.rect(Box(across(end), y, across(now), y + BAR), theme.UNKNOWN)
    if end <= start:
        return
    left = across(max(row["first"], start))
    pixels.rect(Box(left, y, across(end), y + BAR), theme.BASE)
    text = f"{row['first']}–{row['last']}"
    if theme.breadth(text, SMALL) + 8 < across(end) - left:
        pixels.text(left + 4, y + BAR / 2 + 0.5, text, colour=DARK, size=SMALL)

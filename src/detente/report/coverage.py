"""Who is covered when: the coverage of a panel as ribbons, for the terminal and as SVG.

Blocks are years inside coverage, lighter ones carried past it, hatched ones unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from textwrap import fill
from typing import TYPE_CHECKING

from detente.words import percent

if TYPE_CHECKING:
    import polars as pl

COVERED, CARRIED, UNKNOWN = "█", "▒", "/"
INK, MID, BLUE, PALE = "#1a1a1a", "#8c8c8c", "#08519c", "#c6dbef"


@dataclass(frozen=True)
class _Line:
    """One noun or condition: what it covers, and how many rows it leaves unknown."""

    name: str
    first: int
    last: int
    carry: int
    rows: int
    outside: int

    def state(self, first: int, last: int) -> str:
        """The least that is known of a stretch of years."""
        if first < self.first or last > self.last + self.carry:
            return UNKNOWN
        return CARRIED if last > self.last else COVERED

    @property
    def years(self) -> str:
        """What it covers, in years."""
        if not self.first:
            return "never known"
        return f"{self.first}–{self.last}" + (f" +{self.carry}" if self.carry else "")

    @property
    def unknown(self) -> str:
        """How many rows are unknown, in words."""
        if not self.outside:
            return "all known or carried" if self.carry else "all known"
        return f"{self.outside:,} rows unknown ({percent(self.outside / self.rows)})"

    @property
    def share(self) -> str:
        """The same as a share."""
        return f"{percent(self.outside / self.rows)} unknown" if self.outside else self.unknown


def coverage_picture(
    coverage: pl.DataFrame,
    *,
    first: int | None = None,
    last: int | None = None,
    width: int = 80,
) -> str:
    """A ribbon for each noun of a panel, on one scale of years.

    Parameters
    ----------
    coverage : the frame of `Panel.coverage()`
    first, last : the years of the panel; without them those of its nouns
    width : columns of text
    """
    lines = list(_lines(coverage))
    if not lines:
        return "Nothing was added to the panel.\n"
    begin, end = _span(lines, first, last)
    label = max(len(line.name) for line in lines) + 2
    years = max(len(line.years) for line in lines) + 2
    beside = label + years + max(len(line.unknown) for line in lines)
    wide = beside + 42 <= width
    room = max((width - beside - 2) if wide else width - 2, 20)
    step = -(-(end - begin + 1) // room)
    text = []
    for line in lines:
        ribbon = "".join(
            line.state(year, min(year + step - 1, end)) for year in range(begin, end + 1, step)
        )
        if wide:
            told = f"{line.years:<{years}}{line.unknown}"
            text.append(f"{line.name:<{label}}{ribbon}  {told}")
        else:
            text += [f"{line.name}  {line.years}  {line.unknown}", f"  {ribbon}"]
    text.append(" " * (label if wide else 2) + _scale(begin, end, step))
    legend = {
        COVERED: "covered",
        CARRIED: "carried past coverage",
        UNKNOWN: "unknown",
    }
    shown = [f"{block} {what}" for block, what in legend.items() if any(block in t for t in text)]
    column = "" if step == 1 else f"; one column is {step} years, and shows the least known of them"
    text.append(fill(f"{', '.join(shown)}{column}.", width))
    return "\n".join(line.rstrip() for line in text) + "\n"


def coverage_svg(
    coverage: pl.DataFrame, *, first: int | None = None, last: int | None = None
) -> str:
    """The same picture as SVG, 640 units wide; unknown years are hatched, never white."""
    lines = list(_lines(coverage))
    begin, end = _span(lines, first, last) if lines else (first or 0, last or 0)
    left, wide, row, top = 176, 340, 22, 48
    height = top + row * len(lines) + 44

    def x(year: float) -> float:
        return left + wide * (year - begin) / (end - begin + 1)

    known = sum(not line.outside for line in lines)
    title = f"{known} of {len(lines)} are known for every row of {begin}–{end}"
    told = "; ".join(f"{line.name} {line.years}, {line.unknown}" for line in lines)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" role="img" '
        f'aria-label="{escape(f"{title}. {told}.")}" '
        'font-family="system-ui, sans-serif" font-size="12">',
        '<defs><pattern id="unknown" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#f0f0f0"/>'
        f'<rect width="1.5" height="6" fill="{MID}"/></pattern></defs>',
        f'<text x="12" y="24" font-size="15" fill="{INK}">{escape(title)}</text>',
    ]
    for at, line in enumerate(lines):
        y = top + at * row
        parts.append(
            f'<text x="{left - 10}" y="{y + 12}" text-anchor="end" fill="{INK}">'
            f"{escape(line.name)}</text>"
        )
        parts.append(
            f'<text x="{left + wide + 8}" y="{y + 12}" fill="{INK if line.outside else MID}">'
            f"{escape(line.share)}</text>"
        )
        parts.append(_bar(x(begin), x(end + 1), y, "url(#unknown)"))
        low, high = max(line.first, begin), min(line.last, end)
        if low <= high:
            parts.append(_bar(x(low), x(high + 1), y, BLUE))
        until = min(line.last + line.carry, end)
        if line.carry and high < until:
            parts.append(_bar(x(max(line.last + 1, begin)), x(until + 1), y, PALE))
    foot = top + row * len(lines) + 14
    for year in _ticks(begin, end, most=7):
        parts.append(
            f'<text x="{x(year + 0.5):.1f}" y="{foot}" text-anchor="middle" fill="{MID}">'
            f"{year}</text>"
        )
    rows = max((line.rows for line in lines), default=0)
    parts.append(
        f'<text x="12" y="{height - 6}" font-size="11" fill="{MID}">Years inside the coverage of '
        f"each source; hatched: unknown; pale: carried forward. n = {rows:,} rows.</text>"
    )
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _bar(left: float, right: float, y: int, fill: str) -> str:
    return f'<rect x="{left:.1f}" y="{y}" width="{right - left:.1f}" height="14" fill="{fill}"/>'


def _lines(coverage: pl.DataFrame) -> Iterator[_Line]:
    columns = ("noun", "first", "last", "carry", "rows", "outside")
    for row in coverage.select(columns).iter_rows():
        yield _Line(*row)


def _span(lines: list[_Line], first: int | None, last: int | None) -> tuple[int, int]:
    begin = first if first is not None else min(line.first for line in lines)
    end = last if last is not None else max(line.last + line.carry for line in lines)
    return begin, max(begin, end)


def _scale(begin: int, end: int, step: int) -> str:
    """Years under the ribbons, where they fit."""
    length = (end - begin) // step + 1
    line = [" "] * (length + 4)
    for year in _ticks(begin, end, most=max(length // 8, 1)):
        at = (year - begin) // step
        line[at : at + 4] = str(year)
    return "".join(line).rstrip()


def _ticks(begin: int, end: int, *, most: int) -> list[int]:
    """Round years, no more than so many."""
    gap = next((gap for gap in (1, 2, 5, 10, 20, 50, 100) if (end - begin) // gap + 1 <= most), 100)
    ticks = list(range(-(-begin // gap) * gap, end + 1, gap))
    return ticks or [begin]

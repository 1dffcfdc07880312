"""Tiles: the members of a bloc in a grid of hostility by pledge."""

from __future__ import annotations

from typing import Any

import polars as pl

from detente.report import theme
from detente.report.figures.pixels import Pixels
from detente.report.figures.placing import Box

TILE = (38.0, 20.0)
GAP = 4.0
LINE = 14.0
HOSTILITY = ("none on record", "rivalry, no dispute", "dispute", "violent crisis", "war")
PLEDGE = ("no pledge", "consultation", "non-aggression, neutrality", "defence pact")
DARK, LIGHT = "#1b1b1b", "#fefefe"  # letters on a hue, which is the same by day and by night
ON = (theme.INK, DARK, DARK, LIGHT)  # letters on a pledge's hue, by rung
LEFT = 122.0  # pixels of the names of the pledges
EMPTY = 22.0
NOBODY = "nobody"

Row = dict[str, Any]


def tiles(found: pl.DataFrame, width: int) -> theme.Chart:
    """A tile for each member; columns of hostility and rows of pledge, or, on a phone, in turn."""
    room = width - 2 * theme.PADDING - 4
    rows = sorted(found.iter_rows(named=True), key=lambda row: (not row["lead"], row["member"]))
    held: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        held.setdefault((row["hostility_rung"], row["pledge_rung"]), []).append(row)
    return _stacked(held, room) if width < 560 else _grid(held, room)


def _per_line(room: float) -> int:
    return max(1, int((room + GAP) // (TILE[0] + GAP)))


def _high(many: int, room: float) -> float:
    """The height of so many tiles."""
    return -(-many // _per_line(room)) * (TILE[1] + GAP)


def _grid(held: dict[tuple[int, int], list[Row]], room: float) -> theme.Chart:
    columns = _columns(held, room - LEFT)
    edges = [LEFT + sum(columns[:at]) for at in range(len(columns))]
    heights = [
        max(
            [EMPTY]
            + [
                _high(len(there), columns[rung] - 10) + 12
                for (rung, at), there in held.items()
                if at == pledge
            ]
        )
        for pledge in range(len(PLEDGE))
    ]
    heads = [theme.wrapped(name, wide - 8) for name, wide in zip(HOSTILITY, columns, strict=True)]
    top = 7 + LINE * (max(len(lines) for lines in heads) + 1.3)
    pixels = Pixels()
    pixels.text(0, LINE / 2, "Hostility", bold=True)
    pixels.text(0, top - 0.7 * LINE, "Pledge", bold=True)
    for rung, (left, wide) in enumerate(zip(edges, columns, strict=True)):
        there = sum(len(some) for (at, _), some in held.items() if at == rung)
        pixels.rect(Box(left, 0, left + wide - 6, 7), theme.HOSTILITY[rung])
        ink = theme.INK if there else theme.QUIET
        for at, line in enumerate([*heads[rung], str(there) if there else NOBODY]):
            pixels.text(left, 8 + LINE * (at + 0.6), line, colour=ink)
    y = top
    for pledge in reversed(range(len(PLEDGE))):
        pixels.rule((0, y), (room, y), theme.FAINT)
        some = any(at == pledge for _, at in held)
        pixels.rect(Box(0, y + 6, 7, y + 6 + 10), theme.PLEDGE[pledge])
        for at, line in enumerate(theme.wrapped(PLEDGE[pledge], LEFT - 24)):
            pixels.text(12, y + 11 + LINE * at, line, colour=theme.INK if some else theme.QUIET)
        for rung, (left, wide) in enumerate(zip(edges, columns, strict=True)):
            _place(pixels, held.get((rung, pledge), []), left, y + 7, wide - 10)
        y += heights[pledge]
    return pixels.chart(room, top + sum(heights) + 2)


def _columns(held: dict[tuple[int, int], list[Row]], room: float) -> list[float]:
    """Widths of the columns of hostility: by how many stand there, none too slim for its name."""
    most = [
        max([len(there) for (at, _), there in held.items() if at == rung], default=0)
        for rung in range(len(HOSTILITY))
    ]
    least = [max(theme.breadth(w) for w in [*name.split(), NOBODY]) + 8 for name in HOSTILITY]
    least = [
        max(slim, 2 * (TILE[0] + GAP) + 8 if many > 1 else TILE[0] + GAP + 8 if many else 0)
        for slim, many in zip(least, most, strict=True)
    ]
    spare = max(0.0, room - sum(least))
    shares = [many**0.5 for many in most]
    return [slim + spare * share / sum(shares) for slim, share in zip(least, shares, strict=True)]


def _stacked(held: dict[tuple[int, int], list[Row]], room: float) -> theme.Chart:
    """Down a phone: a block for each rung of hostility, in it one for each pledge."""
    blocks = [
        sorted(
            ((at, there) for (of, at), there in held.items() if of == rung), key=_rung, reverse=True
        )
        for rung in range(len(HOSTILITY))
    ]
    high = sum(
        LINE + 9 + sum(LINE + 6 + _high(len(there), room - 4) for _, there in block)
        for block in blocks
    )
    pixels = Pixels()
    y = 0.0
    for rung, block in enumerate(blocks):
        many = sum(len(there) for _, there in block)
        pixels.rect(Box(0, y + 3, 14, y + 13), theme.HOSTILITY[rung])
        text = f"{HOSTILITY[rung][0].upper()}{HOSTILITY[rung][1:]}: {many or NOBODY}"
        pixels.text(20, y + 8, text, colour=theme.INK if many else theme.QUIET, bold=bool(many))
        y += LINE + 5
        for pledge, there in block:
            pixels.rect(Box(0, y + 2, 7, y + 12), theme.PLEDGE[pledge])
            pixels.text(12, y + 7, f"{PLEDGE[pledge]}: {len(there)}")
            _place(pixels, there, 2, y + LINE + 2, room - 4)
            y += LINE + 6 + _high(len(there), room - 4)
        y += 4
    return pixels.chart(room, high + 2)


def _rung(group: tuple[int, list[Row]]) -> int:
    return group[0]


def _place(pixels: Pixels, there: list[Row], left: float, top: float, room: float) -> None:
    """Tiles in lines from a corner."""
    per = _per_line(room)
    for at, row in enumerate(there):
        x, y = left + (at % per) * (TILE[0] + GAP), top + (at // per) * (TILE[1] + GAP)
        _tile(pixels, row, x, y)


def _tile(pixels: Pixels, row: Row, x: float, y: float) -> None:
    """One member: filled by its pledge, hollow where only texts of many states bind it."""
    wide, high = TILE
    rung = row["pledge_rung"]
    hollow = rung > 0 and not row["own_treaty"]
    if row["lead"]:
        pixels.rect(Box(x - 2, y - 2, x + wide + 2, y + high + 2), theme.INK)
        pixels.rect(Box(x - 0.5, y - 0.5, x + wide + 0.5, y + high + 0.5), theme.PAPER)
    pixels.rect(Box(x, y, x + wide, y + high), theme.PLEDGE[rung])
    if hollow:
        pixels.rect(Box(x + 2, y + 2, x + wide - 2, y + high - 2), theme.PAPER)
    text = theme.shortened(row["code"], wide - 4) + ("*" if row["newer_evidence"] else "")
    ink = theme.INK if hollow else ON[rung]
    pixels.text(
        x + wide / 2, y + high / 2 + 0.5, text, colour=ink, align="center", bold=row["lead"]
    )

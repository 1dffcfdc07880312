"""Pairs of the members of two blocs: a square for each, or a bar for each rung."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import polars as pl

from detente.report import theme
from detente.report.figures.member_tiles import HOSTILITY, PLEDGE
from detente.report.figures.pixels import Pixels
from detente.report.figures.placing import Box
from detente.words import percent

AXES = {"pledge": (PLEDGE, theme.PLEDGE), "hostility": (HOSTILITY, theme.HOSTILITY)}
CODE = 34.0  # pixels of a code beside its line
LINE = 16.0
LETTERS = 9.0  # the least size of letters
SQUARE = 52.0  # the largest side of a square

Row = dict[str, Any]


def matrix(found: pl.DataFrame, sides: tuple[str, str], width: int) -> theme.Chart:
    """Two grids, pledge and hostility; the side with more members goes down."""
    room = width - 2 * theme.PADDING - 4
    down, across = ("code", "other_code"), ("other_code", "code")
    one, other = found["code"].n_unique(), found["other_code"].n_unique()
    rows_by, columns_by = down if one >= other else across
    names = sides if one >= other else sides[::-1]
    narrow = width < 560
    rows = found[rows_by].unique(maintain_order=True).to_list()
    columns = found[columns_by].unique(maintain_order=True).to_list()
    beside = not narrow or (room - 24) / 2 - CODE >= 14 * len(columns)
    each = (room - 24) / 2 if beside else room
    side = min(SQUARE, (each - CODE) / len(columns))
    deep = min(side, 18.0) if len(rows) > 12 else side
    head = _head(columns, side)
    keys = {axis: _key(found, axis, each) for axis in AXES}
    above = LINE + max(len(key) for key in keys.values()) * LINE + 6 + LINE + head
    block = above + deep * len(rows) + 20
    pixels = Pixels()
    held = {(row[rows_by], row[columns_by]): row for row in found.iter_rows(named=True)}
    for at, axis in enumerate(AXES):
        left, top = (at * (each + 24), 0.0) if beside else (0.0, at * block)
        pixels.text(left, top + LINE / 2, axis.capitalize(), bold=True)
        for line, parts in enumerate(keys[axis]):
            x = left
            for rung, text in parts:
                y = top + LINE * (line + 1.5)
                pixels.rect(Box(x, y - 5, x + 10, y + 5), AXES[axis][1][rung])
                pixels.text(x + 14, y, text, colour=theme.QUIET)
                x += 14 + theme.breadth(text) + 10
        pixels.text(
            left,
            top + above - head - LINE / 2 - 2,
            f"{names[0]} ↓  {names[1]} →",
            colour=theme.QUIET,
        )
        corner = (left + CODE, top + above)
        _squares(pixels, held, axis, rows, columns, corner, (side, deep))
        _codes(pixels, rows, columns, corner, (side, deep), head)
    return pixels.chart(room, block if beside else 2 * block)


def _key(found: pl.DataFrame, axis: str, room: float) -> list[list[tuple[int, str]]]:
    """Rungs that are there with their numbers, in lines that fit."""
    names = AXES[axis][0]
    lines: list[list[tuple[int, str]]] = [[]]
    used = 0.0
    for rung, many in found[f"{axis}_rung"].value_counts().sort(f"{axis}_rung").iter_rows():
        text = f"{names[rung].split(',')[0]}: {many:,}"
        wide = 14 + theme.breadth(text) + 10
        if lines[-1] and used + wide > room:
            lines.append([])
            used = 0.0
        lines[-1].append((rung, text))
        used += wide
    return lines


def _head(columns: list[str], side: float) -> float:
    """Height of the codes over the columns: level, or letter under letter where they are slim."""
    longest = max(len(code) for code in columns)
    return LINE if side >= CODE - 8 else min(longest, 4) * (LETTERS + 1) + 4


def _squares(
    pixels: Pixels,
    held: dict[tuple[str, str], Row],
    axis: str,
    rows: list[str],
    columns: list[str],
    corner: tuple[float, float],
    sides: tuple[float, float],
) -> None:
    """Squares of one colour beside each other are one mark; thin lines part them."""
    (left, top), (wide, deep) = corner, sides
    colours = AXES[axis][1]
    for at, code in enumerate(rows):
        there = [held.get((code, column)) for column in columns]
        rungs = [None if row is None else row[f"{axis}_rung"] for row in there]
        y = top + at * deep
        for rung, run in groupby(range(len(columns)), key=lambda k, rungs=rungs: rungs[k]):  # type: ignore[misc]
            places = list(run)
            if rung is not None:
                x, x2 = left + places[0] * wide, left + (places[-1] + 1) * wide
                pixels.rect(Box(x, y, x2, y + deep), colours[rung])
    right, bottom = left + len(columns) * wide, top + len(rows) * deep
    for at in range(len(rows) + 1):
        pixels.rule((left, top + at * deep), (right, top + at * deep), theme.PAPER)
    for at in range(len(columns) + 1):
        pixels.rule((left + at * wide, top), (left + at * wide, bottom), theme.PAPER)
    for at, code in enumerate(rows):  # the lead, framed
        for column, other in enumerate(columns):
            row = held.get((code, other))
            if row is not None and row["lead"]:
                x, y = left + column * wide, top + at * deep
                x2, y2 = x + wide, y + deep
                for start, end in (
                    ((x, y), (x2, y)),
                    ((x, y2), (x2, y2)),
                    ((x, y), (x, y2)),
                    ((x2, y), (x2, y2)),
                ):
                    pixels.rule(start, end, theme.INK, width=2)


def _codes(
    pixels: Pixels,
    rows: list[str],
    columns: list[str],
    corner: tuple[float, float],
    sides: tuple[float, float],
    head: float,
) -> None:
    (left, top), (wide, deep) = corner, sides
    size = min(float(theme.LABEL), max(LETTERS, deep - 3))
    for at, code in enumerate(rows):
        pixels.text(
            left - 5, top + (at + 0.5) * deep, code, colour=theme.QUIET, align="right", size=size
        )
    for at, code in enumerate(columns):
        x = left + (at + 0.5) * wide
        if head == LINE:
            pixels.text(x, top - LINE / 2, code, colour=theme.QUIET, align="center", size=10)
        else:
            for letter, sign in enumerate(reversed(code[:4])):
                y = top - 7 - letter * (LETTERS + 1)
                pixels.text(x, y, sign, colour=theme.QUIET, align="center", size=LETTERS)


def shares(counted: pl.DataFrame, year: int, width: int) -> theme.Chart:
    """A bar for each rung of either axis, and how many pairs stand there."""
    room = width - 2 * theme.PADDING - 4
    narrow = width < 560
    label = max(theme.breadth(name) for names, _ in AXES.values() for name in names) + 12
    told = 110.0
    left = 0.0 if narrow else label
    wide = room - left - told
    step = 34.0 if narrow else 22.0
    high = sum(LINE + 8 + step * len(names) + 10 for names, _ in AXES.values())
    pixels = Pixels()
    y = 0.0
    for axis, (names, colours) in AXES.items():
        title = "Pledge in force" if axis == "pledge" else f"Hostility in {year}"
        pixels.text(0, y + LINE / 2, title, bold=True)
        y += LINE + 8
        there = {row["rung"]: row for row in counted.filter(axis=axis).iter_rows(named=True)}
        for rung, name in enumerate(names):
            row = there.get(rung)
            share = row["share"] if row is not None else 0.0
            middle = y + (step - 9 if narrow else step / 2)
            if narrow:
                pixels.text(0, y + 7, name, colour=theme.QUIET)
            else:
                pixels.text(left - 8, middle, name, colour=theme.QUIET, align="right")
            if share:
                end = left + max(wide * share, 1.5)
                pixels.rect(Box(left, middle - 6, end, middle + 6), colours[rung])
            if share and rung == 0:  # the palest hue needs an edge
                pixels.rule((left, middle + 6), (left + wide * share, middle + 6), theme.BASE)
                pixels.rule((left, middle - 6), (left + wide * share, middle - 6), theme.BASE)
            text = _told(row["pairs"], row["of"]) if row is not None else "none"
            pixels.text(left + wide * share + (6 if share else 0), middle, text)
            y += step
        y += 10
    return pixels.chart(room, high)


def _told(pairs: int, of: int) -> str:
    """``1,727 (>99%)``."""
    share = percent(pairs / of)
    return f"{pairs:,} ({'>99%' if share == '100%' and pairs < of else share})"

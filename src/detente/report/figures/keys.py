"""Keys of colours: small swatches with their names, in rows as wide as the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from detente.report import theme
from detente.report.figures.pixels import Pixels
from detente.report.figures.placing import Box

Swatch = Literal["fill", "line", "point", "tick"]
ROW = 16
SIDE = 9


def key(
    pixels: Pixels,
    items: Sequence[tuple[str, str, Swatch]],
    *,
    left: float,
    right: float,
    top: float,
    heading: str = "",
) -> float:
    """Draw a key, wrapped to the width, and say where the next row would begin.

    Parameters
    ----------
    items : colour, name and manner of each
    heading : before the first
    """
    if not items:
        return top
    x, y = left, top + ROW / 2
    if heading:
        pixels.text(x, y, heading, bold=True)
        x += theme.breadth(heading) * 1.06 + 8
    for colour, name, manner in items:
        wide = SIDE + 5 + theme.breadth(name)
        if x > left and x + wide > right:
            x, y = left, y + ROW
        _swatch(pixels, x, y, colour, manner)
        for at, line in enumerate(theme.wrapped(name, right - x - SIDE - 5)):
            y += ROW if at else 0
            pixels.text(x + SIDE + 5, y, line, colour=theme.QUIET)
        x += wide + 12
    return y + ROW / 2


def _swatch(pixels: Pixels, x: float, y: float, colour: str, manner: Swatch) -> None:
    half = SIDE / 2
    if manner == "fill":
        pixels.rect(Box(x, y - half, x + SIDE, y + half), colour)
    elif manner == "line":
        pixels.rule((x, y), (x + SIDE, y), colour, dashed=True)
    elif manner == "point":
        pixels.point(x + half, y, colour)
    else:
        pixels.rule((x + half, y - half), (x + half, y + half), colour, width=1.5)

"""Where labels go so that none lies on another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Literal

from detente.report.theme import LABEL, breadth

Side = Literal["left", "right", "center"]


@dataclass(frozen=True)
class Box:
    """A rectangle of pixels, from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share ground."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether it lies inside another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Spot:
    """A point to be named: its middle, and the radius of its mark."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        """The square around its mark."""
        return Box(
            self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius
        )


@dataclass(frozen=True)
class Placed:
    """Where a label stands: its anchor, how it is aligned there, and the ground it takes."""

    x: float
    y: float
    align: Side
    box: Box

    def away(self, spot: Spot) -> float:
        """Pixels between the label and the mark it names."""
        x = min(max(spot.x, self.box.left), self.box.right)
        y = min(max(spot.y, self.box.top), self.box.bottom)
        return hypot(x - spot.x, y - spot.y) - spot.radius


def place(
    spots: Sequence[tuple[Spot, str]],
    *,
    frame: Box,
    taken: Iterable[Box] = (),
    size: float = LABEL,
    most: int | None = None,
) -> list[Placed | None]:
    """A free place beside each spot for its name, the first ones first; None where there is none.

    Parameters
    ----------
    spots : points with their names, the most wanted first
    frame : no label leaves it
    taken : ground no label may cover
    most : labels at most
    """
    ground = list(taken)
    found: list[Placed | None] = []
    for spot, text in spots:
        if most is not None and sum(one is not None for one in found) >= most:
            found.append(None)
            continue
        one = next(
            (
                placed
                for placed in _candidates(spot, breadth(text, size), size)
                if placed.box.within(frame) and not any(placed.box.meets(other) for other in ground)
            ),
            None,
        )
        if one is not None:
            ground.append(one.box)
        found.append(one)
    return found


def _candidates(spot: Spot, wide: float, size: float) -> Iterable[Placed]:
    """Right, left, above and below; then the same a line away."""
    high = size * 1.3
    for away in (0.0, high, -high, 2 * high, -2 * high):
        for align, x in (("right", spot.x + spot.radius + 4), ("left", spot.x - spot.radius - 4)):
            y = spot.y + away
            left = x if align == "right" else x - wide
            box = Box(left, y - high / 2, left + wide, y + high / 2)
            yield Placed(x, y, "left" if align == "right" else "right", box)
        y = spot.y + away + (spot.radius + high / 2 + 2) * (1 if away > 0 else -1)
        box = Box(spot.x - wide / 2, y - high / 2, spot.x + wide / 2, y + high / 2)
        yield Placed(spot.x, y, "center", box)


def spread(wanted: Sequence[float], *, gap: float, low: float, high: float) -> list[float]:
    """Heights at least `gap` apart and as near as may be to those wanted, in their order."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    blocks: list[list[float]] = []  # mean wanted height of the middle, how many
    for at in order:
        blocks.append([wanted[at], 1])
        while len(blocks) > 1 and blocks[-1][0] - blocks[-2][0] < gap * (
            (blocks[-1][1] + blocks[-2][1]) / 2
        ):
            middle, count = blocks.pop()
            before, held = blocks.pop()
            blocks.append([(middle * count + before * held) / (count + held), count + held])
    heights: list[float] = []
    for middle, count in blocks:
        heights += [middle + gap * (k - (count - 1) / 2) for k in range(int(count))]
    for k in range(len(heights)):  # inside the frame: first from above, then from below
        heights[k] = max(heights[k], low + k * gap)
    for k in range(len(heights) - 1, -1, -1):
        heights[k] = min(heights[k], high - (len(heights) - 1 - k) * gap)
    placed = [0.0] * len(wanted)
    for at, height in zip(order, heights, strict=True):
        placed[at] = height
    return placed

"""Names on poles: labels in lanes above or below a line, none on another, no pole through one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.report.theme import LABEL, breadth

GAP = 4.0

Wanted = Sequence[tuple[float, Sequence[str]]]
"""Where each pole stands, and its words in one or more lengths, the most wanted first."""


@dataclass(frozen=True)
class Flag:
    """A label at the end of its pole.

    Attributes
    ----------
    x : of the pole
    wide : pixels of the label
    lane : counted from the line outwards
    leftwards : the words stand left of the pole
    """

    x: float
    text: str
    wide: float
    lane: int = 0
    leftwards: bool = False

    @property
    def span(self) -> tuple[float, float]:
        """The ground the label takes in its lane, pole included."""
        start = self.x - self.wide if self.leftwards else self.x
        return start, start + self.wide

    def meets(self, other: Flag) -> bool:
        """Whether labels share ground, or one's pole goes through the other's label."""
        (a, b), (c, d) = self.span, other.span
        if self.lane == other.lane:
            return a < d + GAP and c < b + GAP
        near, far = (self, other) if self.lane < other.lane else (other, self)
        left, right = near.span
        return left - GAP / 2 < far.x < right + GAP / 2


def flags(
    wanted: Wanted,
    *,
    left: float,
    right: float,
    lanes: int,
    most: int | None = None,
    size: float = LABEL,
) -> list[Flag | None]:
    """A place for as many labels as fit, the first ones first; None for those that do not.

    Parameters
    ----------
    wanted : where each pole stands, and its words: the longest form that fits is taken
    left, right : no label leaves this ground
    most : labels at most
    """
    chosen: list[tuple[int, Flag]] = []
    placed: dict[int, Flag] = {}
    for at, (x, forms) in enumerate(wanted):
        if len(chosen) == most:
            break
        for text in dict.fromkeys(forms):
            one = at, Flag(x, text, breadth(text, size) + 4)
            tried = _laid([*chosen, one], left, right, lanes)
            if tried is not None:
                chosen.append(one)
                placed = tried
                break
    return [placed.get(at) for at in range(len(wanted))]


def _laid(
    chosen: Sequence[tuple[int, Flag]], left: float, right: float, lanes: int
) -> dict[int, Flag] | None:
    """All of them in lanes as low as may be, or None if they do not fit.

    Labels before some point stand left of their poles and those after it right: the first from
    left to right and the others from right to left never stand in each other's way. Where there
    is no room at an end the label turns round.
    """
    order = sorted(chosen, key=lambda one: one[1].x)
    for split in range(len(order) + 1):  # all to the right before anything else
        placed = _outwards(order, split, left, right, lanes)
        if placed is not None:
            return placed
    return None


def _outwards(
    order: Sequence[tuple[int, Flag]], split: int, left: float, right: float, lanes: int
) -> dict[int, Flag] | None:
    turned, straight = [], []
    for rank, (at, one) in enumerate(order):
        leftwards = rank < split
        if (leftwards and one.x - one.wide < left) or (not leftwards and one.x + one.wide > right):
            turned.append((rank, at, replace(one, leftwards=not leftwards)))
        else:
            straight.append((rank, at, replace(one, leftwards=leftwards)))
    first = [one for one in straight if one[0] < split]
    second = [one for one in reversed(straight) if one[0] >= split]
    placed: dict[int, Flag] = {}
    for _, at, one in (*first, *second, *turned):
        low, high = one.span
        if low < left or high > right:
            return None
        found = next(
            (
                tried
                for tried in _in_lanes(one, lanes)
                if not any(tried.meets(other) for other in placed.values())
            ),
            None,
        )
        if found is None:
            return None
        placed[at] = found
    return placed


def _in_lanes(one: Flag, lanes: int) -> Iterator[Flag]:
    return (replace(one, lane=lane) for lane in range(lanes))

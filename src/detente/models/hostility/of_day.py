"""Chances of disputes and of rivalries' ends on a day, and what moves them: the arrays of all pairs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.dates import LONGEST_HORIZON
from detente.models.hostility import ahead, drivers
from detente.models.moved import Moved, moved

Singles = NDArray[np.float32]
Halves = NDArray[np.float16]
Floats = NDArray[np.float64]


SINGLE = ("year", "skip", "dispute_base", "end_base", "model", "why")  # numbers and words


class Curve(NamedTuple):
    """A chance within 1 … 20 years, and the middle 90% of what it may truly be, (20,) each."""

    p: Floats
    low: Floats
    high: Floats


class Chance(NamedTuple):
    """A chance, and the middle 90% of what it may truly be."""

    p: float
    low: float
    high: float


@dataclass(frozen=True)
class HostilityOfDay:
    """Chances of every pair of states that exists on a day; m pairs, r of them rivals.

    Attributes
    ----------
    states : (n,) COW codes, rising; one, two : (m,) places in it, one < two
    dispute : (3, k, m)       p, low, high of a new dispute within each of `horizons`
    horizons : (k,) years that were fitted; those between lie on a ladder
    rival : (r,) places among the pairs
    rivalry_end : (3, l, r)   p, low, high of the rivalry's end within each of `end_horizons`
    end_horizons : (l,) years
    dispute_base, end_base : rate a year of new disputes, and of rivalries' ends, since 1946
    dispute_parts : (len(OF_A_DISPUTE), m) what moves the log-odds of a dispute within one year
    between : (m,) bool       whether there is something between the two
    end_parts : (len(OF_AN_END), r) what moves those of a rivalry's end
    running, violent : (3, m) p, low, high that a dispute, or a violent one, ran in `year`;
        (3, 0) while the records go on
    year : the last full year before the day, if it was estimated; else 0
    skip : whole years between the last known disputes and the day
    model : of new disputes, blend or hazard
    why : it is the hazard alone; else empty
    """

    states: NDArray[np.int32]
    one: NDArray[np.int16]
    two: NDArray[np.int16]
    dispute: Singles
    horizons: NDArray[np.int16]
    rival: NDArray[np.int32]
    rivalry_end: Singles
    end_horizons: NDArray[np.int16]
    dispute_base: float
    end_base: float
    dispute_parts: Halves
    between: NDArray[np.bool_]
    end_parts: Halves
    running: Singles
    violent: Singles
    year: int
    skip: int
    model: str
    why: str

    def place(self, state1: int, state2: int) -> int | None:
        """Where a pair of COW codes stands, in either order; None if it is not in."""
        return self._places.get((min(state1, state2), max(state1, state2)))

    @cached_property
    def _places(self) -> dict[tuple[int, int], int]:
        """Where each pair of COW codes stands, the lower first."""
        one, two = self.states[self.one].tolist(), self.states[self.two].tolist()
        return {pair: place for place, pair in enumerate(zip(one, two, strict=True))}

    def disputes_within(self, pairs: Sequence[tuple[int, int]]) -> list[Curve | None]:
        """A new dispute of each pair of COW codes; None for a pair that is not in."""
        at = [self.place(*pair) for pair in pairs]
        inside = [place for place in at if place is not None]
        curves = iter(_curves(self.dispute[:, :, inside], self.horizons))
        return [None if place is None else next(curves) for place in at]

    def rivalry_ends_within(self, state1: int, state2: int) -> Curve | None:
        """The end of a pair's rivalry; None if it runs none as far as is known."""
        place = self._rivalry(state1, state2)
        if place is None:
            return None
        return _curves(self.rivalry_end[:, :, [place]], self.end_horizons)[0]

    def _rivalry(self, state1: int, state2: int) -> int | None:
        at = self.place(state1, state2)
        found = np.flatnonzero(self.rival == (-1 if at is None else at))
        return int(found[0]) if len(found) else None

    def dispute_moved(self, state1: int, state2: int) -> Moved | None:
        """What moves a pair's chance of a new dispute; None for a pair that is not in."""
        at = self.place(state1, state2)
        if at is None:
            return None
        rest = drivers.BETWEEN if self.between[at] else drivers.NOTHING_BETWEEN
        parts = dict(zip(drivers.OF_A_DISPUTE, self.dispute_parts[:, at].tolist(), strict=True))
        return moved(self.dispute_base, float(self.dispute[0, 0, at]), parts, rest)

    def rivalry_end_moved(self, state1: int, state2: int) -> Moved | None:
        """What moves the chance that a pair's rivalry ends; None if it runs none."""
        at = self._rivalry(state1, state2)
        if at is None:
            return None
        parts = dict(zip(drivers.OF_AN_END, self.end_parts[:, at].tolist(), strict=True))
        return moved(self.end_base, float(self.rivalry_end[0, 0, at]), parts, drivers.POOL)

    def dispute_in_year(self, state1: int, state2: int) -> tuple[Chance, Chance] | None:
        """That a dispute, and a violent one, ran in `year`; None where the records tell."""
        at = self.place(state1, state2)
        if at is None or not self.year:
            return None
        return _chance(self.running[:, at]), _chance(self.violent[:, at])


def packed(found: HostilityOfDay) -> bytes:
    """The hostility of a day as the bytes of a compressed file."""
    buffer = io.BytesIO()
    arrays = {field.name: np.asarray(getattr(found, field.name)) for field in fields(found)}
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def unpacked(content: bytes) -> HostilityOfDay:
    """The hostility of a day from the bytes of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        values: dict[str, Any] = {name: arrays[name] for name in arrays.files}
    for name in SINGLE:
        values[name] = values[name].item()
    return HostilityOfDay(**values)


def _curves(chances: Singles, horizons: NDArray[np.int16]) -> list[Curve]:
    """The ladders of n pairs, (3, k, n), at every horizon."""
    ladder = ahead.Ladder(horizons.tolist(), chances.astype(np.float64))
    steps = [ladder.within(horizon) for horizon in range(1, LONGEST_HORIZON + 1)]
    p, low, high = (np.stack(row, axis=1) for row in zip(*steps, strict=True))
    return [Curve(*rows) for rows in zip(p, low, high, strict=True)]


def _chance(values: Singles) -> Chance:
    p, low, high = (float(value) for value in values)
    return Chance(p, low, high)

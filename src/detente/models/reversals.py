"""Enemies that became allies: how many rivalries ended in a pact, and how long it took.

A people is followed across succession, so that France and Germany, whose rivalry is coded
for the state of 1871–1945, are seen to ally as France and West Germany.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dates import LONGEST_HORIZON
from detente.measures.cube import FIRST_YEAR, Cube
from detente.measures.rungs import Pledge
from detente.models.survival import NEVER, cumulative, tallies

Floats = NDArray[np.float64]

WITH_THE_END = 2  # a pact at most so many years older than the end came with it


@dataclass(frozen=True)
class Ending:
    """A rivalry that ended, and the pact that bound the two then or later.

    `allied` is the first year of the unbroken run of years with a defence pact that was in
    force in the last year of the rivalry, else of the next run; None where there was none.
    """

    name: str
    state1: int
    state2: int
    ended: int
    allied: int | None
    at_end: bool  # a pact was in force in the last year
    view: int  # years after the end in which both could be seen

    @property
    def before(self) -> bool:
        """Whether the two were allies while rivals, and not only at the very end."""
        return self.at_end and self.allied is not None and self.allied < self.ended - WITH_THE_END

    @property
    def reversal(self) -> bool:
        """Whether enmity gave way to a pact, with the end or after it."""
        return self.allied is not None and not self.before

    @property
    def wait(self) -> int:
        """Years from the end of the rivalry to the pact; 0 where it came with the end."""
        assert self.allied is not None
        return max(0, self.allied - self.ended)


def endings(
    cube: Cube,
    rivalries: Iterable[tuple[str, int, int, int]],
    family: Callable[[int], tuple[int, ...]],
) -> list[Ending]:
    """Each ended rivalry with what came after.

    Parameters
    ----------
    rivalries : name, state1, state2, last year
    family : every code the people of a state is on record under
    """
    found = []
    for name, state1, state2, last in rivalries:
        rows = [
            at
            for a in family(state1)
            for b in family(state2)
            if a != b and (at := cube.pair(a, b)) >= 0
        ]
        end = last - FIRST_YEAR
        if not rows or not 0 <= end < len(cube.years):
            continue
        pact: NDArray[np.bool_] = np.any(cube.pledge[rows] >= Pledge.DEFENCE, axis=0)
        member: NDArray[np.bool_] = np.any(cube.member[rows], axis=0)
        found.append(
            Ending(
                name=name,
                state1=state1,
                state2=state2,
                ended=last,
                allied=_allied(pact, end),
                at_end=bool(pact[end]),
                view=_view(member, end, cube.ends["pledge"] - FIRST_YEAR),
            )
        )
    return found


@dataclass(frozen=True)
class AlliedSince:
    """Chance of a pact within 1 … 20 years of the end, for those without one at the end.

    Attributes
    ----------
    share : (20,)
    low, high : (20,) the middle 90% when whole rivalries are drawn with replacement
    at_risk : (20,) rivalries still in view, without a pact, as that year began
    """

    share: Floats
    low: Floats
    high: Floats
    at_risk: NDArray[np.int64]


def within(found: Iterable[Ending]) -> Floats:
    """Chance of a pact within 1 … 20 years of the end, for those without one at the end."""
    wait, view = _waits(found)
    if not len(wait):
        return np.zeros(LONGEST_HORIZON)
    events, risk = tallies(wait, view, np.zeros(len(wait), np.int64), 1)
    curve: Floats = cumulative(events.astype(np.float64), risk.astype(np.float64))[0]
    return curve


def allied_since(found: Sequence[Ending], *, seed: int, replicates: int = 500) -> AlliedSince:
    """The curve of `within` with its band and the number at risk."""
    wait, view = _waits(found)
    share = within(found)
    if not len(wait):
        return AlliedSince(share, share, share, np.zeros(LONGEST_HORIZON, np.int64))
    n = len(wait)
    events, risk = tallies(wait, view, np.arange(n), n)  # each rivalry by itself
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=replicates)
    times = drawn.astype(np.float64)
    curves = cumulative(times @ events, times @ risk)
    low, high = np.quantile(curves, (0.05, 0.95), axis=0)
    return AlliedSince(share, low, high, risk.sum(axis=0).astype(np.int64))


def _waits(found: Iterable[Ending]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Years to the pact and in view, of the rivalries that ended without one."""
    ends = [ending for ending in found if not ending.at_end]
    wait = np.array([NEVER if e.allied is None else e.allied - e.ended for e in ends], np.int16)
    return wait, np.array([e.view for e in ends], np.int16)


def _allied(pact: NDArray[np.bool_], end: int) -> int | None:
    """The first year of the run of pact years that holds the end, else of the next run."""
    at = end
    if not pact[end]:
        later = np.flatnonzero(pact[end + 1 :])
        return FIRST_YEAR + end + 1 + int(later[0]) if len(later) else None
    while at > 0 and pact[at - 1]:
        at -= 1
    return FIRST_YEAR + at


def _view(member: NDArray[np.bool_], end: int, last: int) -> int:
    """Years after the end up to the last coded one in which both have a state.

    A gap is no end: Japan and Germany left the list of states in 1945 and came back, as allies
    of the United States.
    """
    there = np.flatnonzero(member[end + 1 : last + 1])
    return int(there[-1]) + 1 if len(there) else 0

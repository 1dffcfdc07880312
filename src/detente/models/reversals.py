"""Enemies that became allies: how many rivalries ended in a pact, and how long it took.

A people is followed across succession, so that France and Germany, whose rivalry is coded
for the state of 1871–1945, are seen to ally as France and West Germany.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dates import LONGEST_HORIZON
from detente.measures.cube import FIRST_YEAR, Cube
from detente.measures.rungs import Pledge
from detente.models.survival import NEVER, cumulative, tallies

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


def within(found: Iterable[Ending]) -> NDArray[np.float64]:
    """Chance of a pact within 1 … 20 years of the end, for those without one at the end."""
    open_ends = [ending for ending in found if not ending.at_end]
    wait = np.array(
        [NEVER if e.allied is None else e.allied - e.ended for e in open_ends], dtype=np.int16
    )
    view = np.array([e.view for e in open_ends], dtype=np.int16)
    if not len(wait):
        return np.zeros(LONGEST_HORIZON)
    events, risk = tallies(wait, view, np.zeros(len(wait), np.int64), 1)
    curve: NDArray[np.float64] = cumulative(events, risk)[0]
    return curve


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

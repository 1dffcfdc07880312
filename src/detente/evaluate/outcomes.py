"""What came of every pair: who was at risk at the end of each year, and how long until it came.

The rules were fixed before looking.

- ``defence_pact``: at risk without a defence pact; the event is one in force in a later year.
- ``stronger_pledge``: at risk below defence; the event is a rung above that of the year.
- ``dispute``: all pairs are at risk; the event is the onset of a militarised dispute.
- ``violent_dispute``: the same, of a dispute at MID level 4 or 5 in the year it began.
- ``rivalry_end``: at risk in a strategic rivalry (TSS) that runs and does not end in the year;
  the event is its end. 2020 in the coding means still running, so ends are seen to 2019.

Both states are members of the system in the year and in the next. A pair that leaves the
system before its horizon without the event scores no event; `view` tells which.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dates import HINDSIGHT_YEARS
from detente.measures.cube import Cube
from detente.measures.rungs import Hostility, Pledge
from detente.models.forecasters import Outcome
from detente.models.survival import NEVER, years_in_view, years_to_next

PLEDGES: tuple[Outcome, ...] = ("defence_pact", "stronger_pledge")
FIRST_COUNTED = 1946  # base rates count origins from here on


@dataclass(frozen=True)
class Course:
    """One outcome over pairs (P) and years (Y) of the cube of what happened.

    Attributes
    ----------
    risk : (P, Y) bool        at risk at the end of the year
    wait : (P, Y) int16       years to the event, at least 1
    view : (P, Y) int16       years after it in which the pair stays in the system
    end : the last year in which an event could be seen
    lag : years after which an event becomes known, beyond its own year
    """

    outcome: Outcome
    cube: Cube
    risk: NDArray[np.bool_]
    wait: NDArray[np.int16]
    view: NDArray[np.int16]
    end: int
    lag: int = 0

    def base_rates(self, horizon: int) -> NDArray[np.float64]:
        """For each year, events by rows of all origins since 1946 closed by then, (Y,).

        An origin is closed once its horizon is over and its events are known.
        """
        first, last = self.cube.year(FIRST_COUNTED), self.cube.year(self.end - horizon)
        rows = np.zeros(len(self.cube.years))
        events = np.zeros(len(self.cube.years))
        counted = slice(first, last + 1)
        rows[counted] = self.risk[:, counted].sum(axis=0)
        events[counted] = (self.risk & (self.wait <= horizon))[:, counted].sum(axis=0)
        share = np.divide(events.cumsum(), rows.cumsum(), out=np.zeros(len(rows)), where=rows > 0)
        share[last + 1 :] = share[last]
        known = np.arange(len(rows)) - horizon - self.lag
        rates: NDArray[np.float64] = np.where(known >= first, share[np.maximum(known, 0)], 0.0)
        return rates


def course(outcome: Outcome, happened: Cube) -> Course:
    """What came of every pair, from the cube at a vintage's own date."""
    both = happened.member.copy()
    both[:, :-1] &= happened.member[:, 1:]
    both[:, -1] = False
    lag = 0
    if outcome in PLEDGES:
        end = happened.ends["pledge"]
        allied = happened.pledge >= Pledge.DEFENCE
        risk = both & ~allied
        if outcome == "defence_pact":
            wait = years_to_next(allied & happened.member)
        else:
            wait = _years_to_higher(happened)
    elif outcome == "rivalry_end":
        end, lag = happened.ends["rivalry_end"], HINDSIGHT_YEARS
        risk = both & happened.rivalry & ~happened.rivalry_end
        wait = years_to_next(happened.rivalry_end)
    else:
        end, risk = happened.ends["dispute"], both
        violent = outcome == "violent_dispute"
        onset = happened.onset & (happened.hostility >= Hostility.CRISIS if violent else True)
        wait = years_to_next(onset)
    view = years_in_view(happened.member, happened.year(end))
    return Course(outcome, happened, risk, wait, view, end, lag)


def _years_to_higher(happened: Cube) -> NDArray[np.int16]:
    """Years until a rung above that of the year."""
    wait = np.full(happened.pledge.shape, NEVER, np.int16)
    for rung in range(Pledge.DEFENCE):
        higher = years_to_next((happened.pledge > rung) & happened.member)
        np.copyto(wait, higher, where=happened.pledge == rung)
    return wait

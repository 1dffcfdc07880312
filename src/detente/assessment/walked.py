"""What the forward simulation says of the pairs in a question, and of a bloc taken as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

from detente.assessment.schema import Together
from detente.assessment.standing import Seen
from detente.assessment.world import MODERN_FROM, World
from detente.measures.rungs import Pledge
from detente.models.simulate.draws import LAST_YEAR
from detente.models.simulate.of_day import Draws

Floats = NDArray[np.float64]

LEAST, MOST = 1e-9, 1 - 1e-9
NORMAL_90 = 1.6448536269514722
ENDS_90 = np.array([-NORMAL_90, NORMAL_90])
STANDING_SD = 1.8  # log spread of what stands eight years after the records end, by back-casts
AHEAD_SD = 1.1  # the same of what comes within the ten years after
GAP_YEARS = 8.0
SURE = 0.5  # a state is inside a treaty that day if it is in most draws

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Walked:
    """A pair's chance of a pact, or of a stronger pledge, within 1 … 20 years, by the simulation.

    Attributes
    ----------
    p : (20,)
    sd : log standard deviation of the odds over coefficients and over worlds of the day
    gap_share : share of its variance that the gap between records and the day makes: worlds
        differ by then, and back-casts over eight years were off by a factor of their own
    unlisted, unlisted_ends : chance that a pact nobody listed is in force that day, and the middle
        90% of what it may be
    """

    p: Floats
    sd: float
    gap_share: float
    unlisted: float
    unlisted_ends: tuple[float, float]

    def draws(self, n: int) -> Floats:
        """The curve under n equally likely spreads, (n, 20); the same quantiles for every pair."""
        return _spread(self.p, self.sd, normal_scores(n))


def _spread(p: Floats, sd: float, z: Floats) -> Floats:
    """Chances (h,) with their odds moved by so many standard deviations (n,), (n, h)."""
    inside = np.clip(p, LEAST, MOST)
    odds = np.log(inside) - np.log1p(-inside)
    moved: Floats = 1 / (1 + np.exp(-(odds[None, :] + sd * z[:, None])))
    return moved


@cache
def normal_scores(n: int) -> Floats:
    """The normal's quantiles at the middles of n equal parts."""
    from statistics import NormalDist

    return np.array([NormalDist().inv_cdf((k + 0.5) / n) for k in range(n)])


def walked(world: World, seen: Sequence[Seen]) -> list[Walked | None]:
    """The simulation's word on each pair; None before 1970 and for states not in it."""
    if world.as_of.year < MODERN_FROM:
        return [None] * len(seen)
    return [_pair(world.draws, one) for one in seen]


def risen(world: World, seen: Sequence[Seen]) -> list[Walked | None]:
    """The simulation's word on a pledge above each pair's own rung, lesser ones included."""
    if world.as_of.year < MODERN_FROM:
        return [None] * len(seen)
    return [_pair(world.draws, one, stronger=True) for one in seen]


def _pair(draws: Draws, seen: Seen, stronger: bool = False) -> Walked | None:
    i, j = draws.place(seen.pair.one.state), draws.place(seen.pair.two.state)
    if i is None or j is None:
        return None
    rung = seen.standing.pledge.rung if stronger else Pledge.NON_AGGRESSION
    chances = {Pledge.NONE: draws.some, Pledge.CONSULTATION: draws.firm}.get(Pledge(rung), draws.p)
    fit = draws.rise_sd if rung < Pledge.NON_AGGRESSION else float(draws.fit_sd[i, j])
    stale = draws.gap if draws.origin >= LAST_YEAR else 0.0  # nothing ends before, then
    aged = min(stale / GAP_YEARS, 1.0) ** 0.5
    gap = float(np.hypot(draws.gap_sd[i, j], AHEAD_SD * aged))
    unlisted = float(draws.in_force[i, j])
    low, high = _spread(np.array([unlisted]), STANDING_SD * aged, ENDS_90)[:, 0].tolist()
    total = float(np.hypot(fit, gap))
    return Walked(
        p=chances[:, i, j].astype(np.float64),
        sd=total,
        gap_share=(gap / total) ** 2 if total > 0 else 0.0,
        unlisted=unlisted,
        unlisted_ends=(min(low, unlisted), max(high, unlisted)),
    )


def together(world: World, seen: Sequence[Seen], horizons: Sequence[int]) -> list[Together]:
    """A state and a bloc: the chance that it is allied with half of the members, or all, at once.

    Counted over the treaties that bind so many members: the chance that the state joins one of
    them. Chances that it gathers them one by one, or under a treaty yet to be founded, are not
    in it. Members it is allied with already count as reached. The doubt about it is that of the
    median pair of the state and a member at risk: what moves one moves the other.
    """
    if world.as_of.year < MODERN_FROM or len(seen) < 2:
        return []
    ones = {one.pair.one.state for one in seen}
    twos = {one.pair.two.state for one in seen}
    if min(len(ones), len(twos)) != 1:
        return []
    alone, members = (ones, twos) if len(ones) == 1 else (twos, ones)
    draws = world.draws
    at = draws.place(next(iter(alone)))
    places = [draws.place(state) for state in sorted(members)]
    inside = [place for place in places if place is not None]
    if at is None or len(inside) < len(places):
        return []
    allied = draws.in_force[at, inside] > SURE
    found = []
    for name, needed in (("half", ceil(len(inside) / 2)), ("all", len(inside))):
        if allied.sum() >= needed:
            continue
        reached = ((draws.inside[:, inside] > SURE) | allied).sum(axis=1)
        treaties = np.flatnonzero((reached >= needed) & (draws.inside[:, at] <= SURE))
        treaties = treaties[draws.atopid[treaties] > 0]
        for horizon in horizons:
            none = np.prod(1 - draws.joins[horizon - 1, treaties, at].astype(np.float64))
            low, high = _spread(np.array([1 - none]), _doubt(draws, seen), ENDS_90)[:, 0]
            found.append(
                Together(
                    share=name,
                    members=needed,
                    of=len(inside),
                    horizon=horizon,
                    p=float(1 - none),
                    low=min(float(low), float(1 - none)),
                    high=max(float(high), float(1 - none)),
                    treaties=[world.treaties[int(k)].name for k in draws.atopid[treaties]],
                )
            )
    return found


def _doubt(draws: Draws, seen: Sequence[Seen]) -> float:
    """The median log spread of the odds of the pairs without a pact."""
    walks = (_pair(draws, one) for one in seen if one.standing.pledge.rung < Pledge.DEFENCE)
    return float(np.median([walk.sd for walk in walks if walk is not None]))

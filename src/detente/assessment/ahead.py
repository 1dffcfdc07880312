"""What the hostility models say of the pairs in a question: new disputes, ends of rivalries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.assessment.schema import Outcome
from detente.assessment.standing import Seen
from detente.assessment.walked import LEAST, MOST, NORMAL_90, normal_scores
from detente.assessment.world import MODERN_FROM, World
from detente.models.hostility.day import Curve
from detente.models.logit import expit, logit

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ahead:
    """A pair's chance of an event within 1 … 20 years, by a hostility model.

    Attributes
    ----------
    p, low, high : (20,)
    gap_share, unlisted : told of a walk alone
    """

    p: Floats
    low: Floats
    high: Floats
    gap_share: float | None = None
    unlisted: float | None = None

    @classmethod
    def of(cls, curve: Curve) -> Ahead:
        """From the curve of a day."""
        return cls(*curve)

    def draws(self, n: int) -> Floats:
        """The curve under n equally likely spreads, (n, 20); normal in the odds."""
        low, high = (logit(np.clip(end, LEAST, MOST)) for end in (self.low, self.high))
        centre, spread = (low + high) / 2, (high - low) / (2 * NORMAL_90)
        return expit(centre[None, :] + spread[None, :] * normal_scores(n)[:, None])


def aheads(world: World, seen: Sequence[Seen]) -> list[Mapping[Outcome, Ahead]]:
    """Each pair's outcomes that a hostility model answers; none before 1970."""
    if world.as_of.year < MODERN_FROM:
        return [{} for _ in seen]
    return [_pair(world, one) for one in seen]


def _pair(world: World, seen: Seen) -> Mapping[Outcome, Ahead]:
    codes = seen.pair.one.state, seen.pair.two.state
    curves: dict[Outcome, Curve | None] = {
        "dispute": world.hostility.dispute_within(*codes),
        "rivalry_end": world.hostility.rivalry_ends_within(*codes),
    }
    return {outcome: Ahead.of(curve) for outcome, curve in curves.items() if curve is not None}

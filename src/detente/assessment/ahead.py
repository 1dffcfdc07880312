"""What the hostility models say of the pairs in a question: new disputes, ends of rivalries.

A rivalry's end is read from the draws, in which rivalries end and pacts are made in one world;
where a state of the pair takes no part in them, from the pool of hazards itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.assessment.schema import Outcome
from detente.assessment.standing import Seen
from detente.assessment.walked import LEAST, MOST, NORMAL_90, normal_scores
from detente.assessment.world import MODERN_FROM, World
from detente.measures.rungs import Pledge
from detente.models.hostility.of_day import Curve
from detente.models.hostility.spread import middle
from detente.models.logit import expit, logit
from detente.models.simulate.of_day import Rivalry

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ahead:
    """A pair's chance of an event within 1 … 20 years, by a hostility model.

    Attributes
    ----------
    p, low, high : (20,)
    gap_share, unlisted, unlisted_ends : told of a walk alone
    running : chance that the rivalry runs on the day
    and_pact : (20,) chance that it ends and a pact is made within 1 … 20 years
    model : its name
    why : it is that one, and not the one usually taken
    """

    p: Floats
    low: Floats
    high: Floats
    gap_share: float | None = None
    unlisted: float | None = None
    unlisted_ends: tuple[float, float] | None = None
    running: float | None = None
    and_pact: Floats | None = None
    model: str = "pool"
    why: str | None = None

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
    disputes = world.hostility.disputes_within(
        [(one.pair.one.state, one.pair.two.state) for one in seen]
    )
    return [_pair(world, *one) for one in zip(seen, disputes, strict=True)]


def _pair(world: World, seen: Seen, dispute: Curve | None) -> Mapping[Outcome, Ahead]:
    codes = seen.pair.one.state, seen.pair.two.state
    found: dict[Outcome, Ahead] = {}
    if dispute is not None:
        by = world.hostility
        found["dispute"] = replace(Ahead.of(dispute), model=by.model, why=by.why or None)
    if (drawn := world.draws.rivalry(*codes)) is not None:
        bound = seen.standing.pledge.rung >= Pledge.DEFENCE
        found["rivalry_end"] = replace(
            _drawn(drawn), and_pact=None if bound else drawn.ends_and_pact
        )
    elif (end := world.hostility.rivalry_ends_within(*codes)) is not None:
        found["rivalry_end"] = Ahead.of(end)
    return found


def _drawn(rivalry: Rivalry) -> Ahead:
    """A rivalry as the draws have it, with the doubt of the pool about each chance."""
    ends = [middle(p, sd) for p, sd in zip(rivalry.ends[:, None], rivalry.sd.tolist(), strict=True)]
    low, high = (np.maximum.accumulate(np.concatenate(side)) for side in zip(*ends, strict=True))
    return Ahead(
        p=rivalry.ends,
        low=np.minimum(low, rivalry.ends),
        high=np.maximum(high, rivalry.ends),
        running=rivalry.runs,
    )

"""From a few fitted horizons to any: chances that never fall with the horizon."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.float64]

SUREST = 1 - 1e-9  # no extrapolation makes an event certain


def laddered(fitted: Sequence[int], horizon: int, at: Callable[[int], Chances]) -> Chances:
    """Chances at a horizon: cumulative hazard on straight lines between those fitted.

    Beyond the longest fitted horizon the hazard goes on at its mean rate.

    Parameters
    ----------
    fitted : horizons with a fit, rising
    at : fitted horizon → chances
    """
    above = [h for h in fitted if h >= horizon]
    used = [h for h in fitted if h < horizon] + above[:1]
    hazards = np.maximum.accumulate([-np.log1p(-at(h)) for h in used], axis=0)
    if not above:
        return stretched(1 - np.exp(-hazards[-1]), horizon / used[-1])
    start, low = (used[-2], hazards[-2]) if len(used) > 1 else (0, np.zeros_like(hazards[0]))
    share = (horizon - start) / (used[-1] - start)
    chances: Chances = np.minimum(-np.expm1(-(low + share * (hazards[-1] - low))), SUREST)
    return chances


def stretched(chance: Chances, times: float) -> Chances:
    """The chance over so many times the exposure, at a constant hazard."""
    longer: Chances = np.minimum(-np.expm1(times * np.log1p(-chance)), SUREST)
    return longer

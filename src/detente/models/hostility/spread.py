"""How far the truth lies from a forecast: of a class of pairs in a year, and of a single pair.

Both are log standard deviations of a factor on rates or odds, found by maximum likelihood over
a grid from what earlier forecasts expected and what was observed.

References
----------
Aitchison & Ho (1989), Biometrika 76: 643–653 (Poisson–lognormal counts). Stiratelli, Laird &
Ware (1984), Biometrics 40: 961–971 (logit with normal random effects).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.models.logit import expit, logit

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SPREADS = np.arange(0.1, 2.55, 0.1)  # log standard deviations that are tried
MIDDLE = 1.6448536269514722  # normal quantile of 95%
LEAST_EXPECTED = 0.05  # events of a class-year; with fewer it tells nothing
LEAST, MOST = 1e-9, 1 - 1e-9
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(31)
WEIGHTS = WEIGHTS / WEIGHTS.sum()
ROUNDS = 30  # of Newton's method


def of_classes(expected: Floats, observed: Floats) -> float:
    """The spread under which counts of class-years are likeliest, Poisson about a lognormal.

    Parameters
    ----------
    expected, observed : (m,) counts
    """
    kept = expected > LEAST_EXPECTED
    count = observed[kept][:, None]
    best = []
    for spread in SPREADS:
        rate = expected[kept][:, None] * np.exp(spread * NODES)
        best.append(_total(count * np.log(rate) - rate))
    return float(SPREADS[int(np.argmax(best))])


def of_pairs(pair: NDArray[np.intp], chance: Floats, event: Flags) -> float:
    """The spread under which each pair's events over several years are likeliest.

    A pair's odds differ from the forecast by a factor of its own that lasts over the years.

    Parameters
    ----------
    pair, chance, event : (m,) rows of pairs in years
    """
    _, which = np.unique(pair, return_inverse=True)
    best = []
    for spread in SPREADS:
        odds = centred(chance, float(spread))[:, None] + spread * NODES
        like = np.where(event[:, None], odds, 0) - np.logaddexp(0, odds)
        total = np.zeros((which.max() + 1, len(NODES)))
        np.add.at(total, which, like)
        best.append(_total(total))
    return float(SPREADS[int(np.argmax(best))])


def centred(chance: Floats, spread: float) -> Floats:
    """Log-odds about which a normal of this spread has the chance as its mean, (m,)."""
    target = np.clip(chance, LEAST, MOST)
    centre = logit(target)
    for _ in range(ROUNDS):
        p = expit(centre[:, None] + spread * NODES)
        mean, slope = p @ WEIGHTS, (p * (1 - p)) @ WEIGHTS
        step = np.clip((logit(mean) - logit(target)) * mean * (1 - mean) / slope, -1, 1)
        centre = centre - step
        if np.abs(step).max(initial=0) < 1e-6:
            break
    return centre


def middle(chance: Floats, spread: float) -> tuple[Floats, Floats]:
    """The middle 90% of the true chance, low and high."""
    centre = centred(chance, spread)
    return expit(centre - MIDDLE * spread), expit(centre + MIDDLE * spread)


def _total(logs: Floats) -> float:
    """Log likelihood of independent units, (units, nodes), the nodes averaged."""
    peak = logs.max(axis=1, keepdims=True)
    return float((peak[:, 0] + np.log(np.exp(logs - peak) @ WEIGHTS)).sum())

"""How far accessions of one year come together: the shape of a gamma frailty.

Given a treaty and a year, states join independently at rates multiplied by a common factor,
gamma with mean 1 and variance 1 / shape. Counts by treaty and year are then negative binomial,
and the shape is estimated from them by maximum likelihood.

References
----------
Greenwood & Yule (1920), JRSS 83: 255–279 (the negative binomial as a mixture).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHAPES = np.exp(np.linspace(np.log(0.02), np.log(20.0), 121))


def shape(counts: Floats, expected: Floats) -> float:
    """The shape under which counts with these means are likeliest.

    Parameters
    ----------
    counts, expected : (n,) accessions of a treaty in a year, and their expected number
    """
    seen = expected > 0
    n, mean = counts[seen][:, None], expected[seen][:, None]
    k = SHAPES[None, :]
    rising = sum(np.where(n > i, np.log(k + i), 0.0) for i in range(int(counts.max(initial=0))))
    likelihood = (rising + k * np.log(k / (k + mean)) + n * np.log(mean / (k + mean))).sum(axis=0)
    return float(SHAPES[int(likelihood.argmax())])


def both(hazard: Floats, wave: float) -> Floats:
    """Chance that two states both join in a year, (S, S), from each one's hazard of joining.

    The common factor makes it more than the product of the two chances. The diagonal is zero.
    """
    some = np.flatnonzero(hazard > 0)
    rate = wave * np.expm1(np.minimum(hazard[some] / wave, 30.0))

    def none(total: Floats) -> Floats:
        return np.exp(-wave * np.log1p(total / wave))

    out = np.zeros((len(hazard),) * 2)
    alone = none(rate)
    out[np.ix_(some, some)] = (
        1 - alone[:, None] - alone[None, :] + none(rate[:, None] + rate[None, :])
    )
    np.fill_diagonal(out, 0.0)
    return np.maximum(out, 0.0)

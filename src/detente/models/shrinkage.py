"""Drawing a class towards the wider one it lies in.

References
----------
Kleinman (1973), JASA 68: 46–54 (moment estimator of the beta-binomial).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STRENGTHS = (1.0, 2000.0)  # bounds of the prior's strength, in pairs


def shrink(
    own: NDArray[np.float64], parent: NDArray[np.float64], n: NDArray[np.float64], yardstick: int
) -> NDArray[np.float64]:
    """Each class's curve, drawn towards its parent's by a prior of estimated strength.

    Parameters
    ----------
    own, parent : (R, C, H) chance within 1 … H years in each class and in its parent
    n : (C,) pairs of each class
    yardstick : the horizon at which classes are compared to set the strength

    Returns
    -------
    (R, C, H)       n and the strength are the same at every horizon, so a curve that never
                    falls stays one
    """
    m = prior_strength(own[..., yardstick - 1], parent[..., yardstick - 1], n)
    share = (n / (n + m[:, None]))[..., None]
    return share * own + (1 - share) * parent


def prior_strength(
    own: NDArray[np.float64], parent: NDArray[np.float64], n: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How many pairs the prior is worth, by the method of moments.

    Parameters
    ----------
    own, parent : (R, C) chance in each class and in the class it lies in
    n : (C,) pairs of each class

    Returns
    -------
    (R,) strength m of Beta(m·parent, m·(1 − parent)), within `STRENGTHS`
    """
    used = (n > 1) & (parent > 0) & (parent < 1)
    variance = np.where(used, parent * (1 - parent), 1.0)
    spread = np.where(used, n * (own - parent) ** 2 / variance, 0.0).sum(-1)
    beyond = np.where(used, n - 1, 0.0).sum(-1)
    correlation = (spread - used.sum(-1)) / np.maximum(beyond, 1)
    strength: NDArray[np.float64] = np.clip(
        1 / np.clip(correlation, 1e-9, 1 - 1e-9) - 1, *STRENGTHS
    )
    return strength

"""Intervals that know what a case is: events resampled by the treaty that made them.

A treaty of many states makes many events at once, so rows are no cases. Event rows are
reweighted by how often their treaty (decision, pair) is drawn; rows without an event stay as
they are.

References
----------
Cameron, Gelbach & Miller (2008), Review of Economics and Statistics 90: 414–427 (few clusters).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Interval = tuple[float, float]

QUANTILES = (0.05, 0.95)  # the middle 90%
REPLICATES = 1000
AT_ONCE = 100  # replicates held in memory
SEED = 1945


def intervals(
    statistics: Callable[[Floats], dict[str, Floats]],
    clusters: NDArray[np.int64],
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> dict[str, Interval]:
    """90% intervals of statistics of weighted events, by drawing clusters with replacement.

    Parameters
    ----------
    statistics : weights (r, E) → name → (r,) values
    clusters : (E,) what each event belongs to

    Returns
    -------
    name → interval; NaN where a statistic is never defined, or all events are of one cluster
    """
    kinds, which = np.unique(clusters, return_inverse=True)
    if len(kinds) < 2:
        return dict.fromkeys(statistics(np.ones((1, len(clusters)))), (np.nan, np.nan))
    rng = np.random.default_rng(seed)
    found: dict[str, list[Floats]] = {}
    for begin in range(0, replicates, AT_ONCE):
        drawn = rng.integers(0, len(kinds), (min(AT_ONCE, replicates - begin), len(kinds)))
        counts = np.stack([np.bincount(row, minlength=len(kinds)) for row in drawn])
        for name, values in statistics(counts[:, which].astype(np.float64)).items():
            found.setdefault(name, []).append(values)
    return {name: _middle(np.concatenate(values)) for name, values in found.items()}


def _middle(values: Floats) -> Interval:
    defined = values[np.isfinite(values)]
    if not len(defined):
        return (np.nan, np.nan)
    low, high = np.quantile(defined, QUANTILES)
    return (float(low), float(high))

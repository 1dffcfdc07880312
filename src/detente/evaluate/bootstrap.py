"""Intervals that know what a case is: events resampled by the treaty that made them.

A treaty of many states makes many events at once, so rows are no cases. Event rows are
reweighted by how often their treaty is drawn; rows without an event stay as they are.

References
----------
Cameron, Gelbach & Miller (2008), Review of Economics and Statistics 90: 414–427 (few clusters).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.evaluate.origins import Origin
from detente.evaluate.scores import LEAST, Chances, Events
from detente.measures.cube import Cube
from detente.measures.decisions import attributed, onsets
from detente.measures.rungs import Pledge

INTERVAL = (0.05, 0.95)
UNKNOWN = -1  # no treaty begun that year


def treaties_of(happened: Cube, at: Origin, pledge_spells: pl.DataFrame) -> NDArray[np.int64]:
    """The treaty behind each event of an origin, 0 for rows without an event."""
    found = np.zeros(len(at.rows), np.int64)
    rows = at.rows[at.event]
    start = happened.year(at.year) + 1
    pact = happened.pledge[rows, start : start + at.horizon] >= Pledge.DEFENCE
    asked = pl.DataFrame(
        {
            "state1": happened.states[happened.one[rows]],
            "state2": happened.states[happened.two[rows]],
            "year": happened.years[start + pact.argmax(axis=1)],
        }
    )
    begun = attributed(onsets(happened), pledge_spells)
    joined = asked.join(begun, on=["state1", "state2", "year"], how="left", maintain_order="left")
    found[at.event] = joined["atopid"].fill_null(UNKNOWN).to_numpy()
    return found


def by_treaty(
    chances: Sequence[Chances],
    events: Sequence[Events],
    bases: Sequence[float],
    treaties: Sequence[NDArray[np.int64]],
    *,
    replicates: int,
    seed: int,
) -> dict[str, tuple[float, float]]:
    """90% intervals of log skill, Brier skill and Σp/Σy, by drawing treaties with replacement."""
    p, y = np.concatenate(list(chances)), np.concatenate(list(events))
    base = np.concatenate([np.full(len(e), b) for e, b in zip(events, bases, strict=True)])
    treaty = np.concatenate(list(treaties))[y]
    kinds, which = np.unique(treaty, return_inverse=True)
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(kinds), (replicates, len(kinds)))
    counts = np.stack([np.bincount(row, minlength=len(kinds)) for row in drawn])

    def loss(q: Chances, kind: str) -> NDArray[np.float64]:
        """Total loss in each replicate."""
        safe = np.clip(q, LEAST, 1 - LEAST)
        if kind == "log":
            hit, miss = -np.log(safe[y]), -np.log1p(-safe[~y])
        else:
            hit, miss = (1 - q[y]) ** 2, q[~y] ** 2
        total: NDArray[np.float64] = miss.sum() + counts @ np.bincount(
            which, hit, minlength=len(kinds)
        )
        return total

    events_drawn = counts @ np.bincount(which, minlength=len(kinds))
    expected = p[~y].sum() + counts @ np.bincount(which, p[y], minlength=len(kinds))
    found = {
        "log_skill": 1 - loss(p, "log") / loss(base, "log"),
        "brier_skill": 1 - loss(p, "brier") / loss(base, "brier"),
        "total": expected / np.maximum(events_drawn, 1),
    }
    return {
        name: (float(low), float(high))
        for name, values in found.items()
        for low, high in [np.quantile(values, INTERVAL)]
    }

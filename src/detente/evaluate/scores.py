"""Scores of probability forecasts of rare events, computed as fixed before looking.

References
----------
Brier (1950), Monthly Weather Review 78: 1–3. Gneiting & Raftery (2007), JASA 102: 359–378.
Davis & Goadrich (2006), ICML: 233–240 (average precision of rare events).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.float64]
Events = NDArray[np.bool_]

LEAST = 1e-9  # a chance of 0 that comes true would cost without end
TIES = 20  # random orders over which average precision breaks ties


@dataclass(frozen=True)
class Scores:
    """What a forecaster was worth on a set of origins.

    Attributes
    ----------
    auc : mean over origins with an event of the area under the curve within the origin
    ap : average precision, pooled over rows, ties broken at random
    log_skill, brier_skill : 1 − loss / loss of the base rate known at each origin
    total : sum of chances over number of events
    """

    rows: int
    events: int
    base: float
    auc: float
    ap: float
    log_skill: float
    brier_skill: float
    total: float


def score(
    chances: Sequence[Chances], events: Sequence[Events], bases: Sequence[float], *, seed: int
) -> Scores:
    """Score a forecaster over origins.

    Parameters
    ----------
    chances, events : per origin, one value a pair at risk
    bases : per origin, the base rate known there
    """
    p, y = np.concatenate(list(chances)), np.concatenate(list(events))
    base = np.concatenate([np.full(len(e), b) for e, b in zip(events, bases, strict=True)])
    within = [auc(c, e) for c, e in zip(chances, events, strict=True) if e.any() and not e.all()]
    return Scores(
        rows=len(y),
        events=int(y.sum()),
        base=float(y.mean()),
        auc=float(np.mean(within)) if within else float("nan"),
        ap=average_precision(p, y, seed=seed),
        log_skill=1 - log_loss(p, y) / log_loss(base, y),
        brier_skill=1 - brier(p, y) / brier(base, y),
        total=float(p.sum() / y.sum()) if y.any() else float("nan"),
    )


def log_loss(p: Chances, y: Events) -> float:
    """Mean negative log likelihood."""
    p = np.clip(p, LEAST, 1 - LEAST)
    return float(-np.mean(np.where(y, np.log(p), np.log1p(-p))))


def brier(p: Chances, y: Events) -> float:
    """Mean squared error."""
    return float(np.mean((p - y) ** 2))


def auc(p: Chances, y: Events) -> float:
    """Chance that an event was given more than a non-event, ties counting half."""
    order = np.argsort(p, kind="stable")
    _, start, count = np.unique(p[order], return_index=True, return_counts=True)
    rank = np.repeat(start + (count + 1) / 2, count)
    ranks = np.empty(len(p))
    ranks[order] = rank
    hits, misses = int(y.sum()), int((~y).sum())
    return float((ranks[y].sum() - hits * (hits + 1) / 2) / (hits * misses))


def average_precision(p: Chances, y: Events, *, seed: int) -> float:
    """Mean precision at each event from the top, ties in random order."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(TIES):
        order = np.lexsort((rng.random(len(p)), -p))
        hit = y[order]
        precision = np.cumsum(hit) / np.arange(1, len(hit) + 1)
        found.append(precision[hit].mean() if hit.any() else float("nan"))
    return float(np.mean(found))

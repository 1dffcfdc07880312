"""Scores of probability forecasts of rare events, computed as fixed before looking.

Rows without an event count once; a row with one may carry a weight, so that the same formula
gives a score and its bootstrap.

References
----------
Brier (1950), Monthly Weather Review 78: 1–3. Gneiting & Raftery (2007), JASA 102: 359–378.
Davis & Goadrich (2006), ICML: 233–240 (average precision of rare events).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Events = NDArray[np.bool_]

LEAST = 1e-9  # a chance of 0 that comes true would cost without end
TIES = 20  # random orders over which average precision breaks ties
TIES_DRAWN = 4  # the same, in each draw of a bootstrap
SCORES = ("auc", "ap", "lift", "log_skill", "brier_skill", "total")


@dataclass(frozen=True)
class Sample:
    """Forecasts of one model over origins, with what came.

    Attributes
    ----------
    p, base : (n,) chances, and the base rate known at each row's origin
    y : (n,) whether it came
    origin : (n,) the year of the origin, in rising order
    seed : of the orders that break ties
    """

    p: Floats
    y: Events
    base: Floats
    origin: NDArray[np.int32]
    seed: int = 0

    @cached_property
    def events(self) -> int:
        """Rows with the event."""
        return int(self.y.sum())

    @cached_property
    def _slices(self) -> list[slice]:
        edges = np.flatnonzero(np.diff(self.origin, prepend=-1, append=-1))
        return [slice(a, b) for a, b in pairwise(edges)]

    @cached_property
    def above(self) -> Floats:
        """Share of an origin's other rows each event stands above, ties counting half; (E,)."""
        return self._standing(among_events=False)

    @cached_property
    def percentiles(self) -> Floats:
        """Mid-rank of each event among all rows of its origin, 1 at the top; (E,)."""
        return self._standing(among_events=True)

    def _standing(self, *, among_events: bool) -> Floats:
        found = []
        for part in self._slices:
            p, y = self.p[part], self.y[part]
            if not y.any():
                continue
            others = np.sort(p if among_events else p[~y])
            left, right = (np.searchsorted(others, p[y], side) for side in ("left", "right"))
            share = (left + right) / 2 / len(others) if len(others) else np.full(y.sum(), np.nan)
            found.append(share)
        return np.concatenate(found) if found else np.zeros(0)

    @cached_property
    def _sums(self) -> tuple[Floats, Floats]:
        """What adds up over rows, summed over those without the event, and of each with it.

        Columns: the event itself, the chance, then log and Brier loss, each of the model and
        of the base rate. Returns (6,) and (E, 6).
        """
        y, p, base = self.y, self.p, self.base
        parts = [
            np.stack([y, p]),
            *(loss(q, y)[None] for loss in (_log, _brier) for q in (p, base)),
        ]
        every = np.concatenate(parts).T
        return every[~y].sum(axis=0), every[y]

    @cached_property
    def _starts(self) -> NDArray[np.intp]:
        """Where each origin begins among the events."""
        return np.flatnonzero(np.diff(self.origin[self.y], prepend=-1))

    @cached_property
    def _places(self) -> list[NDArray[np.int64]]:
        rng = np.random.default_rng(self.seed)
        order, groups = _tied(self.p, self.y)
        return [_places(order, groups, rng) for _ in range(TIES)]

    def scores(self, weights: Floats | None = None, *, precision: bool = True) -> dict[str, Floats]:
        """Every score under each row of event weights.

        Parameters
        ----------
        weights : (r, E), or None for the scores themselves (r = 1)
        precision : whether average precision is asked for, which takes longest

        Returns
        -------
        name → (r,); NaN where there is no event
        """
        w = np.ones((1, self.events)) if weights is None else weights
        if not self.events:
            names = SCORES if precision else [n for n in SCORES if n not in ("ap", "lift")]
            return {name: np.full(len(w), np.nan) for name in names}
        misses, events = self._sums
        mass, expected, log, log_base, brier, brier_base = (misses + w @ events).T
        found = {"auc": self._auc(w)}
        if precision:
            orders = self._places if weights is None else self._places[:TIES_DRAWN]
            found["ap"] = np.mean([_average_precision(places, w) for places in orders], axis=0)
            found["lift"] = found["ap"] / (mass / (mass + len(self.y) - self.events))
        with np.errstate(invalid="ignore", divide="ignore"):
            return found | {
                "log_skill": 1 - log / log_base,
                "brier_skill": 1 - brier / brier_base,
                "total": expected / mass,
            }

    def _auc(self, w: Floats) -> Floats:
        if np.isnan(self.above).all():
            return np.full(len(w), np.nan)
        hits = np.add.reduceat(w * self.above, self._starts, axis=1)
        mass = np.add.reduceat(w, self._starts, axis=1)
        within = np.divide(hits, mass, out=np.full(hits.shape, np.nan), where=mass > 0)
        some = np.isfinite(within)
        total: Floats = np.where(some, within, 0).sum(axis=1) / some.sum(axis=1)
        return total


def _log(p: Floats, y: Events) -> Floats:
    safe = np.clip(p, LEAST, 1 - LEAST)
    return -np.log(np.where(y, safe, 1 - safe))


def _brier(p: Floats, y: Events) -> Floats:
    loss: Floats = (p - y) ** 2
    return loss


# ── average precision: where each event stands from the top, ties in random order ────────


@dataclass(frozen=True)
class _Groups:
    """Rows of equal chance that hold events: where they begin, how many, how many events."""

    start: NDArray[np.int64]
    rows: NDArray[np.int64]
    events: NDArray[np.int64]


def _tied(p: Floats, y: Events) -> tuple[NDArray[np.int64], _Groups]:
    """Events from the top, and the groups of equal chance they stand in."""
    down = np.sort(-p)
    order = np.argsort(-p[y], kind="stable")
    chances = -p[y][order]
    start, stop = (np.searchsorted(down, chances, side) for side in ("left", "right"))
    first = np.flatnonzero(np.diff(start, prepend=-1))
    count = np.diff(first, append=len(start))
    return order, _Groups(start[first], (stop - start)[first], count)


def _places(
    order: NDArray[np.int64], groups: _Groups, rng: np.random.Generator
) -> NDArray[np.int64]:
    """The place of each event from the top, 1 being the first."""
    places = np.empty(len(order), np.int64)
    at = 0
    for start, rows, events in zip(groups.start, groups.rows, groups.events, strict=True):
        if rows == 1:
            places[order[at]] = start + 1
        else:
            drawn = rng.choice(rows, events, replace=False)
            places[order[at : at + events]] = start + 1 + drawn
        at += events
    return places


def _average_precision(places: NDArray[np.int64], w: Floats) -> Floats:
    """Mean precision at each event, events weighted, (r,)."""
    down = np.argsort(places)
    false = places[down] - np.arange(1, len(places) + 1)
    weight = w[:, down]
    true = weight.cumsum(axis=1)
    precision = np.divide(true, true + false, out=np.zeros(true.shape), where=true + false > 0)
    total: Floats = (weight * precision).sum(axis=1) / weight.sum(axis=1)
    return total

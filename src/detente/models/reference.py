"""Reference classes: what became of the pairs that were alike.

Pairs are alike when they agree on six conditions (`cells`). A class of fewer than thirty
pairs is widened by dropping conditions in a fixed order, and every class is drawn towards
the next wider one (`shrinkage`). Intervals resample pairs, not rows, and redo all of it:
the years of one pair are not independent cases.

References
----------
Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 8 (clusters as units).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.dates import LONGEST_HORIZON
from detente.measures.cube import Cube
from detente.measures.rungs import Pledge
from detente.models.cells import (
    CONDITIONS,
    KINDS,
    SIZES,
    WIDTHS,
    Profile,
    cell_of,
    cells,
    hostility_of,
    narrow_per_wide,
)
from detente.models.shrinkage import shrink
from detente.models.survival import NEVER, cumulative, tallies, years_in_view, years_to_next

FEWEST_PAIRS = 30
REPLICATES = 400
YARDSTICK = 10  # the horizon, in years, at which classes are compared to set the prior

Outcome = Literal["defence_pact", "stronger_pledge", "rivalry_end", "dispute"]
OUTCOMES: tuple[Outcome, ...] = ("defence_pact", "stronger_pledge", "rivalry_end", "dispute")


@dataclass(frozen=True)
class Estimate:
    """What became of a class, within 1 … 20 years (H).

    Attributes
    ----------
    p : (H,)            shrunken chance of the outcome
    draws : (B, H)      the same in each bootstrap replicate
    pairs : int         distinct pairs in the class
    events : (H,) int   pairs of the class with the outcome within the horizon of some year in it
    conditions : names of the conditions the class still meets
    alike, alike_events : pairs that met every known condition, too few for a class of their
        own where conditions were dropped; and those with the outcome by horizon
    stratum : (H,)      the same chance for all pairs of the same hostility, nothing shrunk
    stratum_pairs : int distinct pairs among those
    base : (H,)         the same chance for all pairs at risk
    base_pairs : int    distinct pairs among those
    first, last : int   calendar years of the rows
    """

    p: NDArray[np.float64]
    draws: NDArray[np.float64]
    pairs: int
    events: NDArray[np.int64]
    conditions: tuple[str, ...]
    alike: int
    alike_events: NDArray[np.int64]
    stratum: NDArray[np.float64]
    stratum_pairs: int
    base: NDArray[np.float64]
    base_pairs: int
    first: int
    last: int


@dataclass(frozen=True)
class Width:
    """All classes that meet the same conditions.

    Attributes
    ----------
    cells : (C,) numbers of the cells that have any pair, rising
    pairs : (C,) distinct pairs
    events : (C, H) pairs with the outcome
    curves : (1 + B, C, H) shrunken chances, replicate 0 the sample itself
    """

    cells: NDArray[np.int64]
    pairs: NDArray[np.int64]
    events: NDArray[np.int64]
    curves: NDArray[np.float64]

    def at(self, cell: int) -> int | None:
        """Where a cell stands among those that have any pair."""
        at = int(np.searchsorted(self.cells, cell))
        return at if at < len(self.cells) and self.cells[at] == cell else None


@dataclass(frozen=True)
class Classes:
    """All classes of one outcome, fitted together; `estimate` looks one up.

    `widths` runs from all conditions to none; the widest also holds the rows whose
    conditions nobody coded.
    """

    outcome: Outcome
    widths: tuple[Width, ...]
    strata: NDArray[np.float64]  # (hostility kinds, H)
    strata_pairs: NDArray[np.int64]
    first: int
    last: int

    @property
    def base(self) -> NDArray[np.float64]:
        """The chance for all pairs at risk, (H,)."""
        everyone: NDArray[np.float64] = self.widths[-1].curves[0, 0]
        return everyone

    def curve_of(self, cell: int) -> NDArray[np.float64]:
        """The chances, (H,), of the narrowest class of thirty pairs that holds a narrowest cell."""
        for width, level in enumerate(self.widths[:-1]):
            at = level.at(cell // narrow_per_wide(width))
            if at is not None and level.pairs[at] >= FEWEST_PAIRS:
                found: NDArray[np.float64] = level.curves[0, at]
                return found
        return self.base

    def estimate(self, profile: Profile) -> Estimate:
        """The narrowest class of at least thirty pairs that fits the profile."""
        key = profile.key()
        narrowest = len(CONDITIONS) - len(key)
        for width in range(narrowest, WIDTHS):
            level = self.widths[width]
            at = level.at(cell_of(key, width))
            if at is not None and (level.pairs[at] >= FEWEST_PAIRS or width == WIDTHS - 1):
                break
        else:
            raise ValueError(f"no pair was ever at risk of {self.outcome}")
        own = self.widths[narrowest].at(cell_of(key, narrowest))
        none = np.zeros(LONGEST_HORIZON, np.int64)
        return Estimate(
            p=level.curves[0, at],
            draws=level.curves[1:, at],
            pairs=int(level.pairs[at]),
            events=level.events[at],
            conditions=CONDITIONS[: len(CONDITIONS) - width],
            alike=int(self.widths[narrowest].pairs[own]) if own is not None else 0,
            alike_events=self.widths[narrowest].events[own] if own is not None else none,
            stratum=self.strata[profile.hostility],
            stratum_pairs=int(self.strata_pairs[profile.hostility]),
            base=self.base,
            base_pairs=int(self.widths[-1].pairs[0]),
            first=self.first,
            last=self.last,
        )


def fit(
    cube: Cube, first_year: int, *, seed: int, replicates: int = REPLICATES
) -> dict[Outcome, Classes]:
    """Fit the classes of every outcome on rows from `first_year` on."""
    start = cube.year(first_year)
    cell = cells(cube)[:, start:]
    member = cube.member[:, start:]
    weights = _weights(cube, seed, replicates)
    waits = _waits(cube, start)

    def classes(outcome: Outcome) -> Classes:
        at_risk, wait, end = waits[outcome]
        view = years_in_view(member, end - first_year)
        open_rows = member & at_risk & (cube.years[start:] < end)
        return _classes(outcome, _tally(open_rows, wait, view, cell), weights, first_year, end)

    with ThreadPoolExecutor(2) as threads:  # numpy lets other threads run while it works
        return dict(zip(waits, threads.map(classes, waits), strict=True))


def _waits(
    cube: Cube, start: int
) -> Mapping[Outcome, tuple[NDArray[np.bool_], NDArray[np.int16], int]]:
    """Per outcome: who is at risk, years until it happens, and the last year it is seen."""
    pledge, rivalry = cube.pledge[:, start:], cube.rivalry[:, start:]
    ended, onset = cube.rivalry_end[:, start:], cube.onset[:, start:]
    to_pact = years_to_next(pledge >= Pledge.DEFENCE)
    below = pledge < Pledge.DEFENCE
    stronger = np.where(pledge == Pledge.NON_AGGRESSION, to_pact, NEVER)
    for rung in (Pledge.NONE, Pledge.CONSULTATION):
        stronger = np.where(pledge == rung, years_to_next(pledge > rung), stronger)
    return {
        "defence_pact": (below, to_pact, cube.ends["pledge"]),
        "stronger_pledge": (below, stronger, cube.ends["pledge"]),
        "rivalry_end": (rivalry & ~ended, years_to_next(ended), cube.ends["rivalry_end"]),
        "dispute": (np.ones_like(below), years_to_next(onset), cube.ends["dispute"]),
    }


def _weights(cube: Cube, seed: int, replicates: int) -> NDArray[np.float32]:
    """How often each pair is drawn, (P, 1 + B); the first column is the sample itself."""
    rng = np.random.default_rng(seed)
    alive = np.flatnonzero(cube.member.any(1))
    weights = np.zeros((len(cube.one), 1 + replicates), np.float32)
    weights[alive, 0] = 1
    for column in range(1, replicates + 1):
        drawn = rng.integers(0, len(alive), len(alive))
        weights[alive, column] = np.bincount(drawn, minlength=len(alive))
    return weights


@dataclass(frozen=True)
class _Tally:
    """Sufficient counts of one outcome: a row per pair and narrowest cell, sorted by cell.

    `cell` is `KINDS` where the pair's conditions are unknown; those rows count in the base
    rate alone.
    """

    cell: NDArray[np.int64]
    pair: NDArray[np.int64]
    events: NDArray[np.float32]  # (groups, H)
    risk: NDArray[np.float32]  # (groups, H)


def _tally(
    open_rows: NDArray[np.bool_],
    wait: NDArray[np.int16],
    view: NDArray[np.int16],
    cell: NDArray[np.int16],
) -> _Tally:
    rows, columns = np.nonzero(open_rows)
    pairs = len(open_rows)
    kind = cell[rows, columns].astype(np.int64)
    kind[kind < 0] = KINDS
    group, inverse = np.unique(kind * pairs + rows, return_inverse=True)
    events, risk = tallies(wait[rows, columns], view[rows, columns], inverse, len(group))
    of_cell, of_pair = np.divmod(group, pairs)
    return _Tally(of_cell, of_pair, events, risk)


def _classes(
    outcome: Outcome, tally: _Tally, weights: NDArray[np.float32], first: int, last: int
) -> Classes:
    present, starts = np.unique(tally.cell, return_index=True)
    both = np.concatenate([tally.events, tally.risk], axis=1)
    by_cell = np.empty((len(present), weights.shape[1], 2 * LONGEST_HORIZON))
    for at, (start, stop) in enumerate(pairwise([*starts, len(both)])):
        by_cell[at] = weights[tally.pair[start:stop]].T @ both[start:stop]
    totals = by_cell.transpose(1, 0, 2)
    known = present < KINDS
    return Classes(
        outcome=outcome,
        widths=tuple(reversed(list(_widths(tally, present, totals)))),
        strata=_strata(present[known], totals[0, known]),
        strata_pairs=_distinct(hostility_of(tally.cell), tally.pair, tally.cell < KINDS, 3),
        first=first,
        last=last,
    )


def _widths(
    tally: _Tally, present: NDArray[np.int64], totals: NDArray[np.float64]
) -> Iterator[Width]:
    """From the widest class to the narrowest ones, each drawn towards the one before."""
    parents: Width | None = None
    known = int(np.searchsorted(present, KINDS))  # the cells with all conditions, which come first
    for width in range(WIDTHS - 1, -1, -1):
        narrow = narrow_per_wide(width)
        everyone = width == WIDTHS - 1
        keep = len(present) if everyone else known
        wide = np.zeros(len(present), np.int64) if everyone else present[:keep] // narrow
        cells_here, starts = np.unique(wide, return_index=True)
        if not len(cells_here):
            empty = np.zeros((0, LONGEST_HORIZON), np.int64)
            yield Width(cells_here, np.zeros(0, np.int64), empty, totals[:, :0, :LONGEST_HORIZON])
            continue
        sums = np.add.reduceat(totals[:, :keep], starts, axis=1)
        own = cumulative(sums[..., :LONGEST_HORIZON], sums[..., LONGEST_HORIZON:])
        rows = np.ones(len(tally.cell), np.bool_) if everyone else tally.cell < KINDS
        of_row = np.zeros(len(tally.cell), np.int64) if everyone else tally.cell // narrow
        pairs, events = _counts(tally, of_row, rows, cells_here)
        if parents is not None:
            held_by = np.searchsorted(parents.cells, cells_here // _step(width))
            own = shrink(own, parents.curves[:, held_by], pairs.astype(np.float64), YARDSTICK)
        parents = Width(cells_here, pairs, events, own)
        yield parents


def _step(width: int) -> int:
    """How many cells of this width one cell of the next wider holds."""
    return SIZES[CONDITIONS[len(CONDITIONS) - width - 1]]


def _counts(
    tally: _Tally,
    of_row: NDArray[np.int64],
    rows: NDArray[np.bool_],
    cells_here: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Distinct pairs per class, and those with the outcome by horizon."""
    at = np.searchsorted(cells_here, of_row)
    pairs = _distinct(at, tally.pair, rows, len(cells_here))
    some = rows & tally.events.any(axis=1)
    span = int(tally.pair.max()) + 1
    key = at[some] * span + tally.pair[some]
    order = np.argsort(key, kind="stable")
    keys, starts = np.unique(key[order], return_index=True)
    events = np.zeros((len(cells_here), LONGEST_HORIZON), np.int64)
    if len(keys):
        within = np.logical_or.accumulate(tally.events[some][order] > 0, axis=1)
        had = np.logical_or.reduceat(within, starts, axis=0)
        classes, begin = np.unique(keys // span, return_index=True)
        events[classes] = np.add.reduceat(had.astype(np.int64), begin, axis=0)
    return pairs, events


def _distinct(
    kind: NDArray[np.int64], pair: NDArray[np.int64], rows: NDArray[np.bool_], kinds: int
) -> NDArray[np.int64]:
    """Distinct pairs of each kind among the rows."""
    span = int(pair.max(initial=0)) + 1
    distinct = np.unique(kind[rows] * span + pair[rows])
    return np.bincount(distinct // span, minlength=kinds)


def _strata(present: NDArray[np.int64], totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance by hostility alone, whatever the other conditions: (kinds, H)."""
    sums = np.zeros((SIZES["hostility"], totals.shape[-1]))
    np.add.at(sums, hostility_of(present), totals)
    return cumulative(sums[:, :LONGEST_HORIZON], sums[:, LONGEST_HORIZON:])

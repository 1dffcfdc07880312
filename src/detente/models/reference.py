"""Reference classes: what became of the pairs that were alike.

Pairs are alike when they agree on six conditions: pledge, hostility, a dispute in the last
ten years, contiguity, major powers and political relevance. A class of fewer than thirty
pairs is widened by dropping conditions in a fixed order, and every class is drawn towards
the next wider one by a beta-binomial prior whose strength is estimated from how much the
classes of that width differ (Kleinman 1973). Intervals resample pairs, not rows, and redo
all of it; years of one pair are not independent cases.

References
----------
Kleinman (1973), JASA 68: 46–54. Efron & Tibshirani (1993), An Introduction to the Bootstrap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.dates import LONGEST_HORIZON
from detente.measures.cube import Cube
from detente.measures.rungs import Pledge
from detente.models.survival import NEVER, cumulative, tallies, years_in_view, years_to_next

CONDITIONS = ("pledge", "hostility", "dispute", "relevance", "contiguity", "majors")
SIZES = {"pledge": 4, "hostility": 3, "dispute": 2, "relevance": 2, "contiguity": 2, "majors": 3}
FEWEST_PAIRS = 30
DISPUTE_WINDOW = 10  # years t−9 … t
REPLICATES = 400
YARDSTICK = 10  # the horizon, in years, at which classes are compared to set the prior
STRENGTHS = (1.0, 2000.0)  # bounds of the prior's strength, in pairs

Outcome = Literal["defence_pact", "stronger_pledge", "rivalry_end", "dispute"]
STRATA = ("pairs with no hostility on record", "rivals", "pairs in open hostility")
OUTCOMES: tuple[Outcome, ...] = ("defence_pact", "stronger_pledge", "rivalry_end", "dispute")


@dataclass(frozen=True)
class Profile:
    """What a pair is like, in the terms of the six conditions; None where nobody coded it."""

    pledge: int  # commitment rung 0–3
    hostility: int  # 0 none on record, 1 strategic rivalry, 2 open hostility without one
    dispute: bool  # a MID in the last ten years
    relevance: bool | None  # contiguous, or a major power among them
    contiguity: bool | None  # on land or across at most 400 miles of water
    majors: int  # how many of the two are major powers

    def key(self) -> tuple[int, ...]:
        """The values in the order of `CONDITIONS`, up to the first that is unknown."""
        values = (getattr(self, name) for name in CONDITIONS)
        return tuple(int(value) for value in takewhile(lambda value: value is not None, values))


@dataclass(frozen=True)
class Estimate:
    """What became of a class, within 1 … 20 years.

    Attributes
    ----------
    p : (H,)            shrunken chance of the outcome
    draws : (B, H)      the same in each bootstrap replicate
    pairs : int         distinct pairs in the class
    events : (H,) int   pairs of the class with the outcome within the horizon
    conditions : names of the conditions the class still meets
    alike, alike_events : pairs that met every known condition, too few for a class of their
        own where `conditions` were dropped; and those with the outcome by horizon
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
class Classes:
    """All classes of one outcome, fitted together; `estimate` looks one up."""

    outcome: str
    tables: tuple[NDArray[np.float64], ...]  # per width: (1 + B, cells, H), replicate 0 as is
    pairs: tuple[NDArray[np.int64], ...]  # per width: distinct pairs per cell
    events: tuple[NDArray[np.int64], ...]  # per width: (cells, H) pairs with the outcome
    strata: NDArray[np.float64]  # (hostility kinds, H)
    strata_pairs: NDArray[np.int64]
    raw_base: NDArray[np.float64]
    base_pairs: int
    first: int
    last: int

    def estimate(self, profile: Profile) -> Estimate:
        """The narrowest class of at least thirty pairs that fits the profile."""
        key = profile.key()
        narrowest = len(CONDITIONS) - len(key)
        own = _cell(key, narrowest)
        for width in range(narrowest, len(CONDITIONS) + 1):
            cell = _cell(key, width)
            if self.pairs[width][cell] >= FEWEST_PAIRS or width == len(CONDITIONS):
                break
        curves = self.tables[width][:, cell]
        return Estimate(
            p=curves[0],
            draws=curves[1:],
            pairs=int(self.pairs[width][cell]),
            events=self.events[width][cell],
            conditions=CONDITIONS[: len(CONDITIONS) - width],
            alike=int(self.pairs[narrowest][own]),
            alike_events=self.events[narrowest][own],
            stratum=self.strata[profile.hostility],
            stratum_pairs=int(self.strata_pairs[profile.hostility]),
            base=self.raw_base,
            base_pairs=self.base_pairs,
            first=self.first,
            last=self.last,
        )


def fit(
    cube: Cube, first_year: int, *, seed: int, replicates: int = REPLICATES
) -> dict[str, Classes]:
    """Fit the classes of every outcome on rows from `first_year` on."""
    start = cube.year(first_year)
    cells = _cells(cube)[:, start:]
    member = cube.member[:, start:]
    weights = _weights(cube, seed, replicates)
    classes = {}
    for outcome, (at_risk, wait, end) in _waits(cube, start).items():
        view = years_in_view(member, end - first_year)
        open_rows = member & at_risk & (cube.years[start:] < end)
        tally = _tally(open_rows, wait, view, cells, len(cube.one))
        classes[outcome] = _classes(outcome, tally, weights, first_year, end)
    return classes


def _waits(
    cube: Cube, start: int
) -> Mapping[str, tuple[NDArray[np.bool_], NDArray[np.int16], int]]:
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


def hostility_kind(hostility: NDArray[np.int8], rivalry: NDArray[np.bool_]) -> NDArray[np.int8]:
    """The hostility condition: 0 none on record, 1 rivalry, 2 open hostility without one."""
    return np.where(rivalry, 1, np.where(hostility > 0, 2, 0)).astype(np.int8)


def recent_dispute(dispute: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A dispute in t−9 … t, over the years of each pair."""
    recent = dispute.copy()
    for back in range(1, DISPUTE_WINDOW):
        recent[:, back:] |= dispute[:, :-back]
    return recent


def _cells(cube: Cube) -> NDArray[np.int16]:
    """The narrowest cell of each pair-year; −1 where a condition is unknown."""
    border = cube.border > 0
    majors = cube.majors()
    values = {
        "pledge": cube.pledge,
        "hostility": hostility_kind(cube.hostility, cube.rivalry),
        "dispute": recent_dispute(cube.dispute),
        "relevance": border | (majors > 0),
        "contiguity": border,
        "majors": majors,
    }
    cell = np.zeros(cube.member.shape, np.int16)
    for name in CONDITIONS:
        cell = cell * SIZES[name] + values[name].astype(np.int16)
    known = min(cube.ends[layer] for layer in ("pledge", "dispute", "rivalry", "border", "major"))
    cell[:, cube.year(known) + 1 :] = -1
    return cell


def _cell(key: tuple[int, ...], width: int) -> int:
    """The cell of a profile once the last `width` conditions are dropped."""
    cell = 0
    for name, value in list(zip(CONDITIONS, key, strict=False))[: len(CONDITIONS) - width]:
        cell = cell * SIZES[name] + value
    return cell


def _weights(cube: Cube, seed: int, replicates: int) -> NDArray[np.float32]:
    """How often each pair is drawn in each replicate; the first row is the sample itself."""
    rng = np.random.default_rng(seed)
    alive = np.flatnonzero(cube.member.any(1))
    weights = np.zeros((1 + replicates, len(cube.one)), np.float32)
    weights[0, alive] = 1
    for row in range(1, replicates + 1):
        drawn = rng.integers(0, len(alive), len(alive))
        weights[row, alive] = np.bincount(drawn, minlength=len(alive))
    return weights


@dataclass(frozen=True)
class _Tally:
    """Sufficient counts of one outcome: a row per pair and narrowest cell.

    `cell` is `_KINDS` where the pair's conditions are unknown; those rows count in the
    base rate alone.
    """

    cell: NDArray[np.int64]
    pair: NDArray[np.int64]
    events: NDArray[np.float32]  # (groups, H)
    risk: NDArray[np.float32]  # (groups, H)


def _tally(
    open_rows: NDArray[np.bool_],
    wait: NDArray[np.int16],
    view: NDArray[np.int16],
    cells: NDArray[np.int16],
    pairs: int,
) -> _Tally:
    rows, columns = np.nonzero(open_rows)
    cell = cells[rows, columns].astype(np.int64)
    cell[cell < 0] = _KINDS
    group, inverse = np.unique(cell * pairs + rows, return_inverse=True)
    events, risk = tallies(wait[rows, columns], view[rows, columns], inverse, len(group))
    of_cell, of_pair = np.divmod(group, pairs)
    return _Tally(of_cell, of_pair, events, risk)


def _classes(
    outcome: str, tally: _Tally, weights: NDArray[np.float32], first: int, last: int
) -> Classes:
    both = np.concatenate([tally.events, tally.risk], axis=1)
    totals = np.zeros((len(weights), _KINDS + 1, 2 * LONGEST_HORIZON))
    bounds = np.searchsorted(tally.cell, np.arange(_KINDS + 2))
    for kind in np.unique(tally.cell):
        part = slice(bounds[kind], bounds[kind + 1])
        totals[:, kind] = weights[:, tally.pair[part]] @ both[part]
    everyone = totals.sum(1)
    base = cumulative(everyone[:, :LONGEST_HORIZON], everyone[:, LONGEST_HORIZON:])
    counts = [_counts(tally, width) for width in range(len(CONDITIONS) + 1)]
    sizes = tuple(size for size, _ in counts)
    return Classes(
        outcome=outcome,
        tables=_shrink(totals[:, :_KINDS], base, sizes),
        pairs=sizes,
        events=tuple(hits for _, hits in counts),
        strata=_strata(totals[0, :_KINDS]),
        strata_pairs=_strata_pairs(tally),
        raw_base=base[0],
        base_pairs=int(sizes[-1][0]),
        first=first,
        last=last,
    )


_INNER = int(np.prod([SIZES[name] for name in CONDITIONS[2:]]))


def _strata(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance by hostility alone, whatever the other conditions: (kinds, H)."""
    sums = totals.reshape(SIZES["pledge"], SIZES["hostility"], _INNER, -1).sum((0, 2))
    return cumulative(sums[:, :LONGEST_HORIZON], sums[:, LONGEST_HORIZON:])


def _strata_pairs(tally: _Tally) -> NDArray[np.int64]:
    known = tally.cell < _KINDS
    kind = tally.cell[known] // _INNER % SIZES["hostility"]
    span = int(tally.pair.max(initial=0)) + 1
    return np.bincount(
        np.unique(kind * span + tally.pair[known]) // span, minlength=SIZES["hostility"]
    )


def _counts(tally: _Tally, width: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Distinct pairs per class of this width, and those with the outcome by horizon."""
    cells = _cells_at(width)
    wide = tally.cell // (_KINDS // cells) if width < len(CONDITIONS) else 0 * tally.cell
    known = wide < cells
    span = int(tally.pair.max(initial=0)) + 1
    key = wide * span + tally.pair
    sizes = np.bincount(np.unique(key[known]) // span, minlength=cells)
    hit = np.logical_or.accumulate(tally.events > 0, axis=1)
    some = known & hit[:, -1]
    order = np.argsort(key[some], kind="stable")
    keys, starts = np.unique(key[some][order], return_index=True)
    hits = np.zeros((cells, hit.shape[1]), np.int64)
    if len(keys):
        of_pair = np.logical_or.reduceat(hit[some][order], starts, axis=0)
        np.add.at(hits, keys // span, of_pair)
    return sizes, hits


_KINDS = int(np.prod(list(SIZES.values())))


def _cells_at(width: int) -> int:
    return int(np.prod([SIZES[name] for name in CONDITIONS[: len(CONDITIONS) - width]]))


def _shrink(
    totals: NDArray[np.float64], base: NDArray[np.float64], sizes: tuple[NDArray[np.int64], ...]
) -> tuple[NDArray[np.float64], ...]:
    """Every class drawn towards the next wider one, from the widest inwards.

    Parameters
    ----------
    totals : (1 + B, cells, 2 H)   events, then rows at risk
    base : (1 + B, H)              the widest class: all pairs at risk
    """
    replicates, kinds, _ = totals.shape
    tables = [base[:, None, :]]
    for width in range(len(CONDITIONS) - 1, -1, -1):
        cells = _cells_at(width)
        sums = totals.reshape(replicates, cells, kinds // cells, -1).sum(2)
        own = cumulative(sums[..., :LONGEST_HORIZON], sums[..., LONGEST_HORIZON:])
        parent = np.repeat(tables[-1], cells // tables[-1].shape[1], axis=1)
        n = sizes[width].astype(np.float64)
        m = prior_strength(own[..., YARDSTICK - 1], parent[..., YARDSTICK - 1], n)
        share = (n / (n + m[:, None]))[..., None]
        tables.append(share * own + (1 - share) * parent)
    return tuple(reversed(tables))


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
    spread = np.where(
        used,
        n * (own - parent) ** 2 / np.where(used, parent * (1 - parent), 1),
        0.0,
    ).sum(-1)
    cells = used.sum(-1)
    beyond = np.where(used, n - 1, 0.0).sum(-1)
    correlation = np.clip((spread - cells) / np.maximum(beyond, 1), 1e-9, 1 - 1e-9)
    return np.clip(1 / correlation - 1, *STRENGTHS)

"""Running the world forward: many draws, and what they say of pairs, states and bodies."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.models.simulate.start import Start
from detente.models.treaty.processes import Processes

Floats = NDArray[np.float64]

BLOCK = 100  # draws to a unit of work; sums are taken block by block, in order
EVENTS_A_DRAW = 260  # room for what a draw records


@dataclass(frozen=True)
class Forced:
    """An event that is known, or supposed, to happen in a step."""

    step: int
    kind: int  # kernel.JOIN, LEAVE, PACT, LAPSE
    what: int  # slot, or the first state of a pair
    who: int  # state, or the second


@dataclass(frozen=True)
class Simulated:
    """What draws say; H years are counted from the day of the question.

    Attributes
    ----------
    states : (n,) indices into the past's states
    p : (H, n, n)             chance of a pact within 1 … H years, of pairs without one that day
    in_force : (n, n)         share of draws with a pact that day
    gap_sd : (n, n)           spread of the log chance of the first year over worlds of that day
    joins : (H, T, n)         chance that a state joins a treaty within 1 … H years
    events : (m, 5) int16     draw, step, kind, what, state (kernel.ACCESSION …)
    atopid : (T,) treaties of the slots, 0 for one founded in a draw
    draws, seed : how many, and from which seed
    """

    states: NDArray[np.intp]
    p: Floats
    in_force: Floats
    gap_sd: Floats
    joins: Floats
    events: NDArray[np.int16]
    atopid: NDArray[np.int32]
    draws: int
    seed: int


def simulate(
    start: Start,
    fits: Processes,
    *,
    draws: int,
    years: int,
    seed: int,
    gap: Sequence[float] = (),
    forced: Sequence[Forced] = (),
    known_until: NDArray[np.int64] | None = None,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Simulated:
    """Walk the world forward.

    Parameters
    ----------
    years : steps of a year after the day of the question
    gap : lengths in years of the steps from the origin to that day
    forced : events that happen in every draw
    known_until : (T,) steps for which a treaty's members are known and only `forced` moves them
    threads : how many; the result does not depend on it
    progress : called with the draws done and their number
    """
    from detente.models.simulate import kernel

    exposure = np.array([*gap, *([1.0] * years)], np.float64)
    known = np.zeros(len(start.atopid), np.int64) if known_until is None else known_until
    fixed = _fixed(start, fits, exposure, len(gap), forced, known)
    sizes = [min(BLOCK, draws - at) for at in range(0, draws, BLOCK)]

    def work(block: int) -> _Sums:
        sums = _Sums(years, start, sizes[block])
        kernel.walk(seed, block * BLOCK, sizes[block], start.year, *fixed, *sums.arrays())
        return sums

    total: _Sums | None = None
    events = []
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        for done, sums in enumerate(pool.map(work, range(len(sizes))), start=1):
            events.append(sums.events[: sums.count[0]])
            total = sums if total is None else total.add(sums)
            if progress is not None:
                progress(min(done * BLOCK, draws), draws)
    assert total is not None
    return total.result(start, np.concatenate(events), draws, seed)


@dataclass
class _Sums:
    """The arrays a block adds its draws into."""

    def __init__(self, years: int, start: Start, draws: int) -> None:
        n, slots = len(start.states), len(start.atopid)
        self.p = np.zeros((years, n, n))
        self.square = np.zeros((n, n))
        self.open = np.zeros((n, n))
        self.force = np.zeros((n, n))
        self.joins = np.zeros((years, slots, n))
        self.outside = np.zeros((slots, n))
        self.events = np.zeros((draws * EVENTS_A_DRAW, 5), np.int16)
        self.count = np.zeros(1, np.int64)

    def arrays(self) -> tuple[NDArray, ...]:  # type: ignore[type-arg]
        return (
            self.p,
            self.square,
            self.open,
            self.force,
            self.joins,
            self.outside,
            self.events,
            self.count,
        )

    def add(self, other: _Sums) -> _Sums:
        for mine, theirs in zip(self.arrays()[:6], other.arrays()[:6], strict=True):
            mine += theirs
        return self

    def result(self, start: Start, events: NDArray[np.int16], draws: int, seed: int) -> Simulated:
        def both_ways(lower: Floats) -> Floats:
            return lower + np.swapaxes(lower, -1, -2)

        chance = both_ways(self.p) / np.maximum(self.open, 1)
        first = np.maximum(chance[0], 1e-12)
        variance = both_ways(self.square) / np.maximum(self.open, 1) - first**2
        return Simulated(
            states=start.states,
            p=np.minimum(np.cumsum(chance, axis=0), 1.0),
            in_force=self.force / draws,
            gap_sd=np.sqrt(np.log1p(np.maximum(variance, 0.0) / first**2)),
            joins=np.cumsum(self.joins / np.maximum(self.outside, 1), axis=0),
            events=events,
            atopid=start.atopid,
            draws=draws,
            seed=seed,
        )


def coefficients(fits: Processes) -> Floats:
    """Accession's coefficients by feature, in the units of the features, and the constant last."""
    fitted = fits.accession
    raw = np.where(np.isfinite(fitted.scale), fitted.coef / fitted.scale, 0.0)
    return np.concatenate([raw, [fitted.intercept - float(raw @ fitted.mean)]])


def _fixed(
    start: Start,
    fits: Processes,
    exposure: Floats,
    opens: int,
    forced: Sequence[Forced],
    known: NDArray[np.int64],
) -> tuple[object, ...]:
    """Everything the kernel reads, in its order."""
    whole = np.int64
    w = (
        coefficients(fits),
        start.polyarchy,
        start.cinc,
        start.region,
        start.km,
        start.land,
        start.border,
        start.near,
        start.lesser,
        start.rivals,
        start.disputes,
        start.border.sum(axis=1).astype(whole),
        start.near.sum(axis=1).astype(whole),
        np.bincount(start.region, minlength=6).astype(whole),
    )
    first, second = np.nonzero(np.triu(start.own, 1) > 0)
    ends = np.array(
        [_raw(one) for one in (fits.ends.leaves, fits.ends.dissolved, fits.ends.lapses)]
    )
    events = np.array([(f.step, f.kind, f.what, f.who) for f in forced], whole).reshape(-1, 4)
    return (
        exposure,
        opens,
        start.member,
        start.begun.astype(whole),
        start.joins,
        start.ever,
        start.before,
        start.match,
        start.fit,
        start.cover,
        start.pacts,
        w,
        start.born.astype(whole),
        fits.accession_balance,
        fits.wave,
        start.own,
        np.cumsum(start.own[first, second], dtype=np.float64),
        first.astype(np.int32),
        second.astype(np.int32),
        start.group_sizes,
        start.adopts,
        start.body_start,
        start.first,
        start.second,
        start.bound,
        start.share,
        start.body_member,
        start.alike,
        ends,
        events,
        known,
    )


def _raw(fitted: object) -> list[float]:
    from detente.models.logit import Logit

    assert isinstance(fitted, Logit)
    raw = np.where(np.isfinite(fitted.scale), fitted.coef / fitted.scale, 0.0)
    return [fitted.intercept - float(raw @ fitted.mean), *raw.tolist()]

"""Running the world forward: many draws, and what they say of pairs, states and bodies."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.models.simulate.arrays import empty, origin, path, world
from detente.models.simulate.budget import Budget
from detente.models.simulate.kinds import JOIN, LEAVE
from detente.models.simulate.parts import Results
from detente.models.simulate.start import Start
from detente.models.treaty.processes import Processes

Floats = NDArray[np.float64]

SUMS = (
    "pairs",
    "square",
    "rises",
    "bound",
    "firmed",
    "open",
    "force",
    "joins",
    "outside",
    "runs",
    "ends",
    "apart",
    "both",
)
BLOCK = 100  # draws to a unit of work; sums are taken block by block, in order


@dataclass(frozen=True, order=True)
class Forced:
    """An event that is known, or supposed, to happen in a step."""

    step: int
    kind: int  # kinds.JOIN, LEAVE, PACT, LAPSE
    what: int  # slot, or the first state of a pair
    who: int  # state, or the second


@dataclass(frozen=True)
class Simulated:
    """What draws say; H years are counted from the day of the question.

    Attributes
    ----------
    states : (n,) indices into the past's states
    p : (H, n, n)             chance of a pact within 1 … H years, of pairs without one that day
    some, firm : (H, n, n)    the same of a pledge of any kind, of pairs without one; and of
                              non-aggression or a pact, of pairs below it. Where a pair already
                              has as much, the chance of a pact
    in_force : (n, n)         share of draws with a pact that day
    gap_sd : (n, n)           spread of the log chance of the first year over worlds of that day
    joins : (H, T, n)         chance that a state joins a treaty within 1 … H years
    inside : (T, n)           share of draws in which a state is a party that day
    rivals : (R, 2)           the rivalries on record at the origin or since, as pairs of states
    rivalry_runs : (R,)       share of draws in which it runs that day
    rivalry_ends : (H, R)     chance that it ends within 1 … H years, if it runs that day
    ends_and_pact : (H, R)    chance that it ends and a pact is made, both within 1 … H years, if it
                              runs that day and the two have no pact
    events : (m, 5) int16     draw, step, kind, what, state (kinds.ACCESSION …)
    atopid : (T,) treaties of the slots, 0 for one founded in a draw
    standing : (draws, C)     pairs of each class with a pact that day, draw by draw
    fresh : (draws, C)        pairs of each class without one that day that had one within H years
    draws, seed : how many, and from which seed
    """

    states: NDArray[np.intp]
    p: Floats
    some: Floats
    firm: Floats
    in_force: Floats
    gap_sd: Floats
    joins: Floats
    inside: Floats
    rivals: NDArray[np.int64]
    rivalry_runs: Floats
    rivalry_ends: Floats
    ends_and_pact: Floats
    events: NDArray[np.int16]
    atopid: NDArray[np.int32]
    standing: NDArray[np.int32]
    fresh: NDArray[np.int32]
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
    adoptions_known: bool = False,
    classes: NDArray[np.int64] | None = None,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    budget: Budget | None = None,
) -> Simulated:
    """Walk the world forward.

    Parameters
    ----------
    years : steps of a year after the day of the question
    gap : lengths in years of the steps from the origin to that day
    forced : events that happen in every draw
    known_until : (T,) steps for which a treaty's members are known and only `forced` moves them
    adoptions_known : no body adopted a pact in the gap but those in `forced`
    classes : (n, n) the class of each pair, whose counts are kept draw by draw; −1 for none
    threads : how many; the result does not depend on it
    progress : called with the draws done and their number
    budget : as many of the draws as fit in it; None for all. What they say depends on how many
        they were, and on nothing else of the clock
    """
    from detente.models.simulate import kernel

    exposure = np.array([*gap, *([1.0] * years)], np.float64)
    known = np.zeros(len(start.atopid), np.int64) if known_until is None else known_until
    events = np.array([(f.step, f.kind, f.what, f.who) for f in forced], np.int64).reshape(-1, 4)
    adopts_from = len(gap) if adoptions_known else 0
    of = np.full(start.cover.shape, -1, np.int64) if classes is None else classes
    kinds = int(of.max(initial=-1)) + 1
    stands = known.copy()
    for one in forced:
        if one.kind in (JOIN, LEAVE):  # whom a treaty is to gain or lose, it stands to see
            stands[one.what] = max(stands[one.what], one.step + 1)
    fixed = (exposure, len(gap), adopts_from, events, known, stands, of, *world(start, fits))
    sizes = [min(BLOCK, draws - at) for at in range(0, draws, BLOCK)]

    def work(block: int) -> Results:
        into = empty(start, years, sizes[block], kinds)
        at = origin(start, len(exposure))
        own = path(start, len(exposure))
        kernel.walk(seed, block * BLOCK, sizes[block], start.year, *fixed, own, at, into)
        return into

    total: Results | None = None
    recorded, counts = [], []
    wide = threads or os.cpu_count() or 1
    with ThreadPoolExecutor(wide) as pool:
        for done, into in enumerate(_worked(pool, work, len(sizes), wide, budget), start=1):
            recorded.append(into.events[: into.count[0]])
            counts.append(np.stack([into.standing, into.fresh]))
            if total is None:
                total = into
            else:
                for name in SUMS:
                    mine = getattr(total, name)
                    mine += getattr(into, name)
            if progress is not None:
                progress(min(done * BLOCK, draws), draws)
    assert total is not None
    by_draw = np.concatenate(counts, axis=1)
    walked = sum(sizes[: len(recorded)])
    return _result(total, start, np.concatenate(recorded), by_draw, walked, seed)


def _worked(
    pool: ThreadPoolExecutor,
    work: Callable[[int], Results],
    blocks: int,
    wide: int,
    budget: Budget | None,
) -> Iterator[Results]:
    """Blocks in order; under a budget as many rounds as fit, each as long as the one before."""
    if budget is None:
        yield from pool.map(work, range(blocks))
        return
    done = 0
    while done < blocks:
        began = budget.now()
        stop = min(done + wide, blocks)
        yield from pool.map(work, range(done, stop))
        done, ended = stop, budget.now()
        if done * BLOCK >= budget.least and ended + (ended - began) > budget.until:
            return


def _result(
    total: Results,
    start: Start,
    events: NDArray[np.int16],
    by_draw: NDArray[np.int32],
    draws: int,
    seed: int,
) -> Simulated:
    """Sums over draws as chances."""

    def both_ways(lower: Floats) -> Floats:
        return lower + np.swapaxes(lower, -1, -2)

    def within(lower: Floats) -> Floats:
        return _within(both_ways(lower), total.open)

    chance = both_ways(total.pairs) / np.maximum(total.open, 1)
    p = within(total.pairs)
    fresh = total.pairs - total.bound  # pacts that are a pair's first pledge of any kind
    rises = np.maximum(np.cumsum(total.rises, axis=0), 0.0)
    some = within(fresh + rises)
    firm = within(fresh + start.pledges.outright * rises + total.firmed)
    firm = np.maximum(firm, p)  # sums of chances nest but for their noise
    first = np.maximum(chance[0], 1e-12)
    variance = both_ways(total.square) / np.maximum(total.open, 1) - first**2
    return Simulated(
        states=start.states,
        p=p,
        some=np.maximum(some, firm),
        firm=firm,
        in_force=total.force / draws,
        gap_sd=np.sqrt(np.log1p(np.maximum(variance, 0.0) / first**2)),
        joins=np.cumsum(total.joins / np.maximum(total.outside, 1), axis=0),
        inside=1 - total.outside / draws,
        rivals=start.rivalry.pairs,
        rivalry_runs=total.runs / draws,
        rivalry_ends=_within(total.ends, total.runs),
        ends_and_pact=_within(total.both, total.apart),
        events=events,
        atopid=start.atopid,
        standing=by_draw[0],
        fresh=by_draw[1],
        draws=draws,
        seed=seed,
    )


def _within(yearly: Floats, draws: Floats) -> Floats:
    """Chances within 1 … H years from sums of conditional chances by year."""
    return np.minimum(np.cumsum(yearly / np.maximum(draws, 1), axis=0), 1.0)

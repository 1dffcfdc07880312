"""Lesser pledges in a draw: pairs come under consultation or non-aggression, in waves."""

from __future__ import annotations

from math import exp, expm1, log1p
from typing import Any

import numpy as np

from detente.models.simulate.compiled import compiled
from detente.models.simulate.lesser_start import NO_MORE
from detente.models.simulate.parts import Ground, Lesser, Rates, Results, State
from detente.models.simulate.rivalry_paths import scale

FIRM = 2  # the rung of non-aggression


@compiled
def expect(lesser: Lesser, now: State) -> None:
    """Draw the factor of a draw, and with it every pair's yearly chance of a rise."""
    now.rises[0] = exp(lesser.spread * (np.random.normal() - 0.5 * lesser.spread))
    before = 0.0
    for k in range(len(lesser.rate)):
        hazard = now.rises[0] * (lesser.rate[k] - before)
        before = lesser.rate[k]
        i, j = lesser.first[k], lesser.second[k]
        chance = 1 - exp(-lesser.wave * log1p(hazard / lesser.wave))
        now.chances[i, j] = now.chances[j, i] = -chance if now.rung[i, j] > 0 else chance


@compiled
def rise(h: int, lesser: Lesser, at: Ground, rates: Rates, now: State, into: Results) -> None:
    """A year's rises, group by group."""
    for g in range(len(lesser.bounds) - 1):
        first, last = lesser.bounds[g], lesser.bounds[g + 1] - 1
        if last < first:
            continue
        start = lesser.rate[first - 1] if first > 0 else 0.0
        total = lesser.rate[last] - start
        factor = now.rises[0] * np.random.gamma(lesser.wave, 1 / lesser.wave)
        if total * factor > last - first:  # more than there are pairs: each is asked once
            for k in range(first, last + 1):
                own = lesser.rate[k] - (lesser.rate[k - 1] if k > 0 else 0.0)
                if np.random.random() < -expm1(-own * factor):
                    lift(h, k, lesser, at, rates, now, into)
            continue
        for _ in range(np.random.poisson(total * factor)):
            k = np.searchsorted(lesser.rate, start + np.random.random() * total)
            lift(h, min(max(k, first), last), lesser, at, rates, now, into)


@compiled
def lift(
    h: int, k: int, lesser: Lesser, at: Ground, rates: Rates, now: State, into: Results
) -> None:
    """A pair comes under a lesser pledge, or a stronger one, unless it is past both."""
    i, j = lesser.first[k], lesser.second[k]
    if now.cover[i, j] != 0 or now.rung[i, j] >= FIRM:
        return
    outright = now.rung[i, j] > 0 or np.random.random() < lesser.outright
    now.rung[i, j] = now.rung[j, i] = FIRM if outright else 1
    left = NO_MORE if outright else -abs(now.chances[i, j])
    spent(h + 1, i, j, now.chances, into.rises)
    now.chances[i, j] = now.chances[j, i] = left
    if not now.lesser[i, j]:
        pledge(i, j, at, rates, now)


@compiled
def spent(h: int, i: int, j: int, chances: Any, rises: Any) -> None:
    """From a year on a first lesser pledge of a pair is no more to come."""
    if chances[i, j] >= 0:
        shift(h, -chances[i, j], max(i, j), min(i, j), rises)
        chances[i, j] = chances[j, i] = NO_MORE


@compiled
def shift(h: int, by: float, i: int, j: int, rises: Any) -> None:
    """The chance of a first lesser pledge changes from a year on."""
    if h < len(rises):
        rises[h, i, j] += by


@compiled
def pledge(i: int, j: int, at: Ground, rates: Rates, now: State) -> None:
    """Two states owe each other something: it moves their odds of joining and founding."""
    now.lesser[i, j] = now.lesser[j, i] = True
    scale(i, j, rates.own_lesser, rates, now)
    for side in range(2):
        s, m = (i, j) if side == 0 else (j, i)
        for T in range(now.member.shape[0]):
            if now.member[T, m] and not now.member[T, s] and not now.dirty[T]:
                now.odds[T, s] *= exp(at.coef[9] / now.sizes[T])

"""When rivalries end and begin in a draw, and what else changes as they do.

The path of a draw's rivalries is drawn before anything else, from a seed of its own: nothing in
it depends on pacts, so the same rivalries end whatever is supposed. Pacts do depend on it: a
state with a rival inside joins a treaty less, and rivals in common bring two states together.
An end is seen as late as the covariates were fitted to see it.
"""

from __future__ import annotations

from math import exp, expm1, log1p

import numpy as np

from detente.dates import HINDSIGHT_YEARS
from detente.models.simulate.compiled import compiled
from detente.models.simulate.parts import Feuds, Ground, Path, Rates, State
from detente.models.simulate.rivalry_start import RUNNING

OWN_SEED = 0x5EED0000  # xor: a draw's rivalries and its pacts are independent
LARGEST = 0xFFFFFFFF


@compiled
def tread(seed: int, exposure: object, opens: int, feuds: Feuds, path: Path) -> None:
    """Draw when rivalries end and begin.

    Parameters
    ----------
    opens : the first step after the day of the question, from which horizons count anew
    path : written over
    """
    np.random.seed((seed ^ OWN_SEED) & LARGEST)
    known = len(feuds.pairs)
    path.count[0] = known
    z = np.random.normal()
    levels = np.zeros((known, len(feuds.horizons)))
    for k in range(known):
        path.pairs[k, 0] = feuds.pairs[k, 0]
        path.pairs[k, 1] = feuds.pairs[k, 1]
        path.begun[k] = feuds.begun[k]
        path.ended[k] = feuds.ended[k]
        climb(k, z, feuds, levels[k])
    fresh = exp(feuds.fresh_spread * (z - 0.5 * feuds.fresh_spread))
    since = 0.0
    for step in range(len(exposure)):  # type: ignore[arg-type]
        dt = exposure[step]  # type: ignore[index]
        for k in range(known):
            path.chance[step, k] = 0.0
        since = 0.0 if step == opens else since
        if step >= feuds.ends_from:
            for k in range(known):
                if path.ended[k] == RUNNING:
                    more = within(since + dt, levels[k], feuds) - within(since, levels[k], feuds)
                    path.chance[step, k] = -expm1(-more)
                    if np.random.random() < path.chance[step, k]:
                        path.ended[k] = step
            since += dt
        for k in range(known, path.count[0]):
            if path.ended[k] == RUNNING:
                hazard = dt * fresh * feuds.fresh[path.pairs[k, 0], path.pairs[k, 1]]
                if np.random.random() < -expm1(-hazard):
                    path.ended[k] = step
        if step >= feuds.begins_from:
            begin(step, dt, feuds, path)


@compiled
def climb(k: int, z: float, feuds: Feuds, levels: object) -> None:
    """Cumulative hazards of a rivalry's end in a draw; they never fall with the horizon."""
    highest = 0.0
    for h in range(len(feuds.horizons)):
        odds = exp(feuds.centre[h, k] + feuds.spread[h, k] * z)
        highest = max(highest, log1p(odds))
        levels[h] = highest  # type: ignore[index]


@compiled
def within(years: float, levels: object, feuds: Feuds) -> float:
    """Cumulative hazard after some years, on straight lines between horizons."""
    before = low = 0.0
    for h in range(len(feuds.horizons)):
        after, high = feuds.horizons[h], levels[h]  # type: ignore[index]
        if years <= after:
            hazard: float = low + (high - low) * (years - before) / (after - before)
            return hazard
        before, low = after, high
    beyond: float = low * years / before
    return beyond


@compiled
def begin(step: int, dt: float, feuds: Feuds, path: Path) -> None:
    """Rivalries begin where none runs."""
    if len(feuds.rate) == 0:
        return
    total = feuds.rate[-1]
    factor = np.random.gamma(feuds.wave, 1 / feuds.wave)
    for _ in range(np.random.poisson(total * dt * factor)):
        k = min(np.searchsorted(feuds.rate, np.random.random() * total), len(feuds.rate) - 1)
        a, b = feuds.first[k], feuds.second[k]
        at = path.count[0]
        taken = at >= len(path.pairs)
        for m in range(at):
            taken = taken or (path.pairs[m, 0] == a and path.pairs[m, 1] == b)
        if not taken:
            path.pairs[at, 0] = a
            path.pairs[at, 1] = b
            path.begun[at] = step
            path.ended[at] = RUNNING
            path.count[0] = at + 1


@compiled
def turn(step: int, path: Path, at: Ground, rates: Rates, now: State) -> None:
    """What a step sees of rivalries that began or ended before it."""
    for k in range(path.count[0]):
        begins = path.begun[k] >= 0 and path.begun[k] + 1 == step
        ends = path.ended[k] + 1 + HINDSIGHT_YEARS == step
        if begins or (ends and now.rivals[path.pairs[k, 0], path.pairs[k, 1]]):
            flip(path.pairs[k, 0], path.pairs[k, 1], begins, at, rates, now)


@compiled
def flip(a: int, b: int, on: bool, at: Ground, rates: Rates, now: State) -> None:
    """Two states are rivals, or no more."""
    sign = 1 if on else -1
    now.rivals[a, b] = now.rivals[b, a] = on
    scale(a, b, sign * rates.own_rivals, rates, now)
    for side in range(2):
        s, m = (a, b) if side == 0 else (b, a)
        for T in range(now.member.shape[0]):
            if not now.dirty[T]:
                outsider(T, s, m, sign, at, now)
        for x in range(len(now.rivals)):
            if x != s and now.rivals[m, x]:
                common(s, x, sign, rates, now)


@compiled
def outsider(T: int, s: int, m: int, sign: int, at: Ground, now: State) -> None:
    """Odds that s joins treaty T, should its first rival inside have come or its last have gone."""
    if now.member[T, s] or not now.member[T, m]:
        return
    for other in range(now.member.shape[1]):
        if other != m and now.member[T, other] and now.rivals[s, other]:
            return
    now.odds[T, s] *= exp(sign * at.coef[11])


@compiled
def common(i: int, j: int, sign: int, rates: Rates, now: State) -> None:
    """Two states have a rival in common more, or one less."""
    before = now.foes[i, j]
    now.foes[i, j] += sign
    now.foes[j, i] += sign
    scale(i, j, rates.own_foes * (log1p(now.foes[i, j]) - log1p(before)), rates, now)


@compiled
def scale(i: int, j: int, by: float, rates: Rates, now: State) -> None:
    """The hazard that a pair makes a pact of its own changes by a log factor."""
    if rates.own[i, j] > 0:
        now.own[i, j] *= exp(by)
        now.own[j, i] = now.own[i, j]
        now.most[0] = max(now.most[0], now.own[i, j] / rates.own[i, j])

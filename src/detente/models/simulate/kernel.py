"""One block of draws, compiled: every draw walks the world forward year by year.

Each draw has a seed of its own, so that results depend neither on the number of threads nor on
how draws are divided over them. Chances of pairs are averages of conditional chances: in every
step a pair still without a pact adds the chance that this step brings one, given the world the
draw has reached. Hits are never counted.
"""

from __future__ import annotations

from math import expm1

import numpy as np

from detente.models.simulate.compiled import compiled
from detente.models.simulate.moves import accede, adopt, end, force, found
from detente.models.simulate.odds import LEAST_PARTIES, hazards, rebuild, together
from detente.models.simulate.parts import Bodies, Ground, Rates, Results, State

SOME = 1e-4  # hazards below this are not paired with one another


@compiled
def walk(
    seed: int,
    first_draw: int,
    draws: int,
    year: int,
    exposure: object,
    opens: int,
    adopts_from: int,
    forced: object,
    known_until: object,
    standing_until: object,
    classes: object,
    at: Ground,
    rates: Rates,
    bodies: Bodies,
    origin: State,
    into: Results,
) -> None:
    """Draws `first_draw` … `first_draw + draws − 1`, added up in `into`."""
    for T in range(origin.member.shape[0]):
        rebuild(T, at, origin)
    for g in range(len(bodies.adopts)):
        for k in range(bodies.start[g], bodies.start[g + 1]):
            origin.adoption[bodies.first[k], bodies.second[k]] += bodies.adopts[g] * bodies.bound[k]
            origin.adoption[bodies.second[k], bodies.first[k]] += bodies.adopts[g] * bodies.bound[k]
    reach = np.zeros(origin.cover.shape, np.float32)
    for draw in range(first_draw, first_draw + draws):
        np.random.seed(seed + draw)
        now = copied(origin)
        elapsed = 0.0
        for step in range(len(exposure)):  # type: ignore[arg-type]
            dt = exposure[step]  # type: ignore[index]
            calendar = year + int(elapsed + 1e-9)
            elapsed += dt
            if step == opens:
                open_day(now, into)
                tally(now.allied, classes, into.standing[draw - first_draw])
            hazards(step, calendar, dt, known_until, at, rates, now)
            if step >= opens:
                record(step - opens, dt, reach, rates, now, into)
            accede(draw, step, rates, now, into)
            if step >= adopts_from:
                adopt(draw, step, calendar, dt, bodies, now, into)
            found(draw, step, calendar, dt, rates, now, into)
            end(draw, step, calendar, dt, standing_until, rates, now, into)
            suppose(step, step - opens, forced, now, into)
        tally(now.allied, classes, into.fresh[draw - first_draw])
        into.fresh[draw - first_draw] -= into.standing[draw - first_draw]


@compiled
def suppose(step: int, h: int, forced: object, now: State, into: Results) -> None:
    """Events that are known, or supposed; pairs they bind after the day are bound for sure."""
    any_now = False
    for f in range(len(forced)):  # type: ignore[arg-type]
        any_now = any_now or forced[f, 0] == step  # type: ignore[index]
    if not any_now:
        return
    before = now.allied.copy()
    for f in range(len(forced)):  # type: ignore[arg-type]
        if forced[f, 0] == step:  # type: ignore[index]
            force(forced[f, 1], forced[f, 2], forced[f, 3], step, now)  # type: ignore[index]
    if h >= 0:
        for i in range(len(before)):
            for j in range(i):
                if now.allied[i, j] and not before[i, j]:
                    into.pairs[h, i, j] += 1.0


@compiled
def copied(origin: State) -> State:
    """The world at the origin, for one draw to change."""
    return State(
        origin.member.copy(),
        origin.begun.copy(),
        origin.joins.copy(),
        origin.ever.copy(),
        origin.before.copy(),
        origin.match.copy(),
        origin.fit.copy(),
        origin.cover.copy(),
        origin.allied.copy(),
        origin.joined.copy(),
        origin.odds.copy(),
        origin.dirty.copy(),
        origin.sizes.copy(),
        origin.hazard.copy(),
        origin.pacts.copy(),
        origin.counts.copy(),
        origin.adopting.copy(),
        origin.adoption.copy(),
    )


@compiled
def open_day(now: State, into: Results) -> None:
    """The day of the question: who is bound and who is inside, in this draw."""
    slots, n = now.member.shape
    for i in range(n):
        for j in range(n):
            now.allied[i, j] = now.cover[i, j] > 0
            if now.cover[i, j] > 0:
                into.force[i, j] += 1
            else:
                into.open[i, j] += 1
    for T in range(slots):
        for s in range(n):
            now.joined[T, s] = now.member[T, s]
            if not now.member[T, s]:
                into.outside[T, s] += 1


@compiled
def tally(pairs: object, classes: object, into: object) -> None:
    """How many pairs of each class are marked."""
    if len(into) == 0:  # type: ignore[arg-type]
        return
    for i in range(len(pairs)):  # type: ignore[arg-type]
        for j in range(i):
            if pairs[i, j] and classes[i, j] >= 0:  # type: ignore[index]
                into[classes[i, j]] += 1  # type: ignore[index]


@compiled
def record(h: int, dt: float, reach: object, rates: Rates, now: State, into: Results) -> None:
    """Add the chance of a pact in this step, pair by pair, given the world so far."""
    slots, n = now.member.shape
    reach[:, :] = 0.0  # type: ignore[index]
    for T in range(slots):
        if now.sizes[T] < LEAST_PARTIES:
            continue
        row = now.hazard[T]
        for i in range(n):
            if now.member[T, i]:
                for j in range(n):
                    reach[i, j] += row[j]  # type: ignore[index]
            elif row[i] > SOME:
                for j in range(i):
                    if row[j] > SOME:
                        reach[i, j] += together(row[i], row[j], rates.wave)  # type: ignore[index]
        for s in range(n):
            if not now.joined[T, s]:
                into.joins[h, T, s] += -expm1(-row[s])
    for i in range(n):
        for j in range(i):
            if not now.allied[i, j]:
                x = reach[i, j] + reach[j, i] + dt * (now.adoption[i, j] + rates.own[i, j])  # type: ignore[index]
                p = x * (1 - 0.5 * x) if x < 0.02 else -expm1(-x)
                into.pairs[h, i, j] += p
                if h == 0:
                    into.square[i, j] += p * p

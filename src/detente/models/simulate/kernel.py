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
from detente.models.simulate.kinds import RIVALRY, RIVALRY_ENDS
from detente.models.simulate.lesser_rises import expect, rise, shift, spent
from detente.models.simulate.lesser_start import NO_MORE
from detente.models.simulate.moves import accede, adopt, end, force, found, note
from detente.models.simulate.odds import LEAST_PARTIES, hazards, rebuild, together
from detente.models.simulate.parts import Bodies, Feuds, Ground, Lesser, Path, Rates, Results, State
from detente.models.simulate.rivalry_paths import tread, turn

SOME = 1e-4  # hazards below this are not paired with one another
LIKELY = 1e-3  # a pact less likely than this hinders no lesser pledge in its year


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
    feuds: Feuds,
    lesser: Lesser,
    path: Path,
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
        tread(seed + draw, exposure, opens, feuds, path)
        np.random.seed(seed + draw)
        now = copied(origin)
        expect(lesser, now)
        elapsed = 0.0
        for step in range(len(exposure)):  # type: ignore[arg-type]
            dt = exposure[step]  # type: ignore[index]
            calendar = year + int(elapsed + 1e-9)
            elapsed += dt
            turn(step, path, at, rates, now)
            if step == opens:
                open_day(now, into)
                open_rivalries(step, path, now, into)
                tally(now.allied, classes, into.standing[draw - first_draw])
            hazards(step, calendar, dt, known_until, at, rates, now)
            if step >= opens:
                record(step - opens, dt, reach, rates, now, into)
                record_rivalries(step, step - opens, dt, reach, path, now, into)
            accede(draw, step, rates, now, into)
            if step >= adopts_from:
                adopt(draw, step, calendar, dt, bodies, now, into)
            found(draw, step, calendar, dt, rates, now, into)
            if step >= opens:
                rise(step - opens, lesser, at, rates, now, into)
            end(draw, step, calendar, dt, standing_until, rates, now, into)
            suppose(step, step - opens, forced, path, now, into)
            note_rivalries(draw, step, path, into)
        tally(now.allied, classes, into.fresh[draw - first_draw])
        into.fresh[draw - first_draw] -= into.standing[draw - first_draw]


@compiled
def suppose(step: int, h: int, forced: object, path: Path, now: State, into: Results) -> None:
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
                    into.bound[h, i, j] += now.rung[i, j] > 0
                    into.firmed[h, i, j] += now.rung[i, j] == 1
        for k in range(len(into.runs)):
            i, j = path.pairs[k, 0], path.pairs[k, 1]
            if path.apart[k] and now.allied[i, j] and not before[i, j] and path.ended[k] <= step:
                into.both[h, k] += 1.0


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
        origin.rivals.copy(),
        origin.foes.copy(),
        origin.own.copy(),
        origin.most.copy(),
        origin.lesser.copy(),
        origin.rung.copy(),
        origin.chances.copy(),
        origin.rises.copy(),
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
                now.chances[i, j] = NO_MORE
            else:
                into.open[i, j] += 1
                if j < i and now.chances[i, j] > 0:
                    into.rises[0, i, j] += now.chances[i, j]
    for T in range(slots):
        for s in range(n):
            now.joined[T, s] = now.member[T, s]
            if not now.member[T, s]:
                into.outside[T, s] += 1


@compiled
def open_rivalries(step: int, path: Path, now: State, into: Results) -> None:
    """The day of the question: which rivalries run, and which of them without a pact."""
    for k in range(len(into.runs)):
        runs = path.ended[k] >= step and path.begun[k] < step
        path.runs[k] = runs
        path.apart[k] = runs and not now.allied[path.pairs[k, 0], path.pairs[k, 1]]
        into.runs[k] += path.runs[k]
        into.apart[k] += path.apart[k]


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
    """Add the chance of a pact or lesser pledge in this step, pair by pair, given the world so far.

    A pair's rung is one number, so what reaches a higher one has reached the lower. The chance of
    a lesser pledge is the same every year until there is a pledge, so only its changes are added.
    """
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
            if now.allied[i, j]:
                if now.chances[i, j] >= 0:
                    spent(h, i, j, now.chances, into.rises)
            else:
                x = reach[i, j] + reach[j, i] + dt * (now.adoption[i, j] + now.own[i, j])  # type: ignore[index]
                p = x * (1 - 0.5 * x) if x < 0.02 else -expm1(-x)
                into.pairs[h, i, j] += p
                less = now.chances[i, j]
                if less < 0:
                    into.bound[h, i, j] += p
                    if less > NO_MORE:
                        into.firmed[h, i, j] += p - (1 - p) * less
                elif p > LIKELY:
                    shift(h, -p * less, i, j, into.rises)
                    shift(h + 1, p * less, i, j, into.rises)
                if h == 0:
                    into.square[i, j] += p * p


@compiled
def record_rivalries(
    step: int, h: int, dt: float, reach: object, path: Path, now: State, into: Results
) -> None:
    """Add the chance that a rivalry ends in this step, and that it then has end and pact."""
    for k in range(len(into.runs)):
        if not path.runs[k]:
            continue
        over = path.ended[k] < step
        ends = 1.0 if over else path.chance[step, k]
        if not over:
            into.ends[h, k] += ends
        if path.apart[k]:
            i, j = path.pairs[k, 0], path.pairs[k, 1]
            x = reach[i, j] + reach[j, i] + dt * (now.adoption[i, j] + now.own[i, j])  # type: ignore[index]
            bound = now.allied[i, j]
            if not (over and bound):
                into.both[h, k] += ends * (1.0 if bound else -expm1(-x))


@compiled
def note_rivalries(draw: int, step: int, path: Path, into: Results) -> None:
    """Write down which rivalries began and ended in the step."""
    for k in range(path.count[0]):
        if path.begun[k] == step:
            note(draw, step, RIVALRY, path.pairs[k, 0], path.pairs[k, 1], into)
        if path.ended[k] == step:
            note(draw, step, RIVALRY_ENDS, path.pairs[k, 0], path.pairs[k, 1], into)

"""What happens in one draw: states join and leave, bodies adopt, pairs found, pacts end."""

from __future__ import annotations

from math import exp, expm1, log, log1p

import numpy as np

from detente.models.simulate.compiled import compiled
from detente.models.simulate.kinds import (
    ACCESSION,
    ADOPTION,
    DISSOLUTION,
    END,
    EXIT,
    FOUNDATION,
    JOIN,
    LAPSE,
    LEAVE,
    PACT,
)
from detente.models.simulate.odds import LEAST_PARTIES, STEADY, ending
from detente.models.simulate.parts import Bodies, Rates, Results, State

TRIES = 6  # to find three founders
RARE = 0.01  # a year's accessions to a treaty, below which drawing until there is one takes long


@compiled
def bind(a: int, b: int, by: int, now: State) -> None:
    """A treaty more, or one less, between two states; whoever is bound has been allied."""
    now.cover[a, b] = max(now.cover[a, b] + by, 0)
    now.cover[b, a] = now.cover[a, b]
    if by > 0:
        now.allied[a, b] = True
        now.allied[b, a] = True


@compiled
def enter(T: int, s: int, now: State) -> None:
    """State s becomes a party of treaty T."""
    for m in range(now.member.shape[1]):
        if now.member[T, m]:
            bind(m, s, 1, now)
    now.member[T, s] = True
    now.before[T, s] = True
    now.joined[T, s] = True
    now.dirty[T] = True


@compiled
def leave(T: int, s: int, now: State) -> None:
    """State s is a party of treaty T no more."""
    now.member[T, s] = False
    now.dirty[T] = True
    for m in range(now.member.shape[1]):
        if now.member[T, m]:
            bind(m, s, -1, now)


@compiled
def note(draw: int, step: int, kind: int, what: int, state: int, into: Results) -> None:
    """Write an event down, as long as there is room."""
    at = into.count[0]
    if at < into.events.shape[0]:
        into.events[at, 0] = draw
        into.events[at, 1] = step
        into.events[at, 2] = kind
        into.events[at, 3] = what
        into.events[at, 4] = state
        into.count[0] = at + 1


@compiled
def accede(draw: int, step: int, rates: Rates, now: State, into: Results) -> None:
    """States join treaties, in waves: a year's accessions to one treaty share a gamma factor."""
    slots, n = now.member.shape
    for T in range(slots):
        total = 0.0
        for s in range(n):
            if now.hazard[T, s] > 0:
                now.hazard[T, s] = rates.wave * expm1(min(now.hazard[T, s] / rates.wave, 30.0))
                total += now.hazard[T, s]
        if total <= 0.0:
            continue
        factor = np.random.gamma(rates.wave, 1 / rates.wave)
        if np.random.random() < exp(-min(total * factor, 700.0)):
            continue
        if total * factor < RARE:  # the first arrival, given that there is one, and those after it
            rest = total * factor + log1p(np.random.random() * expm1(-total * factor))
            for _ in range(1 + np.random.poisson(rest)):
                join(draw, step, T, some_of(now.hazard[T], total), now, into)
            continue
        some = False
        while not some:  # at least one, as just drawn
            for s in range(n):
                if now.hazard[T, s] > 0 and np.random.random() < -expm1(-now.hazard[T, s] * factor):
                    join(draw, step, T, s, now, into)
                    some = True


@compiled
def some_of(hazard: object, total: float) -> int:
    """A state by its share of the hazard."""
    left = total * np.random.random()
    last = 0
    for s in range(len(hazard)):  # type: ignore[arg-type]
        if hazard[s] > 0:  # type: ignore[index]
            last = s
            left -= hazard[s]  # type: ignore[index]
            if left < 0:
                break
    return last


@compiled
def join(draw: int, step: int, T: int, s: int, now: State, into: Results) -> None:
    """State s accedes to treaty T, unless it just has."""
    if now.member[T, s]:
        return
    enter(T, s, now)
    now.joins[T, 10 + step] += 1
    now.ever[T] = True
    note(draw, step, ACCESSION, T, s, into)


@compiled
def free_slot(now: State) -> int:
    """A slot without a treaty, −1 if there is none."""
    for T in range(now.member.shape[0]):
        if now.sizes[T] == 0 and not now.member[T].any():
            now.before[T, :] = False
            now.joins[T, :] = 0
            now.ever[T] = False
            now.match[T, :] = 0.0
            now.fit[T, :] = 0.0
            return T
    return -1


@compiled
def adopt(
    draw: int, step: int, year: int, dt: float, bodies: Bodies, now: State, into: Results
) -> None:
    """Bodies adopt a pact among those of their members who will be in."""
    n = now.member.shape[1]
    for _ in range(np.random.poisson(now.adopting.sum() * dt)):
        running = np.cumsum(now.adopting)
        if running[-1] <= 0.0:
            return
        g = min(np.searchsorted(running, np.random.random() * running[-1]), len(running) - 1)
        founders = np.zeros(n, np.bool_)
        for _t in range(TRIES):
            for s in range(n):
                founders[s] = bodies.member[g, s] and np.random.random() < bodies.share[g, s]
            if founders.sum() >= LEAST_PARTIES:
                break
        slot = free_slot(now)
        if slot < 0 or founders.sum() < LEAST_PARTIES or now.adopting[g] <= 0.0:
            continue
        now.begun[slot] = year + 1
        for s in range(n):
            if founders[s]:
                enter(slot, s, now)
                note(draw, step, ADOPTION, g, s, into)
            now.match[slot, s] = 1.0 if bodies.member[g, s] else 0.0
        for other in range(len(bodies.adopts)):
            likeness(slot, other, founders, bodies, now)
            if bodies.alike[g, other] and now.adopting[other] > 0.0:
                served(other, bodies, now)


@compiled
def likeness(slot: int, other: int, founders: object, bodies: Bodies, now: State) -> None:
    """How like a new treaty a body is counts for all the body's members."""
    common = either = 0
    for s in range(now.member.shape[1]):
        common += founders[s] and bodies.member[other, s]  # type: ignore[index]
        either += founders[s] or bodies.member[other, s]  # type: ignore[index]
    if common > 0:
        for s in range(now.member.shape[1]):
            if bodies.member[other, s]:
                now.fit[slot, s] = max(now.fit[slot, s], common / either)


@compiled
def served(g: int, bodies: Bodies, now: State) -> None:
    """A body whose members have a pact by now adopts no other."""
    for k in range(bodies.start[g], bodies.start[g + 1]):
        i, j = bodies.first[k], bodies.second[k]
        now.adoption[i, j] -= now.adopting[g] * bodies.bound[k]
        now.adoption[j, i] -= now.adopting[g] * bodies.bound[k]
    now.adopting[g] = 0.0


@compiled
def found(
    draw: int, step: int, year: int, dt: float, rates: Rates, now: State, into: Results
) -> None:
    """Pairs, and core groups around a pair, make a pact of their own."""
    if len(rates.own_rate) == 0:
        return
    total = rates.own_rate[-1]
    for _ in range(np.random.poisson(total * now.most[0] * dt / rates.mean_pairs)):
        k = min(
            np.searchsorted(rates.own_rate, np.random.random() * total), len(rates.own_rate) - 1
        )
        i, j = rates.own_first[k], rates.own_second[k]
        if np.random.random() * now.most[0] * rates.own[i, j] > now.own[i, j]:
            continue  # of those drawn at the largest factor, as many as its own allows
        size = rates.group_sizes[np.random.randint(0, len(rates.group_sizes))]
        if now.cover[i, j] > 0:
            continue
        if size == 2:
            if now.counts[0] < len(now.pacts):
                bind(i, j, 1, now)
                now.pacts[now.counts[0], 0] = i
                now.pacts[now.counts[0], 1] = j
                now.counts[0] += 1
                note(draw, step, FOUNDATION, i, j, into)
            continue
        slot = free_slot(now)
        if slot < 0:
            continue
        now.begun[slot] = year + 1
        enter(slot, i, now)
        enter(slot, j, now)
        for _more in range(size - 2):
            best = 0.0
            chosen = -1
            for s in range(now.member.shape[1]):
                if not now.member[slot, s]:
                    pull = (now.own[i, s] + now.own[j, s]) * np.random.exponential(1.0)
                    if pull > best:
                        best = pull
                        chosen = s
            if chosen >= 0:
                enter(slot, chosen, now)
        for s in range(now.member.shape[1]):
            if now.member[slot, s]:
                note(draw, step, FOUNDATION, -1 - slot, s, into)


@compiled
def end(
    draw: int,
    step: int,
    year: int,
    dt: float,
    standing_until: object,
    rates: Rates,
    now: State,
    into: Results,
) -> None:
    """Parties leave, treaties are dissolved, pacts of two lapse.

    standing_until : (T,) steps for which a treaty is known, or supposed, to stand as it is
    """
    slots, n = now.member.shape
    for T in range(slots):
        if now.sizes[T] < LEAST_PARTIES or step < standing_until[T]:  # type: ignore[index]
            continue
        age = log1p(max(year - now.begun[T], 0))
        parties = log(now.sizes[T])
        if np.random.random() < dt * ending(1, age, parties, rates):
            for s in range(n):
                if now.member[T, s]:
                    leave(T, s, now)
            note(draw, step, DISSOLUTION, T, -1, into)
            continue
        for _ in range(np.random.poisson(dt * now.sizes[T] * ending(0, age, parties, rates))):
            s = np.random.randint(0, n)
            while not now.member[T, s]:
                s = np.random.randint(0, n)
            if now.member[T].sum() > 2:
                leave(T, s, now)
                note(draw, step, EXIT, T, s, into)
    lapse = ending(2, log1p(STEADY), log(2.0), rates)
    for _ in range(np.random.poisson(dt * lapse * now.counts[0])):
        if now.counts[0] == 0:
            break
        k = np.random.randint(0, now.counts[0])
        bind(now.pacts[k, 0], now.pacts[k, 1], -1, now)
        note(draw, step, END, now.pacts[k, 0], now.pacts[k, 1], into)
        now.counts[0] -= 1
        now.pacts[k, 0] = now.pacts[now.counts[0], 0]
        now.pacts[k, 1] = now.pacts[now.counts[0], 1]


@compiled
def force(kind: int, what: int, who: int, step: int, now: State) -> None:
    """An event that is known, or supposed, to happen."""
    if kind == JOIN and not now.member[what, who]:
        enter(what, who, now)
        now.joins[what, 10 + step] += 1
        now.ever[what] = True
    elif kind == LEAVE and now.member[what, who]:
        leave(what, who, now)
    elif kind == PACT:
        bind(what, who, 1, now)
    elif kind == LAPSE:
        while now.cover[what, who] > 0:
            bind(what, who, -1, now)

"""One block of draws, compiled: every draw walks the world forward year by year.

Each draw has a seed of its own, so that results depend neither on the number of threads nor on
how draws are divided over them. Chances of pairs are averages of conditional chances: in every
step a pair still without a pact adds the chance that this step brings one, given the world the
draw has reached. Hits are never counted.
"""

from __future__ import annotations

from math import exp, expm1, log, log1p
from typing import Any

import numpy as np
from numba import njit

JOIN, LEAVE, PACT, LAPSE = 0, 1, 2, 3  # forced events
ACCESSION, ADOPTION, FOUNDATION, EXIT, DISSOLUTION, END = range(6)  # what a draw records
LEAST_PARTIES = 3
TRIES = 6  # to find three founders
SOME = 1e-4  # hazards below this are not paired with one another


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator]
def rebuild(
    T: int, w: Any, member: Any, cover: Any, before: Any, match: Any, fit: Any, odds: Any
) -> None:
    """Odds that each state outside joins treaty T, but for what changes with the year alone."""
    (
        b,
        poly,
        cinc,
        region,
        km,
        land,
        border,
        near,
        lesser,
        rivals,
        disputes,
        borders,
        nears,
        peers,
    ) = w
    n = member.shape[1]
    size = 0
    total = 0.0
    least = 2.0
    strongest = -50.0
    for m in range(n):
        if member[T, m]:
            size += 1
            total += poly[m]
            least = min(least, poly[m])
            strongest = max(strongest, cinc[m])
    if size < LEAST_PARTIES:
        odds[T, :] = 0.0
        return
    for s in range(n):
        if member[T, s]:
            odds[T, s] = 0.0
            continue
        c_land = c_border = c_region = c_near = c_lesser = c_allied = c_rival = c_dispute = 0
        nearest = 20_000.0
        apart = 0.0
        for m in range(n):
            if member[T, m]:
                c_land += land[s, m]
                c_border += border[s, m]
                c_region += region[s] == region[m]
                c_near += near[s, m]
                c_lesser += lesser[s, m]
                c_allied += cover[s, m] > 0
                c_rival += rivals[s, m]
                c_dispute += disputes[s, m]
                nearest = min(nearest, km[s, m])
                apart += km[s, m]
        eta = b[26]
        eta += b[0] * (c_land > 0) + b[1] * (c_border > 0)
        eta += b[2] * log(nearest + 50) + b[3] * log(apart / size + 50)
        eta += b[4] * c_region / size + b[5] * c_near / max(nears[s], 1)
        eta += b[6] * c_border / max(borders[s], 1)
        eta += b[7] * match[T, s] + b[8] * fit[T, s]
        eta += b[9] * c_lesser / size + b[10] * c_allied / size
        eta += b[11] * (c_rival > 0) + b[12] * (c_dispute > 0)
        eta += b[15] * log(size) + b[20] * before[T, s]
        eta += b[21] * (poly[s] - total / size) + b[22] * (poly[s] - least)
        eta += b[23] * cinc[s] + b[24] * strongest
        eta += b[25] * c_region / max(peers[region[s]] - 1, 1)
        odds[T, s] = exp(eta)


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator]
def bind(a: int, b: int, by: int, cover: Any, allied: Any) -> None:
    """A treaty more, or one less, between two states; whoever is bound has been allied."""
    cover[a, b] = max(cover[a, b] + by, 0)
    cover[b, a] = cover[a, b]
    if by > 0:
        allied[a, b] = True
        allied[b, a] = True


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator]
def enter(T: int, s: int, member: Any, cover: Any, allied: Any, before: Any) -> None:
    """State s becomes a party of treaty T."""
    for m in range(member.shape[1]):
        if member[T, m]:
            bind(m, s, 1, cover, allied)
    member[T, s] = True
    before[T, s] = True


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator]
def leave(T: int, s: int, member: Any, cover: Any, allied: Any) -> None:
    """State s is a party of treaty T no more."""
    member[T, s] = False
    for m in range(member.shape[1]):
        if member[T, m]:
            bind(m, s, -1, cover, allied)


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator]
def note(events: Any, count: Any, draw: int, step: int, kind: int, what: int, state: int) -> None:
    """Write an event down, as long as there is room."""
    at = count[0]
    if at < events.shape[0]:
        events[at, 0] = draw
        events[at, 1] = step
        events[at, 2] = kind
        events[at, 3] = what
        events[at, 4] = state
        count[0] = at + 1


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator]
def logistic(intercept: float, age: float, parties: float, coef: Any) -> float:
    """A yearly hazard of an end."""
    return 1 / (1 + exp(-(intercept + coef[0] * age + coef[1] * parties)))


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator]
def together(one: float, two: float, wave: float) -> float:
    """Chance that both of two states join a treaty in a step, from each one's hazard."""
    if max(one, two) < 0.02 * wave:
        return (1 + 1 / wave) * one * two
    a = expm1(min(one / wave, 30.0))  # rates over the shape of the wave
    b = expm1(min(two / wave, 30.0))
    return 1 - (1 + a) ** (-wave) - (1 + b) ** (-wave) + (1 + a + b) ** (-wave)


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator]
def walk(
    seed: int,
    first_draw: int,
    draws: int,
    year: int,
    exposure: Any,
    opens: int,
    member0: Any,
    begun0: Any,
    joins0: Any,
    ever0: Any,
    before0: Any,
    match0: Any,
    fit0: Any,
    cover0: Any,
    pacts0: Any,
    w: Any,
    born: Any,
    balance: float,
    wave: float,
    own: Any,
    own_rate: Any,
    own_first: Any,
    own_second: Any,
    group_sizes: Any,
    adopts: Any,
    body_start: Any,
    first: Any,
    second: Any,
    bound: Any,
    share: Any,
    body_member: Any,
    alike: Any,
    ends: Any,
    forced: Any,
    frozen: Any,
    p_pairs: Any,
    square: Any,
    open_pairs: Any,
    force_pairs: Any,
    p_units: Any,
    open_units: Any,
    events: Any,
    count: Any,
) -> None:
    """Draws `first_draw` … `first_draw + draws − 1`, added up in the arrays of results."""
    b = w[0]
    slots, n = member0.shape
    steps = len(exposure)
    bodies = len(adopts)
    odds0 = np.zeros((slots, n))
    for T in range(slots):
        rebuild(T, w, member0, cover0, before0, match0, fit0, odds0)
    adoption0 = np.zeros((n, n), np.float32)
    for g in range(bodies):
        for k in range(body_start[g], body_start[g + 1]):
            adoption0[first[k], second[k]] += adopts[g] * bound[k]
            adoption0[second[k], first[k]] += adopts[g] * bound[k]
    mean_pairs = 0.0
    for q in group_sizes:
        mean_pairs += q * (q - 1) / 2
    mean_pairs /= len(group_sizes)
    own_total = own_rate[-1] if len(own_rate) else 0.0
    hazard = np.zeros((slots, n))
    reach = np.zeros((n, n), np.float32)
    by_age = np.zeros(n)
    pact_list = np.zeros((len(pacts0) + 8 * steps + 64, 2), np.int32)
    for d in range(draws):
        np.random.seed(seed + first_draw + d)
        member, cover, before = member0.copy(), cover0.copy(), before0.copy()
        match, fit, odds = match0.copy(), fit0.copy(), odds0.copy()
        begun, ever = begun0.copy(), ever0.copy()
        joins = np.zeros((slots, 10 + steps), np.int16)
        joins[:, :10] = joins0
        adopting = adopts.copy()
        adoption = adoption0.copy()
        pact_list[: len(pacts0)] = pacts0
        pacts = len(pacts0)
        allied = np.zeros((n, n), np.bool_)
        joined = np.zeros((slots, n), np.bool_)
        dirty = np.zeros(slots, np.bool_)
        sizes = np.zeros(slots, np.int64)
        elapsed = 0.0
        for step in range(steps):
            dt = exposure[step]
            now = year + int(elapsed)
            elapsed += dt
            if step == opens:
                for i in range(n):
                    for j in range(n):
                        allied[i, j] = cover[i, j] > 0
                        if cover[i, j] > 0:
                            force_pairs[i, j] += 1
                        else:
                            open_pairs[i, j] += 1
                for T in range(slots):
                    for s in range(n):
                        joined[T, s] = member[T, s]
                        if not member[T, s]:
                            open_units[T, s] += 1
            at_risk = 0
            for T in range(slots):
                if dirty[T]:
                    rebuild(T, w, member, cover, before, match, fit, odds)
                    dirty[T] = False
                sizes[T] = member[T].sum()
                if sizes[T] >= LEAST_PARTIES:
                    at_risk += n - sizes[T]
            for s in range(n):
                age = max(now - born[s], 0)
                by_age[s] = exp(b[13] * log1p(age) + b[14] * (age <= 5)) / max(at_risk, 1)
            for T in range(slots):
                hazard[T, :] = 0.0
                if sizes[T] < LEAST_PARTIES or step < frozen[T]:
                    continue
                column = 10 + step
                three = joins[T, column - 3 : column].sum()
                ten = joins[T, column - 10 : column].sum()
                scale = exp(
                    b[16] * log1p(max(now - begun[T], 0))
                    + b[17] * log1p(three)
                    + b[18] * log1p(ten)
                    + b[19] * ever[T]
                )
                for s in range(n):
                    o = odds[T, s] * scale * by_age[s]
                    hazard[T, s] = dt * balance * o / (1 + o)
            # the chance of a pact in this step, pair by pair, given the world so far
            if step >= opens:
                h = step - opens
                for i in range(n):
                    for j in range(n):
                        reach[i, j] = 0.0
                for T in range(slots):
                    if sizes[T] < LEAST_PARTIES:
                        continue
                    row = hazard[T]
                    for i in range(n):
                        if member[T, i]:
                            for j in range(n):
                                reach[i, j] += row[j]
                    for i in range(n):
                        if row[i] > SOME:
                            for j in range(i):
                                if row[j] > SOME:
                                    reach[i, j] += together(row[i], row[j], wave)
                    for s in range(n):
                        if not joined[T, s]:
                            p_units[h, T, s] += -expm1(-row[s])
                for i in range(n):
                    for j in range(i):
                        if not allied[i, j]:
                            x = reach[i, j] + reach[j, i] + dt * (adoption[i, j] + own[i, j])
                            p = x * (1 - 0.5 * x) if x < 0.02 else -expm1(-x)
                            p_pairs[h, i, j] += p
                            if h == 0:
                                square[i, j] += p * p
            # accessions, in waves
            for T in range(slots):
                if sizes[T] < LEAST_PARTIES:
                    continue
                total = 0.0
                for s in range(n):
                    if hazard[T, s] > 0:
                        hazard[T, s] = wave * expm1(min(hazard[T, s] / wave, 30.0))
                        total += hazard[T, s]
                if total <= 0.0:
                    continue
                factor = np.random.gamma(wave, 1 / wave)
                if np.random.random() < exp(-min(total * factor, 700.0)):
                    continue
                some = False
                while not some:  # at least one, as just drawn
                    for s in range(n):
                        if hazard[T, s] > 0 and not member[T, s]:
                            if np.random.random() < -expm1(-hazard[T, s] * factor):
                                enter(T, s, member, cover, allied, before)
                                joined[T, s] = True
                                joins[T, 10 + step] += 1
                                ever[T] = True
                                dirty[T] = True
                                some = True
                                note(events, count, first_draw + d, step, ACCESSION, T, s)
            # bodies adopt
            rate = 0.0
            for g in range(bodies):
                rate += adopting[g]
            for _ in range(np.random.poisson(rate * dt)):
                target = np.random.random() * rate
                g = 0
                running = adopting[0]
                while running < target and g < bodies - 1:
                    g += 1
                    running += adopting[g]
                if adopting[g] <= 0.0:
                    continue
                slot = -1
                for T in range(slots):
                    if sizes[T] == 0 and not member[T].any():
                        slot = T
                        break
                if slot < 0:
                    continue
                founders = np.zeros(n, np.bool_)
                found = 0
                for _t in range(TRIES):
                    found = 0
                    for s in range(n):
                        founders[s] = body_member[g, s] and np.random.random() < share[g, s]
                        found += founders[s]
                    if found >= LEAST_PARTIES:
                        break
                if found < LEAST_PARTIES:
                    continue
                before[slot, :] = False
                for s in range(n):
                    if founders[s]:
                        enter(slot, s, member, cover, allied, before)
                        joined[slot, s] = True
                        note(events, count, first_draw + d, step, ADOPTION, g, s)
                begun[slot] = now + 1
                ever[slot] = False
                joins[slot, :] = 0
                fit[slot, :] = 0.0
                for other in range(bodies):
                    common = 0
                    either = 0
                    for s in range(n):
                        common += founders[s] and body_member[other, s]
                        either += founders[s] or body_member[other, s]
                    index = common / max(either, 1)
                    if index > 0:
                        for s in range(n):
                            if body_member[other, s]:
                                fit[slot, s] = max(fit[slot, s], index)
                for s in range(n):
                    match[slot, s] = 1.0 if body_member[g, s] else 0.0
                dirty[slot] = True
                for other in range(bodies):
                    if alike[g, other] and adopting[other] > 0.0:
                        for k in range(body_start[other], body_start[other + 1]):
                            adoption[first[k], second[k]] -= adopting[other] * bound[k]
                            adoption[second[k], first[k]] -= adopting[other] * bound[k]
                        rate -= adopting[other]
                        adopting[other] = 0.0
                rate = max(rate, 0.0)
            # pairs and core groups found
            for _ in range(np.random.poisson(own_total * dt / mean_pairs)):
                k = np.searchsorted(own_rate, np.random.random() * own_total)
                k = min(k, len(own_rate) - 1)
                i, j = own_first[k], own_second[k]
                if cover[i, j] > 0:
                    continue
                size = group_sizes[np.random.randint(0, len(group_sizes))]
                if size == 2 or pacts >= len(pact_list) - 1:
                    bind(i, j, 1, cover, allied)
                    pact_list[pacts, 0] = i
                    pact_list[pacts, 1] = j
                    pacts += 1
                    note(events, count, first_draw + d, step, FOUNDATION, i, j)
                    continue
                slot = -1
                for T in range(slots):
                    if sizes[T] == 0 and not member[T].any():
                        slot = T
                        break
                if slot < 0:
                    continue
                before[slot, :] = False
                enter(slot, i, member, cover, allied, before)
                enter(slot, j, member, cover, allied, before)
                for _more in range(size - 2):
                    best = 0.0
                    chosen = -1
                    for s in range(n):
                        if not member[slot, s]:
                            pull = (own[i, s] + own[j, s]) * np.random.exponential(1.0)
                            if pull > best:
                                best = pull
                                chosen = s
                    if chosen >= 0:
                        enter(slot, chosen, member, cover, allied, before)
                for s in range(n):
                    match[slot, s] = 0.0
                    fit[slot, s] = 0.0
                    if member[slot, s]:
                        joined[slot, s] = True
                        note(events, count, first_draw + d, step, FOUNDATION, slots + slot, s)
                begun[slot] = now + 1
                ever[slot] = False
                joins[slot, :] = 0
                dirty[slot] = True
            # ends
            for T in range(slots):
                if sizes[T] < LEAST_PARTIES or step < frozen[T]:
                    continue
                age = log1p(max(now - begun[T], 0))
                parties = log(sizes[T])
                if np.random.random() < dt * logistic(ends[1, 0], age, parties, ends[1, 1:]):
                    for s in range(n):
                        if member[T, s]:
                            leave(T, s, member, cover, allied)
                    dirty[T] = True
                    note(events, count, first_draw + d, step, DISSOLUTION, T, -1)
                    continue
                quits = logistic(ends[0, 0], age, parties, ends[0, 1:])
                for _ in range(np.random.poisson(dt * quits * sizes[T])):
                    s = np.random.randint(0, n)
                    while not member[T, s]:
                        s = np.random.randint(0, n)
                    if member[T].sum() > 2:
                        leave(T, s, member, cover, allied)
                        dirty[T] = True
                        note(events, count, first_draw + d, step, EXIT, T, s)
            lapse = logistic(ends[2, 0], log1p(20.0), log(2.0), ends[2, 1:])
            for _ in range(np.random.poisson(dt * lapse * pacts)):
                k = np.random.randint(0, pacts)
                bind(pact_list[k, 0], pact_list[k, 1], -1, cover, allied)
                note(events, count, first_draw + d, step, END, pact_list[k, 0], pact_list[k, 1])
                pacts -= 1
                pact_list[k, 0] = pact_list[pacts, 0]
                pact_list[k, 1] = pact_list[pacts, 1]
            # what is known or supposed
            for f in range(len(forced)):
                if forced[f, 0] == step:
                    kind, what, who = forced[f, 1], forced[f, 2], forced[f, 3]
                    if kind == JOIN and not member[what, who]:
                        enter(what, who, member, cover, allied, before)
                        joined[what, who] = True
                        joins[what, 10 + step] += 1
                        ever[what] = True
                        dirty[what] = True
                    elif kind == LEAVE and member[what, who]:
                        leave(what, who, member, cover, allied)
                        dirty[what] = True
                    elif kind == PACT:
                        bind(what, who, 1, cover, allied)
                    elif kind == LAPSE:
                        while cover[what, who] > 0:
                            bind(what, who, -1, cover, allied)

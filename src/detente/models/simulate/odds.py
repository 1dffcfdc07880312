"""Odds and hazards of joining, as the accession model gives them, for one draw's world."""

from __future__ import annotations

from math import exp, expm1, log, log1p

from detente.models.simulate.compiled import compiled
from detente.models.simulate.parts import Ground, Rates, State

LEAST_PARTIES = 3
FAR_KM = 20_000.0
STEADY = 20.0  # years: the age at which pacts of two are taken to lapse


@compiled
def rebuild(T: int, at: Ground, now: State) -> None:
    """Odds that each state outside joins treaty T, but for what changes with the year alone.

    The order of coefficients is that of `accession.FEATURES`.
    """
    b = at.coef
    n = now.member.shape[1]
    size = 0
    total = 0.0
    least = 2.0
    strongest = -50.0
    for m in range(n):
        if now.member[T, m]:
            size += 1
            total += at.polyarchy[m]
            least = min(least, at.polyarchy[m])
            strongest = max(strongest, at.cinc[m])
    now.odds[T, :] = 0.0
    if size < LEAST_PARTIES:
        return
    for s in range(n):
        if now.member[T, s]:
            continue
        land = border = region = near = lesser = allied = rival = dispute = 0
        nearest = FAR_KM
        apart = 0.0
        for m in range(n):
            if now.member[T, m]:
                land += at.land[s, m]
                border += at.border[s, m]
                region += at.region[s] == at.region[m]
                near += at.near[s, m]
                lesser += now.lesser[s, m]
                allied += now.cover[s, m] > 0
                rival += now.rivals[s, m]
                dispute += at.disputes[s, m]
                nearest = min(nearest, at.km[s, m])
                apart += at.km[s, m]
        eta = b[26] + b[0] * (land > 0) + b[1] * (border > 0)
        eta += b[2] * log(nearest + 50) + b[3] * log(apart / size + 50)
        eta += b[4] * region / size + b[5] * near / max(at.nears[s], 1)
        eta += b[6] * border / max(at.borders[s], 1)
        eta += b[7] * now.match[T, s] + b[8] * now.fit[T, s]
        eta += b[9] * lesser / size + b[10] * allied / size
        eta += b[11] * (rival > 0) + b[12] * (dispute > 0)
        eta += b[15] * log(size) + b[20] * now.before[T, s]
        eta += b[21] * (at.polyarchy[s] - total / size) + b[22] * (at.polyarchy[s] - least)
        eta += b[23] * at.cinc[s] + b[24] * strongest
        eta += b[25] * region / max(at.peers[at.region[s]] - 1, 1)
        now.odds[T, s] = exp(eta)


@compiled
def hazards(
    step: int, year: int, dt: float, known_until: object, at: Ground, rates: Rates, now: State
) -> None:
    """Every state's hazard of joining every treaty in the step."""
    b = at.coef
    slots, n = now.member.shape
    at_risk = 0
    for T in range(slots):
        if now.dirty[T]:
            rebuild(T, at, now)
            now.dirty[T] = False
        now.sizes[T] = now.member[T].sum()
        if now.sizes[T] >= LEAST_PARTIES:
            at_risk += n - now.sizes[T]
    now.hazard[:, :] = 0.0
    for T in range(slots):
        if now.sizes[T] < LEAST_PARTIES or step < known_until[T]:  # type: ignore[index]
            continue
        column = 10 + step
        scale = exp(
            b[16] * log1p(max(year - now.begun[T], 0))
            + b[17] * log1p(now.joins[T, column - 3 : column].sum())
            + b[18] * log1p(now.joins[T, column - 10 : column].sum())
            + b[19] * now.ever[T]
        ) / max(at_risk, 1)
        for s in range(n):
            if now.odds[T, s] > 0.0:
                age = max(year - at.born[s], 0)
                odds = now.odds[T, s] * scale * exp(b[13] * log1p(age) + b[14] * (age <= 5))
                now.hazard[T, s] = dt * rates.balance * odds / (1 + odds)


@compiled
def together(one: float, two: float, wave: float) -> float:
    """Chance that both of two states join a treaty in a step, from each one's hazard."""
    if max(one, two) < 0.02 * wave:
        return (1 + 1 / wave) * one * two
    a = expm1(min(one / wave, 30.0))  # rates over the shape of the wave
    b = expm1(min(two / wave, 30.0))
    both: float = 1 - (1 + a) ** (-wave) - (1 + b) ** (-wave) + (1 + a + b) ** (-wave)
    return both


@compiled
def ending(kind: int, age: float, parties: float, rates: Rates) -> float:
    """Yearly hazard of an end: 0 leaving, 1 dissolution, 2 lapse."""
    c = rates.ends
    hazard: float = 1 / (1 + exp(-(c[kind, 0] + c[kind, 1] * age + c[kind, 2] * parties)))
    return hazard

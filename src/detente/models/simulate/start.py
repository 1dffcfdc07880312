"""The world a simulation starts from: states, treaties, relations and rates as plain arrays.

States in the system at the origin take part; births and deaths are not simulated. Treaties of
three or more parties hold a slot, with free slots for those still to be founded. Organisations
stay as they were last known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.measures import groups, known
from detente.measures.rungs import Pledge, pledge_rung
from detente.models.past import Past
from detente.models.simulate.lesser_start import LesserStart, lesser_start
from detente.models.simulate.rivalry_start import RivalryStart, rivalry_start
from detente.models.treaty import accession, adoption, coverage, foundation
from detente.models.treaty import geography as geo
from detente.models.treaty.foundation import of_their_own
from detente.models.treaty.processes import Processes, adopting

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Flags = NDArray[np.bool_]

FREE_SLOTS = 24  # treaties of three or more that may be founded in one draw


@dataclass(frozen=True)
class Start:
    """n states, T slots, G bodies.

    Attributes
    ----------
    year : the origin, last year known
    states : (n,) indices into the past's states
    atopid : (T,) 0 for a free slot
    member : (T, n) bool      defence parties
    begun : (T,) year
    joins : (T, 10) int16     accessions in each of the ten years up to the origin, latest last
    ever : (T,) bool          ever had an accession
    before : (T, n) bool      was a party at some time
    match, fit : (T, n)       organisation match of each state, as features of accession
    cover : (n, n) int16      treaties that bind a pair to defence
    pacts : (m, 2) int32      pairs bound by a treaty that holds no slot
    at_risk : (n, n) bool     pairs without a pact at the origin
    own : (n, n) float32      hazard of a pact of their own
    adopts : (G,)             hazard that a body adopts a pact
    body_start : (G + 1,)     where each body's pairs begin in the next three
    first, second, bound : (k,) pairs of members that have no pact, and the chance that an
        adoption binds them
    share : (G, n)            chance that a member is among the founders
    body_member : (G, n) bool
    alike : (G, G) bool       bodies so alike that one adoption serves both
    group_sizes : (q,) int    sizes of past foundings without a body
    polyarchy, cinc, born, region : (n,)
    km : (n, n); land, border, near, lesser, rivals, disputes : (n, n) bool
    rivalry : the rivalries, and where others may begin
    pledges : the lesser pledges, and where they may rise
    """

    year: int
    states: NDArray[np.intp]
    atopid: NDArray[np.int32]
    member: Flags
    begun: NDArray[np.int32]
    joins: NDArray[np.int16]
    ever: Flags
    before: Flags
    match: Floats
    fit: Floats
    cover: NDArray[np.int16]
    pacts: NDArray[np.int32]
    at_risk: Flags
    own: Singles
    adopts: Floats
    body_start: NDArray[np.int64]
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    bound: Singles
    share: Singles
    body_member: Flags
    alike: Flags
    group_sizes: NDArray[np.int64]
    polyarchy: Floats
    cinc: Floats
    born: NDArray[np.int32]
    region: NDArray[np.int64]
    km: Floats
    land: Flags
    border: Flags
    near: Flags
    lesser: Flags
    rivals: Flags
    disputes: Flags
    rivalry: RivalryStart
    pledges: LesserStart


def start(past: Past, fits: Processes) -> Start:
    """The world at the end of the last year in which treaties are known."""
    register, cube, system = past.register, past.cube, past.system
    year = register.end
    column, now = register.column(year), cube.year(year)
    states = np.flatnonzero(system.member[:, now])
    treaties = accession.open_treaties(past, year)
    inside = register.defence[treaties, :, column]
    ground = geo.ground(past, year)
    match, fit = accession.organisation_match(past, year, inside)
    cover, pacts = _bonds(past, states, set(register.atopid[treaties].tolist()))
    return Start(
        year=year,
        states=states,
        atopid=_slots(register.atopid[treaties]),
        member=_slots(inside[:, states]),
        begun=_slots(register.begun[treaties]),
        joins=_slots(_recent_joins(past, treaties, year)),
        ever=_slots(accession.ever_joined(past, treaties, year)),
        before=_slots(np.asarray(register.defence[treaties, :, :column][:, states].any(axis=2))),
        match=_slots(match[:, states]),
        fit=_slots(fit[:, states]),
        cover=cover,
        pacts=pacts,
        at_risk=~_of(ground.allied, states),
        own=_own(past, fits, year, states),
        **_bodies(past, fits, year, states),
        group_sizes=np.array([len(one.states) for one in of_their_own(past)] or [2], np.int64),
        polyarchy=np.nan_to_num(system.polyarchy[states, now], nan=accession.NO_POLYARCHY),
        cinc=accession.log_cinc(system.cinc[states, now]),
        born=system.born[states, now],
        region=ground.region[states].astype(np.int64),
        km=_of(ground.km, states),
        land=_of(ground.land, states),
        border=_of(ground.border, states),
        near=_of(ground.near, states),
        lesser=_of(ground.lesser, states),
        rivals=_of(ground.rivals, states),
        disputes=_of(ground.disputes, states),
        rivalry=rivalry_start(past, year, states),
        pledges=lesser_start(past, year, states),
    )


def _of(square: NDArray, states: NDArray[np.intp]) -> NDArray:  # type: ignore[type-arg]
    return np.ascontiguousarray(square[np.ix_(states, states)])


def _slots(rows: NDArray) -> NDArray:  # type: ignore[type-arg]
    """Rows of treaties, with free slots after them."""
    free = np.zeros((FREE_SLOTS, *rows.shape[1:]), rows.dtype)
    return np.ascontiguousarray(np.concatenate([rows, free]))


def _recent_joins(past: Past, treaties: NDArray[np.intp], year: int) -> NDArray[np.int16]:
    counts = accession.joins_by_year(past, treaties)
    column = past.register.column(year)
    padded = np.concatenate([np.zeros((len(treaties), 10)), counts], axis=1)
    return padded[:, column + 1 : column + 11].astype(np.int16)


def _bonds(
    past: Past, states: NDArray[np.intp], slots: set[int]
) -> tuple[NDArray[np.int16], NDArray[np.int32]]:
    """How many treaties bind each pair at the end of the origin, and the pacts without a slot."""
    cube = past.cube
    spells = (
        known.on_the_day(past.tables.table("pledge_spells"), past.as_of)
        .with_columns(rung=pledge_rung())
        .filter((pl.col("rung") >= Pledge.DEFENCE) & pl.col("end").is_null())
    )
    place = np.full(len(cube.states), -1, np.int32)
    place[states] = np.arange(len(states))
    cover = np.zeros((len(states),) * 2, np.int16)
    loose = []
    seen: set[tuple[int, int, int]] = set()
    for one, two, atopid in spells.select("state1", "state2", "atopid").iter_rows():
        at = np.searchsorted(cube.states, [one, two])
        if (at >= len(cube.states)).any() or (cube.states[at] != (one, two)).any():
            continue
        a, b = place[at]
        if a < 0 or b < 0 or (int(a), int(b), atopid) in seen:
            continue
        seen.add((int(a), int(b), atopid))
        cover[a, b] += 1
        cover[b, a] += 1
        if atopid not in slots:
            loose.append((a, b))
    return cover, np.array(sorted(loose), np.int32).reshape(-1, 2)  # whatever the rows' order


def _own(past: Past, fits: Processes, year: int, states: NDArray[np.intp]) -> Singles:
    cube = past.cube
    pairs = foundation.at_risk(past, year)
    hazard = np.zeros((len(cube.states),) * 2, np.float32)
    one, two = cube.one[pairs], cube.two[pairs]
    hazard[one, two] = hazard[two, one] = fits.foundation.chance(
        foundation.features(past, year, pairs).astype(np.float64), -np.log(len(pairs))
    )
    return np.asarray(_of(hazard, states), np.float32)


def _bodies(past: Past, fits: Processes, year: int, states: NDArray[np.intp]) -> dict[str, NDArray]:  # type: ignore[type-arg]
    """Bodies at risk, their hazards, and the pairs each would bind."""
    at, adopts = adopting(past, fits, year)
    ground = geo.ground(past, year)
    place = np.full(len(past.cube.states), -1, np.int32)
    place[states] = np.arange(len(states))
    counts, first, second, bound = [0], [], [], []
    share = np.zeros((len(at.members), len(states)), np.float32)
    for g, members in enumerate(at.members):
        one, two = coverage.unallied(members, ground)
        chance = fits.coverage.chance(coverage.features(members, ground, one, two))
        counts.append(len(one))
        first.append(place[one])
        second.append(place[two])
        bound.append(chance)
        share[g] = _founding_share(place[one], place[two], chance, len(states))
    alike = groups.overlap(at.members, at.members) > adoption.SERVED
    return {
        "adopts": adopts,
        "body_start": np.cumsum(counts),
        "first": np.concatenate(first).astype(np.int32),
        "second": np.concatenate(second).astype(np.int32),
        "bound": np.concatenate(bound).astype(np.float32),
        "share": share,
        "body_member": np.ascontiguousarray(at.members[:, states]),
        "alike": alike,
    }


def _founding_share(
    one: NDArray[np.int32], two: NDArray[np.int32], chance: Floats, n: int
) -> Singles:
    """Chances of single states whose products come near those of pairs: row means over √mean."""
    total = np.bincount(one, chance, n) + np.bincount(two, chance, n)
    pairs = np.bincount(one, minlength=n) + np.bincount(two, minlength=n)
    mean = total / np.maximum(pairs, 1)
    share = np.minimum(mean / np.sqrt(max(float(chance.mean()), 1e-6)), 1.0)
    return np.asarray(share, np.float32)

"""Accession: which state joins which defence treaty next year.

The unit is a state outside and a treaty of three or more parties in force. What carries it is
geography (a border with a party, the nearest party, the share of the neighbourhood inside),
then belonging to the organisation the treaty grew from, and youth: most that join are new
states entering their region's treaty, or a prepared wave. The number of accessions a year does
not grow with the number of units, hence an offset of minus the log of the units at risk.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.measures import groups
from detente.measures.groups import Floats, Groups
from detente.models.past import FIRST_YEAR_FITTED, Past
from detente.models.treaty import geography as geo

LEAST_PARTIES = 3
RECENT = 3  # years that make a wave
NO_POLYARCHY = 0.3  # for states V-Dem does not score: about the mean of all years

FEATURES = (
    "land border with a party",
    "border with a party",
    "km to the nearest party (log)",
    "mean km to the parties (log)",
    "share of parties in the region",
    "share of neighbours inside",
    "share of bordering states inside",
    "in the treaty's organisation",
    "organisation's fit",
    "share of parties with a lesser pledge",
    "share of parties allied otherwise",
    "a rival among the parties",
    "a recent dispute with a party",
    "years since independence (log)",
    "independent five years or less",
    "parties (log)",
    "years in force (log)",
    "accessions in three years (log)",
    "accessions in ten years (log)",
    "ever had an accession",
    "was a party before",
    "democracy over the parties' mean",
    "democracy over the least democratic",
    "capability (log)",
    "strongest party's capability (log)",
    "one of its region's last outside",
)


@dataclass(frozen=True)
class Units:
    """State × treaty units, n rows over years from 1946 on.

    Attributes
    ----------
    year, treaty, state : (n,) calendar year, index into the register, index into the states
    x : (n, k) in the order of `FEATURES`
    joined : (n,) a defence party in the next year; false where that year is not known
    closed : (n,) the next year is known and the state lives in it
    at_risk : (n,) units at risk that year
    """

    year: NDArray[np.int32]
    treaty: NDArray[np.int32]
    state: NDArray[np.int32]
    x: Floats
    joined: NDArray[np.bool_]
    closed: NDArray[np.bool_]
    at_risk: NDArray[np.int32]


def units(past: Past, first: int = FIRST_YEAR_FITTED) -> Units:
    """Every unit at risk in every year from `first` to the last one known."""
    register, cube = past.register, past.cube
    parts = []
    for year in range(first, register.end + 1):
        treaties = open_treaties(past, year)
        here = past.system.member[:, cube.year(year)]
        t, s = np.nonzero(here[None, :] & ~register.defence[treaties, :, register.column(year)])
        x = features(past, year, treaties, t, s)
        closed = np.zeros(len(t), np.bool_)
        joined = np.zeros(len(t), np.bool_)
        if year < register.end:
            closed = past.system.member[s, cube.year(year + 1)]
            joined = closed & register.defence[treaties[t], s, register.column(year + 1)]
        parts.append(
            (
                np.full(len(t), year, np.int32),
                treaties[t],
                s,
                x,
                joined,
                closed,
                np.full(len(t), len(t), np.int32),
            )
        )
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return Units(
        year=columns[0],
        treaty=columns[1].astype(np.int32),
        state=columns[2].astype(np.int32),
        x=columns[3],
        joined=columns[4],
        closed=columns[5],
        at_risk=columns[6],
    )


def open_treaties(past: Past, year: int) -> NDArray[np.intp]:
    """Defence treaties of three or more parties in force in a year, indices of the register."""
    register = past.register
    return np.flatnonzero(
        register.defence[:, :, register.column(year)].sum(axis=1) >= LEAST_PARTIES
    )


def features(
    past: Past, year: int, treaties: NDArray[np.intp], t: NDArray[np.intp], s: NDArray[np.intp]
) -> Floats:
    """What is known of units at the end of a year, (n, k).

    Parameters
    ----------
    treaties : (T,) indices of the register; t, s : (n,) which of them, which state
    """
    register, cube, system = past.register, past.cube, past.system
    column, now = register.column(year), cube.year(year)
    inside: Groups = register.defence[treaties, :, column]
    ground = geo.ground(past, year)
    match, fit = organisation_match(past, year, inside)
    history = _history(past, year, treaties)
    polyarchy = np.nan_to_num(system.polyarchy[:, now], nan=NO_POLYARCHY)
    cinc = log_cinc(system.cinc[:, now])
    age = year - system.born[:, now]
    count = inside.sum(axis=1)
    borders = ground.border.sum(axis=1)
    mean_poly = inside @ polyarchy / np.maximum(count, 1)
    least_poly = np.where(inside, polyarchy[None, :], np.inf).min(axis=1)
    strongest = np.where(inside, cinc[None, :], -np.inf).max(axis=1)
    peers = groups.region_share(inside, ground.region)
    by_unit = [
        (inside @ ground.land) > 0,
        (inside @ ground.border) > 0,
        np.log(groups.least_km(inside, ground.km) + 50),
        np.log(groups.mean_km(inside, ground.km) + 50),
        peers,
        groups.share_within(inside, ground.near),
        inside.astype(float) @ ground.border / np.maximum(borders, 1),
        match,
        fit,
        groups.share_of_members(inside, ground.lesser),
        groups.share_of_members(inside, ground.allied),
        (inside @ ground.rivals) > 0,
        (inside @ ground.disputes) > 0,
    ]
    by_state = [np.log1p(np.maximum(age, 0)), age <= 5]
    by_treaty = [np.log(count), np.log1p(year - register.begun[treaties]), *history]
    last = [
        register.defence[treaties, :, :column].any(axis=2),
        polyarchy[None, :] - mean_poly[:, None],
        polyarchy[None, :] - least_poly[:, None],
        np.broadcast_to(cinc, inside.shape),
        np.broadcast_to(strongest[:, None], inside.shape),
        _last_outside(inside, ground),
    ]
    return np.column_stack(
        [np.asarray(value, np.float64)[t, s] for value in by_unit]
        + [np.asarray(value, np.float64)[s] for value in by_state]
        + [np.asarray(value, np.float64)[t] for value in by_treaty]
        + [np.asarray(value, np.float64)[t, s] for value in last]
    )


def organisation_match(past: Past, year: int, inside: Groups) -> tuple[Floats, Floats]:
    """Whether each state belongs to the organisation most like each treaty, and how like it is.

    Returns
    -------
    (T, S) belongs to the most alike organisation; (T, S) the best Jaccard index among the
    organisations the state belongs to
    """
    members = past.organisations.at(year)
    alike = groups.overlap(inside, members)  # (T, organisations)
    best = members[alike.argmax(axis=1)].astype(np.float64)
    fit = np.stack([(members * row[:, None]).max(axis=0) for row in alike])
    return best, fit


def joins_by_year(past: Past, treaties: NDArray[np.intp]) -> Floats:
    """Accessions to treaties by year of the register, (T, N); founders are not counted."""
    inside = past.register.defence[treaties]
    running = np.asarray(inside.any(axis=1))[:, :-1]
    new = (inside[:, :, 1:] & ~inside[:, :, :-1]).sum(axis=1) * running
    return np.concatenate([np.zeros((len(treaties), 1)), new], axis=1)


def ever_joined(past: Past, treaties: NDArray[np.intp], year: int) -> NDArray[np.bool_]:
    """Whether any state acceded to treaties by the end of a year, (T,)."""
    by_year = joins_by_year(past, treaties)
    ever: NDArray[np.bool_] = by_year[:, : past.register.column(year) + 1].sum(axis=1) > 0
    return ever


def log_cinc(cinc: Floats) -> Floats:
    """Log share of capabilities, with a floor under the smallest and the unmeasured."""
    return np.log(np.maximum(np.nan_to_num(cinc, nan=1e-5), 1e-6))


def _history(past: Past, year: int, treaties: NDArray[np.intp]) -> list[Floats]:
    """Per treaty: accessions in three and in ten years (logs), ever one."""
    column = past.register.column(year)
    by_year = joins_by_year(past, treaties)

    def within(years: int) -> Floats:
        total: Floats = by_year[:, max(column - years + 1, 0) : column + 1].sum(axis=1)
        return np.log1p(total)

    return [within(RECENT), within(10), ever_joined(past, treaties, year).astype(np.float64)]


def _last_outside(inside: Groups, ground: geo.Ground) -> Floats:
    """Share of the other states of a state's region that are inside, (G, S)."""
    same = (ground.region[:, None] == ground.region[None, :]) & ground.here[None, :]
    np.fill_diagonal(same, False)
    share: Floats = inside.astype(float) @ same.T / np.maximum(same.sum(axis=1), 1)
    return share

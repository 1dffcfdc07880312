"""Adoption: which body adopts a defence pact among its members next year.

The unit is a body of three or more states not yet all allied: an organisation, or a treaty
without a defence clause. Regional economic communities have adopted one among themselves more
often than anything else founded a pact of many states. How many bodies there are does not
matter to how many adopt, hence an offset of minus the log of the bodies at risk.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.measures import groups
from detente.measures.groups import Floats, Groups
from detente.measures.rungs import Pledge
from detente.models.past import FIRST_YEAR_FITTED, Past
from detente.models.treaty import geography as geo
from detente.models.treaty.accession import NO_POLYARCHY, log_cinc
from detente.models.treaty.founding import LEAST_FOUNDERS, Founding, foundings, match

LEAST_MEMBERS = 3
SERVED = 0.5  # bodies with a Jaccard index above this have adopted when one of them has

FEATURES = (
    "members (log)",
    "more than forty members",
    "share of pairs allied",
    "share of pairs with a lesser pledge",
    "mean km between members (log)",
    "share of pairs that border",
    "share of members in one region",
    "share of neighbours inside",
    "age of the body (log)",
    "founded in five years",
    "a treaty, not an organisation",
    "likest defence treaty",
    "rivalries among members, share",
    "disputes among members in five years, share",
    "members without any ally, share",
    "mean democracy",
    "mean capability (log)",
    "a major power inside",
    "likest other body",
    "adoptions of any body in three years (log)",
)


@dataclass(frozen=True)
class Bodies:
    """The bodies at risk in a year.

    Attributes
    ----------
    members : (G, S) bool
    founded : (G,) first year on record
    treaty : (G,) index into the register, −1 for an organisation
    organisation : (G,) index into the organisations, −1 for a treaty
    """

    members: Groups
    founded: NDArray[np.int32]
    treaty: NDArray[np.int32]
    organisation: NDArray[np.int32]


@dataclass(frozen=True)
class Units:
    """Bodies at risk by year, n rows from 1946 on.

    Attributes
    ----------
    y : (n,) the share of next year's adoptions that falls to the body; 0 where not known
    closed : (n,) the next year is known
    """

    year: NDArray[np.int32]
    x: Floats
    y: Floats
    closed: NDArray[np.bool_]
    at_risk: NDArray[np.int32]


def bodies(past: Past, year: int) -> Bodies:
    """Organisations and treaties without a defence clause whose members are not all allied."""
    cube, register, organisations = past.cube, past.register, past.organisations
    here = past.system.member[:, cube.year(year)]
    column = register.column(year)
    igo = organisations.at(year) & here[None, :]
    texts = np.flatnonzero(
        (register.rung[:, column] > 0) & (register.rung[:, column] < Pledge.DEFENCE)
    )
    members = np.concatenate([igo, register.party[texts, :, column] & here[None, :]])
    size = members.sum(axis=1)
    inside = _pairs_inside(members, geo.ground(past, year).allied)
    risk = (size >= LEAST_MEMBERS) & (inside < size * (size - 1) / 2)
    founded = np.concatenate([organisations.founded, register.begun[texts]])
    treaty = np.concatenate([np.full(len(igo), -1, np.int32), texts.astype(np.int32)])
    number = np.concatenate(
        [np.arange(len(igo), dtype=np.int32), np.full(len(texts), -1, np.int32)]
    )
    return Bodies(members[risk], founded[risk], treaty[risk], number[risk])


def units(past: Past, first: int = FIRST_YEAR_FITTED) -> Units:
    """Every body at risk in every year from `first` to the last one known."""
    end = past.register.end
    by_year: dict[int, list[Founding]] = {}
    for founding in foundings(past):
        by_year.setdefault(founding.year, []).append(founding)
    parts = []
    for year in range(first, end + 1):
        at = bodies(past, year)
        y = np.zeros(len(at.members))
        for founding in by_year.get(year + 1, []):
            if len(founding.states) >= LEAST_FOUNDERS:
                y += match(founding, at.members)
        n = len(y)
        parts.append(
            (
                np.full(n, year, np.int32),
                features(past, year, at),
                np.minimum(y, 1.0),
                np.full(n, year < end),
                np.full(n, n, np.int32),
            )
        )
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return Units(*columns)


def features(past: Past, year: int, at: Bodies) -> Floats:
    """What is known of bodies at the end of a year, (G, k)."""
    cube, system, register = past.cube, past.system, past.register
    now, column = cube.year(year), register.column(year)
    ground = geo.ground(past, year)
    members = at.members
    size = members.sum(axis=1)
    pairs = size * (size - 1) / 2
    km = np.log(ground.km + 50)
    np.fill_diagonal(km, 0.0)
    polyarchy = np.nan_to_num(system.polyarchy[:, now], nan=NO_POLYARCHY)
    cinc = log_cinc(system.cinc[:, now])
    major = cube.major[:, min(now, cube.year(cube.ends["major"]))]
    alone = ~ground.allied.any(axis=1)
    regions = np.stack([(members & (ground.region == r)).sum(axis=1) for r in range(6)])
    defence = register.defence[:, :, column]
    defence = defence[defence.sum(axis=1) >= LEAST_MEMBERS]
    near = (members.astype(float) @ ground.near.T * members).sum(axis=1) / (
        size * ground.near.sum(axis=1).max()
    )
    others = groups.overlap(members, members)
    np.fill_diagonal(others, 0.0)
    recent = sum(
        1
        for one in foundings(past)
        if year - 2 <= one.year <= year and len(one.states) >= LEAST_MEMBERS
    )
    return np.column_stack(
        [
            np.log(size),
            size > 40,
            _pairs_inside(members, ground.allied) / pairs,
            _pairs_inside(members, ground.lesser) / pairs,
            _pairs_inside(members, km) / pairs,
            _pairs_inside(members, ground.border) / pairs,
            regions.max(axis=0) / size,
            near,
            np.log1p(np.maximum(year - at.founded, 0)),
            year - at.founded <= 5,
            at.treaty >= 0,
            groups.overlap(members, defence).max(axis=1, initial=0.0),
            _pairs_inside(members, ground.rivals) / pairs,
            _pairs_inside(members, ground.disputes) / pairs,
            (members & alone).sum(axis=1) / size,
            members @ polyarchy / size,
            members @ cinc / size,
            (members & major).any(axis=1),
            others.max(axis=1),
            np.full(len(size), np.log1p(recent)),
        ]
    ).astype(np.float64)


def _pairs_inside(members: Groups, tied: Groups | Floats) -> Floats:
    """Sum over each group's pairs of a symmetric matrix with an empty diagonal, (G,)."""
    m = members.astype(np.float64)
    total: Floats = ((m @ np.asarray(tied, np.float64)) * m).sum(axis=1) / 2
    return total

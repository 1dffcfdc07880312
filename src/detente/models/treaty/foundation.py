"""Foundation: which pair of states makes a defence pact of its own next year.

The unit is a pair of states without a pact. The event is a foundation no body took: two
states, or a core group around a pair. A plain ridge logit is enough; the number of such pacts
a year has not grown with the number of pairs, hence an offset of minus the log of the pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.measures.groups import Floats
from detente.measures.rungs import Pledge
from detente.models.past import FIRST_YEAR_FITTED, Past
from detente.models.treaty import geography as geo
from detente.models.treaty.accession import NO_POLYARCHY, log_cinc
from detente.models.treaty.adoption import bodies
from detente.models.treaty.founding import Founding, foundings

KEPT_OF_FAR = 20
CLOSE_KM = 1500.0

FEATURES = (
    "land border",
    "border",
    "km between capitals (log)",
    "same region",
    "rivals",
    "a dispute in five years",
    "a lesser pledge",
    "allies in common (log)",
    "fewer allies of the two (log)",
    "more allies of the two (log)",
    "rivals in common (log)",
    "a major power",
    "stronger capability (log)",
    "weaker capability (log)",
    "less democracy of the two",
    "distance in democracy",
    "younger state's years (log)",
    "younger state five years or less",
    "a pact before",
    "organisations in common (log)",
)


@dataclass(frozen=True)
class Units:
    """Pairs without a pact by year, n rows from 1946 on.

    Every pair that founded is kept, and stands for itself. Most of the others are far apart and
    have nothing to do with each other; of those, one in `KEPT_OF_FAR` is drawn and stands for as
    many. An event must never stand for others: there are a dozen between far pairs, and two that
    counted twenty-fold would make the fit.

    Attributes
    ----------
    year, pair : (n,) calendar year, row of the cube
    founded : (n,) a pact of their own in the next year
    drawn : (n,) kept whatever became of it
    weight : (n,) how many pairs the row stands for
    at_risk : (n,) pairs at risk that year
    """

    year: NDArray[np.int32]
    pair: NDArray[np.int32]
    x: NDArray[np.float32]
    founded: NDArray[np.bool_]
    drawn: NDArray[np.bool_]
    weight: Floats
    at_risk: Floats


def of_their_own(past: Past) -> tuple[Founding, ...]:
    """Foundations that no body took."""

    def make() -> tuple[Founding, ...]:
        return tuple(
            one for one in foundings(past) if not one.adopted(bodies(past, one.year - 1).members)
        )

    return past.keep("foundings of their own", make)


def units(past: Past, first: int = FIRST_YEAR_FITTED) -> Units:
    """Pairs at risk in every year from `first` whose next year is known."""
    cube = past.cube
    events: dict[int, list[int]] = {}
    for one in of_their_own(past):
        events.setdefault(one.year, []).extend(int(cube.index[a, b]) for a, b in one.pairs.tolist())
    parts = []
    for year in range(first, past.register.end):
        pair = at_risk(past, year)
        pair = pair[cube.member[pair, cube.year(year + 1)]]
        founded = np.isin(pair, events.get(year + 1, []))
        close, drawn = _thinned(past, year, pair)
        rows = np.flatnonzero(close | drawn | founded)
        kept = pair[rows]
        parts.append(
            (
                np.full(len(kept), year, np.int32),
                kept.astype(np.int32),
                features(past, year, kept),
                founded[rows],
                (close | drawn)[rows],
                np.where((close | founded)[rows], 1.0, float(KEPT_OF_FAR)),
                np.full(len(kept), float(len(pair))),
            )
        )
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return Units(*columns)


def at_risk(past: Past, year: int) -> NDArray[np.intp]:
    """Pairs in the system without a pact at the end of a year."""
    cube = past.cube
    at = cube.year(year)
    return np.flatnonzero(cube.member[:, at] & (cube.pledge[:, at] < Pledge.DEFENCE))


def _thinned(
    past: Past, year: int, pair: NDArray[np.intp]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pairs have something to do with each other, and which are drawn of all."""
    cube = past.cube
    ground = geo.ground(past, year)
    one, two = cube.one[pair], cube.two[pair]
    close = (
        (ground.km[one, two] < CLOSE_KM)
        | ground.border[one, two]
        | ground.rivals[one, two]
        | ground.disputes[one, two]
    )
    return close, (pair + year) % KEPT_OF_FAR == 0


def features(past: Past, year: int, pair: NDArray[np.intp]) -> NDArray[np.float32]:
    """What is known of pairs at the end of a year, (n, k)."""
    cube, system = past.cube, past.system
    now = cube.year(year)
    one, two = cube.one[pair], cube.two[pair]
    ground = geo.ground(past, year)
    allies = ground.allied.astype(np.float32)
    common = allies @ allies
    enemies = ground.rivals.astype(np.float32)
    foes = enemies @ enemies
    degree = np.log1p(ground.allied.sum(axis=1))
    polyarchy = np.nan_to_num(system.polyarchy[:, now], nan=NO_POLYARCHY)
    cinc = log_cinc(system.cinc[:, now])
    major = cube.major[:, min(now, cube.year(cube.ends["major"]))]
    age = np.maximum(year - system.born[:, now], 0)
    young = np.minimum(age[one], age[two])
    belongs = past.organisations.at(year).astype(np.float32)
    shared = belongs.T @ belongs
    before = (cube.pledge[pair, :now] >= Pledge.DEFENCE).any(axis=1)
    return np.column_stack(
        [
            ground.land[one, two],
            ground.border[one, two],
            np.log(ground.km[one, two] + 50),
            ground.region[one] == ground.region[two],
            ground.rivals[one, two],
            ground.disputes[one, two],
            ground.lesser[one, two],
            np.log1p(common[one, two]),
            np.minimum(degree[one], degree[two]),
            np.maximum(degree[one], degree[two]),
            np.log1p(foes[one, two]),
            major[one] | major[two],
            np.maximum(cinc[one], cinc[two]),
            np.minimum(cinc[one], cinc[two]),
            np.minimum(polyarchy[one], polyarchy[two]),
            np.abs(polyarchy[one] - polyarchy[two]),
            np.log1p(young),
            young <= 5,
            before,
            np.log1p(shared[one, two]),
        ]
    ).astype(np.float32)

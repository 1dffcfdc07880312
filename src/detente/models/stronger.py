"""A stronger pledge: any higher rung than now, as two events that compete.

A pair below a pact may rise to one, or short of it (from nothing to consultation or
non-aggression, from consultation to non-aggression). The first has the hazard of a defence
pact; the second is fitted among the years that brought no pact, and also counts the states to
which each side, and both, owe any pledge. So the chance of a stronger pledge is never below
that of a pact, and a pair that owes non-aggression has only the first.

The counts of pledges are to lesser rungs what shared allies are to pacts. They came in on
that ground and stayed after a look at later origins (log skill at one year 14 → 23% on every
third of 1970–2015); origins closed by 1970 could not tell (10.7 and 10.5%).

References
----------
Fienberg (1980), The Analysis of Cross-Classified Categorical Data, §6.6 (continuation ratios).
Prentice et al. (1978), Biometrics 34: 541–554 (competing risks).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.measures.rungs import Pledge
from detente.models import reference
from detente.models.cells import cells_carried
from detente.models.hazard import Hazard, columns, compounded, design, fit_hazard, to_pact
from detente.models.pair_features import Rows, partners
from detente.models.pairs import Pairs, pairs, reached
from detente.models.past import FIRST_YEAR_FITTED, Past

Floats = NDArray[np.float64]

RIDGE = (
    512.0  # of the lesser rise; of nine settings on origins closed by 1970, where more ranked worse
)

REMAINDER = "the average pair off the base rate"
DRIVERS: Mapping[str, tuple[str, ...]] = {
    "a border": ("land_border", "sea_border"),
    "distance": ("log_km",),
    "the region": ("same_region",),
    "capability": ("log_cinc_larger", "log_cinc_smaller"),
    "major powers": ("majors",),
    "democracy": ("joint_polyarchy", "unrated"),
    "rivalry": ("rivalry", "common_enemy"),
    "disputes": ("recent_dispute",),
    "organisations": ("log_organisations", "share_of_organisations"),
    "other alliances": (
        "log_shared_allies",
        "log_allies_more",
        "log_allies_fewer",
        "log_bordering_allies_more",
        "log_bordering_allies_fewer",
        "regional_allies_more",
        "regional_allies_fewer",
    ),
    "pledges to others": ("log_shared_pledged", "log_pledged_more", "log_pledged_fewer"),
    "a pledge now": ("lesser_pledge", "non_aggression"),
    "a pact before": ("pact_before",),
    "years without a pact": ("years_without", "years_without_1", "years_without_2"),
    "age of the states": ("log_age_younger",),
}


def hazard(past: Past, rows: Rows, horizon: int) -> Floats:
    """Chance of a stronger pledge within a horizon, both hazards held and compounded.

    Parameters
    ----------
    rows : (m,) pairs of the cube below a defence pact at the last year known
    """
    known = pairs(past)
    at = known.now(rows)
    pact = to_pact(past).chance(known, at)
    lesser = past.keep("lesser rise", lambda: _lesser(past)).chance(_with_pledges(past), at)
    room = past.cube.pledge[rows, past.cube.year(known.last)] < Pledge.NON_AGGRESSION
    return compounded(pact + (1 - pact) * np.where(room, lesser, 0.0), horizon)


def base_rate(past: Past, rows: Rows, horizon: int) -> Floats:
    """The same chance for all: that of every pair below a pact so far, censoring handled."""
    return np.full(len(rows), _classes(past).base[horizon - 1])


def reference_class(past: Past, rows: Rows, horizon: int) -> Floats:
    """The reference class of the assessment, as it would have been fitted on that day."""
    kinds, inverse = np.unique(cells_carried(past.cube)[rows], return_inverse=True)
    classes = _classes(past)
    return np.array([classes.curve_of(int(kind))[horizon - 1] for kind in kinds])[inverse]


def _classes(past: Past) -> reference.Classes:
    return past.keep(
        "classes of stronger pledges",
        lambda: reference.fit(past.cube, FIRST_YEAR_FITTED, seed=0, replicates=0),
    )["stronger_pledge"]


def short_of_a_pact(past: Past) -> tuple[Rows, Floats]:
    """Pairs below a pact at the last year known, and the chance that each rises short of one
    within a year that brings none; 0 where no rung is left below.
    """
    known = pairs(past)
    rows = known.pair[int(np.searchsorted(known.year, known.last)) :]
    lesser = past.keep("lesser rise", lambda: _lesser(past))
    chance = lesser.chance(_with_pledges(past), known.now(rows))
    room = past.cube.pledge[rows, past.cube.year(known.last)] < Pledge.NON_AGGRESSION
    return rows, np.where(room, chance, 0.0)


@dataclass(frozen=True)
class Moved:
    """What moves the chance that a pair rises short of a pact within a year that brings none.

    Attributes
    ----------
    base : rises by pair-years with a rung left below a pact, since 1946
    pairs : (m,) of the cube, below a pact at the last year known
    chance : (m,) 0 where no rung is left below
    parts : (len(DRIVERS), m) log-odds, against the mean of the rows fitted on
    """

    base: float
    pairs: Rows
    chance: Floats
    parts: Floats


def moved(past: Past) -> Moved:
    """Drivers of the rise short of a pact; a logit's terms, summed by group."""
    known, (rows, chance) = _with_pledges(past), short_of_a_pact(past)
    lesser = past.keep("lesser rise", lambda: _lesser(past))
    terms = lesser.logit.contributions(design(known, known.now(rows)))
    names = columns(known)
    parts = [
        terms[:, [names.index(name) for name in group]].sum(axis=1) for group in DRIVERS.values()
    ]
    _, _, rise = _rises(past)
    return Moved(float(rise.mean()), rows, chance, np.stack(parts))


def _lesser(past: Past) -> Hazard:
    """The hazard of a rise short of a pact, in years that brought none."""
    known, room, rise = _rises(past)
    return fit_hazard(known, room, rise, RIDGE)


def _rises(past: Past) -> tuple[Pairs, Rows, NDArray[np.bool_]]:
    """Rows with a rung left below a pact, in years that brought none, and whether a rise came."""
    cube, known = past.cube, _with_pledges(past)
    rung = cube.pledge[known.pair, known.year - int(cube.years[0])]
    closed = known.until(known.last - 1)
    pair, year = known.pair[closed], known.year[closed]
    pact = reached(cube, pair, year, 1, Pledge.DEFENCE)
    rise = reached(cube, pair, year, 1, rung[closed] + 1)
    room = rung < Pledge.NON_AGGRESSION
    room[closed] &= ~pact
    return known, np.flatnonzero(room), rise[room[closed]]


def _with_pledges(past: Past) -> Pairs:
    """The features of pairs, and how many states each side, and both, owe any pledge."""
    return past.keep("pairs with pledges", lambda: _counted(past))


def _counted(past: Past) -> Pairs:
    cube, known = past.cube, pairs(past)
    counts, shared = partners(cube, known.last, Pledge.CONSULTATION)
    one, two, at = cube.one[known.pair], cube.two[known.pair], known.year - FIRST_YEAR_FITTED
    each = np.log1p(np.stack([counts[at, one], counts[at, two]]))
    extra = [np.log1p(shared[at, one, two]), each.max(axis=0), each.min(axis=0)]
    names = ("log_shared_pledged", "log_pledged_more", "log_pledged_fewer")
    return replace(known, names=known.names + names, x=np.column_stack([known.x, *extra]))

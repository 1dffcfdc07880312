"""Hazard logit: the dyadic standard, a ridge logit on what a pair is like and how long it waited.

Every pair below a pact is one row a year. The years without a pact enter as a restricted
cubic spline, so the hazard may fall and rise with time as it likes. The number of decisions a
year does not grow with the number of pairs, so minus the log of the pairs at risk that year
is an offset; and old years weigh less.

Longer horizons compound the chance of one year. Chosen on origins closed by 1970 among some
thirty settings, by log skill: compounding against a direct fit (ten years, 49 and 28%), the
offset against none (one year, 19.9 and 19.4%; ten, 49 and 42%), ridge 128 against 4 (19.9 and
13.9%), a half-life of fifteen years against none (19.9 and 19.3%). Three origins, 1957–59, are
all that ten years leave to choose on. Rivalries are coded in hindsight, and carry nothing here:
without them and common enemies log skill over 1970–2017 is the same, 25.3%.

References
----------
Beck, Katz & Tucker (1998), American Journal of Political Science 42: 1260–1288 (splines of
peace years). Carter & Signorino (2010), Political Analysis 18: 271–292. Harrell (2015),
Regression Modeling Strategies, §2.4.5 (restricted cubic splines).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.measures.rungs import Pledge
from detente.models.logit import Logit, fit_logit
from detente.models.pair_features import Rows
from detente.models.pairs import Pairs, pairs, reached, thinned
from detente.models.past import Past

Floats = NDArray[np.float64]

WAITED = "years_without"
KNOTS = (1.0, 5.0, 15.0, 40.0)  # years without a pact
RIDGE = 128.0
HALF_LIFE = 15.0  # years
EVERY, SEED = 10, 1948  # one row in ten without the event is fitted, weighted


@dataclass(frozen=True)
class Hazard:
    """A fitted chance of one year.

    Attributes
    ----------
    logit : over the columns of `design`
    crowd : pairs at risk in the last year known
    """

    logit: Logit
    crowd: int

    def chance(self, known: Pairs, rows: Rows) -> Floats:
        """Chance in the year after the last, of rows (m,) of that year."""
        return self.logit.chance(design(known, rows), -np.log(self.crowd))


def hazard(past: Past, rows: Rows, horizon: int) -> Floats:
    """Chance of a defence pact within a horizon: the chance of one year, compounded.

    Parameters
    ----------
    rows : (m,) pairs of the cube at risk at the last year known
    """
    known = pairs(past)
    return compounded(to_pact(past).chance(known, known.now(rows)), horizon)


def to_pact(past: Past) -> Hazard:
    """The hazard of a defence pact, fitted once for a past."""
    return past.keep("hazard", lambda: _to_pact(past))


def _to_pact(past: Past) -> Hazard:
    known = pairs(past)
    closed = np.arange(known.until(known.last - 1).stop)
    y = reached(past.cube, known.pair[closed], known.year[closed], 1, Pledge.DEFENCE)
    return fit_hazard(known, np.arange(len(known.year)), y)


def fit_hazard(known: Pairs, at_risk: Rows, y: NDArray[np.bool_], ridge: float = RIDGE) -> Hazard:
    """Fit the chance of one year.

    Parameters
    ----------
    at_risk : (n,) rising places among the rows, those of the last year included
    y : (c,) whether the event came in the year after, for all rows before the last year
    """
    closed = at_risk[: len(y)]
    kept, weight = thinned(y, EVERY, SEED)
    crowd = np.bincount(known.year[at_risk])
    year = known.year[closed[kept]]
    logit = fit_logit(
        design(known, closed[kept]),
        y[kept].astype(np.float64),
        ridge=ridge,
        weight=weight * 0.5 ** ((known.last - year) / HALF_LIFE),
        offset=-np.log(crowd[year]),
    )
    return Hazard(logit, int(crowd[known.last]))


def compounded(yearly: Floats, horizon: int) -> Floats:
    """Chance within `horizon` years if every year's is the same and years are independent."""
    within: Floats = -np.expm1(horizon * np.log1p(-yearly))
    return within


def design(known: Pairs, rows: Rows) -> Floats:
    """Columns of rows for a logit: the features, years without a pact as a spline."""
    x = known.x[rows].astype(np.float64)
    waited = known.names.index(WAITED)
    return np.column_stack([np.delete(x, waited, axis=1), restricted_spline(x[:, waited], KNOTS)])


def columns(known: Pairs) -> tuple[str, ...]:
    """The names of the columns of `design`."""
    bent = (f"{WAITED}_{k}" for k in range(1, len(KNOTS) - 1))
    return (*(name for name in known.names if name != WAITED), WAITED, *bent)


def restricted_spline(x: Floats, knots: tuple[float, ...]) -> Floats:
    """Basis of a cubic spline that is linear beyond its outer knots, (n, knots − 1)."""
    first, *_, before, last = knots

    def cubed(knot: float) -> Floats:
        above: Floats = np.maximum(x - knot, 0.0) ** 3
        return above

    curved = [
        (
            cubed(knot)
            - cubed(before) * (last - knot) / (last - before)
            + cubed(last) * (before - knot) / (last - before)
        )
        / (last - first) ** 2
        for knot in knots[:-2]
    ]
    return np.column_stack([x, *curved])

"""The end of a rivalry: a shrunken hazard by place and company, pooled with plain rates.

Structure does not time the end of a rivalry. What tells a little, since about 1980, is where
it is and whether the two states' other rivalries have been ending; before, nothing did. So no
model is chosen by hand: five stand side by side (two constant rates, three logits under a
heavy ridge), each weighs by how well it forecast at earlier origins, and the weights are those
of Bayes' rule on their closed forecasts, divided by the horizon because windows overlap.

References
----------
Thompson, Sakuwa & Suhas (2022), *Analyzing Strategic Rivalries in World Politics*. Raftery,
Madigan & Hoeting (1997), JASA 92: 179–191 (model averaging). Bennett (1997), Journal of
Conflict Resolution 41: 227–254 (rivalry termination).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from detente.dates import HINDSIGHT_YEARS, HORIZONS
from detente.models.hostility.features import Rows, features
from detente.models.hostility.ladder import laddered, stretched
from detente.models.hostility.parted import fit_parted
from detente.models.hostility.rivalry_cases import (
    FIRST_YEAR_OF_CASES,
    OTHERS,
    REGION,
    Cases,
    cases,
)
from detente.models.hostility.trials import chosen
from detente.models.logit import Logit, fit_logit, logit
from detente.models.past import FIRST_YEAR_FITTED, Past

Chances = NDArray[np.float64]
Model = tuple[tuple[str, ...], Logit | float]  # the columns of a logit, or one rate for all

RIDGE = 30.0  # for each year of the horizon
FIRST_TRIAL, TRIAL_EVERY = 1955, 3  # origins at which the models of the pool are tried
LEAST_EVENTS = 5  # fewer endings than this give a constant rate
LEAST, MOST = 1e-4, 1 - 1e-4
RATE_PRIOR = 0.03  # endings a year, should no closed year be on record
LAST_STARTS = 2015  # no rivalry is coded as new after it, which is a tail of coding
LARGE = 8.0  # from here on a short series of ψ₁ is exact to five digits


def base(past: Past, rows: Rows, horizon: int) -> Chances:
    """Endings by rivalry-years over all origins since 1946 that were closed."""
    table = cases(past)
    counted = max(min(horizon, table.closed - past.cube.year(FIRST_YEAR_FITTED)), 1)
    rate = _rate(table, past.cube.year(FIRST_YEAR_FITTED), table.closed - counted, counted)
    return np.full(len(rows), stretched(np.array(rate), horizon / counted))


def hazard(past: Past, rows: Rows, horizon: int) -> Chances:
    """The logit on region, major powers and the states' other rivalries."""
    return laddered(HORIZONS, horizon, lambda h: _now(past, h)["others"][rows])


def pool(past: Past, rows: Rows, horizon: int) -> Chances:
    """The mean of all models, weighted by their closed forecasts."""
    return laddered(HORIZONS, horizon, lambda fitted: pooled(past, rows, fitted))


def pooled(past: Past, rows: Rows, horizon: int) -> Chances:
    """The pool at a fitted horizon."""
    weights, each = weights_of(past, horizon), _now(past, horizon)
    parts = [weight * each[name][rows] for name, weight in weights.items()]
    mean: Chances = np.sum(parts, axis=0)
    return mean


def pool_spread(past: Past, rows: Rows, horizon: int) -> Chances:
    """Log standard deviation of the odds around the pool at a fitted horizon.

    Two doubts are added: how far the models of the pool lie apart, by their weights, and what
    the count of endings leaves open about their rate: the posterior under Jeffreys' prior, a
    beta whose log-odds have variance ψ₁(ended + ½) + ψ₁(not ended + ½). Windows that overlap
    tell about one h-th of what separate ones would, so both counts are divided by the horizon.

    References
    ----------
    Brown, Cai & DasGupta (2001), Statistical Science 16: 101–133 (Jeffreys' interval).
    """
    table, weights, each = cases(past), weights_of(past, horizon), _now(past, horizon)
    odds = {name: logit(chance[rows]) for name, chance in each.items()}
    mean = logit(pooled(past, rows, horizon))
    apart = np.sqrt(np.sum([w * (odds[name] - mean) ** 2 for name, w in weights.items()], axis=0))
    closed = table.between(past.cube.year(FIRST_YEAR_FITTED), table.closed - horizon)
    windows = max(closed.stop - closed.start, 0) / horizon
    ended = float((table.wait[closed] <= horizon).sum()) / horizon
    rate = np.sqrt(_trigamma(ended + 0.5) + _trigamma(windows - ended + 0.5))
    spread: Chances = np.hypot(apart, rate)
    return spread


def _trigamma(x: float) -> float:
    """ψ₁, the variance of the logarithm of a gamma variable of this shape."""
    total = 0.0
    while x < LARGE:
        total += 1 / x**2
        x += 1
    return total + 1 / x + 1 / (2 * x**2) + 1 / (6 * x**3)


def weights_of(past: Past, horizon: int) -> Mapping[str, float]:
    """What each model of the pool weighs at the origin."""
    return past.keep(f"rivalry weights {horizon}", lambda: _weights(past, horizon))


def starts(past: Past) -> Chances:
    """Chance that a rivalry begins within a year of the last known dispute year, (P,).

    0 for pairs in one. Fitted on history and structure like disputes, as past origins choose for
    those, to the last year in which any rivalry was coded as new.
    """
    cube, table = past.cube, features(past)
    last = min(table.last, cube.year(LAST_STARTS)) - 1
    place = np.flatnonzero(table.column <= last)
    pair, column = table.pair[place], table.column[place]
    free = cube.member[pair, column] & cube.member[pair, column + 1] & ~cube.rivalry[pair, column]
    place, pair, column = place[free], pair[free], column[free]
    specification = chosen(cube.ends["dispute"])
    fitted = fit_parted(table, place, cube.rivalry[pair, column + 1], specification)
    everyone = np.arange(len(cube.one))
    chance = fitted.chance(table, table.now(everyone))
    chance[cube.rivalry[:, table.last] | ~cube.member[:, table.last]] = 0.0
    return chance


def models_now(past: Past, horizon: int) -> Mapping[str, Model]:
    """The models of the pool at the origin."""
    return past.keep(
        f"rivalry fits {horizon}",
        lambda: _fitted(past, cases(past), cases(past).closed, horizon),
    )


def _now(past: Past, horizon: int) -> Mapping[str, Chances]:
    """Each model's chances for every pair at the last year."""
    table = cases(past)

    def make() -> Mapping[str, Chances]:
        asked = table.between(table.last, table.last)
        return _chances(table, models_now(past, horizon), asked)

    return past.keep(f"rivalry models {horizon}", make)


def _weights(past: Past, horizon: int) -> Mapping[str, float]:
    table = cases(past)
    losses: dict[str, float] = {}
    for origin in range(past.cube.year(FIRST_TRIAL), table.closed - horizon + 1, TRIAL_EVERY):
        asked = table.between(origin, origin)
        came = table.wait[asked] <= horizon
        known = origin - HINDSIGHT_YEARS
        for name, chance in _chances(table, _fitted(past, table, known, horizon), asked).items():
            loss = -np.log(np.where(came, chance, 1 - chance)).sum()
            losses[name] = losses.get(name, 0.0) + float(loss)
    if not losses:
        names = tuple(_now(past, horizon))
        return dict.fromkeys(names, 1 / len(names))
    least = min(losses.values())
    share = {
        name: float(np.exp(-(loss - least) * min(TRIAL_EVERY / horizon, 1)))
        for name, loss in losses.items()
    }
    return {name: value / sum(share.values()) for name, value in share.items()}


def _chances(table: Cases, models: Mapping[str, Model], asked: slice) -> Mapping[str, Chances]:
    """Each model's chances of the rows asked."""
    made = {
        name: np.full(asked.stop - asked.start, model)
        if isinstance(model, float)
        else model.chance(table.columns(columns)[asked])
        for name, (columns, model) in models.items()
    }
    return {name: np.clip(chance, LEAST, MOST) for name, chance in made.items()}


def _fitted(past: Past, table: Cases, known: int, horizon: int) -> Mapping[str, Model]:
    """Every model, fitted where ends are known up to a column."""
    first = past.cube.year(FIRST_YEAR_OF_CASES)
    rows = table.between(first, known - horizon)
    event = table.wait[rows] <= horizon
    long = _rate(table, first, known - horizon, horizon)
    recent = _rate(table, past.cube.year(FIRST_YEAR_FITTED), known - horizon, horizon)
    made: dict[str, Model] = {"rate": ((), recent), "long_rate": ((), long)}
    for name, columns in (
        ("region", REGION),
        ("others", REGION + OTHERS),
        ("everything", table.names),
    ):
        if min(event.sum(), (~event).sum()) < LEAST_EVENTS:
            made[name] = made["long_rate"]
            continue
        x = table.columns(columns)[rows]
        made[name] = columns, fit_logit(x, event.astype(np.float64), ridge=RIDGE * horizon)
    return made


def _rate(table: Cases, first: int, last: int, horizon: int) -> float:
    """Share of rivalry-years of columns first … last that ended within the horizon."""
    came = table.wait[table.between(first, last)] <= horizon if last >= first else np.zeros(0)
    if len(came):
        return float(came.mean())
    return 1 - (1 - RATE_PRIOR) ** horizon

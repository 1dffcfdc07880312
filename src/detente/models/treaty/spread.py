"""How sure the hazards are: the spread of each pair's log hazard over what could have been fitted.

Coefficients are drawn from their covariance, widened by the design effect of accessions: states
that join one treaty in one year decided together and tell less than as many separate cases.
The coverage of adoptions and the balances are held.

References
----------
Kish (1965), Survey Sampling, chapter 5 (design effect). Liang & Zeger (1986), Biometrika 73:
13–22 (covariance of clustered scores).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.models.logit import Logit, expit
from detente.models.past import Past
from detente.models.treaty import accession, adoption, coverage, foundation
from detente.models.treaty import geography as geo
from detente.models.treaty.processes import Processes

Floats = NDArray[np.float64]

DRAWS = 60


def log_spread(past: Past, fits: Processes, year: int, *, seed: int) -> Floats:
    """Standard deviation of the log hazard of each pair over coefficients, (P,).

    Pairs that the processes give no hazard at all have NaN.
    """
    rng = np.random.default_rng(seed)
    cube = past.cube
    total = np.zeros((DRAWS, len(cube.one)), np.float32)
    _accession(past, fits, year, rng, total)
    _adoption(past, fits, year, rng, total)
    pairs = foundation.at_risk(past, year)
    x = foundation.features(past, year, pairs).astype(np.float64)
    total[:, pairs] += chances(fits.foundation, x, -np.log(len(pairs)), rng)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread: Floats = np.log(total).std(axis=0, dtype=np.float64)
    return spread


def chances(
    fitted: Logit, x: Floats, offset: float, rng: np.random.Generator, effect: float = 1.0
) -> Floats:
    """Chances of rows under drawn coefficients, (DRAWS, n).

    Parameters
    ----------
    effect : design effect by which the covariance is widened
    """
    centre = np.concatenate([[fitted.intercept], fitted.coef])
    drawn = rng.multivariate_normal(
        centre, fitted.covariance * effect, size=DRAWS, method="cholesky"
    )
    z = np.column_stack([np.ones(len(x)), (x - fitted.mean) / fitted.scale])
    return expit(drawn @ z.T + offset)


def _accession(
    past: Past, fits: Processes, year: int, rng: np.random.Generator, total: NDArray[np.float32]
) -> None:
    cube, register = past.cube, past.register
    treaties = accession.open_treaties(past, year)
    inside = register.defence[treaties, :, register.column(year)]
    here = past.system.member[:, cube.year(year)]
    t, s = np.nonzero(here[None, :] & ~inside)
    if not len(t):
        return
    x = accession.features(past, year, treaties, t, s)
    p = chances(fits.accession, x, -np.log(len(t)), rng, fits.accession_effect)
    party = inside.astype(np.float32)
    for draw in range(DRAWS):
        joins = np.zeros(inside.shape, np.float32)
        joins[t, s] = p[draw] * fits.accession_balance
        one_joins = party.T @ joins
        both = (1 + 1 / fits.wave) * joins.T @ joins
        total[draw] += (one_joins + one_joins.T + both)[cube.one, cube.two]


def _adoption(
    past: Past, fits: Processes, year: int, rng: np.random.Generator, total: NDArray[np.float32]
) -> None:
    at = adoption.bodies(past, year)
    x = adoption.features(past, year, at)
    p = chances(fits.adoption, x, -np.log(len(x)), rng) * fits.adoption_balance
    ground, index = geo.ground(past, year), past.cube.index
    for g, members in enumerate(at.members):
        one, two = coverage.unallied(members, ground)
        bound = fits.coverage.chance(coverage.features(members, ground, one, two))
        total[:, index[one, two]] += np.outer(p[:, g], bound).astype(np.float32)

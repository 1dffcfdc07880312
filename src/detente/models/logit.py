"""Ridge logistic regression: weighted rows, an offset, an honest covariance.

Events here are rare and few, so every coefficient is drawn towards zero; the intercept never
is, so the mean forecast equals the share of events in the rows it was fitted on. Rows may
carry fractional outcomes (a decision split over the groups that match it) and weights
(identical rows collapsed).

References
----------
Hoerl & Kennard (1970), Technometrics 12: 55–67. le Cessie & van Houwelingen (1992), Applied
Statistics 41: 191–201 (ridge estimators in logistic regression). King & Zeng (2001), Political
Analysis 9: 137–163 (rare events).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import DataError

Floats = NDArray[np.float64]

ROUNDS = 100
SETTLED = 1e-9  # of the penalised log likelihood, relative
LEAST_SCALE = 1e-9  # a column that never varies is left at zero


@dataclass(frozen=True)
class Logit:
    """A fitted ridge logit over k columns.

    Attributes
    ----------
    mean, scale : (k,) by which columns were standardised
    coef : (k,) log-odds per standard deviation of each column
    intercept : log-odds at the mean of all columns, at offset 0
    covariance : (k + 1, k + 1) of intercept and coefficients, by the Laplace approximation
    rows, events : weighted rows and events it was fitted on
    """

    mean: Floats
    scale: Floats
    coef: Floats
    intercept: float
    covariance: Floats
    rows: float
    events: float

    def log_odds(self, x: Floats, offset: Floats | float = 0.0) -> Floats:
        """Log-odds of rows (n, k)."""
        odds: Floats = (x - self.mean) / self.scale @ self.coef + self.intercept + offset
        return odds

    def chance(self, x: Floats, offset: Floats | float = 0.0) -> Floats:
        """Probability of rows (n, k)."""
        return expit(self.log_odds(x, offset))

    def contributions(self, x: Floats) -> Floats:
        """What each column adds to the log-odds at the mean of all columns, (n, k)."""
        parts: Floats = (x - self.mean) / self.scale * self.coef
        return parts

    def draws(self, n: int, rng: np.random.Generator) -> Floats:
        """Draws of intercept and coefficients from their covariance, (n, k + 1)."""
        centre = np.concatenate([[self.intercept], self.coef])
        return rng.multivariate_normal(centre, self.covariance, size=n, method="svd")

    def design_effect(self, x: Floats, residual: Floats, cluster: NDArray[np.int64]) -> float:
        """How much wider clusters of rows make the covariance than independent rows; at least 1.

        Parameters
        ----------
        residual : (n,) weighted outcome less chance; cluster : (n,) numbers from 0
        """
        z = np.column_stack([np.ones(len(x)), (x - self.mean) / self.scale])
        score = np.zeros((int(cluster.max()) + 1, z.shape[1]))
        np.add.at(score, cluster, z * residual[:, None])
        widened = np.trace(self.covariance @ (score.T @ score))
        return float(max(widened / z.shape[1], 1.0))


def expit(x: Floats) -> Floats:
    """1 / (1 + exp(−x)), without overflow."""
    out: Floats = np.where(
        x >= 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x)))
    )
    return out


def logit(p: Floats) -> Floats:
    """Log-odds of a probability."""
    odds: Floats = np.log(p) - np.log1p(-p)
    return odds


def log_odds_apart(base: float, chance: float) -> float:
    """Distance in log-odds from one probability to another."""
    odds = logit(np.array([base, chance]))
    return float(odds[1] - odds[0])


def fit_logit(
    x: Floats,
    y: Floats,
    *,
    ridge: float | Floats = 1.0,
    weight: Floats | None = None,
    offset: Floats | None = None,
) -> Logit:
    """Fit by Newton's method with halved steps.

    Parameters
    ----------
    x : (n, k) columns; standardised inside, so that one `ridge` suits all
    y : (n,) outcomes from 0 to 1
    ridge : penalty ½·ridge·Σ coef² on standardised coefficients: a normal prior of variance
        1 / ridge, one for all columns or (k,). The intercept has none
    weight : (n,) how many rows each stands for
    offset : (n,) known part of the log-odds

    Raises
    ------
    DataError       no row, no event, or values that are not finite
    """
    weight = np.ones(len(y)) if weight is None else weight
    offset = np.zeros(len(y)) if offset is None else offset
    if not len(y) or not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise DataError("A logit needs rows with finite values; none were given, or some are not.")
    rows, events = float(weight.sum()), float((weight * y).sum())
    if not 0 < events < rows:
        raise DataError(
            f"A logit needs both outcomes; {events:g} of {rows:g} rows have the event.",
            events=events,
        )
    mean = np.average(x, axis=0, weights=weight)
    scale = np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weight))
    scale = np.where(scale < LEAST_SCALE, np.inf, scale)
    z = np.column_stack([np.ones(len(y)), (x - mean) / scale])
    penalty = np.concatenate([[0.0], np.broadcast_to(ridge, x.shape[1])])

    def value(beta: Floats) -> float:
        odds = z @ beta + offset
        return float(weight @ (y * odds - np.logaddexp(0, odds)) - 0.5 * (penalty * beta**2).sum())

    beta = np.zeros(z.shape[1])
    beta[0] = _balanced(y, weight, offset)
    best = value(beta)
    for _ in range(ROUNDS):
        p = expit(z @ beta + offset)
        gradient = z.T @ (weight * (y - p)) - penalty * beta
        information = (z * (weight * p * (1 - p))[:, None]).T @ z + np.diag(penalty)
        step = np.linalg.solve(information + 1e-12 * np.eye(len(beta)), gradient)
        size = 1.0
        while (now := value(beta + size * step)) < best and size > 1e-6:
            size /= 2
        beta = beta + size * step
        if abs(now - best) <= SETTLED * (abs(best) + 1e-12):
            best = now
            break
        best = now
    p = expit(z @ beta + offset)
    information = (z * (weight * p * (1 - p))[:, None]).T @ z + np.diag(penalty)
    return Logit(
        mean=mean,
        scale=scale,
        coef=beta[1:],
        intercept=float(beta[0]),
        covariance=np.asarray(np.linalg.inv(information + 1e-12 * np.eye(len(beta)))),
        rows=rows,
        events=events,
    )


def _balanced(y: Floats, weight: Floats, offset: Floats) -> float:
    """The intercept at which expected and observed events agree when all columns are at 0."""
    target = float(weight @ y)
    low, high = -60.0, 60.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if float(weight @ expit(middle + offset)) < target else (low, middle)
        )
    return (low + high) / 2

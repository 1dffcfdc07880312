"""The pool of several ridge logits as one logit: mean log-odds, and the doubt about which is right.

Log-odds are linear in the columns, so a weighted mean of the log-odds of several logits is the
log-odds of one. Its covariance holds each one's own and how far they lie apart.

References
----------
Raftery, Madigan & Hoeting (1997), JASA 92: 179–191 (model averaging and its variance). Ranjan &
Gneiting (2010), JRSS B 72: 71–91 (pools of probability forecasts).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.models.logit import Logit

Floats = NDArray[np.float64]


class Part(NamedTuple):
    """A logit of the pool, its weight, and which of the pool's columns it was fitted on, (k,)."""

    weight: float
    logit: Logit
    columns: NDArray[np.intp]


def pooled(parts: Sequence[Part], onto: Logit) -> Logit:
    """The pool, over the columns of `onto` and standardised as these are.

    Parameters
    ----------
    parts : with weights that sum to 1
    onto : a logit over all columns, whose mean, scale, rows and events the pool takes
    """
    centres, spreads = [], []
    for part in parts:
        move = _moved(part, onto)
        own = np.concatenate([[part.logit.intercept], part.logit.coef])
        centres.append(move @ own)
        spreads.append(move @ part.logit.covariance @ move.T)
    weight = np.array([part.weight for part in parts])
    centre = weight @ np.array(centres)
    apart = np.array(centres) - centre
    covariance = np.tensordot(weight, np.array(spreads), 1) + (apart.T * weight) @ apart
    return Logit(
        mean=onto.mean,
        scale=onto.scale,
        coef=centre[1:],
        intercept=float(centre[0]),
        covariance=covariance,
        rows=onto.rows,
        events=onto.events,
    )


def _moved(part: Part, onto: Logit) -> Floats:
    """What takes intercept and coefficients of a part to those over the columns of `onto`."""
    mean, scale = onto.mean[part.columns], onto.scale[part.columns]
    own = part.logit
    vary = np.isfinite(scale) & np.isfinite(own.scale)
    with np.errstate(invalid="ignore"):
        stretch = np.where(vary, scale / own.scale, 0.0)
        shift = np.where(vary, (mean - own.mean) / own.scale, 0.0)
    move = np.zeros((len(onto.coef) + 1, len(own.coef) + 1))
    move[0, 0] = 1.0
    move[0, 1:] = shift
    move[1 + part.columns, 1 + np.arange(len(own.coef))] = stretch
    return move

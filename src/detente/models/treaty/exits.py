"""Ends: a party leaves, a treaty of many is dissolved, a pact of two is not renewed.

Each is a yearly hazard in the age of the treaty and the number of its parties, in which recent
years count for more. A state that leaves the system has not left its treaties; they are not
counted. Nor is a pact of two that another treaty replaces: that is a renewal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.measures.rungs import Pledge
from detente.models.logit import Logit, fit_logit
from detente.models.past import FIRST_YEAR_FITTED, Past

Floats = NDArray[np.float64]

RIDGE = 5.0
HALF_LIFE = 15.0  # years after which a year teaches half as much
LEAST_PARTIES = 3
FEATURES = ("years in force (log)", "parties (log)")


@dataclass(frozen=True)
class Ends:
    """Hazards of ends in a year, as logits over `FEATURES`.

    Attributes
    ----------
    leaves : a party of a treaty of three or more leaves it, and the treaty goes on
    dissolved : a treaty of three or more is dissolved
    lapses : a pact of two ends while both live
    """

    leaves: Logit
    dissolved: Logit
    lapses: Logit


def fit(past: Past) -> Ends:
    """Fit the three hazards on the defence treaties known."""
    register, cube = past.register, past.cube
    many: list[tuple[float, float, float, float, float]] = []  # age, parties, leavers, end, weight
    two: list[tuple[float, float, float, float]] = []
    for year in range(FIRST_YEAR_FITTED, register.end):
        now = register.defence[:, :, register.column(year)]
        then = register.defence[:, :, register.column(year + 1)]
        alive = past.system.member[:, cube.year(year + 1)]
        weight = 0.5 ** ((register.end - year) / HALF_LIFE)
        for t in np.flatnonzero(now.sum(axis=1) >= 2):
            stay = now[t] & alive
            age, n = np.log1p(year - register.begun[t]), float(now[t].sum())
            ended = bool((then[t].sum() < 2) and stay.sum() >= 2)
            if n >= LEAST_PARTIES:
                left = 0.0 if ended else float((stay & ~then[t]).sum())
                many.append((age, n, left, float(ended), weight))
            elif stay.sum() == n:
                pair = cube.index[tuple(np.flatnonzero(stay))]
                bound = cube.pledge[pair, cube.year(year + 1)] >= Pledge.DEFENCE
                two.append((age, n, float(ended and not bound), weight))
    m, p = np.array(many), np.array(two)
    x = np.column_stack([m[:, 0], np.log(m[:, 1])])
    return Ends(
        leaves=fit_logit(x, m[:, 2] / m[:, 1], weight=m[:, 1] * m[:, 4], ridge=RIDGE),
        dissolved=fit_logit(x, m[:, 3], weight=m[:, 4], ridge=RIDGE),
        lapses=fit_logit(
            np.column_stack([p[:, 0], np.log(p[:, 1])]), p[:, 2], weight=p[:, 3], ridge=RIDGE
        ),
    )

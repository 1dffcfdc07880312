"""Who is in: which pairs of a body's members a pact adopted there binds.

Fitted on the pairs without a pact inside the bodies that past adoptions matched, each weighted
as the adoption was split over bodies. Bodies far larger than any regional one bind few pairs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.measures.groups import Floats
from detente.models.logit import Logit, fit_logit
from detente.models.past import Past
from detente.models.treaty import geography as geo
from detente.models.treaty.adoption import LEAST_MEMBERS, bodies
from detente.models.treaty.founding import foundings, match
from detente.models.treaty.geography import Ground

FEATURES = (
    "members (log)",
    "neighbours of the two inside",
    "km between capitals (log)",
    "same region",
    "in the body's home region",
    "a lesser pledge",
    "rivals",
)
RIDGE = 3.0
LEAST_WEIGHT = 0.01  # bodies that hold less of an adoption say nothing about it

Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]


def fit(past: Past) -> Logit:
    """The chance that an adoption binds a pair of members, from the adoptions known."""
    rows, hits, weights = [], [], []
    for founding in foundings(past):
        if len(founding.states) < LEAST_MEMBERS:
            continue
        at = bodies(past, founding.year - 1)
        ground = geo.ground(past, founding.year - 1)
        bound = np.zeros((len(ground.here),) * 2, np.bool_)
        bound[founding.pairs[:, 0], founding.pairs[:, 1]] = True
        bound |= bound.T
        weight = match(founding, at.members)
        for g in np.flatnonzero(weight > LEAST_WEIGHT):
            one, two = unallied(at.members[g], ground)
            rows.append(features(at.members[g], ground, one, two))
            hits.append(bound[one, two])
            weights.append(np.full(len(one), weight[g]))
    return fit_logit(
        np.concatenate(rows),
        np.concatenate(hits).astype(np.float64),
        weight=np.concatenate(weights),
        ridge=RIDGE,
    )


def unallied(members: NDArray[np.bool_], ground: Ground) -> Pairs:
    """Pairs of members without a pact."""
    inside = np.flatnonzero(members)
    one, two = np.triu_indices(len(inside), 1)
    one, two = inside[one], inside[two]
    open_ = ~ground.allied[one, two]
    return one[open_], two[open_]


def features(
    members: NDArray[np.bool_], ground: Ground, one: NDArray[np.intp], two: NDArray[np.intp]
) -> Floats:
    """What is known of pairs of members, (n, k)."""
    near = (ground.near & members).sum(axis=1)
    region = ground.region
    home = np.bincount(region[members]).argmax()
    return np.column_stack(
        [
            np.full(len(one), np.log(members.sum())),
            near[one] + near[two],
            np.log(ground.km[one, two] + 50),
            region[one] == region[two],
            (region[one] == home).astype(np.float64) + (region[two] == home),
            ground.lesser[one, two],
            ground.rivals[one, two],
        ]
    ).astype(np.float64)

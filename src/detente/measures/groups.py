"""Where a state lies towards a group of states: neighbours, distances, shares, likeness.

Groups are rows of a boolean matrix (G, S): the parties of a treaty, the members of an
organisation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Groups = NDArray[np.bool_]

NEAR_STATES = 8  # a state's neighbourhood: so many nearest capitals
FAR_KM = 20_000.0  # farther than any two capitals; for states without one


def nearest(km: Floats, here: NDArray[np.bool_]) -> Groups:
    """Each state's nearest states among those in the system, (S, S)."""
    distance = np.where(here[None, :], km, np.inf)
    np.fill_diagonal(distance, np.inf)
    order = np.argsort(distance, axis=1, kind="stable")[:, :NEAR_STATES]
    near = np.zeros(km.shape, np.bool_)
    np.put_along_axis(near, order, True, axis=1)
    return near & here[None, :]


def least_km(groups: Groups, km: Floats) -> Floats:
    """Kilometres from each state to the nearest other member of each group, (G, S)."""
    out = np.full(groups.shape, FAR_KM)
    for g, members in enumerate(groups):
        if members.any():
            apart = km[:, members].copy()
            apart[np.flatnonzero(members), np.arange(members.sum())] = FAR_KM
            out[g] = apart.min(axis=1)
    return out


def mean_km(groups: Groups, km: Floats) -> Floats:
    """Mean kilometres from each state to the other members of each group, (G, S)."""
    count = np.maximum(groups.sum(axis=1, keepdims=True) - groups, 1)
    mean: Floats = groups @ km / count
    return mean


def share_of_members(groups: Groups, tied: Groups | Floats) -> Floats:
    """Share of each group's members tied to each state, (G, S)."""
    count = np.maximum(groups.sum(axis=1, keepdims=True), 1)
    share: Floats = groups.astype(np.float64) @ np.asarray(tied, np.float64) / count
    return share


def share_within(groups: Groups, near: Groups) -> Floats:
    """Share of each state's neighbourhood that belongs to each group, (G, S)."""
    count = np.maximum(near.sum(axis=1), 1)
    share: Floats = groups.astype(np.float64) @ near.T.astype(np.float64) / count
    return share


def region_share(groups: Groups, region: NDArray[np.int8]) -> Floats:
    """Share of each group's members that lie in each state's region, (G, S)."""
    same = region[:, None] == region[None, :]
    return share_of_members(groups, same)


def overlap(groups: Groups, others: Groups) -> Floats:
    """Jaccard index of each group with each other group, (G, H)."""
    both = groups.astype(np.float64) @ others.T.astype(np.float64)
    either = groups.sum(axis=1)[:, None] + others.sum(axis=1)[None, :] - both
    index: Floats = both / np.maximum(either, 1)
    return index

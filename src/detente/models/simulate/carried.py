"""The day's pacts without a walk: the last coded state, changed by what is known, and its worth.

A share of draws is no chance: a pair that has a pact in no draw is not thereby known to have
none. So one draw more is counted, which follows the lists and what was read and moves nothing
else; it counts for as much as such a state was worth over as many years in the past.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.measures.rungs import Pledge
from detente.models.past import Past
from detente.models.simulate.bridge import Bridge
from detente.models.simulate.kinds import JOIN, LAPSE, LEAVE, PACT
from detente.models.simulate.start import Start

Floats = NDArray[np.float64]

TRIALS = 3  # earlier spans from which the persistence of a state is told


def counted_in(share: Floats, draws: int, past: Past, at: Start, way: Bridge) -> Floats:
    """Shares of draws with a pact that day, (n, n), and one draw more that follows the lists.

    Where records reach the day nothing is added: all draws begin there.
    """
    lag = round(way.years)
    if lag == 0:
        return share
    _, begins, stays = persistence(past, lag)
    one_more = np.where(with_lists(at, way) > 0, stays, begins)
    np.fill_diagonal(one_more, 0.0)
    counted: Floats = (share * draws + one_more) / (draws + 1)
    return counted


def with_lists(at: Start, way: Bridge) -> NDArray[np.int16]:
    """Treaties that bind each pair once what is known has happened, and nothing else moved."""
    cover, member = at.cover.copy(), at.member.copy()
    for event in way.forced:
        what, state = event.what, event.who
        if event.kind == JOIN and not member[what, state]:
            cover[state, member[what]] += 1
            cover[member[what], state] += 1
            member[what, state] = True
        elif event.kind == LEAVE and member[what, state]:
            member[what, state] = False
            cover[state, member[what]] -= 1
            cover[member[what], state] -= 1
        elif event.kind == PACT:
            cover[what, state] += 1
            cover[state, what] += 1
        elif event.kind == LAPSE:
            cover[what, state] = cover[state, what] = 0
    return cover


def persistence(past: Past, lag: int) -> tuple[float, float, float]:
    """How often a pair has a pact; a lag of years after it had none; and after it had one.

    Told from pairs of the last years coded, members of the system in both.
    """
    cube = past.cube
    counts = np.zeros((2, 2))
    spans, last = max(lag, 1), cube.ends["pledge"]
    for end in range(last, last - TRIALS * spans, -spans):
        then, now = cube.year(end - lag), cube.year(end)
        both = cube.member[:, then] & cube.member[:, now]
        for before in (0, 1):
            these = both & ((cube.pledge[:, then] >= Pledge.DEFENCE) == bool(before))
            counts[before] += these.sum(), (cube.pledge[these, now] >= Pledge.DEFENCE).sum()
    rows, bound = counts.T
    return float(bound.sum() / rows.sum()), float(bound[0] / rows[0]), float(bound[1] / rows[1])

"""The chance of a defence pact, or of any stronger pledge, by the world walked forward.

One year ahead the hazards say it by themselves; further ahead the world is walked forward, so
that who joins becomes an ally of who is inside, treaties grow, are founded and end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.dates import LONGEST_HORIZON
from detente.measures.groups import Floats
from detente.models.hazard import hazard
from detente.models.past import Past
from detente.models.treaty.processes import fit, hazards

if TYPE_CHECKING:
    from detente.models.simulate.run import Simulated

DRAWS = 500  # of a back-test
SEED = 1945


def decisions(past: Past, rows: NDArray[np.intp], horizon: int) -> Floats:
    """Chance of a pact within the horizon.

    Parameters
    ----------
    rows : (n,) pairs at risk, as places in the cube of that past
    """
    if horizon == 1:
        at_once = past.keep(
            "treaty hazards", lambda: hazards(past, fit(past), past.register.end).total
        )
        chance: Floats = -np.expm1(-at_once[rows])
        return chance
    return _taken(past, walked(past), "p", rows, horizon)


def stronger(past: Past, rows: NDArray[np.intp], horizon: int) -> Floats:
    """Chance of a pledge above the pair's own rung within the horizon, lesser ones included.

    Parameters
    ----------
    rows : (n,) pairs below a pact, as places in the cube of that past
    """
    found, rung = walked(past), past.cube.pledge[rows, past.cube.year(past.register.end)]
    each = [_taken(past, found, kind, rows, horizon) for kind in ("some", "firm", "p")]
    above: Floats = np.choose(rung, each)
    return above


def walked(past: Past) -> Simulated:
    """The world of a past walked forward, made once."""
    from detente.models.simulate.run import simulate
    from detente.models.simulate.start import start

    def walk() -> Simulated:
        fits = fit(past)
        return simulate(
            start(past, fits), fits, draws=DRAWS, years=LONGEST_HORIZON, seed=SEED, threads=1
        )

    return past.keep("treaty draws", walk)


def _taken(past: Past, found: Simulated, kind: str, rows: NDArray[np.intp], horizon: int) -> Floats:
    """One kind of chance for pairs of the cube."""
    place = np.zeros(len(past.cube.states), np.intp)
    place[found.states] = np.arange(len(found.states))
    one, two = place[past.cube.one[rows]], place[past.cube.two[rows]]
    within: Floats = getattr(found, kind)[horizon - 1, one, two]
    return within


def stack(past: Past, rows: NDArray[np.intp], horizon: int) -> Floats:
    """The mean of the decision model and the hazard logit of pairs.

    No weights are fitted: past origins cannot tell better ones from these.
    """
    mean: Floats = (decisions(past, rows, horizon) + hazard(past, rows, horizon)) / 2
    return mean

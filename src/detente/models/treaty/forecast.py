"""The chance of a defence pact by the three treaty processes, for pairs at risk.

One year ahead the hazards say it by themselves; further ahead the world is walked forward, so
that who joins becomes an ally of who is inside, treaties grow, are founded and end.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.dates import LONGEST_HORIZON
from detente.models.hazard import hazard
from detente.models.past import Past
from detente.models.treaty.geography import Floats
from detente.models.treaty.processes import fit, hazards

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
    from detente.models.simulate.run import simulate
    from detente.models.simulate.start import start

    def walk() -> tuple[NDArray[np.intp], Floats]:
        fits = fit(past)
        found = simulate(
            start(past, fits), fits, draws=DRAWS, years=LONGEST_HORIZON, seed=SEED, threads=1
        )
        return found.states, found.p

    states, p = past.keep("treaty draws", walk)
    place = np.zeros(len(past.cube.states), np.intp)
    place[states] = np.arange(len(states))
    within: Floats = p[horizon - 1, place[past.cube.one[rows]], place[past.cube.two[rows]]]
    return within


def stack(past: Past, rows: NDArray[np.intp], horizon: int) -> Floats:
    """The mean of the decision model and the hazard logit of pairs.

    No weights are fitted: past origins cannot tell better ones from these.
    """
    mean: Floats = (decisions(past, rows, horizon) + hazard(past, rows, horizon)) / 2
    return mean

"""The chance of a defence pact by the three treaty processes, for pairs at risk."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.models.past import Past
from detente.models.treaty.geography import Floats
from detente.models.treaty.processes import fit, hazards


def decisions(past: Past, rows: NDArray[np.intp], horizon: int) -> Floats:
    """Chance of a pact within the horizon, the hazards of the last known year compounding.

    Parameters
    ----------
    rows : (n,) pairs at risk, as places in the cube of that past
    """
    at_once = past.keep("treaty hazards", lambda: hazards(past, fit(past), past.register.end).total)
    chance: Floats = -np.expm1(-horizon * at_once[rows])
    return chance

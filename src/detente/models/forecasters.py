"""Every forecaster a back-test can run, by name, and the outcomes each can speak of.

A forecaster takes what was known on a day, an outcome, the pairs at risk (rows of the cube of
that day) and a horizon in years, and gives each pair a chance. Whatever it fits, it fits on
that past alone; fits that serve several horizons are kept with the past (`Past.keep`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.models import baselines
from detente.models.past import Past

Outcome = Literal["defence_pact", "stronger_pledge", "dispute", "violent_dispute", "rivalry_end"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

Chances = NDArray[np.float64]
Rows = NDArray[np.intp]
Forecast = Callable[[Past, Outcome, Rows, int], Chances]


@dataclass(frozen=True)
class Forecaster:
    """A way to forecast.

    Attributes
    ----------
    name : as a user names it
    outcomes : the outcomes it can speak of
    forecast : (past, outcome, rows, horizon) → chances
    needs : the extra without which it cannot run, or None
    """

    name: str
    outcomes: tuple[Outcome, ...]
    forecast: Forecast
    needs: str | None = None


def _pact(of_cube: baselines.Forecaster) -> Forecast:
    return lambda past, outcome, rows, horizon: of_cube(past.cube, rows, horizon)


FORECASTERS: tuple[Forecaster, ...] = (
    Forecaster("base", ("defence_pact",), _pact(baselines.base_rate)),
    Forecaster("persistence", ("defence_pact",), _pact(baselines.persistence)),
    Forecaster("borders", ("defence_pact",), _pact(baselines.borders)),
    Forecaster("reference", ("defence_pact",), _pact(baselines.reference_class)),
)


def forecaster(name: str) -> Forecaster | None:
    """The forecaster of that name, or None."""
    return next((one for one in FORECASTERS if one.name == name), None)

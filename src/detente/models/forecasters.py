"""Every forecaster a back-test can run, by name, and the outcomes each can speak of.

A forecaster takes what was known on a day, an outcome, the pairs at risk (rows of the cube of
that day) and a horizon in years, and gives each pair a chance. Whatever it fits, it fits on
that past alone; fits that serve several horizons are kept with the past (`Past.keep`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.models import baselines, boosted, hazard, network, stronger
from detente.models.hostility.entries import HOSTILITY
from detente.models.past import Past
from detente.models.treaty import forecast as treaty

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


OfOutcome = Callable[[Past, Rows, int], Chances]


def _speaks(name: str, by: Mapping[Outcome, OfOutcome], needs: str | None = None) -> Forecaster:
    """A forecaster that has a way of its own for each outcome it speaks of."""

    def forecast(past: Past, outcome: Outcome, rows: Rows, horizon: int) -> Chances:
        return by[outcome](past, rows, horizon)

    return Forecaster(name, tuple(by), forecast, needs)


def _of_cube(forecast: baselines.Forecaster) -> OfOutcome:
    return lambda past, rows, horizon: forecast(past.cube, rows, horizon)


FORECASTERS: tuple[Forecaster, ...] = (
    _speaks(
        "base",
        {
            "defence_pact": _of_cube(baselines.base_rate),
            "stronger_pledge": stronger.base_rate,
            **HOSTILITY["base"],
        },
    ),
    _speaks("persistence", {"defence_pact": _of_cube(baselines.persistence)}),
    _speaks("borders", {"defence_pact": _of_cube(baselines.borders)}),
    _speaks(
        "reference",
        {
            "defence_pact": _of_cube(baselines.reference_class),
            "stronger_pledge": stronger.reference_class,
        },
    ),
    _speaks(
        "hazard",
        {
            "defence_pact": hazard.hazard,
            "stronger_pledge": stronger.hazard,
            **HOSTILITY["hazard"],
        },
    ),
    _speaks("trees", {"defence_pact": boosted.trees, **HOSTILITY["trees"]}, needs="models"),
    _speaks("cells", HOSTILITY["cells"]),
    _speaks("blend", HOSTILITY["blend"], needs="models"),
    _speaks("pool", HOSTILITY["pool"]),
    _speaks("network", {"defence_pact": network.network}),
    _speaks("decisions", {"defence_pact": treaty.decisions, "stronger_pledge": treaty.stronger}),
    _speaks("stack", {"defence_pact": treaty.stack}),
)


def forecaster(name: str) -> Forecaster | None:
    """The forecaster of that name, or None."""
    return next((one for one in FORECASTERS if one.name == name), None)

"""What a back-test can run on disputes and rivalries: name of a forecaster → outcome → how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.models.hostility import disputes, rivalries, trees
from detente.models.past import Past

if TYPE_CHECKING:
    from detente.models.forecasters import Outcome

Chances = NDArray[np.float64]
Rows = NDArray[np.intp]
OfOutcome = Callable[[Past, Rows, int], Chances]
ByOutcome = Mapping["Outcome", OfOutcome]


def _of_disputes(forecast: Callable[[Past, str, Rows, int], Chances]) -> dict[Outcome, OfOutcome]:
    def of(outcome: Outcome) -> OfOutcome:
        return lambda past, rows, horizon: forecast(past, outcome, rows, horizon)

    return {"dispute": of("dispute"), "violent_dispute": of("violent_dispute")}


HOSTILITY: Mapping[str, ByOutcome] = {
    "base": {**_of_disputes(disputes.base), "rivalry_end": rivalries.base},
    "cells": _of_disputes(disputes.cells),
    "hazard": {**_of_disputes(disputes.hazard), "rivalry_end": rivalries.hazard},
    "trees": _of_disputes(trees.trees),
    "blend": _of_disputes(trees.blend),
    "pool": {"rivalry_end": rivalries.pool},
}
"""`trees` and `blend` need the extra `models`."""

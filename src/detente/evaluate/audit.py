"""The leakage audit: whether a forecaster saw what it could not have known.

- `look_ahead` destroys all that lies after an origin; no forecast there may move.
- `permuted` deals the outcomes of each origin out anew; no skill may remain.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.evaluate.cases import Case
from detente.evaluate.forecasts import asked
from detente.evaluate.future import HOWS, Falsified
from detente.evaluate.origins import origin, rows_in
from detente.evaluate.outcomes import course
from detente.evaluate.scores import Sample
from detente.measures.cube import build
from detente.models.forecasters import Forecaster, Outcome
from detente.models.past import Past
from detente.store import Vintage


class Audit:
    """One origin seen from its true past, and from pasts whose futures are false.

    What models make of a past is kept with it, so several can be audited on one.
    """

    def __init__(self, vintage: Vintage, year: int, *, seed: int = 0) -> None:
        self.year = year
        self.happened = build(vintage, vintage.date)
        day = date(year + 1, 1, 1)
        self.true = Past(vintage, day)
        self.false = [Past(Falsified(vintage, day, how, seed), day) for how in HOWS]

    def look_ahead(
        self, model: Forecaster, outcome: Outcome | None = None, horizon: int = 1
    ) -> float:
        """The most by which any chance moves when the future of the origin is another one.

        Parameters
        ----------
        outcome : which one is forecast; None for the first the model speaks of

        Returns
        -------
        0 for a forecaster that reads only what was known
        """
        what = outcome or model.outcomes[0]
        rows = origin(course(what, self.happened), self.year, horizon).rows

        def chances(past: Past) -> NDArray[np.float64]:
            """Those of the pairs at risk, in one order whatever the past."""
            return asked(model, past, what, rows_in(past.cube, self.happened, rows), horizon)

        true = chances(self.true)
        return max(float(np.abs(chances(past) - true).max(initial=0)) for past in self.false)


def look_ahead(
    model: Forecaster,
    vintage: Vintage,
    year: int,
    *,
    outcome: Outcome | None = None,
    horizon: int = 1,
    seed: int = 0,
) -> float:
    """The audit of one model at one origin, see `Audit.look_ahead`."""
    return Audit(vintage, year, seed=seed).look_ahead(model, outcome, horizon)


def permuted(case: Case, model: str, *, seed: int = 0) -> dict[str, float]:
    """The scores of a model against outcomes dealt out anew within each origin."""
    rng = np.random.default_rng(seed)
    order = np.lexsort((rng.random(len(case.event)), case.origin))
    true = case.sample(model)
    dealt = Sample(true.p, case.event[order], true.base, true.origin, seed)
    return {name: float(value[0]) for name, value in dealt.scores().items()}

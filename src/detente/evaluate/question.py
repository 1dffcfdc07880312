"""What a back-test is asked: outcomes, horizons, origins and models, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata

from detente.dates import horizons as read_horizons
from detente.errors import BadQuestion
from detente.evaluate.forecasts import Wanted
from detente.models.forecasters import FORECASTERS, OUTCOMES, Forecaster, Outcome
from detente.words import count, listing

EARLIEST_ORIGIN = 1950


@dataclass(frozen=True)
class Asked:
    """A question that can be put.

    Attributes
    ----------
    first, last : origins; no last one means as far as each horizon was observed
    models : by name; each speaks of one of the outcomes at least
    """

    outcomes: tuple[Outcome, ...]
    horizons: tuple[int, ...]
    first: int
    last: int | None
    models: Mapping[str, Forecaster]

    def by_origin(self, ends: Mapping[Outcome, int]) -> dict[int, list[Wanted]]:
        """What is wanted of each origin.

        Parameters
        ----------
        ends : the last year in which an event of each outcome could be seen

        Raises
        ------
        BadQuestion     an outcome and horizon have no origin between the years
        """
        wanted: dict[int, list[Wanted]] = {}
        for outcome in self.outcomes:
            speak = [name for name, model in self.models.items() if outcome in model.outcomes]
            for horizon in self.horizons:
                observed = ends[outcome] - horizon
                last = observed if self.last is None else min(self.last, observed)
                if last < self.first:
                    raise BadQuestion(
                        f"No origin of {outcome} within {count(horizon, 'year')} lies between "
                        f"{self.first} and {self.last or observed}: it is coded to "
                        f"{ends[outcome]}, so the last origin is {observed}.",
                        first=self.first,
                        last=observed,
                    )
                for year in range(self.first, last + 1):
                    wanted.setdefault(year, []).extend(
                        Wanted(outcome, horizon, name) for name in speak
                    )
        return wanted


def ask(
    outcomes: Sequence[str],
    horizons: Sequence[int],
    first: int,
    last: int | None,
    models: Sequence[str | Forecaster] | None,
) -> Asked:
    """Check a question; no models means all that speak of an outcome and can run.

    Raises
    ------
    BadHorizon      no whole number of years from 1 to 20
    BadQuestion     no such outcome or model, one that cannot run, or too early an origin
    """
    unknown = [name for name in outcomes if name not in OUTCOMES]
    if unknown or not outcomes:
        raise BadQuestion(
            f"{listing(unknown) or 'Nothing'} is no outcome. There are {listing(list(OUTCOMES))}.",
            outcomes=tuple(unknown),
        )
    chosen = tuple(name for name in OUTCOMES if name in outcomes)
    if first < EARLIEST_ORIGIN:
        raise BadQuestion(
            f"The first origin would be {first}. Classes begin in 1946: choose {EARLIEST_ORIGIN} or "
            "later.",
            first=EARLIEST_ORIGIN,
        )
    return Asked(chosen, read_horizons(list(horizons)), first, last, _models(models, chosen))


def _models(
    models: Sequence[str | Forecaster] | None, outcomes: tuple[Outcome, ...]
) -> dict[str, Forecaster]:
    speaking = {one.name: one for one in FORECASTERS if set(one.outcomes) & set(outcomes)}
    if models is None:
        found = {name: one for name, one in speaking.items() if can_run(one)}
        if not found:
            raise BadQuestion(
                f"No model speaks of {listing(list(outcomes))} yet.", outcomes=outcomes
            )
        return found
    named = {one.name: one for one in models if isinstance(one, Forecaster)}
    known = {**{one.name: one for one in FORECASTERS}, **named}
    names = [one if isinstance(one, str) else one.name for one in models]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise BadQuestion(
            f"No model is called {listing(unknown) or 'nothing'}. There are "
            f"{listing([one.name for one in FORECASTERS])}.",
            models=tuple(unknown),
        )
    for name in dict.fromkeys(names):
        if not set(known[name].outcomes) & set(outcomes):
            raise BadQuestion(
                f"The model {name!r} does not speak of {listing(list(outcomes))}, only of "
                f"{listing(list(known[name].outcomes))}. Of it speak {listing(list(speaking))}.",
                models=(name,),
            )
        if not can_run(known[name]):
            raise BadQuestion(
                f"The model {name!r} needs packages that are not installed: "
                f"pip install 'detente[{known[name].needs}]'.",
                models=(name,),
            )
    return {name: known[name] for name in dict.fromkeys(names)}


def can_run(model: Forecaster) -> bool:
    """Whether the packages of the extra it needs are installed."""
    if model.needs is None:
        return True
    wanted = [
        re.split(r"[^\w.-]", requirement)[0]
        for requirement in metadata.requires("detente") or []
        if re.search(rf"extra == ['\"]{model.needs}['\"]", requirement)
    ]
    try:
        for name in wanted:
            metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True

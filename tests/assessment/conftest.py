"""Questions put to the starter vintage, each answered once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

import detente
from detente import store
from detente.assessment.schema import Assessment, Forecast, PairStanding
from detente.store import Vintage

Ask = Callable[..., Assessment]


@pytest.fixture(scope="session")
def starter() -> Vintage:
    """The tables inside the package, whatever the cache of this machine holds."""
    return store.vintage("starter")


@pytest.fixture(scope="session")
def ask(starter: Vintage) -> Ask:
    """Ask about two actors; a question that was put before is not worked out again."""

    @cache
    def answer(a: str, b: str, as_of: str | None = None, *blocs: str) -> Assessment:
        return detente.assess(a, b, as_of=as_of, blocs=blocs, vintage=starter)

    return answer


@pytest.fixture(scope="session")
def lead(ask: Ask) -> Callable[..., PairStanding]:
    """Where the pair that leads stands."""

    def standing(a: str, b: str, as_of: str | None = None) -> PairStanding:
        view = ask(a, b, as_of)
        assert view.standing is not None
        return view.standing.pairs[view.standing.lead]

    return standing


@pytest.fixture(scope="session")
def outcome(ask: Ask) -> Callable[..., Forecast]:
    """The forecast of one outcome within ten years, for a pair or a bloc's lead."""

    def forecast(a: str, b: str, as_of: str | None, name: str) -> Forecast:
        return next(
            one
            for one in ask(a, b, as_of).outlook
            if one.outcome == name and one.horizon == 10 and one.aggregation in ("pair", "lead")
        )

    return forecast

"""The starter tables, what happened by them, and one short back-test."""

from __future__ import annotations

import pytest

from detente import store
from detente.evaluate.run import backtest
from detente.measures.cube import build


@pytest.fixture(scope="session")
def starter():
    return store.vintage("starter")


@pytest.fixture(scope="session")
def happened(starter):
    return build(starter, starter.date)


@pytest.fixture(scope="session")
def three(starter):
    """Origins 2002–2004, one and two years ahead."""
    return backtest(
        starter,
        horizons=(1, 2),
        first=2002,
        last=2004,
        models=["base", "borders", "reference"],
    )

"""Forecasts of disputes and rivalries: bounded, ordered by horizon, and true to what is known."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.models.forecasters import Outcome, forecaster
from detente.models.hostility import disputes, rivalries
from detente.models.hostility.ladder import laddered, stretched
from detente.models.hostility.rivalry_cases import cases
from detente.models.past import Past
from detente.store import Vintage

HORIZONS = (1, 3, 5, 10, 15, 20)
DISPUTES: tuple[Outcome, ...] = ("dispute", "violent_dispute")
INDIA, PAKISTAN, CANADA, PORTUGAL = 750, 770, 20, 235


@pytest.fixture(scope="module")
def past(starter: Vintage) -> Past:
    """What was known at the end of 1979."""
    return Past(starter, date(1980, 1, 1))


@pytest.fixture(scope="module")
def members(past: Past) -> np.ndarray:
    return np.flatnonzero(past.cube.member[:, past.cube.year(1979)])


@pytest.fixture(scope="module")
def rivals(past: Past) -> np.ndarray:
    return np.flatnonzero(past.cube.rivalry[:, past.cube.year(1979)])


@pytest.mark.parametrize("outcome", DISPUTES)
@pytest.mark.parametrize("name", ["base", "cells", "hazard", "trees", "blend"])
def test_chances_of_a_dispute_lie_between_0_and_1_and_never_fall(
    past: Past, members: np.ndarray, name: str, outcome: Outcome
) -> None:
    model = forecaster(name)
    assert model is not None
    if model.needs:
        pytest.importorskip("lightgbm")
    before = np.zeros(len(members))
    for horizon in HORIZONS:
        chance = model.forecast(past, outcome, members, horizon)
        assert chance.shape == members.shape
        assert (chance > 0).all() and (chance < 1).all()
        assert (chance >= before - 1e-12).all()
        before = chance


@pytest.mark.parametrize("name", ["base", "hazard", "pool"])
def test_chances_of_a_rivalrys_end_never_fall(past: Past, rivals: np.ndarray, name: str) -> None:
    model = forecaster(name)
    assert model is not None
    before = np.zeros(len(rivals))
    for horizon in HORIZONS:
        chance = model.forecast(past, "rivalry_end", rivals, horizon)
        assert (chance > 0).all() and (chance < 1).all()
        if name != "base":
            assert (chance >= before - 1e-12).all()
        before = chance


def test_india_and_pakistan_are_nearer_a_dispute_than_canada_and_portugal(past: Past) -> None:
    pairs = np.array([past.cube.pair(INDIA, PAKISTAN), past.cube.pair(CANADA, PORTUGAL)])
    hostile, friendly = disputes.hazard(past, "dispute", pairs, 10)
    assert hostile > 0.6
    assert friendly < 0.02


def test_forecasts_are_the_same_twice(starter: Vintage, past: Past, members: np.ndarray) -> None:
    pytest.importorskip("lightgbm")
    blend = forecaster("blend")
    assert blend is not None
    again = Past(starter, date(1980, 1, 1))
    assert np.array_equal(
        blend.forecast(past, "dispute", members, 5), blend.forecast(again, "dispute", members, 5)
    )


def test_the_base_rate_is_events_by_rows_of_closed_origins(past: Past) -> None:
    cube = past.cube
    rows = events = 0
    for year in range(1946, 1975):
        at = cube.year(year)
        risk = cube.member[:, at] & cube.member[:, at + 1]
        rows += risk.sum()
        events += cube.onset[risk, at + 1 : at + 6].any(axis=1).sum()
    assert disputes.base(past, "dispute", np.array([0]), 5)[0] == pytest.approx(events / rows)


def test_nothing_later_than_the_origin_changes_a_forecast(starter: Vintage) -> None:
    """Disputes and rivalries after 1979 are taken out of the tables: the answer is the same."""

    class Cut:
        def table(self, name: str):
            table = starter.table(name)
            return table.filter(table["year"] <= 1979) if name == "dispute_years" else table

    pairs = np.arange(50)
    full, cut = (Past(tables, date(1980, 1, 1)) for tables in (starter, Cut()))
    assert np.array_equal(
        disputes.hazard(full, "dispute", pairs, 5), disputes.hazard(cut, "dispute", pairs, 5)
    )


def test_ends_of_rivalries_are_known_three_years_late(past: Past) -> None:
    table = cases(past)
    assert table.closed == past.cube.year(1976)
    assert table.last == past.cube.year(1979)


def test_the_weights_of_the_pool_are_shares(past: Past) -> None:
    weights = rivalries.weights_of(past, 5)
    assert sum(weights.values()) == pytest.approx(1)
    assert set(weights) == {"rate", "long_rate", "region", "others", "everything"}


def test_rivalries_start_where_none_runs(past: Past) -> None:
    """TSS counts one to four new ones a year; those that run cannot start."""
    chance = rivalries.starts(past)
    at = past.cube.year(1979)
    assert 0.5 < chance.sum() < 5
    assert (chance[past.cube.rivalry[:, at]] == 0).all()


def test_the_ladder_passes_through_what_was_fitted() -> None:
    fitted = {1: np.array([0.1, 0.2]), 5: np.array([0.4, 0.1])}
    at = fitted.__getitem__
    assert laddered((1, 5), 1, at) == pytest.approx([0.1, 0.2])
    assert laddered((1, 5), 5, at) == pytest.approx([0.4, 0.2])  # never below a shorter horizon
    assert laddered((1, 5), 10, at) == pytest.approx([1 - 0.6**2, 1 - 0.8**2])
    assert stretched(np.array([0.5]), 2.0) == pytest.approx([0.75])

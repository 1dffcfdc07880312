"""Hostility after the end of the records: intervals, spreads, and pairs everybody knows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.errors import DataError
from detente.models.hostility import spread
from detente.models.hostility.lagged import fit_lagged, standing
from detente.models.past import Past
from detente.store import Vintage


@pytest.fixture(scope="module")
def past(starter: Vintage) -> Past:
    """2026, twelve years after the last coded dispute."""
    return Past(starter, date(2026, 11, 24))


def test_twelve_years_after_the_records_end(past: Past) -> None:
    """India and Pakistan, Russia and Ukraine; Canada and Portugal."""
    codes = ((750, 770), (365, 369), (20, 235))
    pairs = np.array([past.cube.pair(*both) for both in codes])
    found = standing(past, pairs, 2026)
    assert found.gap == 12
    assert (found.chance[:2] > 0.25).all()
    assert found.chance[2] < 0.02
    assert (found.low < found.chance).all() and (found.chance < found.high).all()
    assert found.high[0] / found.low[0] > 3  # years-old records tell no pair's odds closely


def test_a_pairs_odds_are_less_certain_than_its_classes_rate(past: Past) -> None:
    fitted = fit_lagged(past, 2026, violent=False)
    for found in (fitted.others, fitted.rivals):
        assert found.both >= max(found.classes, found.pairs)


def test_a_year_on_record_is_not_estimated(past: Past) -> None:
    with pytest.raises(DataError, match="on record"):
        standing(past, np.array([0]), 2010)


def test_the_spread_of_counts_is_found_again() -> None:
    rng = np.random.default_rng(7)
    expected = np.full(400, 5.0)
    observed = rng.poisson(expected * np.exp(0.8 * rng.standard_normal(400))).astype(float)
    assert spread.of_classes(expected, observed) == pytest.approx(0.8, abs=0.15)


def test_the_spread_of_pairs_is_found_again() -> None:
    rng = np.random.default_rng(1)
    pair = np.repeat(np.arange(800), 6)
    odds = spread.centred(np.array([0.2]), 1.5) + 1.5 * rng.standard_normal(800)
    event = rng.random(len(pair)) < 1 / (1 + np.exp(-odds[pair]))
    assert spread.of_pairs(pair, np.full(len(pair), 0.2), event) == pytest.approx(1.5, abs=0.2)


def test_a_centred_normal_has_the_chance_as_its_mean() -> None:
    draws = spread.centred(np.array([0.03]), 1.2) + 1.2 * np.random.default_rng(1).normal(
        size=200_000
    )
    assert np.mean(1 / (1 + np.exp(-draws))) == pytest.approx(0.03, rel=0.02)

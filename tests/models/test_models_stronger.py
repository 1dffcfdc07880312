"""A stronger pledge: never less likely than a pact, and only a pact where nothing else is left."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.measures.rungs import Pledge
from detente.models import hazard, reference, stronger
from detente.models.forecasters import FORECASTERS, forecaster
from detente.models.pairs import pairs
from detente.models.past import Past


@pytest.fixture(scope="module")
def past(starter):
    return Past(starter, date(1986, 1, 1))


@pytest.fixture(scope="module")
def rows(past):
    known = pairs(past)
    return known.pair[known.year == known.last]


@pytest.mark.parametrize("horizon", [1, 10])
def test_never_less_likely_than_a_pact(past, rows, horizon):
    any_rise, pact = stronger.hazard(past, rows, horizon), hazard.hazard(past, rows, horizon)
    assert (any_rise >= pact).all()


def test_a_pair_that_owes_non_aggression_can_rise_to_a_pact_alone(past, rows):
    owed = past.cube.pledge[rows, past.cube.year(1985)] == Pledge.NON_AGGRESSION
    assert owed.sum() > 400  # the Helsinki Final Act among them
    any_rise, pact = stronger.hazard(past, rows, 5), hazard.hazard(past, rows, 5)
    assert any_rise[owed] == pytest.approx(pact[owed])
    assert (any_rise[~owed] > pact[~owed]).all()


def test_chances_never_fall_with_the_horizon(past, rows):
    for forecast in (stronger.hazard, stronger.base_rate, stronger.reference_class):
        chances = np.stack([forecast(past, rows, h) for h in (1, 5, 10, 20)])
        assert (np.diff(chances, axis=0) >= 0).all()
        assert (chances >= 0).all() and (chances < 1).all()


def test_the_same_past_gives_the_same_chances(starter, past, rows):
    again = stronger.hazard(Past(starter, date(1986, 1, 1)), rows, 5)
    assert np.array_equal(again, stronger.hazard(past, rows, 5))


def test_the_base_rate_is_that_of_the_reference_classes(past, rows):
    classes = reference.fit(past.cube, 1946, seed=3, replicates=0)["stronger_pledge"]
    assert stronger.base_rate(past, rows[:4], 10) == pytest.approx(classes.base[9])


def test_names_are_unique_and_each_says_of_what_it_speaks():
    names = [one.name for one in FORECASTERS]
    assert len(set(names)) == len(names)
    assert all("defence_pact" in one.outcomes for one in FORECASTERS if one.name == "hazard")
    assert forecaster("trees").needs == "models"
    assert forecaster("oracle") is None


@pytest.mark.parametrize("name", ["base", "reference", "hazard"])
def test_the_registry_asks_the_right_model(past, rows, name):
    one = forecaster(name)
    ask = {"base": stronger.base_rate, "reference": stronger.reference_class}.get(
        name, stronger.hazard
    )
    said = one.forecast(past, "stronger_pledge", rows, 5)
    assert np.array_equal(said, ask(past, rows, 5))

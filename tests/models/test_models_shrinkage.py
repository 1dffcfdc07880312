"""Drawing a class towards the wider one it lies in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.models.shrinkage import STRENGTHS, prior_strength, shrink


def classes_from_a_prior(strength, mean, classes, pairs, seed=0):
    """Shares in classes whose chances were drawn from Beta(m·mean, m·(1 − mean))."""
    rng = np.random.default_rng(seed)
    chance = rng.beta(strength * mean, strength * (1 - mean), classes)
    own = rng.binomial(pairs, chance) / pairs
    return own[None], np.full((1, classes), mean), np.full(classes, float(pairs))


@pytest.mark.parametrize("strength", [5, 20, 100])
@pytest.mark.parametrize("mean", [0.1, 0.4])
def test_the_strength_of_a_known_prior_is_recovered(strength, mean):
    """To within a factor of 1.5, from 2,000 classes of 60 pairs."""
    found = prior_strength(*classes_from_a_prior(strength, mean, 2000, 60))
    assert strength / 1.5 < found[0] < strength * 1.5


def test_classes_that_differ_by_chance_alone_get_the_strongest_prior():
    rng = np.random.default_rng(1)
    own = rng.binomial(50, 0.2, 500)[None] / 50
    found = prior_strength(own, np.full((1, 500), 0.2), np.full(500, 50.0))
    assert found[0] > 500


def test_classes_that_have_nothing_in_common_get_the_weakest():
    own = np.array([[0.0, 1.0] * 50])
    assert prior_strength(own, np.full((1, 100), 0.5), np.full(100, 40.0))[0] == STRENGTHS[0]


def test_an_impossible_parent_says_nothing():
    """Where the parent never saw the event, its classes neither did: no information, no error."""
    zero = np.zeros((1, 3))
    assert STRENGTHS[0] <= prior_strength(zero, zero, np.full(3, 40.0))[0] <= STRENGTHS[1]


CHANCES = st.lists(st.integers(0, 1000).map(lambda mille: mille / 1000), min_size=6, max_size=6)
SIZES = st.lists(st.integers(1, 500), min_size=6, max_size=6)


@given(CHANCES, CHANCES, SIZES)
def test_a_class_ends_up_between_itself_and_its_parent(own, parent, pairs):
    one, wide = np.array(own).reshape(1, 6, 1), np.array(parent).reshape(1, 6, 1)
    drawn = shrink(one, wide, np.array(pairs, float), 1)
    assert (drawn >= np.minimum(one, wide) - 1e-12).all()
    assert (drawn <= np.maximum(one, wide) + 1e-12).all()


@given(CHANCES, CHANCES)
def test_a_larger_class_keeps_more_of_its_own(own, parent):
    """Same chances, but the first class has ten times the pairs of the second."""
    one = np.array([own[0], own[0], *own[1:]]).reshape(1, 7, 1)
    wide = np.array([parent[0], parent[0], *parent[1:]]).reshape(1, 7, 1)
    drawn = shrink(one, wide, np.array([400.0, 40, 50, 50, 50, 50, 50]), 1)
    gap = np.abs(drawn - one)[0, :, 0]
    assert gap[0] <= gap[1] + 1e-12


@given(st.lists(st.floats(0, 0.05), min_size=80, max_size=80), SIZES)
def test_curves_that_never_fall_still_do_not(steps, pairs):
    both = np.cumsum(np.array(steps).reshape(8, 10), axis=1)
    own, parent = both[:4][None], both[4:][None]
    drawn = shrink(own, parent, np.array(pairs[:4], float), 10)
    assert (np.diff(drawn, axis=-1) >= -1e-12).all()

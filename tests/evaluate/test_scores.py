"""Scores against figures worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluate.scores import auc, average_precision, brier, log_loss, score

HALF = np.array([True, False])


def test_auc_counts_pairs_in_the_right_order():
    """Two events, three others: of six pairs four are right and one is a tie."""
    p = np.array([0.9, 0.3, 0.3, 0.1, 0.5])
    y = np.array([True, True, False, False, False])
    assert auc(p, y) == pytest.approx((3 + 1 + 0.5) / 6)


def test_a_constant_cannot_tell_events_apart():
    assert auc(np.full(4, 0.2), np.array([True, False, True, False])) == 0.5


def test_average_precision_of_a_perfect_and_of_a_blind_order():
    y = np.array([True, True, False, False])
    assert average_precision(np.array([4, 3, 2, 1.0]), y, seed=1) == 1
    assert average_precision(np.array([1, 2, 3, 4.0]), y, seed=1) == pytest.approx(
        (1 / 3 + 2 / 4) / 2
    )


def test_losses_of_a_coin():
    p = np.full(2, 0.5)
    assert brier(p, HALF) == 0.25
    assert log_loss(p, HALF) == pytest.approx(np.log(2))


def test_a_chance_of_nought_that_comes_true_costs_much_and_not_without_end():
    assert 10 < log_loss(np.array([0.0]), np.array([True])) < 30


def test_the_base_rate_has_no_skill_against_itself():
    y = [np.array([True, False, False, False])]
    flat = [np.full(4, 0.25)]
    found = score(flat, y, [0.25], seed=1)
    assert (found.log_skill, found.brier_skill, found.total) == (0, 0, 1)


def test_auc_is_of_one_origin_at_a_time():
    """High chances in a year of events make no skill within the year."""
    chances = [np.full(3, 0.9), np.full(3, 0.1)]
    events = [np.array([True, True, False]), np.array([True, False, False])]
    assert score(chances, events, [0.5, 0.5], seed=1).auc == 0.5


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=40))
def test_auc_turns_with_the_order(rows):
    p, y = np.array([p for p, _ in rows]), np.array([y for _, y in rows])
    if y.any() and not y.all():
        assert auc(p, y) == pytest.approx(1 - auc(-p, y))

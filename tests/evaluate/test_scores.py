"""Scores against figures worked out by hand."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluate.bootstrap import intervals
from detente.evaluate.percentiles import shares, unit_percentiles
from detente.evaluate.scores import Sample


def sample(p, y, *, base=0.25, origin=None):
    n = len(p)
    return Sample(
        np.array(p, np.float64),
        np.array(y, bool),
        np.full(n, base),
        np.array(origin or [1990] * n, np.int32),
    )


def one(name, *args, **more):
    return sample(*args, **more).scores()[name][0]


def test_auc_counts_pairs_in_the_right_order():
    """Two events, three others: of six pairs four are right and one is a tie."""
    assert one("auc", [0.9, 0.3, 0.3, 0.1, 0.5], [1, 1, 0, 0, 0]) == pytest.approx(4.5 / 6)


def test_a_constant_cannot_tell_events_apart():
    assert one("auc", [0.2] * 4, [1, 0, 1, 0]) == 0.5


def test_auc_is_of_one_origin_at_a_time():
    """High chances in a year of events make no skill within the year."""
    found = one("auc", [0.9] * 3 + [0.1] * 3, [1, 1, 0, 1, 0, 0], origin=[1990] * 3 + [1991] * 3)
    assert found == 0.5


def test_average_precision_of_a_perfect_and_of_a_blind_order():
    assert one("ap", [0.4, 0.3, 0.2, 0.1], [1, 1, 0, 0]) == 1
    assert one("ap", [0.1, 0.2, 0.3, 0.4], [1, 1, 0, 0]) == pytest.approx((1 / 3 + 2 / 4) / 2)


def test_average_precision_of_a_constant_is_near_the_share_of_events():
    y = np.arange(2000) % 20 == 0
    assert one("ap", [0.1] * 2000, y) == pytest.approx(0.05, abs=0.02)


def test_the_base_rate_has_no_skill_against_itself():
    found = sample([0.25] * 4, [1, 0, 0, 0]).scores()
    assert (found["log_skill"][0], found["brier_skill"][0], found["total"][0]) == (0, 0, 1)


def test_skill_is_what_is_saved_of_the_loss():
    """Against a base of .25 a forecast of .75 and .25 saves this much."""
    base = np.log(4) + np.log(4 / 3)
    assert one("log_skill", [0.75, 0.25], [1, 0]) == pytest.approx(1 - 2 * np.log(4 / 3) / base)
    assert one("brier_skill", [0.75, 0.25], [1, 0]) == pytest.approx(1 - 0.125 / 0.625)


def test_a_chance_of_nought_that_comes_true_costs_much_and_not_without_end():
    assert -100 < one("log_skill", [0.0, 0.0], [1, 0]) < -10


def test_without_an_event_there_is_no_score():
    assert all(np.isnan(value[0]) for value in sample([0.1], [0]).scores().values())


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=40))
def test_auc_turns_with_the_order(rows):
    p, y = [p for p, _ in rows], [y for _, y in rows]
    if any(y) and not all(y):
        turned = [1 - value for value in p]
        if len(set(turned)) == len(set(p)):
            assert one("auc", p, y) == pytest.approx(1 - one("auc", turned, y))


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), min_size=3, max_size=30))
def test_a_weight_of_two_is_an_event_told_twice(rows):
    p, y = [p for p, _ in rows], [y for _, y in rows]
    if any(y) and not all(y):
        plain = sample(p, y)
        twice = sample([*p, *np.array(p)[y]], [*y, *[True] * sum(y)], base=0.25)
        weighed = plain.scores(np.full((1, sum(y)), 2.0))
        for name in ("auc", "log_skill", "brier_skill", "total"):
            assert weighed[name][0] == pytest.approx(twice.scores()[name][0])


def test_an_interval_draws_clusters_not_rows():
    """Of two treaties, one with nine events: draws hold 0, 10 or 18 of its events."""
    clusters = np.array([1] * 9 + [2])
    seen = set()

    def total(w):
        seen.update(w.sum(axis=1).tolist())
        return {"events": w.sum(axis=1)}

    assert intervals(total, clusters)["events"] == (2, 18)
    assert seen == {2, 10, 18}


def test_one_treaty_gives_no_interval():
    low, high = intervals(lambda w: {"events": w.sum(axis=1)}, np.array([7, 7]))["events"]
    assert np.isnan(low) and np.isnan(high)


def test_shares_of_decisions():
    found = shares(np.array([0.995, 0.98, 0.5, 0.96]))
    assert [found[name][0] for name in ("top_1", "top_3", "top_5", "top_10")] == [
        0.25,
        0.5,
        0.75,
        0.75,
    ]
    assert found["median"][0] == pytest.approx(0.97)


def test_percentiles_of_units():
    """Four units a year: the one that decided stands first, or shares the middle."""
    units = pl.DataFrame(
        {
            "origin": [1990] * 4 + [1991] * 4,
            "unit": ["a", "b", "c", "d"] * 2,
            "p": [0.4, 0.3, 0.2, 0.1, 0.2, 0.2, 0.2, 0.2],
            "event": [True, False, False, False, False, True, False, False],
        }
    )
    found = unit_percentiles(units)
    assert found["percentile"].to_list() == [0.875, 0.5]
    assert found["n_units"].to_list() == [4, 4]

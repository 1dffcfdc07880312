"""Tamed trees: the same each time, never against the signs that theory gives."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.models.boosted import DOWN, SETTINGS, UP, _fit, trees
from detente.models.pairs import pairs
from detente.models.past import Past

pytest.importorskip("lightgbm")


@pytest.fixture(scope="module")
def past(starter):
    return Past(starter, date(1986, 1, 1))


@pytest.fixture(scope="module")
def rows(past):
    known = pairs(past)
    return known.pair[known.year == known.last]


def test_every_sign_names_a_feature(past):
    assert set(UP) | set(DOWN) <= set(pairs(past).names)
    assert not set(UP) & set(DOWN)


def test_the_same_past_gives_the_same_chances(starter, past, rows):
    assert np.array_equal(trees(Past(starter, date(1986, 1, 1)), rows, 5), trees(past, rows, 5))


def test_chances_never_fall_with_the_horizon(past, rows):
    chances = np.stack([trees(past, rows, h) for h in (1, 5, 10, 20)])
    assert (np.diff(chances, axis=0) >= 0).all()
    assert (chances > 0).all() and (chances < 1).all()


def test_trees_stay_small(past):
    fitted = _fit(past)
    leaves = fitted.booster.trees_to_dataframe().query("left_child.isna()")
    assert leaves.groupby("tree_index").size().max() <= SETTINGS["num_leaves"]


@pytest.mark.parametrize(("feature", "sign"), [("log_bordering_allies_more", 1), ("log_km", -1)])
def test_a_feature_with_a_sign_never_works_against_it(past, feature, sign):
    known = pairs(past)
    fitted = past.keep("trees", lambda: _fit(past))
    now = np.flatnonzero(known.year == known.last)[:500]
    moved = known.x[now].copy()
    moved[:, known.names.index(feature)] += 1.0
    before = fitted.booster.predict(known.x[now], raw_score=True)
    after = fitted.booster.predict(moved, raw_score=True)
    assert (sign * (after - before) >= 0).all()
    assert (after != before).any()

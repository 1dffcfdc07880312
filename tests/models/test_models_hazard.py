"""The hazard logit: its spline, its horizons, and what it says of known pairs."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.measures.rungs import Pledge
from detente.models.hazard import compounded, fit_hazard, hazard, restricted_spline, to_pact
from detente.models.pairs import pairs
from detente.models.past import Past

KNOTS = (1.0, 5.0, 15.0, 40.0)


@pytest.fixture(scope="module")
def past(starter):
    return Past(starter, date(1986, 1, 1))


@pytest.fixture(scope="module")
def rows(past):
    known = pairs(past)
    return known.pair[known.year == known.last]


def test_the_spline_is_linear_beyond_its_outer_knots():
    beyond = restricted_spline(np.arange(40.0, 200.0), KNOTS)
    assert np.diff(beyond, 2, axis=0) == pytest.approx(0, abs=1e-9)
    before = restricted_spline(np.linspace(-3.0, 1.0, 9), KNOTS)
    assert before[:, 1:] == pytest.approx(0)


def test_the_spline_bends_between_its_knots_without_a_jump():
    basis = restricted_spline(np.arange(0.0, 60.0, 0.01), KNOTS)
    assert basis.shape[1] == len(KNOTS) - 1
    assert np.abs(np.diff(basis, 3, axis=0)).max() < 1e-6


def test_two_years_are_one_after_the_other():
    assert compounded(np.array([0.1, 0.0, 1e-12]), 2) == pytest.approx([0.19, 0.0, 2e-12])


def test_chances_never_fall_with_the_horizon(past, rows):
    chances = np.stack([hazard(past, rows, h) for h in (1, 5, 10, 20)])
    assert (np.diff(chances, axis=0) >= 0).all()
    assert (chances > 0).all() and (chances < 1).all()


def test_the_same_past_gives_the_same_chances(starter, past, rows):
    again = hazard(Past(starter, date(1986, 1, 1)), rows, 5)
    assert np.array_equal(again, hazard(past, rows, 5))


def test_the_yearly_total_is_of_the_size_of_yearly_onsets(past, rows):
    """On average 22 onsets a year in 1947–85, 889 in all, in few and uneven decisions."""
    total = hazard(past, rows, 1).sum()
    assert 5 < total < 60


def test_states_of_one_region_with_many_shared_allies_come_first(past, rows):
    """Belize, independent in 1981 among members of the Rio pact; Bhutan and Bolivia."""
    cube = past.cube
    chances = dict(zip(rows.tolist(), hazard(past, rows, 1).tolist(), strict=True))
    belize_mexico, bhutan_bolivia = chances[cube.pair(80, 70)], chances[cube.pair(760, 145)]
    assert belize_mexico > 20 * bhutan_bolivia


def test_pacts_are_fitted_on_closed_years_alone(past):
    """Rows of the last year carry no outcome yet; the mean chance is the weighted share."""
    known = pairs(past)
    closed = known.until(known.last - 1)
    fitted = to_pact(past).logit
    onsets = int(
        sum(
            (
                past.cube.member[:, at]
                & past.cube.member[:, at - 1]
                & (past.cube.pledge[:, at] >= Pledge.DEFENCE)
                & (past.cube.pledge[:, at - 1] < Pledge.DEFENCE)
            ).sum()
            for at in range(past.cube.year(1947), past.cube.year(known.last) + 1)
        )
    )
    y = np.zeros(closed.stop, np.bool_)
    y[:onsets] = True
    assert fitted.events < onsets  # old years weigh less
    assert fitted.rows < closed.stop
    assert fit_hazard(known, np.arange(len(known.year)), y).crowd == len(
        known.now(known.pair[closed.stop :])
    )

"""Disputes and rivalries' ends ahead of a day: equal to the hazard while records are current."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.dates import HORIZONS
from detente.models.hostility import ahead, disputes, lagged, rivalries
from detente.models.past import Past
from detente.store import Vintage


@pytest.fixture(scope="module")
def current(starter: Vintage) -> Past:
    """Early 1980, when the disputes of 1979 are known."""
    return Past(starter, date(1980, 1, 1))


@pytest.fixture(scope="module")
def late(starter: Vintage) -> Past:
    """The middle of 2020, five full years after the last dispute on record."""
    return Past(starter, date(2020, 6, 1))


def members(past: Past) -> np.ndarray:
    return np.flatnonzero(past.cube.member[:, past.cube.year(past.as_of.year - 1)])


def test_full_years_after_the_records_end_are_skipped(current: Past, late: Past) -> None:
    assert lagged.skipped(current) == 0
    assert lagged.skipped(late) == 5  # 2015 … 2019


@pytest.mark.parametrize("horizon", [1, 3, 5, 10, 20])
def test_with_nothing_skipped_it_is_the_hazard(current: Past, horizon: int) -> None:
    rows = members(current)
    found = ahead.dispute(current, rows).within(horizon).chance
    expected = disputes.hazard(current, "dispute", rows, horizon)
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("horizon", [1, 4, 10, 20])
def test_the_end_of_a_rivalry_is_the_pools(current: Past, horizon: int) -> None:
    rows = ahead.rivals(current)
    found = ahead.rivalry_end(current, rows).within(horizon).chance
    np.testing.assert_array_equal(found, rivalries.pool(current, rows, horizon))


@pytest.mark.parametrize("when", ["current", "late"])
def test_chances_are_bounded_and_never_fall(when: str, request: pytest.FixtureRequest) -> None:
    past: Past = request.getfixturevalue(when)
    for ladder in (
        ahead.dispute(past, members(past)),
        ahead.rivalry_end(past, ahead.rivals(past)),
    ):
        before = None
        for horizon in range(1, 21):
            found = ladder.within(horizon)
            assert (found.low >= 0).all() and (found.high < 1).all()
            assert (found.low <= found.chance).all() and (found.chance <= found.high).all()
            for now, then in zip(found, before or found, strict=True):
                assert (now >= then - 1e-12).all()
            before = found


def test_every_row_that_is_fitted_was_over(late: Past) -> None:
    """Rows of a year T count onsets of T + 1 … T + h, all of them on record."""
    table, ends = lagged.seen(late), late.cube.year(2014)
    assert table.last == late.cube.year(2019)
    for horizon in HORIZONS:
        rows, event = disputes.training(late, "dispute", horizon, table)
        assert table.column[rows].max() == ends - horizon
        at = table.pair[rows], table.column[rows]
        came = np.zeros(len(rows), np.bool_)
        for year in range(1, horizon + 1):
            came |= late.cube.onset[at[0], at[1] + year]
        np.testing.assert_array_equal(event, came)


def test_old_records_tell_less_than_current_ones(current: Past, late: Past) -> None:
    """India and Pakistan: the interval after five years skipped is the wider one."""
    wide = {}
    for past in (current, late):
        pair = np.array([past.cube.pair(750, 770)])
        found = ahead.dispute(past, pair).within(1)
        odds = [np.log(p / (1 - p)) for p in (found.low, found.high)]
        wide[past.as_of.year] = float(odds[1][0] - odds[0][0])
    assert wide[2020] > 2 * wide[1980]


def test_rivalries_that_ended_out_of_sight_still_run(starter: Vintage) -> None:
    """The end of the rivalry of the USA and the USSR in 1989 could not be seen in 1990."""
    past = Past(starter, date(1990, 6, 1))
    rivals = ahead.rivals(past)
    assert past.cube.pair(2, 365) in rivals
    assert past.cube.pair(20, 235) not in rivals

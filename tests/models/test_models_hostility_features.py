"""Features of pairs: the same whenever they are worked out, and true to the record."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.models.hostility.features import features, rivalry_as_known
from detente.models.hostility.history import (
    carried,
    count_in,
    delayed,
    fading,
    run_length,
    spline,
    years_since,
)
from detente.models.hostility.lagged import lagged_features
from detente.models.hostility.rivalry_cases import cases
from detente.models.past import Past
from detente.store import Vintage

USA, CANADA, CUBA, INDIA, PAKISTAN = 2, 20, 40, 750, 770
REVISED = {"log_km"}  # capitals are those of the past's day


@pytest.fixture(scope="module")
def early(starter: Vintage) -> Past:
    """What was known at the end of 1975, with the war over Vietnam just over."""
    return Past(starter, date(1976, 1, 1))


@pytest.fixture(scope="module")
def later(starter: Vintage) -> Past:
    return Past(starter, date(1990, 1, 1))


def test_a_row_is_the_same_in_a_past_cut_at_its_year_and_in_a_later_one(
    early: Past, later: Past
) -> None:
    short, long = features(early), features(later)
    cube, after = early.cube, later.cube
    member = cube.member[short.pair, short.column]
    pair, column = short.pair[member], short.column[member]
    one, two = (
        np.searchsorted(after.states, cube.states[side[pair]]) for side in (cube.one, cube.two)
    )
    where = {key: at for at, key in enumerate(zip(long.column, long.pair, strict=True))}
    at = [where[key] for key in zip(column, after.index[one, two], strict=True)]
    for number, name in enumerate(short.names):
        if name not in REVISED:
            np.testing.assert_allclose(
                short.x[member, number], long.x[at, number], rtol=1e-4, atol=1e-4, err_msg=name
            )


def test_layers_hold_their_last_year_where_their_source_ends(starter: Vintage) -> None:
    """Borders and major powers are coded to 2016, alliances to 2018; the cube goes to 2020.

    The USA: a major power, with a land border to Canada and NATO's pledge to it.
    """
    past = Past(starter, starter.date)
    last = past.cube.year(starter.date.year - 1)
    pair = np.array([past.cube.pair(USA, CANADA)])
    table = lagged_features(past, last)
    for name in ("land", "contiguous", "majors", "pact", "pledge"):
        assert table.get(name, table.now(pair)) == 1, name
    rivals = cases(past)
    now = rivals.now(np.array([past.cube.pair(USA, CUBA)]))
    assert rivals.columns(("any_major",))[now] == 1
    border = rivals.columns(("land",))[rivals.now(np.array([past.cube.pair(INDIA, PAKISTAN)]))]
    assert border == 1


def test_rows_end_with_every_pair_in_the_last_year(early: Past) -> None:
    table = features(early)
    pairs = np.array([0, 7, len(early.cube.one) - 1])
    assert (table.pair[table.now(pairs)] == pairs).all()
    assert (table.column[table.now(pairs)] == early.cube.year(1975)).all()
    assert np.isfinite(table.x).all()


def test_disputes_end_in_2014_however_late_the_day(starter: Vintage) -> None:
    past = Past(starter, date(2026, 6, 1))
    assert features(past).last == past.cube.year(2014)


def test_the_end_of_a_rivalry_is_seen_three_years_late(later: Past) -> None:
    cube = later.cube
    seen = rivalry_as_known(cube)
    ended = np.argwhere(cube.rivalry_end)
    for pair, column in ended[-5:]:
        assert seen[pair, column : column + 3].all()
        again = cube.rivalry[pair, column + 1 : column + 4].any()
        assert again or not seen[pair, column + 3]


def test_fading_counts_and_clocks() -> None:
    event = np.array([[False, True, False, False, True]])
    there = np.ones_like(event)
    assert fading(event, 1.0)[0].tolist() == [0, 1, 0.5, 0.25, 1.125]
    assert count_in(event, 3)[0].tolist() == [0, 1, 1, 1, 1]
    assert years_since(event, there)[0].tolist() == [0, 0, 1, 2, 0]
    assert run_length(~event)[0].tolist() == [1, 0, 1, 2, 0]


def test_a_delayed_layer_shows_earlier_years_and_a_carried_one_its_last() -> None:
    layer = np.array([[1, 2, 3]])
    assert delayed(layer, 1, 3)[0].tolist() == [0, 1, 2]
    assert delayed(layer, 2, 6)[0].tolist() == [0, 0, 1, 2, 3, 3]
    assert carried(layer, 5)[0].tolist() == [1, 2, 3, 3, 3]


def test_a_restricted_spline_is_linear_beyond_its_outer_knots() -> None:
    years = np.array([60.0, 61.0, 62.0, 63.0], np.float32)
    for bent in spline(years, (0.0, 4.0, 10.0, 50.0)):
        assert np.diff(bent, 2) == pytest.approx(0, abs=1e-3)
        assert np.diff(bent)[0] != 0

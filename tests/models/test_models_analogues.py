"""Nearest historical dyads."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.measures.cube import FIRST_YEAR
from detente.measures.rungs import Pledge
from detente.models.analogues import FEATURES, QUIET_CAP, eventful, nearest, space

LAST = 2014  # disputes


@pytest.fixture(scope="module")
def place(today, starter):
    """Every pair-year since 1816, with CINC."""
    shares = np.full((len(today.states), len(today.years)), np.nan)
    rows = starter.table("capabilities").filter(pl.col("state").is_in(today.states.tolist()))
    rows = rows.filter(pl.col("year").is_between(FIRST_YEAR, int(today.years[-1])))
    at = np.searchsorted(today.states, rows["state"].to_numpy())
    shares[at, rows["year"].to_numpy() - FIRST_YEAR] = rows["cinc"].to_numpy()
    return space(today, shares)


@pytest.fixture(scope="module")
def candidates(today):
    return np.nonzero(eventful(today, 1946, LAST, allied=False))


def point(place, pair, column):
    found = place.points(np.array([pair]), np.array([column]))
    return {name: float(values[0]) for name, values in found.items()}


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10, deadline=None)
def test_a_pair_is_nearest_to_itself_where_that_is_allowed(place, candidates, seed):
    """No other pair can be nearer than at distance 0; another may be just as near."""
    rows, columns = candidates
    at = np.random.default_rng(seed).integers(len(rows))
    found = nearest(place, point(place, rows[at], columns[at]), rows, columns, 10)
    assert found[0].distance == pytest.approx(0, abs=1e-6) or np.isnan(
        point(place, rows[at], columns[at])["size"]
    )
    assert rows[at] in [near.pair for near in found if near.distance <= found[0].distance + 1e-6]


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
@settings(max_examples=10, deadline=None)
def test_ten_different_pairs_the_nearest_first(place, candidates, seed, most):
    rows, columns = candidates
    at = np.random.default_rng(seed).integers(len(rows))
    found = nearest(place, point(place, rows[at], columns[at]), rows, columns, most)
    assert len({near.pair for near in found}) == len(found) == most
    distances = [near.distance for near in found]
    assert distances == sorted(distances)


def test_the_order_of_candidates_does_not_matter(today, place, candidates):
    rows, columns = candidates
    target = point(place, today.pair(2, 365), today.year(1985))
    order = np.random.default_rng(0).permutation(len(rows))
    assert nearest(place, target, rows, columns, 10) == nearest(
        place, target, rows[order], columns[order], 10
    )


def test_the_superpowers_have_few_like_them(today, place, candidates):
    """Two great powers, rivals, fresh from disputes: America and China come first."""
    rows, columns = candidates
    own = today.pair(2, 365)
    others = rows != own
    target = point(place, own, today.year(1985))
    found = nearest(place, target, rows[others], columns[others], 5)
    assert today.pair(2, 710) in {near.pair for near in found}


def test_years_with_less_than_twenty_to_look_at_are_left_out(today):
    """And so are pairs before the first year, and pairs outside the system."""
    found = eventful(today, 1946, LAST, allied=False)
    columns = np.flatnonzero(found.any(axis=0))
    assert (today.years[columns].min(), today.years[columns].max()) == (1946, LAST - 20)
    assert not (found & ~today.member).any()


def test_allies_are_compared_with_allies(today):
    """No pair-year serves both."""
    without, within = (eventful(today, 1946, LAST, allied=allied) for allied in (False, True))
    assert not (without & within).any()
    assert (today.pledge[within] == Pledge.DEFENCE).all()
    assert within[today.pair(2, 200), today.year(1960)]


def test_pairs_with_nothing_but_silence_are_left_out(today):
    """Paraguay and Botswana neither pledged nor fought nor bordered."""
    silent = today.pair(150, 571)
    assert today.member[silent].any()
    assert not eventful(today, 1946, LAST, allied=False)[silent].any()


def test_features_as_a_reader_would_count_them(today, place):
    """The USA and the USSR in 1985: rivals for 41 years, a dispute lately, both great powers."""
    found = point(place, today.pair(2, 365), today.year(1985))
    assert found.keys() == FEATURES.keys()
    assert found["pledge"] == Pledge.NON_AGGRESSION
    assert found["rivalry"] == found["contiguity"] == found["dispute"] == 1
    assert np.expm1(found["rivalry_age"]) == pytest.approx(1985 - 1945 + 1)
    assert found["majors"] == 2
    assert found["balance"] <= 0


def test_silence_is_capped(today, place):
    """Who never fought is as quiet as who last fought fifty years ago."""
    never = point(place, today.pair(2, 900), today.year(1980))
    assert np.expm1(never["quiet"]) == pytest.approx(QUIET_CAP)
    assert never["dispute"] == 0


def test_an_unknown_feature_puts_all_candidates_equally_far(today, place, candidates):
    """The order among them stays what the known features say."""
    rows, columns = candidates
    target = point(place, today.pair(750, 770), today.year(1985))
    blind = {**target, "size": float("nan"), "balance": float("nan")}
    found = nearest(place, blind, rows, columns, 10)
    assert all(near.distance >= 1.0 for near in found)  # √(.5 + .5)

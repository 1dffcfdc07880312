"""What it means that two pairs are alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.models.cells import (
    CONDITIONS,
    KINDS,
    SIZES,
    WIDTHS,
    Profile,
    cell_of,
    cells,
    hostility_of,
    narrow_per_wide,
    recent_dispute,
)

PROFILES = st.builds(
    Profile,
    pledge=st.integers(0, 3),
    hostility=st.integers(0, 2),
    dispute=st.booleans(),
    relevance=st.booleans(),
    contiguity=st.booleans(),
    majors=st.integers(0, 2),
)


def test_conditions_are_dropped_in_the_declared_order():
    """Majors first, then contiguity, relevance, dispute, hostility, and the pledge last."""
    assert CONDITIONS[::-1] == (
        "majors",
        "contiguity",
        "relevance",
        "dispute",
        "hostility",
        "pledge",
    )


@given(PROFILES, st.integers(0, WIDTHS - 2))
def test_a_wider_cell_holds_the_narrower_one(profile, width):
    key = profile.key()
    dropped = SIZES[CONDITIONS[len(CONDITIONS) - width - 1]]
    assert cell_of(key, width) // dropped == cell_of(key, width + 1)
    assert cell_of(key, 0) // narrow_per_wide(width) == cell_of(key, width)


@given(PROFILES)
def test_every_profile_has_a_cell_that_knows_its_hostility(profile):
    cell = cell_of(profile.key(), 0)
    assert 0 <= cell < KINDS
    assert hostility_of(np.array([cell])) == profile.hostility


@given(PROFILES, PROFILES)
def test_different_profiles_have_different_cells(one, other):
    assert (one == other) == (cell_of(one.key(), 0) == cell_of(other.key(), 0))


@pytest.mark.parametrize(
    ("relevance", "contiguity", "left"),
    [(None, None, CONDITIONS[:3]), (True, None, CONDITIONS[:4]), (True, True, CONDITIONS)],
)
def test_what_nobody_coded_is_no_condition(relevance, contiguity, left):
    """Where borders are unknown, as after 2016, the conditions that rest on them drop out."""
    profile = Profile(0, 0, False, relevance, contiguity, 0)
    assert len(profile.key()) == len(left)


def test_a_dispute_counts_for_ten_years():
    """That of 1816 in the years 1816–1825."""
    dispute = np.zeros((1, 30), np.bool_)
    dispute[0, 0] = True
    assert np.flatnonzero(recent_dispute(dispute)[0]).tolist() == list(range(10))


def test_the_superpowers_in_1962(today):
    """Consultation (Laos), rivals, disputes, the Bering Strait, both major powers."""
    found = cells(today)[today.pair(2, 365), today.year(1962)]
    assert found == cell_of(Profile(1, 1, True, True, True, 2).key(), 0)


def test_nothing_is_alike_beyond_the_shortest_coverage(today):
    """Disputes end in 2014: from 2015 on nobody knows whether two pairs are alike."""
    found = cells(today)
    assert (found[:, today.year(2015) :] == -1).all()
    assert (found[:, : today.year(2015)] >= 0).all()

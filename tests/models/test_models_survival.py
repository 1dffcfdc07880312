"""How long until an event, with leaving seen as leaving."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from detente.models.survival import NEVER, cumulative, tallies, years_in_view, years_to_next


def curve(wait, view, horizon=20):
    wait, view = np.array(wait, np.int16), np.array(view, np.int16)
    events, risk = tallies(wait, view, np.zeros(len(wait), np.int64), 1, horizon)
    return events[0], risk[0], cumulative(events, risk)[0]


# ── by hand ─────────────────────────────────────────────────────────────────────────────


def test_five_pairs_by_hand():
    """Events after 2 and 3 years; one pair leaves after 1, one after 4, and one leaves first.

    Year 1: nobody of five. Year 2: one of three. Year 3: one of two. Year 4: nobody of one.
    Survival 1, 2/3, 1/3, 1/3.
    """
    events, risk, p = curve([2, NEVER, 3, NEVER, 2], [10, 1, 5, 4, 1], horizon=6)
    assert events.tolist() == [0, 1, 1, 0, 0, 0]
    assert risk.tolist() == [5, 3, 2, 1, 0, 0]
    assert p == pytest.approx([0, 1 / 3, 2 / 3, 2 / 3, 2 / 3, 2 / 3])


def test_leukaemia_remissions():
    """Twenty-one patients on 6-MP: survival .857 .807 .753 .690 .627, printed in every textbook.

    Freireich and others (1963), Blood 21: 699–716; the same numbers in Kalbfleisch & Prentice.
    Weeks of relapse 6 6 6 7 10 13 16 22 23; the rest were still in remission when last seen.
    """
    relapse = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    last_seen = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    wait = relapse + [NEVER] * len(last_seen)
    *_, p = curve(wait, [99] * len(relapse) + last_seen, horizon=23)
    survival = 1 - p[np.array([6, 7, 10, 13, 16, 22, 23]) - 1]
    assert survival == pytest.approx([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=5e-4)


def test_counting_the_departed_as_survivors_lowers_the_rate():
    """Ten pairs, of which five leave after a year; then one allies each year."""
    wait = [NEVER] * 5 + [2, 3, 4, 5, 6]
    *_, p = curve(wait, [1] * 5 + [9] * 5, horizon=6)
    assert p[5] == 1.0
    assert np.mean(np.array(wait) <= 6) == 0.5


def test_the_next_event_is_never_the_present_one():
    event = np.array([[True, False, False, True, True, False]])
    assert years_to_next(event).tolist() == [[3, 2, 1, 1, NEVER, NEVER]]


def test_a_pair_is_in_view_until_a_state_dies():
    """Alive in years 0–2 and 4–6; the record ends in year 5. What comes back is a new stretch."""
    member = np.array([[True, True, True, False, True, True, True]])
    assert years_in_view(member, 5).tolist() == [[2, 1, 0, 2, 1, 0, 0]]
    assert years_in_view(member, 99).tolist() == [[2, 1, 0, 3, 2, 1, 0]]


def test_an_event_past_the_horizon_is_exposure_only():
    events, risk, _ = curve([25], [30], horizon=20)
    assert events.sum() == 0
    assert risk.tolist() == [1] * 20


# ── properties ──────────────────────────────────────────────────────────────────────────

ROWS = st.lists(
    st.tuples(st.integers(1, 30) | st.just(int(NEVER)), st.integers(0, 30), st.integers(0, 3)),
    min_size=1,
    max_size=40,
)


@given(ROWS)
def test_the_curve_is_a_chance_that_never_falls(rows):
    wait, view, _ = zip(*rows, strict=True)
    *_, p = curve(wait, view)
    assert (p >= 0).all()
    assert (p <= 1).all()
    assert (np.diff(p) >= -1e-12).all()


@given(ROWS)
def test_groups_add_up_to_the_whole(rows):
    """Nested classes rest on this: the tallies of a wider class are sums of narrower ones."""
    wait, view, group = (np.array(column) for column in zip(*rows, strict=True))
    wait, view = wait.astype(np.int16), view.astype(np.int16)
    events, risk = tallies(wait, view, group, 4)
    whole_events, whole_risk = tallies(wait, view, np.zeros_like(group), 1)
    assert np.array_equal(events.sum(0), whole_events[0])
    assert np.array_equal(risk.sum(0), whole_risk[0])


@given(ROWS, st.integers(1, 20))
def test_nobody_leaving_it_is_the_plain_share(rows, horizon):
    wait = np.array([row[0] for row in rows], np.int16)
    *_, p = curve(wait, np.full(len(wait), 40))
    assert p[horizon - 1] == pytest.approx(np.mean(wait <= horizon))


@given(ROWS)
def test_at_risk_are_those_who_stayed_and_had_no_event(rows):
    wait, view, _ = (np.array(column) for column in zip(*rows, strict=True))
    events, risk, _ = curve(wait, view)
    for year in range(1, 21):
        assert risk[year - 1] == ((view >= year) & (wait >= year)).sum()
        assert events[year - 1] == ((wait == year) & (view >= year)).sum()


@given(arrays.arrays(np.bool_, (3, 12)))
def test_waits_point_at_events(event):
    wait = years_to_next(event)
    for row, column in np.ndindex(*event.shape):
        later = np.flatnonzero(event[row, column + 1 :])
        assert wait[row, column] == (later[0] + 1 if len(later) else NEVER)

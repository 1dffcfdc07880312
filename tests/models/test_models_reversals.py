"""Enemies that became allies."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from detente.measures.rungs import Pledge
from detente.models.reversals import Ending, allied_since, endings, within

PEOPLES = {255: (255, 260), 260: (255, 260), 678: (678, 679), 679: (678, 679)}


def family(state):
    return PEOPLES.get(state, (state,))


def alone(state):
    return (state,)


@pytest.fixture(scope="module")
def rivalries(starter):
    coded = starter.table("rivalry_spells").filter(pl.col("coding") == "tss")
    return coded.select("name", "state1", "state2", "last")


def ended(rivalries, first, last):
    return rivalries.filter(pl.col("last").is_between(first, last)).iter_rows()


@pytest.fixture(scope="module")
def found(today, rivalries):
    every = endings(today, ended(rivalries, 1816, 2019), family)
    return {(case.state1, case.state2, case.ended): case for case in every}


# ── cases ───────────────────────────────────────────────────────────────────────────────


def test_france_and_germany(found):
    """The rivalry is coded for the Germany of 1871–1945 and ends in 1955.

    The pact is West Germany's: the Paris Agreements of 23 October 1954.
    """
    case = found[220, 255, 1955]
    assert case.allied == 1954
    assert case.reversal
    assert case.wait == 0  # the pact came with the end
    assert not case.before


def test_without_succession_france_and_germany_would_ally_in_1990(today, rivalries):
    one = rivalries.filter(pl.col("name") == "France-Germany").iter_rows()
    (case,) = endings(today, one, alone)
    assert case.allied == 1990


def test_japan_and_america(found):
    """Enemies to 1945, allies by the treaty of San Francisco's day, 8 September 1951.

    Japan was not in the system from 1945 to 1952; that does not put the pair out of sight.
    """
    case = found[2, 740, 1945]
    assert (case.allied, case.wait) == (1951, 6)
    assert case.view == 2018 - 1945
    assert case.reversal


def test_brazil_and_argentina_never_needed_a_new_pact(found):
    """Rivals to 1985, allied since 1945 (Chapultepec, then Rio): no enmity gave way to it."""
    case = found[140, 160, 1985]
    assert (case.allied, case.at_end) == (1945, True)
    assert case.before
    assert not case.reversal


def test_an_ending_is_not_an_alliance(found):
    """The Cold War ended in 1989 without a defence pact between its two sides."""
    case = found[2, 365, 1989]
    assert (case.allied, case.at_end, case.reversal) == (None, False, False)


def test_a_state_that_dies_is_out_of_sight(found):
    """South Vietnam left the system in 1975, the year its rivalries ended."""
    assert found[816, 817, 1975].view == 0


def test_allies_who_were_rivals_all_along_are_no_reversal(found):
    """Iraq and Saudi Arabia quarrelled inside the Arab League, allied from 1951."""
    case = found[645, 670, 2018]
    assert case.allied == 1951
    assert case.before
    assert not case.reversal


# ── counts ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("first", "last", "endings_"), [(1816, 2019, 193), (1946, 2019, 129)])
def test_how_many_rivalries_ended(today, rivalries, first, last, endings_):
    """21, 43, 52 and 77 by era; those of 2020 are still running."""
    assert len(endings(today, ended(rivalries, first, last), family)) == endings_


def test_how_the_endings_of_1945_to_1998_divide(today, rivalries):
    """92 endings. 65 had no pact in the last year by the codes of the rivalry alone.

    With peoples followed France and Germany, and three rivalries of the Yemens, had one.
    """
    after = endings(today, ended(rivalries, 1945, 1998), family)
    before = endings(today, ended(rivalries, 1945, 1998), alone)
    assert len(after) == len(before) == 92
    assert (sum(not one.at_end for one in before), sum(not one.at_end for one in after)) == (65, 61)


def test_chance_of_a_pact_after_a_rivalry(today, rivalries):
    """7.7, 10.8, 33.8% of 65 were printed, without censoring and without succession.

    Without succession 63 of these remain in sight (South Vietnam's two do not): 5, 7 and 22 of
    them. With it Germany's pacts with Britain and America date from 1954, not from 1990.
    """
    before = within(endings(today, ended(rivalries, 1945, 1998), alone))[[4, 9, 19]]
    assert before == pytest.approx([5 / 63, 7 / 63, 0.350], abs=5e-4)
    after = within(endings(today, ended(rivalries, 1945, 1998), family))[[4, 9, 19]]
    assert after == pytest.approx([5 / 59, 8 / 59, 0.391], abs=5e-4)


# ── definitions, by hand ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("years", "allied", "at_end"),
    [
        (range(0), None, False),
        (range(15, 20), 1831, False),  # later
        (range(8, 20), 1824, True),  # with the end
        (range(5), None, False),  # long gone by then
        ([*range(5), *range(12, 15)], 1828, False),  # gone, and come again
    ],
)
def test_the_pact_that_held_at_the_end_or_came_next(make, years, allied, at_end):
    """A rivalry that ended in 1826, year 10 of the record."""
    cube = make(2, years=30)
    cube.pledge[0, list(years)] = Pledge.DEFENCE
    (case,) = endings(cube, [("A-B", 1, 2, 1826)], alone)
    assert (case.allied, case.at_end) == (allied, at_end)


def test_lesser_pledges_are_no_reversal(make):
    cube = make(2, years=30)
    cube.pledge[0, 12:] = Pledge.NON_AGGRESSION
    (case,) = endings(cube, [("A-B", 1, 2, 1826)], alone)
    assert case.allied is None


def test_unknown_states_and_years_are_left_out(make):
    cube = make(2, years=30)
    assert endings(cube, [("A-C", 1, 99, 1826), ("A-B", 1, 2, 1999)], alone) == []


def test_nothing_ended_nothing_followed():
    assert not within([]).any()
    allied = Ending("A-B", 1, 2, ended=1826, allied=1820, at_end=True, view=20)
    assert not within([allied]).any()


def test_a_pact_out_of_sight_does_not_count():
    """One pair allies after 3 years; one would after 5 but left after 2."""
    seen = Ending("A-B", 1, 2, ended=1900, allied=1903, at_end=False, view=50)
    left = Ending("A-C", 1, 3, ended=1900, allied=1905, at_end=False, view=2)
    assert within([seen, left])[[1, 2, 19]] == pytest.approx([0, 1, 1])
    stayed = Ending("A-C", 1, 3, ended=1900, allied=None, at_end=False, view=50)
    assert within([seen, stayed])[19] == pytest.approx(0.5)
    assert np.diff(within([seen, left, stayed])).min() >= 0


def test_the_curve_has_a_band_and_those_at_risk():
    """Twelve rivalries, four followed by a pact after 1, 2, 3 and 4 years."""
    found = [
        Ending(
            f"A-{k}", 1, k, 1900, 1901 + k if k < 4 else None, at_end=False, view=10 if k < 8 else 2
        )
        for k in range(12)
    ]
    curve = allied_since(found, seed=1945)
    assert (curve.share == within(found)).all()
    assert curve.at_risk.tolist()[:6] == [12, 11, 6, 5, 4, 4]
    assert (curve.low <= curve.share).all() and (curve.share <= curve.high).all()
    assert np.diff(curve.share).min() >= 0
    again = allied_since(found, seed=1945)
    assert (again.low == curve.low).all() and (again.high == curve.high).all()


def test_nothing_ended_has_no_band():
    curve = allied_since([], seed=1)
    assert not curve.high.any() and not curve.at_risk.any()

"""Features of pairs: known cases, and the same rows whenever they are made."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.errors import DataError
from detente.measures.rungs import Pledge
from detente.models.pair_features import partners, seen_rivalry
from detente.models.pairs import pairs, reached, thinned
from detente.models.past import Past

USA, USSR, CHINA, INDIA, PAKISTAN, FINLAND, NORWAY = 2, 365, 710, 750, 770, 375, 385


@pytest.fixture(scope="module")
def late(starter):
    return Past(starter, date(2018, 1, 1))


@pytest.fixture(scope="module")
def early(starter):
    return Past(starter, date(1990, 1, 1))


@pytest.fixture(scope="module")
def row(late):
    """The features of two states in a year, by name."""
    known = pairs(late)

    def of(state1: int, state2: int, year: int) -> dict[str, float]:
        at = np.flatnonzero((known.pair == late.cube.pair(state1, state2)) & (known.year == year))
        assert len(at) == 1
        return dict(zip(known.names, known.x[at[0]].tolist(), strict=True))

    return of


def test_a_year_is_the_same_from_its_own_end_as_from_decades_later(early, late):
    """Nothing after the year reaches its row: neither a rivalry's end nor a moved capital."""
    then, now = pairs(early), pairs(late)
    first = now.until(1989)
    for side in ("one", "two"):
        codes_then = early.cube.states[getattr(early.cube, side)[then.pair]]
        codes_now = late.cube.states[getattr(late.cube, side)[now.pair[first]]]
        assert np.array_equal(codes_then, codes_now)
    assert np.array_equal(then.year, now.year[first])
    assert np.array_equal(then.x, now.x[first])


def test_one_row_for_each_pair_of_members_below_a_pact(late):
    known, cube = pairs(late), late.cube
    at = cube.year(1980)
    below = cube.member[:, at] & (cube.pledge[:, at] < Pledge.DEFENCE)
    assert np.array_equal(known.pair[known.year == 1980], np.flatnonzero(below))
    assert np.isfinite(known.x).all()


def test_two_superpowers_in_1980(row):
    """Rivals and majors, bound by the Helsinki Final Act, allies in the last world war."""
    pair = row(USA, USSR, 1980)
    assert pair["majors"] == 2
    assert pair["rivalry"] == pair["non_aggression"] == 1
    assert pair["land_border"] == 0
    assert pair["pact_before"] == 1


def test_india_and_pakistan_in_1980(row):
    """Neighbours and rivals, 680 km from capital to capital, at war in 1971."""
    pair = row(INDIA, PAKISTAN, 1980)
    assert pair["land_border"] == pair["rivalry"] == pair["recent_dispute"] == 1
    assert np.exp(pair["log_km"]) == pytest.approx(680, abs=20)


def test_finland_and_norway_in_2016(row):
    """Without a pact between NATO and the treaty of Lisbon."""
    pair = row(FINLAND, NORWAY, 2016)
    assert pair["land_border"] == pair["same_region"] == 1
    assert pair["joint_polyarchy"] > 0.8
    assert pair["rivalry"] == pair["recent_dispute"] == pair["common_enemy"] == 0


def test_moscow_was_the_common_enemy_of_washington_and_beijing(row):
    assert row(USA, CHINA, 1975)["common_enemy"] == 1


def test_the_sino_american_rivalry_of_1949_to_1972_was_seen_to_the_end_of_1974(row):
    """Its end became visible three years late."""
    assert [row(USA, CHINA, year)["rivalry"] for year in (1973, 1974, 1975)] == [1, 1, 0]


def test_a_rivalry_is_seen_as_the_day_saw_it(early, late):
    """The running years of a cube cut at a day are those a later cube shows for that year."""
    at = early.cube.year(1989)
    seen = seen_rivalry(late.cube)[:, at]
    for cube, rival in ((early.cube, early.cube.rivalry[:, at]), (late.cube, seen)):
        codes = {
            (cube.states[cube.one[p]], cube.states[cube.two[p]]) for p in np.flatnonzero(rival)
        }
        assert len(codes) == rival.sum() == len(np.flatnonzero(seen))


def test_the_clock_starts_again_when_a_pact_ends(row):
    """The Sino-Soviet treaty of 1950 lapsed in 1980."""
    after = row(USSR, CHINA, 1983)
    assert after["pact_before"] == 1
    assert after["years_without"] == 3


def test_pairs_with_a_pact_are_not_at_risk(late):
    with pytest.raises(DataError, match="not at risk at the end of 2017"):
        pairs(late).now(np.array([late.cube.pair(2, 200)]))


def test_every_event_is_kept_and_the_weights_stand_for_all_rows():
    y = np.random.default_rng(5).random(20_000) < 0.01
    kept, weight = thinned(y, 10, seed=1)
    assert y[kept].sum() == y.sum()
    assert weight.sum() == pytest.approx(len(y))
    assert len(kept) < 0.15 * len(y)


def test_nothing_to_thin_is_nothing():
    kept, weight = thinned(np.zeros(0, np.bool_), 10, seed=1)
    assert len(kept) == len(weight) == 0


def test_a_rung_counts_only_while_both_are_members(make):
    cube = make(3, years=10)
    cube.pledge[0, 5] = cube.pledge[1, 5] = Pledge.DEFENCE
    cube.member[1, 5] = False
    years = np.full(3, int(cube.years[3]), np.int32)
    hits = [reached(cube, np.arange(3), years, h, Pledge.DEFENCE).tolist() for h in (1, 2, 3)]
    assert hits == [[False] * 3, [True, False, False], [True, False, False]]


def test_partners_of_a_star(make):
    """Two states bound to a third share it; the third is bound to two and shares none."""
    cube = make(3, years=140)
    at = cube.year(1950)
    cube.pledge[[cube.pair(1, 3), cube.pair(2, 3)], at] = Pledge.DEFENCE
    counts, shared = partners(cube, 1950, Pledge.DEFENCE)
    assert counts[-1].tolist() == [1, 1, 2]
    assert shared[-1][0, 1] == 1
    assert shared[-1][0, 2] == shared[-1][1, 2] == 0

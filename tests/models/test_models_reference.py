"""Reference classes: which class is used, what it says, and what its interval rests on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.measures.cube import FIRST_YEAR
from detente.measures.rungs import Hostility, Pledge
from detente.models import reference
from detente.models.cells import CONDITIONS, KINDS, SIZES, WIDTHS, Profile, cells
from detente.models.reference import FEWEST_PAIRS, OUTCOMES, fit
from detente.models.survival import cumulative, tallies, years_in_view, years_to_next

STRANGERS = Profile(0, 0, False, False, False, 0)


def fitted(cube, seed=0, replicates=5):
    return fit(cube, FIRST_YEAR, seed=seed, replicates=replicates)


# ── which class ─────────────────────────────────────────────────────────────────────────


def test_a_class_of_thirty_pairs_keeps_all_its_conditions(make):
    """Ten states that never met are 45 pairs alike."""
    found = fitted(make(10))["defence_pact"].estimate(STRANGERS)
    assert (found.pairs, found.conditions, found.alike) == (45, CONDITIONS, 45)


def test_small_classes_are_widened_in_the_declared_order(make):
    """One great power among ten states: nine pairs with it, too few.

    Without the majors they are still the only relevant pairs, without contiguity too; only
    without relevance do the other 36 join.
    """
    cube = make(10)
    cube.major[0] = True
    found = fitted(cube)["defence_pact"].estimate(Profile(0, 0, False, True, False, 1))
    assert found.conditions == ("pledge", "hostility", "dispute")
    assert (found.pairs, found.alike) == (45, 9)


def test_thirty_is_enough_and_twenty_nine_is_not(make):
    """Nine states are 36 pairs; contiguous are 30 of them, then 29."""
    for bordering, conditions in ((30, CONDITIONS), (29, CONDITIONS[:3])):
        cube = make(9)
        cube.border[:bordering] = 1
        found = fitted(cube)["defence_pact"].estimate(Profile(0, 0, False, True, True, 0))
        assert found.conditions == conditions
        assert found.alike == bordering


def test_what_never_was_falls_back_on_all_pairs(make):
    """No pair was ever under a consultation pact: all six conditions go."""
    found = fitted(make(10))["defence_pact"].estimate(Profile(1, 1, True, True, True, 2))
    assert (found.conditions, found.alike, found.pairs) == ((), 0, 45)
    assert found.p == pytest.approx(found.base)


def test_unknown_conditions_drop_themselves(make):
    """With the same pairs, as in 2026, when borders are ten years old."""
    cube = make(10)
    cube.border[:] = 1
    found = fitted(cube)["defence_pact"].estimate(Profile(0, 0, False, None, None, 0))
    assert found.conditions == ("pledge", "hostility", "dispute")
    assert found.pairs == found.alike == 45


def test_no_pair_at_risk_is_an_error(make):
    """Nobody was ever a rival, so nobody can tell how rivalries end."""
    with pytest.raises(ValueError, match="ever at risk of rivalry_end"):
        fitted(make(4))["rivalry_end"].estimate(STRANGERS)


# ── what it says ────────────────────────────────────────────────────────────────────────


def test_a_class_without_parent_is_kaplan_meier(make):
    """All 45 pairs are alike; nine of them ally in year 20: 9 of 45 pairs that were there."""
    cube = make(10, years=40)
    cube.pledge[:9, 20:] = Pledge.DEFENCE
    found = fitted(cube)["defence_pact"].estimate(STRANGERS)
    wait = years_to_next(cube.pledge >= Pledge.DEFENCE)
    rows = (cube.pledge < Pledge.DEFENCE) & (cube.years < cube.years[-1])
    view = years_in_view(cube.member, 39)
    events, risk = tallies(wait[rows], view[rows], np.zeros(rows.sum(), np.int64), 1)
    assert found.base == pytest.approx(cumulative(events, risk)[0])
    assert found.p == pytest.approx(found.base)
    assert found.base[0] == pytest.approx(9 / (9 * 20 + 36 * 39))


def test_events_are_pairs_and_not_years(make):
    cube = make(10, years=40)
    cube.pledge[:9, 20:] = Pledge.DEFENCE
    found = fitted(cube)["defence_pact"].estimate(STRANGERS)
    assert found.events[0] == found.events[19] == 9


def test_a_pair_whose_state_dies_is_no_survivor(make):
    """Half of the pairs die after ten years, the others ally after twenty."""
    cube = make(10, years=40)
    cube.pledge[:20, 20:] = Pledge.DEFENCE
    alive = fitted(cube)["defence_pact"].base[9]
    cube.member[20:, 10:] = False
    assert fitted(cube)["defence_pact"].base[9] > alive


def test_a_stronger_pledge_counts_from_the_rung_of_the_year(make):
    """36 pairs: none for ten years, non-aggression for ten, defence from then on.

    From none the pledge grows after 1 … 10 years, a pact comes after 11 … 20.
    """
    cube = make(9, years=40)
    cube.pledge[:, 10:] = Pledge.NON_AGGRESSION
    cube.pledge[:, 20:] = Pledge.DEFENCE
    found = fitted(cube)
    none = found["stronger_pledge"].widths[0]
    pact = found["defence_pact"].widths[0]
    assert none.cells.tolist() == pact.cells.tolist()
    assert found["stronger_pledge"].estimate(STRANGERS).p[9] > 0.9
    assert found["defence_pact"].estimate(STRANGERS).p[9] < 0.6
    assert (found["stronger_pledge"].base >= found["defence_pact"].base).all()


def test_above_non_aggression_only_defence_is_stronger(make):
    """Where every pair has non-aggression both outcomes are one."""
    cube = make(9, years=40)
    cube.pledge[:] = Pledge.NON_AGGRESSION
    cube.pledge[:20, 20:] = Pledge.DEFENCE
    found = fitted(cube)
    profile = Profile(Pledge.NON_AGGRESSION, 0, False, False, False, 0)
    one, other = (found[name].estimate(profile) for name in ("stronger_pledge", "defence_pact"))
    assert one.p == pytest.approx(other.p)
    assert 0 < one.p[0] < 1


def test_the_year_in_which_a_rivalry_ends_is_not_at_risk(make):
    """36 rivalries of years 0–9: nine rows each, one of which is a year before the end."""
    cube = make(9, years=40)
    cube.rivalry[:, :10] = True
    cube.hostility[:, :10] = Hostility.RIVALRY
    cube.rivalry_end[:, 9] = True
    found = fitted(cube)["rivalry_end"].estimate(Profile(0, 1, False, False, False, 0))
    assert found.p[0] == pytest.approx(1 / 9)
    assert found.p[8] == pytest.approx(1.0)


def test_a_new_dispute_needs_an_onset(make):
    """A dispute that runs on is none."""
    cube = make(9, years=40)
    cube.dispute[:, 5:] = True
    cube.hostility[:, 5:] = Hostility.DISPUTE
    assert fitted(cube)["dispute"].base[19] == 0
    cube.onset[:, 5] = True
    assert fitted(cube)["dispute"].base[19] > 0


# ── the bootstrap ───────────────────────────────────────────────────────────────────────


def eventful(make, seed=3):
    """Twelve states with pacts here and there."""
    cube = make(12, years=40)
    rng = np.random.default_rng(seed)
    for pair in rng.choice(66, 20, replace=False):
        cube.pledge[pair, rng.integers(5, 35) :] = Pledge.DEFENCE
    cube.border[:33] = 1
    return cube


def test_a_seed_gives_the_same_interval(make):
    cube = eventful(make)
    one, again, other = (fitted(cube, seed, 30)["defence_pact"] for seed in (7, 7, 8))
    profile = Profile(0, 0, False, True, True, 0)
    assert np.array_equal(one.estimate(profile).draws, again.estimate(profile).draws)
    assert not np.array_equal(one.estimate(profile).draws, other.estimate(profile).draws)
    assert np.array_equal(one.estimate(profile).p, other.estimate(profile).p)


def test_pairs_are_drawn_and_not_rows(make):
    """Two pairs out of 66 ally: some replicates draw neither, and say so.

    Were rows drawn, of which dozens carry the events, none would be without.
    """
    cube = make(12, years=40)
    cube.pledge[:2, 30:] = Pledge.DEFENCE
    draws = fitted(cube, replicates=200)["defence_pact"].estimate(STRANGERS).draws
    empty = (draws[:, 19] == 0).mean()
    assert empty == pytest.approx((64 / 66) ** 66, abs=0.08)  # 13%


def test_the_interval_holds_the_estimate(make):
    found = fitted(eventful(make), replicates=200)["defence_pact"].estimate(
        Profile(0, 0, False, True, True, 0)
    )
    low, high = np.quantile(found.draws[:, 9], [0.05, 0.95])
    assert low < found.p[9] < high


# ── properties, on small worlds ─────────────────────────────────────────────────────────


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10, deadline=None)
def test_chances_are_chances_that_never_fall_in_any_world(make, seed):
    cube = make(9, years=30)
    rng = np.random.default_rng(seed)
    shape = cube.member.shape
    cube.member[:] = rng.random(shape) < 0.97
    cube.pledge[:] = rng.choice(4, shape, p=[0.8, 0.05, 0.1, 0.05])
    cube.dispute[:] = rng.random(shape) < 0.1
    cube.onset[:] = cube.dispute & (rng.random(shape) < 0.5)
    cube.rivalry[:] = rng.random(shape) < 0.3
    cube.rivalry_end[:] = cube.rivalry & (rng.random(shape) < 0.1)
    cube.hostility[:] = np.where(cube.dispute, Hostility.DISPUTE, cube.rivalry)
    cube.border[:] = rng.random(shape) < 0.5
    cube.major[:] = rng.random(cube.major.shape) < 0.2
    for found in fitted(cube, seed=seed, replicates=3).values():
        for width in found.widths:
            assert (width.curves >= 0).all()
            assert (width.curves <= 1).all()
            assert (np.diff(width.curves, axis=-1) >= -1e-9).all()
            assert (np.diff(width.events, axis=-1) >= 0).all()
            assert (width.events <= width.pairs[:, None]).all()


# ── on the record ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_wider_classes_are_unions_of_narrower_ones(classes, outcome):
    """Every cell lies in one of the next width, whose pairs are no more than the sum."""
    found = classes[outcome]
    assert len(found.widths) == WIDTHS
    for width in range(WIDTHS - 1):
        narrow, wide = found.widths[width], found.widths[width + 1]
        into = narrow.cells // SIZES[CONDITIONS[len(CONDITIONS) - width - 1]]
        assert np.array_equal(np.unique(into), wide.cells)
        if width + 1 == WIDTHS - 1:
            continue  # the widest also holds rows of which nobody knows the conditions
        for at, cell in enumerate(wide.cells):
            parts = narrow.pairs[into == cell]
            assert parts.max() <= wide.pairs[at] <= parts.sum()
            events = narrow.events[into == cell]
            assert (events.max(0) <= wide.events[at]).all()
            assert (wide.events[at] <= events.sum(0)).all()


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_no_chance_on_record_falls_with_the_horizon(classes, outcome):
    for width in classes[outcome].widths:
        assert (np.diff(width.curves, axis=-1) >= -1e-9).all()


def test_the_base_rate_is_that_of_all_pairs(classes):
    """Kaplan–Meier over all 793,000 rows without a pact: .0020 .0087 .0164 .0291."""
    base = classes["defence_pact"].base[[0, 4, 9, 19]]
    assert base == pytest.approx([0.0020, 0.0087, 0.0164, 0.0291], abs=5e-5)


def test_a_stronger_pledge_is_never_rarer_than_a_pact_among_all(classes):
    pact, stronger = classes["defence_pact"], classes["stronger_pledge"]
    assert (stronger.base >= pact.base).all()
    assert (stronger.strata >= pact.strata - 1e-12).all()


def test_rivals_ally_more_often_and_fight_more_often_than_strangers(classes):
    """The same neighbourhood makes both, which is why both axes are kept."""
    strangers, rivals = 0, 1
    for outcome in ("defence_pact", "dispute"):
        found = classes[outcome].strata[:, 9]
        assert found[rivals] > 3 * found[strangers]


def test_russia_and_america(classes, today):
    """Rivals under Helsinki with disputes: the few pairs alike are widened, and counted."""
    found = classes["defence_pact"].estimate(Profile(2, 1, True, True, True, 2))
    assert found.alike < FEWEST_PAIRS <= found.pairs
    assert found.conditions == CONDITIONS[: len(found.conditions)] != CONDITIONS
    assert 0 < found.p[9] < 0.3
    rows = cells(today)[today.pair(2, 365), today.year(2008)]
    assert rows >= 0


def test_a_class_lies_between_its_own_record_and_its_parents(today):
    """The narrowest classes of at least thirty pairs, against unshrunken tallies."""
    found = fit(today, 1946, seed=0, replicates=0)["defence_pact"]
    start = today.year(1946)
    narrowest = cells(today)[:, start:]
    pact = today.pledge[:, start:] >= Pledge.DEFENCE
    rows = today.member[:, start:] & ~pact & (today.years[start:] < 2018) & (narrowest >= 0)
    wait = years_to_next(pact)[rows]
    view = years_in_view(today.member[:, start:], 2018 - 1946)[rows]
    events, risk = tallies(wait, view, narrowest[rows].astype(np.int64), KINDS)
    own = cumulative(events, risk)
    narrow, wide = found.widths[0], found.widths[1]
    parent = wide.curves[0, np.searchsorted(wide.cells, narrow.cells // SIZES["majors"])]
    drawn, raw = narrow.curves[0], own[narrow.cells]
    assert (drawn >= np.minimum(raw, parent) - 1e-6).all()
    assert (drawn <= np.maximum(raw, parent) + 1e-6).all()


def test_before_1970_the_classes_start_in_1816(today):
    """The answer of 1950 may look back to the Congress of Vienna."""
    found = reference.fit(today, 1816, seed=0, replicates=0)["defence_pact"]
    assert (found.first, found.last) == (1816, 2018)
    assert found.widths[-1].pairs[0] > 19_000

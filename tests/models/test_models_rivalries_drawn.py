"""Rivalries in the draws: they end as the pool says, begin in waves, and pacts follow them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente import store
from detente.models.hostility import rivalries
from detente.models.past import Past
from detente.models.simulate.arrays import origin, path, world
from detente.models.simulate.kinds import PACT, RIVALRY, RIVALRY_ENDS
from detente.models.simulate.odds import hazards, rebuild
from detente.models.simulate.rivalry_paths import flip, tread, turn
from detente.models.simulate.rivalry_start import RUNNING, rivalry_start
from detente.models.simulate.run import Forced, Simulated, simulate
from detente.models.simulate.start import Start
from detente.models.treaty.processes import Processes

YEARS, DRAWS = 20, 500
USA, CUB, CHN, IND = 2, 40, 710, 750


@pytest.fixture(scope="module")
def past() -> Past:
    return Past(store.vintage("starter"), date(2012, 1, 1))


@pytest.fixture(scope="module")
def found(at: Start, fits: Processes) -> Simulated:
    return simulate(at, fits, draws=DRAWS, years=YEARS, seed=1)


def rows(past: Past, at: Start) -> np.ndarray:
    """The pairs of the cube that the rivalries of a start are of."""
    states = at.states[at.rivalry.pairs]
    return past.cube.index[states[:, 0], states[:, 1]]


def test_rivalries_end_as_the_pool_says(past: Past, at: Start, found: Simulated) -> None:
    """Nothing is skipped in 2012, so the draws only add the doubt that is common to all pairs."""
    runs = found.rivalry_runs == 1
    assert runs.sum() == (at.rivalry.ended == RUNNING).sum()
    for horizon in (1, 5, 10, 20):
        pooled = rivalries.pool(past, rows(past, at)[runs], horizon)
        drawn = found.rivalry_ends[horizon - 1, runs]
        assert drawn.mean() == pytest.approx(pooled.mean(), abs=0.02)
        assert np.corrcoef(drawn, pooled)[0, 1] > 0.8


def test_a_draw_has_rivalries_that_end_and_begin(at: Start, found: Simulated) -> None:
    """Some two or three of each a year, as often as their rates say, and no pair twice at once."""
    kind = found.events[:, 2]
    begun = (kind == RIVALRY).sum() / DRAWS / YEARS
    assert begun == pytest.approx(at.rivalry.rate[-1], rel=0.15)
    yearly = np.zeros((DRAWS, YEARS))
    np.add.at(yearly, tuple(found.events[kind == RIVALRY][:, :2].T), 1)
    assert yearly.var() > 1.5 * yearly.mean(), "beginnings come in waves"
    ends = (kind == RIVALRY_ENDS).sum() / DRAWS / YEARS
    assert 0.5 < ends < 4
    for draw in range(20):
        for what in (RIVALRY, RIVALRY_ENDS):
            mine = found.events[(found.events[:, 0] == draw) & (kind == what)][:, 3:].tolist()
            assert len({tuple(sorted(pair)) for pair in mine}) == len(mine)


def test_joint_chances_keep_to_their_bounds(at: Start, found: Simulated) -> None:
    """No likelier than the end alone; rising; and above zero without a single hit."""
    both, ends = found.ends_and_pact, found.rivalry_ends
    one, two = at.rivalry.pairs.T
    runs = (found.rivalry_runs == 1) & (at.cover[one, two] == 0)
    assert (np.diff(both, axis=0) >= 0).all()
    assert (np.diff(ends, axis=0) >= 0).all()
    assert (both[-1, runs] < ends[-1, runs]).mean() > 0.9, "but for the noise of sums"
    assert both[-1, runs].mean() < found.p[-1][one, two][runs].mean()
    assert (both[-1, runs] > 0).all()


def test_what_is_supposed_moves_pacts_and_no_rivalry(
    past: Past, at: Start, fits: Processes, found: Simulated
) -> None:
    """China and India, given a pact from the first year: the end alone is left to come."""
    codes = past.cube.states[at.states]
    one, two = (int(np.flatnonzero(codes == code)[0]) for code in (CHN, IND))
    given = simulate(
        at, fits, draws=DRAWS, years=YEARS, seed=1, forced=[Forced(0, PACT, one, two)], threads=1
    )
    assert np.array_equal(given.rivalry_ends, found.rivalry_ends)
    place = [set(pair) for pair in at.rivalry.pairs.tolist()].index({one, two})
    assert given.ends_and_pact[-1, place] == pytest.approx(given.rivalry_ends[-1, place], rel=0.05)
    assert found.ends_and_pact[-1, place] < given.ends_and_pact[-1, place] / 3


def test_a_changed_rivalry_is_as_if_all_were_made_anew(at: Start, fits: Processes) -> None:
    """Odds of joining, rivals in common and hazards of own pacts, after ends and beginnings."""
    ground, rates, *_ = world(at, fits)
    now = origin(at, 3)
    for T in range(len(at.atopid)):
        rebuild(T, ground, now)
    a, b = at.rivalry.pairs[np.flatnonzero(at.rivalry.ended == RUNNING)[0]]
    free = np.argwhere(np.triu(~at.rivals, 1) & (at.own > 0))
    c, d = free[len(free) // 2]
    flip(a, b, False, ground, rates, now)
    flip(c, d, True, ground, rates, now)
    stepwise, own = now.odds.copy(), now.own.copy()
    assert not now.rivals[a, b] and now.rivals[d, c]
    counts = now.rivals.astype(int) @ now.rivals.astype(int)
    off = ~np.eye(len(counts), dtype=bool)
    assert np.array_equal(now.foes[off], counts[off])
    for T in range(len(at.atopid)):
        rebuild(T, ground, now)
    assert not np.allclose(now.odds, origin(at, 3).odds)
    assert np.allclose(stepwise, now.odds)
    before = at.rivals.astype(int) @ at.rivals.astype(int)
    log = rates.own_rivals * (now.rivals.astype(float) - at.rivals)
    log += rates.own_foes * (np.log1p(counts) - np.log1p(before))
    expected = np.where(at.own > 0, at.own * np.exp(log), at.own)
    assert np.allclose(own[off], expected[off], rtol=1e-5)
    assert now.most[0] >= (own[at.own > 0] / at.own[at.own > 0]).max() - 1e-6


def test_an_end_is_seen_as_late_as_codings_show_it(at: Start, fits: Processes) -> None:
    """Three years pass in which the covariates still show a rivalry that is over."""
    ground, rates, _, feuds, _ = world(at, fits)
    own, now = path(at, 10), origin(at, 10)
    tread(7, np.ones(10), 0, feuds, own)
    k = int(np.flatnonzero((own.ended >= 0) & (own.ended < 4))[0])
    a, b = own.pairs[k]
    seen = []
    for step in range(10):
        turn(step, own, ground, rates, now)
        hazards(step, at.year, 1.0, np.zeros(len(at.atopid), np.int64), ground, rates, now)
        seen.append(bool(now.rivals[a, b]))
    assert seen == [step < own.ended[k] + 4 for step in range(10)]


def test_the_gap_keeps_to_the_record_and_then_leaves_it_to_chance() -> None:
    """In 2026 rivalries are known to 2020 and beginnings to 2015; treaties end in 2018."""
    now = Past(store.vintage("starter"), date(2026, 6, 1))
    states = np.flatnonzero(now.system.member[:, now.cube.year(2018)])
    feuds = rivalry_start(now, 2018, states)
    assert (feuds.ends_from, feuds.begins_from) == (2, 0)
    codes = now.cube.states[states][feuds.pairs]
    running = {tuple(sorted(pair)) for pair in codes[feuds.ended == RUNNING].tolist()}
    assert (USA, CUB) in running
    assert len(running) == 56
    assert (feuds.ended[feuds.ended != RUNNING] < 2).all()

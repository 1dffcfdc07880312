"""Lesser pledges in the draws: rungs nest, rises come in waves, and totals are the hazard's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from detente import store
from detente.measures.rungs import Pledge
from detente.models import stronger
from detente.models.past import Past
from detente.models.simulate.arrays import empty, origin, path, world
from detente.models.simulate.kinds import PACT
from detente.models.simulate.lesser_rises import expect, pledge, rise
from detente.models.simulate.lesser_start import lesser_start
from detente.models.simulate.odds import hazards, rebuild
from detente.models.simulate.rivalry_paths import tread
from detente.models.simulate.run import Forced, Simulated, simulate
from detente.models.simulate.start import Start
from detente.models.treaty import forecast
from detente.models.treaty.processes import Processes

YEARS, DRAWS = 20, 300
IND, UZB = 750, 704


@pytest.fixture(scope="module")
def past() -> Past:
    return Past(store.vintage("starter"), date(1996, 1, 1))


@pytest.fixture(scope="module")
def found(at: Start, fits: Processes) -> Simulated:
    return simulate(at, fits, draws=DRAWS, years=YEARS, seed=1)


def test_higher_rungs_are_never_likelier(found: Simulated) -> None:
    """Any pledge, non-aggression or more, a pact: nested for every pair and horizon."""
    assert (found.some >= found.firm).all()
    assert (found.firm >= found.p).all()
    assert (found.some <= 1).all()
    for chances in (found.some, found.firm):
        assert (np.diff(chances, axis=0) >= 0).all()
        assert np.allclose(chances, np.swapaxes(chances, 1, 2))
    assert found.some[-1].sum() > 1.5 * found.p[-1].sum()


def test_the_first_year_adds_the_hazard_of_lesser_pledges(
    past: Past, at: Start, found: Simulated
) -> None:
    """Nothing has happened yet: a pact, or else a rise with its own chance, doubt averaged."""
    pairs, chance = stronger.short_of_a_pact(past)
    place = np.full(len(past.cube.states), -1)
    place[at.states] = np.arange(len(at.states))
    one, two = place[past.cube.one[pairs]], place[past.cube.two[pairs]]
    new = past.cube.pledge[pairs, past.cube.year(1995)] == Pledge.NONE
    p = found.p[0][one, two]
    expected = p + (1 - p) * chance
    drawn = found.some[0][one, two]
    assert drawn[new].sum() == pytest.approx(expected[new].sum(), rel=0.05)
    assert np.corrcoef(drawn[new], expected[new])[0, 1] > 0.999
    owed = ~new & (chance == 0)
    assert np.array_equal(drawn[owed], p[owed]), "non-aggression leaves a pact alone above it"


def test_a_pact_is_a_pledge_of_every_rung(past: Past, at: Start, fits: Processes) -> None:
    codes = past.cube.states[at.states]
    one, two = (int(np.flatnonzero(codes == code)[0]) for code in (IND, UZB))
    given = simulate(
        at, fits, draws=20, years=3, seed=1, forced=[Forced(1, PACT, one, two)], threads=1
    )
    for chances in (given.p, given.firm, given.some):
        assert chances[0, one, two] < 1
        assert chances[1, one, two] == 1


def test_rises_come_in_waves_and_keep_to_the_rungs(at: Start, fits: Processes) -> None:
    """Counts of a year vary far more than those of independent pairs; rungs only rise."""
    ground, rates, _, feuds, lesser = world(at, fits)
    tread(3, np.ones(1), 0, feuds, path(at, 1))  # sets the compiled generator
    counts = []
    for _ in range(200):
        now, into = origin(at, 1), empty(at, 1, 1)
        hazards(0, at.year, 1.0, np.zeros(len(at.atopid), np.int64), ground, rates, now)
        expect(lesser, now)
        rise(0, lesser, ground, rates, now, into)
        assert (now.rung >= at.pledges.rung).all()
        assert now.rung.max() <= Pledge.NON_AGGRESSION
        assert (now.lesser >= at.lesser).all()
        counts.append(int((now.rung > at.pledges.rung).sum() / 2))
    assert np.mean(counts) > 1
    assert np.var(counts) > 5 * np.mean(counts)


def _risen(at: Start, fits: Processes, tries: int) -> list[int]:
    """How many pairs rise in a first year, try by try."""
    ground, rates, _, feuds, lesser = world(at, fits)
    tread(3, np.ones(1), 0, feuds, path(at, 1))  # sets the compiled generator
    counts = []
    for _ in range(tries):
        now, into = origin(at, 1), empty(at, 1, 1)
        hazards(0, at.year, 1.0, np.zeros(len(at.atopid), np.int64), ground, rates, now)
        expect(lesser, now)
        rise(0, lesser, ground, rates, now, into)
        counts.append(int((now.rung > at.pledges.rung).sum() / 2))
    return counts


def test_the_greatest_wave_ends(at: Start, fits: Processes) -> None:
    """Where many pairs are nearly sure to rise hazards add up to millions: each is asked once."""
    pledges = at.pledges
    sure = replace(at, pledges=replace(pledges, rate=pledges.rate * 1e12))
    open_pair = (at.cover == 0) & (pledges.rung < Pledge.NON_AGGRESSION)
    assert max(_risen(sure, fits, 10)) == open_pair[pledges.first, pledges.second].sum()


def test_asked_one_by_one_or_drawn_together_as_many_rise(at: Start, fits: Processes) -> None:
    """A year's rises of a group are drawn in one of two ways, by how many are expected."""
    pledges = at.pledges
    bounds = pledges.bounds
    means = []
    for much in (0.97, 1.03):  # of one rise a pair, on either side of the change
        rate = np.concatenate([np.full(last - first, much) for first, last in pairwise(bounds)])
        even = replace(pledges, rate=np.cumsum(rate), wave=1e9, spread=0.0)
        means.append(np.mean(_risen(replace(at, pledges=even), fits, 20)))
    assert means[1] / means[0] == pytest.approx((1 - np.exp(-1.03)) / (1 - np.exp(-0.97)), rel=0.02)


def test_a_lesser_pledge_moves_odds_as_if_all_were_made_anew(at: Start, fits: Processes) -> None:
    ground, rates, *_ = world(at, fits)
    now = origin(at, 1)
    for T in range(len(at.atopid)):
        rebuild(T, ground, now)
        now.sizes[T] = now.member[T].sum()
    inside = np.flatnonzero(at.member[0])
    s = next(i for i in np.flatnonzero(~at.member[0]) if not at.lesser[i, inside].any())
    pledge(s, inside[0], ground, rates, now)
    stepwise = now.odds.copy()
    for T in range(len(at.atopid)):
        rebuild(T, ground, now)
    assert np.allclose(stepwise, now.odds)
    assert not np.allclose(now.odds[0, s], _fresh(at, ground).odds[0, s])


def _fresh(at: Start, ground: object) -> object:
    now = origin(at, 1)
    for T in range(len(at.atopid)):
        rebuild(T, ground, now)
    return now


def test_a_back_test_speaks_of_each_pair_above_its_own_rung(past: Past) -> None:
    """Pairs that owe non-aggression have the chance of a pact, all others more."""
    cube = past.cube
    rung = cube.pledge[:, cube.year(1995)]
    rows = np.flatnonzero(cube.member[:, cube.year(1995)] & (rung < Pledge.DEFENCE))
    rises, pact = forecast.stronger(past, rows, 5), forecast.decisions(past, rows, 5)
    firm = rung[rows] == Pledge.NON_AGGRESSION
    assert firm.any()
    assert np.array_equal(rises[firm], pact[firm])
    assert (rises >= pact).all()
    assert (rises[~firm] > pact[~firm]).mean() > 0.95


def test_pledges_read_since_the_record_count_on_the_day() -> None:
    """Rungs of the day are those of 2018 and of the pacts below defence that were read since."""
    now = Past(store.vintage("starter"), date(2026, 6, 1))
    states = np.flatnonzero(now.system.member[:, now.cube.year(2018)])
    rung = lesser_start(now, 2018, states).rung
    cube = now.cube
    coded = np.zeros_like(rung)
    place = np.full(len(cube.states), -1)
    place[states] = np.arange(len(states))
    below = cube.pledge[:, cube.year(2018)]
    rows = np.flatnonzero((below < 3) & (place[cube.one] >= 0) & (place[cube.two] >= 0))
    one, two = place[cube.one[rows]], place[cube.two[rows]]
    coded[one, two] = coded[two, one] = below[rows]
    assert (rung >= coded).all()
    assert (rung > coded).any()

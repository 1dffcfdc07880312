"""The forward simulation: what it must share with the one-year hazards, and what it may not do."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente import store
from detente.errors import BadCondition
from detente.models.past import Past
from detente.models.simulate import draws as walked
from detente.models.simulate.bridge import bridge
from detente.models.simulate.budget import Budget
from detente.models.simulate.compiled import forget_older
from detente.models.simulate.conditions import forced, read
from detente.models.simulate.kinds import JOIN
from detente.models.simulate.moves import some_of
from detente.models.simulate.run import Simulated, simulate
from detente.models.simulate.start import Start, start
from detente.models.treaty import processes
from detente.models.treaty.processes import Processes, hazards

YEARS, DRAWS = 20, 40
USA, FIN, UKR, RUS, MNG = 2, 375, 369, 365, 341


@pytest.fixture(scope="module")
def past() -> Past:
    return Past(store.vintage("starter"), date(2016, 1, 1))


@pytest.fixture(scope="module")
def found(at: Start, fits: Processes) -> Simulated:
    return simulate(at, fits, draws=DRAWS, years=YEARS, seed=1, threads=1)


def place(past: Past, at: Start, code: int) -> int:
    return int(np.flatnonzero(past.cube.states[at.states] == code)[0])


def test_first_year_is_that_of_the_hazards(
    past: Past, fits: Processes, at: Start, found: Simulated
) -> None:
    """Nothing has happened yet in any draw, so every draw gives the same chance."""
    cube = past.cube
    by_hazard = np.zeros((len(cube.states),) * 2)
    total = hazards(past, fits, at.year).total
    by_hazard[cube.one, cube.two] = by_hazard[cube.two, cube.one] = -np.expm1(-total)
    expected = by_hazard[np.ix_(at.states, at.states)]
    open_pairs = at.at_risk & (at.cover == 0)
    np.fill_diagonal(open_pairs, False)
    assert np.abs(found.p[0] - expected)[open_pairs].max() < 1e-4
    assert found.p[0][open_pairs].sum() == pytest.approx(expected[open_pairs].sum(), rel=0.01)


def test_draws_depend_on_the_seed_and_not_on_threads(
    at: Start, fits: Processes, found: Simulated
) -> None:
    again = simulate(at, fits, draws=DRAWS, years=YEARS, seed=1, threads=2)
    assert np.array_equal(again.p, found.p)
    assert np.array_equal(again.events, found.events)
    other = simulate(at, fits, draws=DRAWS, years=YEARS, seed=2, threads=1)
    assert not np.array_equal(other.p, found.p)


def test_chances_rise_with_the_horizon_and_are_never_hits(at: Start, found: Simulated) -> None:
    """A pair that gets no pact in forty draws still has a chance above zero."""
    off = ~np.eye(len(at.states), dtype=bool)
    assert (np.diff(found.p, axis=0) >= 0).all()
    assert (found.p >= 0).all()
    assert (found.p <= 1).all()
    assert np.allclose(found.p, np.swapaxes(found.p, 1, 2))
    rare = found.p[-1][off & (at.cover == 0)]
    assert (rare > 0).all()
    assert np.median(rare) < 1 / DRAWS


def test_who_joins_becomes_an_ally_of_every_party(past: Past, at: Start, fits: Processes) -> None:
    """Montenegro, forced into NATO in the first year, is allied with all 28 from then on."""
    nato = int(np.flatnonzero(at.atopid == 3180)[0])
    montenegro = place(past, at, MNG)
    from detente.models.simulate.run import Forced

    led = simulate(
        at,
        fits,
        draws=20,
        years=2,
        seed=1,
        gap=(1.0,),
        forced=[Forced(0, JOIN, nato, montenegro)],
        known_until=np.where(at.atopid == 3180, 1, 0),
        threads=1,
    )
    parties = np.flatnonzero(at.member[nato])
    assert len(parties) == 28
    assert (led.in_force[montenegro, parties] == 1).all()
    assert led.inside[nato, montenegro] == 1


def test_the_gap_follows_lists_and_signed_pacts() -> None:
    """Finland and Sweden joined NATO; the United Kingdom left the Union."""
    vintage = store.vintage("starter")
    past = Past(vintage, date(2026, 6, 1))
    fits = processes.fit(past)
    at = start(past, fits)
    way = bridge(past, at)
    assert way.years == pytest.approx(7.41, abs=0.01)
    led = simulate(
        at,
        fits,
        draws=10,
        years=1,
        seed=1,
        gap=way.gap,
        forced=way.forced,
        known_until=way.known_until,
        adoptions_known=way.adoptions_known,
        threads=1,
    )
    nato = int(np.flatnonzero(at.atopid == 3180)[0])
    union = int(np.flatnonzero(at.atopid == 4175)[0])
    assert led.inside[nato, place(past, at, FIN)] == 1
    assert led.inside[nato, place(past, at, UKR)] == 0
    assert led.inside[union, place(past, at, 200)] == 0
    assert led.in_force[place(past, at, RUS), place(past, at, 731)] == 1  # signed in June 2024

    joins = forced((read("Ukraine in NATO from 2028"),), past, at, way)
    given = simulate(
        at,
        fits,
        draws=10,
        years=4,
        seed=1,
        gap=way.gap,
        forced=(*way.forced, *joins),
        known_until=way.known_until,
        threads=1,
    )
    pair = given.p[:, place(past, at, UKR), place(past, at, USA)]
    assert pair[1] < 0.5
    assert pair[2] == 1

    for text, reason in (
        ("Finland in NATO from 2030", "already in"),
        ("Ukraine out of NATO from 2030", "not in"),
        ("Ukraine in NATO from 2010", "on record"),
        ("Ukraine in SCO from 2030", "no bloc"),
        ("Ukraine with Ukraine from 2030", "twice"),
    ):
        with pytest.raises(BadCondition, match=reason):
            forced((read(text),), past, at, way)
    with pytest.raises(BadCondition, match="no condition"):
        read("Ukraine and NATO")


def test_draws_survive_their_file() -> None:
    """What is read back is what was written, rounded to a part in four thousand."""
    found, events = walked.simulated(store.vintage("starter"), date(1995, 1, 1), count=10)
    again = walked.unpacked(walked.packed(found))
    assert again.draws == 10
    assert again.origin == 1994
    assert np.allclose(again.p, found.p, rtol=3e-4, atol=0)
    assert np.array_equal(again.states, found.states)
    assert events.shape[1] == 5
    assert walked.unpacked(walked.packed(again)).p.tobytes() == again.p.tobytes()


def test_stored_draws_hold_for_the_tables_and_code_they_came_with() -> None:
    """Stale draws would be passed over and every answer would walk the world anew."""
    vintage = store.vintage("starter")
    stored = walked._stored(walked.Make.of(vintage, walked.DECIDED, walked.READ))
    assert stored is not None, "run `make draws`"
    assert stored.draws == walked.STORED_DRAWS
    assert stored.seed == walked.SEED


def test_a_budget_stops_draws_and_changes_none(at: Start, fits: Processes) -> None:
    """A clock that jumps allows the least number; what so many draws say is as ever."""
    ticks = iter(range(0, 1000, 10))
    hurried = simulate(
        at,
        fits,
        draws=1000,
        years=3,
        seed=1,
        threads=2,
        budget=Budget(until=15, least=100, now=lambda: float(next(ticks))),
    )
    assert hurried.draws == 200, "a round of two blocks took ten seconds, another would end at 20"
    same = simulate(at, fits, draws=200, years=3, seed=1, threads=1)
    assert np.array_equal(hurried.p, same.p)
    assert np.array_equal(hurried.some, same.some)
    assert np.array_equal(hurried.rivalry_ends, same.rivalry_ends)
    patient = Budget(until=1e9, least=100, now=lambda: 0.0)
    whole = simulate(at, fits, draws=300, years=3, seed=1, threads=2, budget=patient)
    assert whole.draws == 300


def test_no_pact_of_the_day_is_certain_where_records_end_before() -> None:
    """One draw more follows the lists; where records reach the day, the state is known."""
    vintage = store.vintage("starter")
    ended, _ = walked.simulated(vintage, date(2026, 6, 1), count=10)
    off = ~np.eye(len(ended.states), dtype=bool)
    again = walked.unpacked(walked.packed(ended))
    for found in (ended, again):
        assert (found.in_force[off] > 0).all()
        assert (found.in_force[off] < 1).all()
    assert again.in_force[again.place(USA), again.place(FIN)] > 0.99  # 10 of 10, and the lists
    reached, _ = walked.simulated(vintage, date(2001, 1, 1), count=10)
    assert set(np.unique(reached.in_force)) == {0.0, 1.0}


def test_who_joins_first_is_drawn_by_its_share_of_the_hazard() -> None:
    hazard = np.array([0.0, 1e-9, 3e-9, 0.0])
    who = np.bincount([some_of(hazard, hazard.sum()) for _ in range(4000)], minlength=4)
    assert who[0] == who[3] == 0
    assert who[2] / 4000 == pytest.approx(0.75, abs=0.03)


def test_what_was_compiled_before_a_change_is_forgotten(tmp_path: Path) -> None:
    """A function compiled holds the code of those it calls, whatever file they stand in."""
    kept = tmp_path / "__pycache__"
    kept.mkdir()
    for name, age in (("kernel.walk.nbi", 100), ("moves.found.1.nbc", 100), ("late.nbi", 0)):
        (kept / name).touch()
        os.utime(kept / name, (1e9 - age, 1e9 - age))
    (tmp_path / "moves.py").touch()
    os.utime(tmp_path / "moves.py", (1e9 - 50, 1e9 - 50))
    forget_older(tmp_path)
    assert [one.name for one in kept.iterdir()] == ["late.nbi"]

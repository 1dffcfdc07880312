"""What moves the chance of a dispute, of a rivalry's end and of a lesser pledge."""

from __future__ import annotations

from datetime import date
from math import log

import numpy as np
import pytest

from detente.models import stronger
from detente.models.hostility import ahead, disputes, drivers, lagged, rivalries
from detente.models.hostility.day import work_out
from detente.models.hostility.forests import stored_forests
from detente.models.hostility.of_day import HostilityOfDay
from detente.models.hostility.parted import design, something
from detente.models.hostility.rivalry_cases import cases
from detente.models.logit import Logit
from detente.models.moved import Moved
from detente.models.past import Past
from detente.models.simulate.draws import draws
from detente.store import Vintage

DAY = date(1995, 1, 1)
USA, CUBA, INDIA, PAKISTAN, BHUTAN, BOLIVIA = 2, 40, 750, 770, 760, 145
SERBIA, TAIWAN = 345, 713


def apart(moved: Moved) -> float:
    return log(moved.chance / (1 - moved.chance)) - log(moved.base / (1 - moved.base))


@pytest.fixture(scope="module")
def past(starter: Vintage) -> Past:
    return Past(starter, DAY)


@pytest.fixture(scope="module")
def found(starter: Vintage) -> HostilityOfDay:
    return work_out(starter, DAY)


def test_every_column_of_a_model_is_in_one_group(past: Past) -> None:
    table = lagged.seen(past)
    for groups, names in (
        (drivers.OF_A_DISPUTE, {*table.names, "conflict_fading", "conflict"}),
        (drivers.OF_AN_END, {*cases(past).names}),
        (stronger.DRIVERS, {*stronger.columns(stronger._with_pledges(past))}),
    ):
        grouped = [name for group in groups.values() for name in group]
        assert sorted(grouped) == sorted(names)


def test_parts_sum_to_the_distance_from_the_base_rate(found: HostilityOfDay) -> None:
    pairs = [(USA, CUBA), (INDIA, PAKISTAN), (BOLIVIA, BHUTAN)]
    told = [found.dispute_moved(*pair) for pair in pairs] + [found.rivalry_end_moved(USA, CUBA)]
    for moved in told:
        assert moved is not None
        assert sum(moved.parts.values()) == pytest.approx(apart(moved), abs=1e-9)


def test_the_chance_is_the_one_answers_give(found: HostilityOfDay) -> None:
    curve, moved = found.disputes_within([(USA, CUBA)])[0], found.dispute_moved(USA, CUBA)
    assert curve is not None and moved is not None
    assert moved.chance == pytest.approx(curve.p[0], rel=1e-6)


def test_what_is_left_is_that_something_is_between_them(past: Past) -> None:
    """The rest is the same for all with something between them, and for all others."""
    table, rows = lagged.seen(past), np.arange(0, len(past.cube.one), 37)
    model = disputes.fitted_at(past, "dispute", table, 1)
    at = table.now(rows)
    parts, near = drivers.of_disputes(table, model, at)
    assert (near == something(table, at)).all()
    chance = model.chance(table, at)
    rest = np.log(chance) - np.log1p(-chance) - parts.sum(axis=0)
    for these in (near, ~near):
        assert these.any()
        np.testing.assert_allclose(rest[these], rest[these][0], atol=1e-5)


def test_a_part_of_the_blend_is_the_mean_of_both(past: Past, starter: Vintage) -> None:
    """With trees too, what is left is the same for all with something between them."""
    table, rows = lagged.seen(past), np.arange(0, len(past.cube.one), 37)
    model, forest = disputes.fitted_at(past, "dispute", table, 1), stored_forests(starter, 1994)[1]
    at = table.now(rows)
    alone, near = drivers.of_disputes(table, model, at)
    parts, same = drivers.of_disputes(table, model, at, forest)
    assert (near == same).all()
    assert (parts[:, ~near] == alone[:, ~near]).all()
    along = 2 * parts[:, near] - alone[:, near]
    x = table.some(forest.names, at[near])
    np.testing.assert_allclose(
        along.sum(axis=0), forest.log_odds(x) - forest.expectation, atol=1e-9
    )
    chance = ahead.dispute(past, rows, stored_forests(starter, 1994)).within(1).chance[near]
    rest = np.log(chance) - np.log1p(-chance) - parts[:, near].sum(axis=0)
    np.testing.assert_allclose(rest, rest[0], atol=1e-5)


def test_a_product_is_shared_by_its_two_columns(past: Past) -> None:
    """The terms of products, shared, sum to what they add from the means of their columns."""
    table = lagged.seen(past)
    near = disputes.fitted_at(past, "dispute", table, 1).near
    model, names = near.logit, near.specification.columns(table.names)
    at = table.now(np.arange(len(past.cube.one)))
    at = at[something(table, at)][:50]
    x = design(table, at, near.specification)
    k = len(names)
    shared = drivers._near(table, near, at) - model.contributions(x)[:, :k]
    slopes = model.coef[k:] / model.scale[k:]
    pairs = near.specification.pairs(table.names)
    assert pairs
    places = [[names.index(name) for name in pair] for pair in pairs]
    mean = np.array([model.mean[a] * model.mean[b] for a, b in places])
    np.testing.assert_allclose(shared.sum(axis=1), (x[:, k:] - mean) @ slopes, atol=1e-6)


def test_parts_of_an_end_follow_the_pool_along_the_line(past: Past) -> None:
    """From the mean rivalry to the pair, the pool's log-odds gain what the parts sum to."""
    rows = ahead.rivals(past)
    table, weights = cases(past), rivalries.weights_of(past, 1)
    at = table.now(rows)
    start = end = 0.0
    for name, (columns, model) in rivalries.models_now(past, 1).items():
        if isinstance(model, Logit):
            start = start + weights[name] / (1 + np.exp(-model.log_odds(model.mean)))
            end = end + weights[name] * model.chance(table.columns(columns)[at])
        else:
            start, end = start + weights[name] * model, end + weights[name] * model
    gained = np.log(end / (1 - end)) - np.log(start / (1 - start))
    np.testing.assert_allclose(drivers.of_ends(past, rows).sum(axis=0), gained, atol=1e-9)


def test_a_rivalry_speaks_for_a_dispute(found: HostilityOfDay) -> None:
    india, bolivia = found.dispute_moved(INDIA, PAKISTAN), found.dispute_moved(BOLIVIA, BHUTAN)
    assert india is not None and bolivia is not None
    assert india.parts["the rivalry"] > 0.3
    assert india.parts[drivers.BETWEEN] > 0 > bolivia.parts[drivers.NOTHING_BETWEEN]
    assert "the rivalry" not in bolivia.parts


def test_no_rivalry_no_end(found: HostilityOfDay) -> None:
    assert found.rivalry_end_moved(BOLIVIA, BHUTAN) is None
    assert found.dispute_moved(BOLIVIA, 9999) is None


def test_a_pledge_short_of_a_pact(starter: Vintage) -> None:
    """Of two without any; two that owe non-aggression have no rung left below a pact."""
    of_day = draws(starter, starter.date)
    moved = of_day.rise_moved(USA, TAIWAN)
    assert moved is not None
    assert sum(moved.parts.values()) == pytest.approx(apart(moved), abs=1e-6)
    assert of_day.rise_moved(USA, 365) is None
    assert 0 < moved.base < 0.05


def test_the_rise_taken_apart_is_the_one_drawn(past: Past) -> None:
    pairs, chance = stronger.short_of_a_pact(past)
    moved = stronger.moved(past)
    assert (moved.pairs == pairs).all() and (moved.chance == chance).all()
    open_ = chance > 0
    odds = np.log(chance[open_]) - np.log1p(-chance[open_])
    rest = odds - moved.parts[:, open_].sum(axis=0)
    np.testing.assert_allclose(rest, rest[0], atol=1e-6)

"""Drivers sum to the distance from the base rate, and paths to the pair's hazard."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.errors import DataError
from detente.models.logit import logit
from detente.models.past import Past
from detente.models.treaty import processes, waves
from detente.models.treaty.baseline import baseline, between
from detente.models.treaty.drivers import FEATURES, GROUPS, NAMES, REMAINDER, drivers
from detente.models.treaty.paths import paths
from detente.models.treaty.scene import Scene
from detente.models.treaty.terms import terms, together

FINLAND, USA, RUSSIA, SERBIA, GERMANY, CHINA, BELARUS = 375, 2, 365, 345, 255, 710, 370


@pytest.fixture(scope="module")
def past(starter):
    return Past(starter, date(2019, 1, 1))


@pytest.fixture(scope="module")
def scene(past):
    return Scene(past, processes.fit(past), 2018)


@pytest.fixture(scope="module")
def average(scene):
    return baseline(scene)


@pytest.fixture(scope="module")
def some(scene):
    """A hundred pairs at risk."""
    return np.random.default_rng(1949).choice(scene.pairs, 100, replace=False).tolist()


@pytest.fixture(scope="module")
def found(scene, average):
    """Drivers of two states, by name."""

    def of(one, two):
        told = drivers(scene, scene.past.cube.pair(one, two), average)
        return dict(zip(told.names, told.log_odds.tolist(), strict=True))

    return of


# ── sums ─────────────────────────────────────────────────────────────────────────────────


def test_drivers_sum_to_the_distance_from_the_base_rate(scene, average, some):
    for pair in some:
        told = drivers(scene, pair, average)
        apart = float(logit(np.array(told.chance)) - logit(np.array(told.base)))
        assert told.log_odds.sum() == pytest.approx(apart, abs=1e-9)


@pytest.mark.parametrize("year", [1950, 1979, 2002])
def test_they_do_in_other_years(past, year):
    known = Scene(past, processes.fit(past), year)
    mean = baseline(known)
    for pair in known.pairs[::997].tolist():
        told = drivers(known, pair, mean)
        apart = float(logit(np.array(told.chance)) - logit(np.array(told.base)))
        assert told.log_odds.sum() == pytest.approx(apart, abs=1e-6)


def test_the_terms_of_a_pair_sum_to_its_hazard(scene, some):
    total = processes.hazards(scene.past, scene.fits, 2018).total
    for pair in some:
        summed = sum(part.hazards.sum() for part in terms(scene, pair))
        assert summed == pytest.approx(total[pair], rel=1e-9)


def test_the_base_rate_is_the_mean_chance_of_all_pairs(scene, average):
    total = processes.hazards(scene.past, scene.fits, 2018).total[scene.pairs]
    assert average.chance == pytest.approx(-np.expm1(-total).mean(), rel=1e-12)


def test_the_average_pair_is_at_the_base_rate(scene, average, some):
    """So nothing is left over under a name of its own."""
    assert all(REMAINDER not in drivers(scene, pair, average).names for pair in some[:10])


def test_kinds_of_terms_average_to_those_of_all_pairs(scene, average):
    """How many treaties and bodies the average pair could meet in, counted pair by pair."""
    counted = np.zeros(4)
    sample = scene.pairs[::50]
    for pair in sample.tolist():
        counted += [len(part.group) for part in terms(scene, pair)]
    means = [average.kinds[part.kind].count for part in terms(scene, int(sample[0]))]
    assert counted / len(sample) == pytest.approx(means, rel=0.15)


def test_chances_of_two_that_join_are_those_of_the_process():
    """`together` says of two what `waves.both` says of all; slopes agree with differences."""
    one, two, wave = np.array(0.03), np.array(0.2), 0.4
    value, slopes = together(one, two, wave)
    assert value == pytest.approx(waves.both(np.array([0.03, 0.2]), wave)[0, 1])
    step = 1e-6
    assert slopes[0] == pytest.approx((together(one + step, two, wave)[0] - value) / step, rel=1e-4)
    assert slopes[1] == pytest.approx((together(one, two + step, wave)[0] - value) / step, rel=1e-4)


def test_a_point_between_two_has_the_odds_asked_for(scene):
    model = scene.fits.accession
    low, high = scene.joining[0], scene.joining[-1]
    odds = 0.3 * model.log_odds(low) + 0.7 * model.log_odds(high)
    assert model.log_odds(between(model, low, high, float(odds))) == pytest.approx(float(odds))


# ── names ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("process", list(FEATURES))
def test_every_feature_belongs_to_one_driver(process):
    named = [feature for features in GROUPS[process].values() for feature in features]
    assert sorted(named) == sorted(FEATURES[process])


def test_every_driver_is_named_once():
    assert len(set(NAMES)) == len(NAMES)


# ── signs ────────────────────────────────────────────────────────────────────────────────


def test_a_land_border_makes_a_pact_likelier(scene, average):
    """Of pairs at risk that share one, nearly all have a positive border term."""
    cube, land = scene.past.cube, scene.ground.land
    pairs = scene.pairs[land[cube.one[scene.pairs], cube.two[scene.pairs]]]
    parts = []
    for pair in pairs.tolist():
        told = drivers(scene, pair, average)
        parts.append(dict(zip(told.names, told.log_odds, strict=True)).get("a border", 0.0))
    assert np.mean(np.array(parts) > 0) > 0.9
    assert np.median(parts) > 0.1


def test_finland_was_likelier_than_most_and_its_ties_say_why(found):
    """A neighbour of parties, fellow member of their bodies."""
    finland = found(FINLAND, USA)
    assert sum(finland.values()) > 1.5
    for name in ("a border", "distance", "organisations", "treaties one could join the other in"):
        assert finland[name] > 0, name


def test_drivers_against_are_there_too(found):
    against = found(FINLAND, USA)
    assert against["age of the states"] < 0
    assert against["age of the treaty or body"] < 0


def test_two_states_far_apart_without_a_treaty_are_below_the_base_rate(found):
    far = found(SERBIA, CHINA)
    assert sum(far.values()) < 0
    assert far["distance"] < 0
    assert far["treaties one could join the other in"] < 0


def test_the_largest_part_comes_first(scene, average, some):
    for pair in some[:10]:
        size = np.abs(drivers(scene, pair, average).log_odds)
        assert (np.diff(size) <= 0).all()


# ── paths ────────────────────────────────────────────────────────────────────────────────


def ways(scene, one, two):
    return paths(scene, scene.past.cube.pair(one, two))


def test_finland_would_join_the_north_atlantic_treaty(scene):
    first = ways(scene, FINLAND, USA)[0]
    assert first.text == "Finland joins North Atlantic Treaty"
    assert (first.kind, first.treaty, first.joiners) == ("one joins", 3180, (FINLAND,))
    assert first.share > 0.5


def test_serbia_could_join_the_collective_security_treaty(scene):
    joins = [way for way in ways(scene, SERBIA, BELARUS) if way.treaty == 4220]
    assert [way.joiners for way in joins] == [(SERBIA,)]


def test_russia_and_germany_could_meet_in_a_treaty_of_either(scene):
    both = ways(scene, GERMANY, RUSSIA)
    assert {(way.treaty, way.joiners) for way in both} >= {
        (3180, (RUSSIA,)),
        (4175, (RUSSIA,)),
        (4220, (GERMANY,)),
    }


def test_shares_sum_to_one_and_fall(scene, some):
    for pair in some[:20]:
        shares = [way.share for way in paths(scene, pair)]
        assert sum(shares) == pytest.approx(1.0)
        assert shares == sorted(shares, reverse=True)


def test_every_path_has_a_name_of_its_own(scene):
    texts = [way.text for way in ways(scene, GERMANY, RUSSIA)]
    assert len(set(texts)) == len(texts)


def test_allies_are_not_at_risk(scene):
    with pytest.raises(DataError, match="not at risk"):
        drivers(scene, scene.past.cube.pair(USA, GERMANY))


def test_the_same_question_has_the_same_answer(scene, average):
    pair = scene.past.cube.pair(FINLAND, USA)
    one, two = drivers(scene, pair, average), drivers(scene, pair)
    assert one.names == two.names
    assert one.log_odds.tobytes() == two.log_odds.tobytes()

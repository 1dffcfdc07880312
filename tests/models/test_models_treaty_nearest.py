"""The past decisions most like the one a pair would need, and units as alike without one."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.models.past import Past
from detente.models.treaty import processes
from detente.models.treaty.cases import SIDE, cases
from detente.models.treaty.nearest import ALIKE, NEAREST, WITHIN, nearest
from detente.models.treaty.paths import paths
from detente.models.treaty.scene import Scene

FINLAND, USA, RUSSIA, SERBIA, CHINA, NORTH_MACEDONIA = 375, 2, 365, 345, 710, 343
UNITED_KINGDOM = 200
NATO = 3180


@pytest.fixture(scope="module")
def past(starter):
    return Past(starter, date(2019, 1, 1))


@pytest.fixture(scope="module")
def scene(past):
    return Scene(past, processes.fit(past), 2018)


@pytest.fixture(scope="module")
def ask(scene):
    def of(one, two):
        pair = scene.past.cube.pair(one, two)
        return nearest(scene, pair, paths(scene, pair))

    return of


@pytest.fixture(scope="module", params=["accession", "adoption", "foundation"])
def known(scene, request):
    return cases(scene.past, scene.fits, request.param)


# ── cases ────────────────────────────────────────────────────────────────────────────────


def test_every_decision_is_among_the_units_of_the_year_before(known):
    for taken in known.taken:
        here = known.unit[known.year == taken.year - 1]
        assert np.isin(taken.units, here).all(), taken


def test_a_unit_appears_once_in_a_year(known):
    assert len(np.unique(known.unit * 10_000 + known.year)) == len(known.unit)


def test_what_followed_is_what_was_decided(known):
    """Counted anew, decision by decision."""
    years = {}
    for taken in known.taken:
        for unit in taken.units:
            years.setdefault(unit, []).append(taken.year)
    followed = known.followed(WITHIN)
    for row in range(0, len(known.unit), 311):
        begun = int(known.year[row])
        own = years.get(int(known.unit[row]), [])
        assert followed[row] == any(begun < year <= begun + WITHIN for year in own)


def test_poland_and_its_fellows_joined_nato_in_one_decision(scene):
    joined = {
        (taken.year, taken.atopid): taken
        for taken in cases(scene.past, scene.fits, "accession").taken
    }
    poland = joined[1997, NATO]
    assert poland.states == (290, 310, 316)
    assert poland.n_dyads == 51


def test_the_places_of_units_are_their_log_odds(scene):
    """Contributions and the fit's own arithmetic agree: the chance follows from the place."""
    known = cases(scene.past, scene.fits, "adoption")
    odds = known.place.sum(axis=1) + scene.fits.adoption.intercept
    order, chances = np.argsort(odds[known.year == 1990]), known.chance[known.year == 1990]
    assert (np.diff(chances[order]) >= -1e-15).all()


# ── nearest ──────────────────────────────────────────────────────────────────────────────


def test_north_macedonia_resembled_those_who_had_joined(ask):
    """Montenegro, Albania and Croatia; Bosnia and Serbia stayed out within ten years."""
    first = ask(NORTH_MACEDONIA, USA)[0]
    assert first.process == "accession"
    assert first.path.treaty == NATO
    decided = [(near.taken.year, near.taken.atopid) for near in first.decisions]
    assert (2016, NATO) in decided
    assert (2008, NATO) in decided
    assert 0 < first.followed < first.alike
    assert any("Bosnia" in other.text or "Serbia" in other.text for other in first.others)


def test_finland_resembled_neutrals_that_stayed_out(ask):
    first = ask(FINLAND, USA)[0]
    texts = [other.text for other in first.others]
    assert any(text.startswith(("Sweden", "Austria")) for text in texts)
    assert first.followed < first.alike / 2


def test_a_pact_of_their_own_is_compared_with_such_pacts(ask):
    """Russia and China: two great neighbours without an ally in common."""
    (own,) = (like for like in ask(RUSSIA, CHINA) if like.process == "foundation")
    assert own.path.text == "a pact of their own"
    assert all(len(near.taken.states) >= 2 for near in own.decisions)


def test_what_carries_little_is_left_out(ask):
    """Each process named holds a fifth of the chance, the weightiest first."""
    for pair in ((FINLAND, USA), (SERBIA, RUSSIA), (USA, CHINA)):
        shares = [like.share for like in ask(*pair)]
        assert all(share >= 0.2 for share in shares)
        assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("pair", [(FINLAND, USA), (SERBIA, RUSSIA), (RUSSIA, UNITED_KINGDOM)])
def test_the_list_is_short_in_order_and_not_about_itself(ask, scene, pair):
    for like in ask(*pair):
        apart = [near.distance for near in like.decisions]
        assert apart == sorted(apart)
        assert len(apart) <= NEAREST
        assert like.alike <= ALIKE
        assert 0 <= like.followed <= like.alike
        assert all(other.year + WITHIN <= 2018 for other in like.others)
        if like.process == "accession":
            states = scene.past.cube.states
            own = {
                (scene.past.register.atopid[other.unit // SIDE], states[other.unit % SIDE])
                for other in like.others
            }
            assert not own & {(like.path.treaty, state) for state in like.path.joiners}


def test_nothing_after_the_day_is_near(starter):
    """As known at the end of 1996 the wave of 1997 lies ahead."""
    known = Past(starter, date(1997, 1, 1))
    then = Scene(known, processes.fit(known), 1996)
    pair = known.cube.pair(290, USA)
    found = nearest(then, pair, paths(then, pair))
    assert all(near.taken.year <= 1996 for like in found for near in like.decisions)
    assert all(other.year + WITHIN <= 1996 for like in found for other in like.others)

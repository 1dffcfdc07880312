"""The treaty processes on the starter tables: what they know, and what they make of it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.models.past import Past
from detente.models.treaty import accession, adoption, coverage, foundation, processes
from detente.models.treaty import geography as geo
from detente.models.treaty.founding import foundings, match

YEARS = (1955, 1975, 1991, 1996, 2007)
MOVED = {
    "accession": {"km to the nearest party (log)", "mean km to the parties (log)"},
    "adoption": {"mean km between members (log)"},
    "foundation": {"km between capitals (log)"},
}
"""Distances are between the last capitals known, so a capital that moves later moves them;
and with them who is among a state's eight nearest (`NEIGHBOURS`)."""

NEIGHBOURS = {"share of neighbours inside"}


@pytest.fixture(scope="module")
def past(starter):
    """What was known on the day after alliances were last coded."""
    return Past(starter, date(2019, 1, 1))


@pytest.fixture(scope="module", params=YEARS)
def then(starter, request):
    """A year, and the past as it was known at its end."""
    return request.param, Past(starter, date(request.param + 1, 1, 1))


def same(early, late, names, exceptions):
    """Features of the same units from two pasts agree, but for named columns."""
    for column, name in enumerate(names):
        if name not in exceptions:
            assert early[:, column] == pytest.approx(late[:, column], abs=1e-6), name


def codes(past, states):
    return past.cube.states[states]


# ── what is known of a unit does not change afterwards ───────────────────────────────────


def test_accession_knows_a_year_the_same_at_its_end_and_later(past, then):
    year, early = then
    rows = []
    for known in (early, past):
        open_ = accession.open_treaties(known, year)
        here = known.system.member[:, known.cube.year(year)]
        inside = known.register.defence[open_, :, known.register.column(year)]
        t, s = np.nonzero(here[None, :] & ~inside)
        x = accession.features(known, year, open_, t, s)
        order = np.lexsort((codes(known, s), known.register.atopid[open_[t]]))
        rows.append((known.register.atopid[open_[t]][order], codes(known, s)[order], x[order]))
    assert (rows[0][0] == rows[1][0]).all()
    assert (rows[0][1] == rows[1][1]).all()
    same(rows[0][2], rows[1][2], accession.FEATURES, MOVED["accession"] | NEIGHBOURS)


def test_adoption_knows_a_year_the_same_at_its_end_and_later(past, then):
    year, early = then
    rows = []
    for known in (early, past):
        at = adoption.bodies(known, year)
        name = [
            known.organisations.names[o] if o >= 0 else f"{known.register.atopid[t]}"
            for o, t in zip(at.organisation, at.treaty, strict=True)
        ]
        order = np.argsort(name, kind="stable")
        rows.append((np.array(name)[order], adoption.features(known, year, at)[order]))
    assert rows[0][0].tolist() == rows[1][0].tolist()
    same(rows[0][1], rows[1][1], adoption.FEATURES, MOVED["adoption"] | NEIGHBOURS)


def test_foundation_knows_a_year_the_same_at_its_end_and_later(past, then):
    year, early = then
    rows = []
    for known in (early, past):
        pairs = foundation.at_risk(known, year)
        key = codes(known, known.cube.one[pairs]) * 1000 + codes(known, known.cube.two[pairs])
        rows.append((key, foundation.features(known, year, pairs)))
    assert (rows[0][0] == rows[1][0]).all()
    same(rows[0][1], rows[1][1], foundation.FEATURES, MOVED["foundation"])


def test_few_distances_change_with_a_capital(past, then):
    """The named exceptions are rare: nearly all pairs keep their distance."""
    year, early = then
    pairs = foundation.at_risk(early, year)
    ends = [codes(early, side[pairs]) for side in (early.cube.one, early.cube.two)]
    later = [past.cube.pair(int(a), int(b)) for a, b in zip(*ends, strict=True)]
    column = foundation.FEATURES.index("km between capitals (log)")
    km = foundation.features(early, year, pairs)[:, column]
    again = foundation.features(past, year, np.array(later))[:, column]
    assert (np.abs(km - again) < 1e-6).mean() > 0.85


# ── units ────────────────────────────────────────────────────────────────────────────────


def test_seventeen_defence_treaties_of_three_or_more_are_in_force_in_2018(past):
    """ATOP 5.1's member file has 17 with three or more members that owe defence. ANZUS and one
    more were made by three or more and have two left."""
    open_ = accession.open_treaties(past, 2018)
    assert len(open_) == 17
    assert {3180, 4220, 3075, 4175, 5055} <= set(past.register.atopid[open_].tolist())
    assert 3215 not in past.register.atopid[open_]


def test_a_foundation_is_split_over_bodies_in_shares_that_sum_to_one(past):
    for founding in foundings(past):
        at = adoption.bodies(past, founding.year - 1)
        weight = match(founding, at.members)
        assert (weight >= 0).all()
        assert weight.sum() == pytest.approx(1.0) or not weight.any()


def test_a_pact_that_two_founded_stands_for_no_other(past):
    """Spain and the United States in 1976 count once, though few pairs so far apart are drawn."""
    units = foundation.units(past)
    begun = sum(len(one.pairs) for one in foundation.of_their_own(past))
    assert units.founded.sum() == begun == 51
    assert (units.weight[units.founded] == 1).all()
    for year in (1950, 1980, 2010):
        here = units.year == year
        assert units.weight[here].sum() == pytest.approx(units.at_risk[here][0], rel=0.05)


def test_the_regional_pacts_of_africa_were_adopted_by_a_body(past):
    """ECOWAS 1981, ECCAS 2000 and the African Union 2005: known as adoptions."""
    taken = {
        founding.atopid
        for founding in foundings(past)
        if founding.adopted(adoption.bodies(past, founding.year - 1).members)
    }
    assert {3895, 4945, 5055} <= taken


# ── what they make of it ─────────────────────────────────────────────────────────────────


def place(known, fits, year, state, atopid):
    """Share of the units of a year with a higher hazard of joining."""
    treaties, hazard = processes.joining(known, fits, year)
    row = np.flatnonzero(known.register.atopid[treaties] == atopid)[0]
    own = hazard[row, np.searchsorted(known.cube.states, state)]
    units = hazard[hazard > 0]
    assert own > 0
    return float((units > own).mean())


def test_poland_was_near_nato_in_1996(starter):
    """By what was known at the end of 1996, a year before the protocol was signed."""
    known = Past(starter, date(1997, 1, 1))
    assert place(known, processes.fit(known), 1996, 290, 3180) < 0.05


def test_north_macedonia_was_near_nato_in_2018(past, fits):
    assert place(past, fits, 2018, 343, 3180) < 0.01


@pytest.mark.parametrize("year", [1960, 1990, 2018])
def test_hazards_are_positive_and_small(past, fits, year):
    found = processes.hazards(past, fits, year)
    pairs = foundation.at_risk(past, year)
    for part in (found.accession, found.adoption, found.foundation):
        assert np.isfinite(part).all()
        assert (part >= 0).all()
    assert (found.total[pairs] > 0).all()
    assert 0.0003 < -np.expm1(-found.total[pairs]).mean() < 0.01


@pytest.mark.parametrize("year", [1960, 2018])
def test_hazards_by_accession_and_adoption_are_symmetric(past, fits, year):
    for matrix in (
        processes._of_accession(past, fits, year),
        processes._of_adoption(past, fits, year),
    ):
        assert matrix == pytest.approx(matrix.T, abs=1e-15)


def test_a_pair_inside_a_body_is_bound_with_a_chance(past, fits):
    ground = geo.ground(past, 2018)
    for members in adoption.bodies(past, 2018).members[::20]:
        one, two = coverage.unallied(members, ground)
        chance = fits.coverage.chance(coverage.features(members, ground, one, two))
        assert ((chance >= 0) & (chance <= 1)).all()


def test_two_pasts_of_one_day_give_the_same_fit(starter, past, fits):
    again = processes.fit(Past(starter, date(2019, 1, 1)))
    for name in ("accession", "adoption", "coverage", "foundation"):
        one, two = getattr(fits, name), getattr(again, name)
        assert one.coef.tobytes() == two.coef.tobytes()
        assert one.intercept == two.intercept
    assert fits.accession_balance == again.accession_balance
    hazards = [processes.hazards(past, fit, 2018).total for fit in (fits, again)]
    assert hazards[0].tobytes() == hazards[1].tobytes()

"""Risk sets and base rates on the starter tables, as fixed before looking."""

from __future__ import annotations

import numpy as np
import pytest

from detente.evaluate.attribution import Attribution
from detente.evaluate.origins import origin, origins
from detente.evaluate.outcomes import course
from detente.measures.rungs import Pledge
from detente.models.forecasters import OUTCOMES


@pytest.fixture(scope="module")
def courses(happened):
    return {outcome: course(outcome, happened) for outcome in OUTCOMES}


@pytest.mark.parametrize(
    ("outcome", "horizon", "last", "rows", "events"),
    [
        ("defence_pact", 1, 2017, 683_498, 1_221),
        ("defence_pact", 10, 2008, 528_797, 9_781),
        ("defence_pact", 5, 2013, 614_610, 5_306),
        ("defence_pact", 20, 1998, 358_364, 11_560),
        ("stronger_pledge", 1, 2017, 683_498, 4_114),
        ("dispute", 1, 2013, 659_583, 1_627),
        ("violent_dispute", 1, 2013, 659_583, 1_140),
        ("rivalry_end", 5, 2014, 2_705, 422),
    ],
)
def test_the_risk_set_was_fixed_before_looking(courses, outcome, horizon, last, rows, events):
    found = origins(courses[outcome], horizon)
    assert (found[0].year, found[-1].year) == (1970, last)
    assert sum(len(one.rows) for one in found) == rows
    assert sum(int(one.event.sum()) for one in found) == events


def test_2003_has_the_pacts_of_two_treaties(courses, happened, starter):
    """NATO's protocols of March made 153 pairs, SADC's pact of August 77."""
    at = origin(courses["defence_pact"], 2002, 1)
    treaties = Attribution(happened, starter.table("pledge_spells")).treaties(at)
    kinds, counts = np.unique(treaties[at.event], return_counts=True)
    assert dict(zip(kinds.tolist(), counts.tolist(), strict=True)) == {3180: 153, 4985: 77}
    assert not treaties[~at.event].any()


def test_every_pledge_has_a_treaty(courses, happened, starter):
    attribution = Attribution(happened, starter.table("pledge_spells"))
    for outcome in ("defence_pact", "stronger_pledge"):
        at = origin(courses[outcome], 1990, 10)
        assert (attribution.treaties(at)[at.event] > 0).all()


def test_a_stronger_pledge_is_never_less_common_than_a_pact(courses):
    pact, stronger = (origin(courses[o], 1980, 10) for o in ("defence_pact", "stronger_pledge"))
    assert np.array_equal(pact.rows, stronger.rows)
    assert not (pact.event & ~stronger.event).any()


def test_the_base_rate_knows_closed_origins_only(courses, happened):
    """At 1970, ten years ahead: origins 1946–1960."""
    pact = courses["defence_pact"]
    closed = [origin(pact, year, 10) for year in range(1946, 1961)]
    share = sum(o.event.sum() for o in closed) / sum(len(o.rows) for o in closed)
    assert pact.base_rates(10)[happened.year(1970)] == pytest.approx(share)


def test_ends_of_rivalries_are_known_three_years_late(courses, happened):
    """At 1970, one year ahead: origins 1946–1966."""
    ends = courses["rivalry_end"]
    closed = [origin(ends, year, 1) for year in range(1946, 1967)]
    share = sum(o.event.sum() for o in closed) / sum(len(o.rows) for o in closed)
    assert ends.base_rates(1)[happened.year(1970)] == pytest.approx(share)


def test_france_and_germany_are_not_at_risk_under_nato(courses, happened):
    pair = happened.pair(220, 260)
    assert happened.pledge[pair, happened.year(1980)] == Pledge.DEFENCE
    assert pair not in origin(courses["defence_pact"], 1980, 1).rows
    assert pair in origin(courses["dispute"], 1980, 1).rows


def test_a_pair_that_ends_has_left(courses, happened):
    """The GDR ended in 1990: with Brazil it had no pact within ten years of 1985."""
    at = origin(courses["defence_pact"], 1985, 10)
    where = np.flatnonzero(at.rows == happened.pair(140, 265))
    assert len(where) == 1
    assert at.left[where[0]] and not at.event[where[0]]

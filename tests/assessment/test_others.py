"""What became of others: their years as ribbons, and the curve of enemies that became allies."""

from __future__ import annotations

from itertools import pairwise

import pytest

from detente.measures.cube import COVERAGE

QUESTIONS = [
    ("NATO", "RUS", None),
    ("France", "Germany", "1950-06-30"),
    ("Egypt", "Israel", "1975-12-31"),
    ("USA", "CHN", None),
]
questions = pytest.mark.parametrize(("a", "b", "day"), QUESTIONS)


@questions
def test_ribbons_run_from_twenty_years_before_to_the_years_seen(ask, a, b, day):
    view = ask(a, b, day)
    for one in view.analogues:
        for ribbon in (one.pledge, one.hostility):
            assert ribbon[0].first == max(one.year - 20, 1816)
            assert ribbon[-1].last == one.year + one.seen <= one.year + 20
            assert all(x.last + 1 == y.first for x, y in pairwise(ribbon))
            assert all((x.rung is None) == (x.how != "coded") for x in ribbon)
            assert ribbon[-1].last < view.question.as_of.year


@questions
def test_a_ribbon_tells_what_became_of_the_pair(ask, a, b, day):
    """The first year of a pact is the first of its stretch."""
    for one in ask(a, b, day).analogues:
        if one.pact is not None:
            assert one.pact in {x.first for x in one.pledge if x.rung == 3}


def test_a_pair_that_was_not_yet_one_is_told_apart(ask):
    """China and India in 1964: India became a state in 1947."""
    one = next(x for x in ask("NATO", "RUS").analogues if (x.one, x.two) == ("China", "India"))
    assert (one.pledge[0].first, one.pledge[0].last) == (1944, 1946)
    assert one.pledge[0].how == "no pair"


@questions
def test_the_curve_agrees_with_the_shares_told(ask, a, b, day):
    told = ask(a, b, day).reversals
    assert [x.years for x in told.curve] == list(range(1, 21))
    for years, share in told.within.items():
        assert told.curve[int(years) - 1].share == share
    for x, y in pairwise(told.curve):
        assert x.share <= y.share
        assert x.at_risk >= y.at_risk
    assert all(0 <= x.low <= x.share <= x.high <= 1 for x in told.curve)
    assert told.curve[0].at_risk <= told.without


@pytest.mark.parametrize(
    ("a", "b", "day", "ended", "text"),
    [
        ("NATO", "RUS", None, None, "the rivalry runs since 2007, after one that ended in 1989"),
        ("France", "Germany", "1965-06-30", 1955, "the rivalry ended in 1955, 10 years ago"),
        ("BRA", "IND", None, None, "the two were never rivals"),
        ("Egypt", "Israel", "1975-12-31", None, "the rivalry runs since 1948"),
    ],
)
def test_how_long_ago_their_own_rivalry_ended(ask, a, b, day, ended, text):
    view = ask(a, b, day)
    own = view.reversals.elapsed
    assert (own.ended, own.text) == (ended, text)
    if ended is not None:
        assert own.years == view.question.day.year - ended


def test_an_end_is_seen_three_years_late(ask):
    """The rivalry of the superpowers ended in 1989, which nobody knew in 1991."""
    early, late = (ask("2", "365", day).reversals.elapsed for day in ("1991-12-26", "2003-03-20"))
    assert (early.ended, late.ended) == (None, 1989)


def test_no_ribbon_shows_hostility_after_its_coverage(ask):
    for one in ask("USA", "CHN").analogues:
        assert all(x.last <= COVERAGE["dispute"] for x in one.hostility if x.how == "coded")

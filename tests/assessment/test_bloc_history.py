"""A bloc over the years: who belonged to it, and how its members stood, year by year."""

from __future__ import annotations

from datetime import date

import pytest

from detente.measures.cube import COVERAGE, FIRST_YEAR
from detente.measures.rungs import Hostility, Pledge

QUESTIONS = [
    ("NATO", "RUS", None),
    ("CSTO", "NATO", None),
    ("WARSAW", "USA", "2000-12-31"),
    ("EU", "RUS", None),
    ("FRA", "NATO", None),
    ("ARABLEAGUE", "ISR", None),
    ("ASEAN", "CHN", "1975-12-31"),
]
questions = pytest.mark.parametrize(("a", "b", "day"), QUESTIONS)


def year_of(view, year):
    return next(one for one in view.history.years if one.year == year)


# ── what holds of every bloc ────────────────────────────────────────────────────────────


@questions
def test_years_run_on_without_a_gap_to_the_day(ask, a, b, day):
    view = ask(a, b, day)
    years = [one.year for one in view.history.years]
    assert years == list(range(years[0], years[-1] + 1))
    assert years[0] >= FIRST_YEAR
    assert years[-1] == view.question.day.year


@questions
def test_the_pairs_on_all_rungs_are_all_pairs(ask, a, b, day):
    for one in ask(a, b, day).history.years:
        for counts, rungs in ((one.pledge, Pledge), (one.hostility, Hostility)):
            if counts is not None:
                assert len(counts) == len(rungs)
                assert sum(counts) == one.pairs
                assert min(counts) >= 0


@questions
def test_outside_coverage_counts_are_null_and_never_zero(ask, a, b, day):
    """Pledges are coded to 2018, disputes to 2014, and no year before it is over."""
    view = ask(a, b, day)
    for one in view.history.years:
        known = one.year < view.question.as_of.year
        assert (one.pledge is not None) == (known and one.year <= COVERAGE["pledge"]), one.year
        assert (one.hostility is not None) == (known and one.year <= COVERAGE["dispute"]), one.year


@questions
def test_frozen_years_come_first_and_end_once(ask, a, b, day):
    frozen = [one.frozen for one in ask(a, b, day).history.years]
    assert frozen == sorted(frozen, reverse=True)


@questions
def test_the_policy_is_told(ask, a, b, day):
    assert any("frozen" in note for note in ask(a, b, day).history.notes)


def test_two_states_have_no_bloc_years(ask):
    assert ask("USA", "RUS").history.years == []


# ── NATO and Russia ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("year", "members"),
    [
        (1949, 12),
        (1952, 14),
        (1955, 15),
        (1982, 16),
        (1990, 16),  # one Germany takes the place of the other
        (1999, 19),
        (2004, 26),
        (2009, 28),
        (2017, 29),
        (2020, 30),
        (2023, 31),
        (2024, 32),
    ],
)
def test_nato_grows(ask, year, members):
    one = year_of(ask("NATO", "RUS"), year)
    assert (one.pairs, one.frozen) == (members, False)


def test_before_1949_the_members_of_the_day_are_frozen(ask):
    """Of the 32 of 2026, 22 had a state of their own in 1948; those of 1950 are another set."""
    assert [year_of(ask("NATO", "RUS"), year).frozen for year in (1948, 1949)] == [True, False]
    assert year_of(ask("NATO", "RUS"), 1948).pairs == 22
    assert year_of(ask("NATO", "365", "1950-06-30"), 1948).pairs == 12


def test_seven_later_members_were_allies_of_the_soviet_union_in_1948(ask):
    """Britain, France, Poland, Czechoslovakia, Romania, Hungary, Bulgaria and Finland — less
    Czechoslovakia, which no member of 2026 is followed back to."""
    assert year_of(ask("NATO", "RUS"), 1948).pledge[Pledge.DEFENCE] == 7


def test_britain_and_france_were_still_bound_to_the_soviet_union_in_1949(ask):
    """The treaties of 1942 and 1944 were denounced in 1955, over West German arms."""
    one = year_of(ask("NATO", "RUS"), 1949)
    assert one.pledge == [10, 0, 0, 2]
    assert year_of(ask("NATO", "RUS"), 1956).pledge[Pledge.DEFENCE] == 0


def test_helsinki_binds_all_of_them_from_1975(ask):
    """Before it only Bonn had renounced force, in the treaty of Moscow of 12 August 1970."""
    view = ask("NATO", "RUS")
    assert [year_of(view, year).pledge[Pledge.NON_AGGRESSION] for year in (1969, 1974)] == [0, 1]
    for year in range(1975, 2019):
        assert year_of(view, year).pledge == [0, 0, year_of(view, year).pairs, 0], year


def test_no_member_was_at_war_with_russia_since_the_founding(ask):
    years = [one for one in ask("NATO", "RUS").history.years if 1954 <= one.year <= 2014]
    assert all(one.hostility[Hostility.WAR] == 0 for one in years)


def test_kosovo_set_thirteen_members_and_russia_at_odds_in_1999(ask):
    one = year_of(ask("NATO", "RUS"), 1999)
    assert one.hostility[Hostility.DISPUTE] + one.hostility[Hostility.CRISIS] == 13


# ── other blocs ─────────────────────────────────────────────────────────────────────────


def test_the_warsaw_pact_ends_in_1991_and_is_not_carried(ask):
    view = ask("WARSAW", "USA", "2000-12-31")
    assert view.history.years[-1].year == 1991
    assert [year_of(view, year).pairs for year in (1955, 1967, 1968)] == [8, 8, 7]


def test_five_arab_states_went_to_war_with_israel_in_1948(ask):
    """Egypt, Iraq, Jordan, Lebanon and Syria."""
    assert year_of(ask("ARABLEAGUE", "ISR"), 1948).hostility[Hostility.WAR] == 5


def test_israel_has_no_years_before_it_existed(ask):
    assert ask("ARABLEAGUE", "ISR").history.years[0].year == 1948


def test_a_member_is_not_paired_with_itself(ask):
    """France and the other eleven founders, all of them allies."""
    one = year_of(ask("FRA", "NATO"), 1949)
    assert (one.pairs, one.pledge) == (11, [0, 0, 0, 11])


def test_two_blocs_pair_every_member_with_every_other(ask):
    one = year_of(ask("CSTO", "NATO"), 2014)
    assert one.pairs == 6 * 28


def test_two_blocs_are_frozen_until_the_younger_is_founded(ask):
    """The Collective Security Treaty came into force on 20 April 1994."""
    view = ask("CSTO", "NATO")
    assert [year_of(view, year).frozen for year in (1993, 1994)] == [True, False]


def test_a_bloc_of_ones_own_has_no_founding_and_is_never_frozen(ask):
    view = ask("MINSK", "DEU", "2003-03-20", "MINSK=BLR,RUS,UKR")
    assert not any(one.frozen for one in view.history.years)
    assert year_of(view, 1980).pairs == 1  # the Soviet Union and West Germany
    assert year_of(view, 1992).pairs == 3


def test_the_lead_is_followed_through_the_years_beside_the_bloc(ask):
    """The largest member by capability; its own history stands under its name."""
    view = ask("NATO", "RUS")
    assert view.history.of == "United States–Russia"
    assert ask("WARSAW", "USA", "2000-12-31").history.of == "Soviet Union–United States"


# ── runs of alliance ────────────────────────────────────────────────────────────────────


def test_an_alliance_that_ended_is_not_running(ask):
    """In June 2026: none of the pacts with Moscow that lapsed after 1989."""
    assert not [run for run in ask("NATO", "RUS").history.allied if run.running]


@pytest.mark.parametrize(
    ("a", "b", "day", "ended"),
    [
        ("POL", "RUS", "1992-06-01", date(1991, 7, 1)),
        ("CHN", "RUS", "1981-06-01", date(1980, 4, 11)),
    ],
)
def test_an_alliance_that_ended_last_year_is_not_running(ask, a, b, day, ended):
    """The Warsaw Pact was dissolved on 1 July 1991; the treaty of 1950 expired in April 1980."""
    assert ended < date.fromisoformat(day)
    assert not ask(a, b, day).history.allied[-1].running

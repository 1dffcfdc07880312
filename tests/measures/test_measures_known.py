"""What could be known on a day: a treaty on its day, a dispute at the year's end, the end of
a rivalry three years late."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.measures import known

DAYS = st.dates(date(1900, 1, 1), date(2020, 12, 31))


def spell(start, end):
    return pl.DataFrame({"start": [start], "end": [end]}, {"start": pl.Date, "end": pl.Date})


def rivalry(first, last):
    return pl.DataFrame({"first": [first], "last": [last]}, {"first": pl.Int32, "last": pl.Int32})


@pytest.mark.parametrize(
    ("day", "there"),
    [(date(1949, 4, 3), False), (date(1949, 4, 4), True), (date(1950, 1, 1), True)],
)
def test_a_treaty_is_known_on_the_day_it_is_signed(day, there):
    """Washington, 4 April 1949."""
    assert known.on_the_day(spell(date(1949, 4, 4), None), day).height == there


def test_the_end_of_a_treaty_is_open_until_its_day():
    """The Warsaw Pact was dissolved on 1 July 1991."""
    pact = spell(date(1955, 5, 14), date(1991, 7, 1))
    assert known.on_the_day(pact, date(1991, 6, 30))["end"].to_list() == [None]
    assert known.on_the_day(pact, date(1991, 7, 1))["end"].to_list() == [date(1991, 7, 1)]


def test_a_year_is_known_on_the_next_new_years_day():
    """Of the disputes of 1998 and 1999, the day before the millennium knew those of 1998."""
    rows = pl.DataFrame({"year": [1998, 1999]})
    assert known.year_end(rows, date(1999, 12, 31))["year"].to_list() == [1998]
    assert known.year_end(rows, date(2000, 1, 1))["year"].to_list() == [1998, 1999]


def test_the_level_of_a_dispute_is_known_when_it_is_over():
    """India and Pakistan over Kashmir, 1964–65: in 1965 nobody knew it would come to war."""
    rows = pl.DataFrame(
        {"year": [1964, 1965], "last": [1965, 1965], "hostility": [4, 5]},
        {"year": pl.Int32, "last": pl.Int32, "hostility": pl.Int8},
    )
    assert known.disputes(rows, date(1965, 6, 30))["hostility"].to_list() == [3]
    assert known.disputes(rows, date(1966, 1, 1))["hostility"].to_list() == [4, 5]


def test_a_border_is_known_with_its_year():
    """Germany's new border with Poland, 3 October 1990, is coded for the year 1990."""
    border = spell(date(1990, 10, 3), None)
    assert known.dated_by_year_end(border, date(1990, 12, 31)).is_empty()
    assert known.dated_by_year_end(border, date(1991, 1, 1)).height == 1


def test_the_end_of_a_rivalry_is_seen_three_years_late():
    """The Cold War is coded to have ended in 1989; on the last day of 1992 nobody could say so."""
    cold_war = rivalry(1945, 1989)
    assert known.hindsight(cold_war, date(1992, 12, 31))["last"].to_list() == [None]
    assert known.hindsight(cold_war, date(1993, 1, 1))["last"].to_list() == [1989]


def test_the_beginning_of_a_rivalry_is_seen_at_the_years_end():
    assert known.hindsight(rivalry(1945, 1989), date(1945, 12, 31)).is_empty()
    assert known.hindsight(rivalry(1945, 1989), date(1946, 1, 1)).height == 1


@given(DAYS, DAYS, st.one_of(st.none(), DAYS), DAYS)
def test_nothing_after_the_day_is_ever_shown(as_of, start, end, other_end):
    """Spells that differ only in an end still to come are the same spell."""
    shown = known.on_the_day(spell(start, end), as_of)
    assert all(day <= as_of for day in [*shown["start"], *shown["end"].drop_nulls()])
    if (end is None or end > as_of) and other_end > as_of:
        assert shown.equals(known.on_the_day(spell(start, other_end), as_of))


@given(DAYS, st.integers(1900, 2020), st.integers(0, 80))
def test_a_rivalry_never_ends_in_the_last_three_years(as_of, first, length):
    shown = known.hindsight(rivalry(first, first + length), as_of)
    assert all(first < as_of.year for first in shown["first"])
    assert all(last < as_of.year - 3 for last in shown["last"].drop_nulls())

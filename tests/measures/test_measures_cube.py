"""The cube: what it holds, and what can never change it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.measures import cube as cubes
from detente.measures.rungs import Hostility, Pledge

LAYERS = [field.name for field in fields(cubes.Cube) if field.name not in ("as_of", "ends")]


class Changed:
    """A vintage with some of its tables replaced."""

    def __init__(self, vintage, **tables):
        self.vintage, self.tables = vintage, tables

    def table(self, name):
        return self.tables[name] if name in self.tables else self.vintage.table(name)


READ = (
    "state_spells",
    "pledge_spells",
    "dispute_years",
    "war_years",
    "rivalry_spells",
    "contiguity_spells",
    "majors",
)


def same(one, other):
    return one.ends == other.ends and all(
        np.array_equal(getattr(one, layer), getattr(other, layer)) for layer in LAYERS
    )


def cell(cube, layer, pair, year):
    return getattr(cube, layer)[cube.pair(*pair), cube.year(year)]


# ── properties ──────────────────────────────────────────────────────────────────────────


@given(st.integers(0, 2**32 - 1), st.sampled_from(READ))
@settings(max_examples=6, deadline=None)
def test_the_order_of_rows_does_not_matter(starter, today, seed, name):
    shuffled = starter.table(name).sample(fraction=1, shuffle=True, seed=seed)
    assert same(cubes.build(Changed(starter, **{name: shuffled}), starter.date), today)


LATER = {
    "pledge_spells": ("start", date(1991, 1, 1)),
    "dispute_years": ("year", 1990),
    "war_years": ("year", 1990),
    "rivalry_spells": ("first", 1990),
    "contiguity_spells": ("start", date(1990, 1, 1)),
    "majors": ("start", date(1990, 1, 1)),
}
"""Where each table is cut for 31 December 1990: treaties on the day, the rest by the year."""


@given(st.sampled_from(sorted(LATER)), st.integers(0, 30), st.integers(0, 2**32 - 1))
@settings(max_examples=10, deadline=None)
def test_rows_after_the_day_change_nothing(starter, at, name, years, seed):
    """Old rows, as if they had come about again after the day."""
    day = date(1990, 12, 31)
    table = starter.table(name)
    column, begin = LATER[name]
    again = table.sample(50, seed=seed, with_replacement=True)
    if isinstance(begin, date):
        begun = pl.lit(date(begin.year + years, begin.month, begin.day))
        ahead = again.with_columns(begun.alias(column), end=pl.lit(None, pl.Date))
    else:
        ahead = again.with_columns(pl.lit(begin + years, pl.Int32).alias(column))
    more = pl.concat([table, ahead])
    assert same(cubes.build(Changed(starter, **{name: more}), day), at(day))


def test_rows_before_the_day_do_change_it(starter, at):
    """The test above can fail."""
    day = date(1990, 12, 31)
    table = starter.table("dispute_years")
    again = table.head(50).with_columns(year=pl.lit(1989, pl.Int32))
    more = pl.concat([table, again])
    assert not same(cubes.build(Changed(starter, dispute_years=more), day), at(day))


def test_an_earlier_cube_is_the_beginning_of_a_later_one(at, today):
    """Where both know a layer, they agree: memberships, disputes and borders of before 1990."""
    early = at(date(1990, 12, 31))
    for pair in [(2, 365), (220, 255), (651, 666), (750, 770), (365, 710), (40, 2)]:
        for layer in ("member", "pledge", "dispute", "onset", "border"):
            stop = early.year(early.ends.get(layer, 1989)) + 1
            a = getattr(early, layer)[early.pair(*pair), :stop]
            b = getattr(today, layer)[today.pair(*pair), :stop]
            assert np.array_equal(a, b), (pair, layer)


# ── shape ───────────────────────────────────────────────────────────────────────────────


def test_a_pair_has_one_row_in_either_order(today):
    assert today.pair(2, 365) == today.pair(365, 2) >= 0
    assert today.pair(2, 2) == today.pair(2, 12345) == -1
    assert (today.one < today.two).all()


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 6, 1), {"pledge": 2018, "dispute": 2014, "rivalry": 2020, "rivalry_end": 2019}),
        (date(2012, 5, 1), {"pledge": 2011, "dispute": 2011, "rivalry": 2011, "rivalry_end": 2008}),
    ],
)
def test_each_layer_says_where_it_ends(at, day, ends):
    """Beyond the end of a source, or of what the day could know, nothing is said."""
    cube = at(day)
    assert {name: cube.ends[name] for name in ends} == ends


def test_no_layer_says_anything_past_its_end(today):
    for layer in ("dispute", "onset", "border"):
        last = today.ends["dispute" if layer == "onset" else layer]
        assert not getattr(today, layer)[:, today.year(last) + 1 :].any(), layer
    assert not today.pledge[:, today.year(2018) + 1 :].any()


def test_both_axes_stand_on_their_rungs(today):
    """Rungs imply what they are made of, everywhere."""
    assert (today.pledge[today.defense] == Pledge.DEFENCE).all()
    assert (today.hostility[today.rivalry] >= Hostility.RIVALRY).all()
    assert (today.hostility[today.dispute] >= Hostility.DISPUTE).all()
    assert today.dispute[today.onset].all()
    assert today.rivalry[today.rivalry_end].all()


# ── history ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pair", "year", "rung"),
    [
        ((2, 365), 1941, Pledge.NONE),
        ((200, 365), 1941, Pledge.DEFENCE),  # Anglo-Soviet agreement, 12 July 1941
        ((2, 365), 1942, Pledge.DEFENCE),  # Declaration by United Nations, 1 January 1942
        ((2, 365), 1962, Pledge.CONSULTATION),  # neutrality of Laos
        ((2, 365), 1974, Pledge.NONE),
        ((2, 365), 1975, Pledge.NON_AGGRESSION),  # Helsinki
        ((2, 365), 2018, Pledge.NON_AGGRESSION),
        ((255, 365), 1940, Pledge.NON_AGGRESSION),  # Molotov and Ribbentrop
        ((255, 365), 1942, Pledge.NONE),
        ((640, 350), 1952, Pledge.DEFENCE),  # Greece and Turkey in NATO
        ((365, 710), 1950, Pledge.DEFENCE),  # Mao in Moscow
        ((2, 710), 1980, Pledge.NONE),
    ],
)
def test_commitments(today, pair, year, rung):
    assert cell(today, "pledge", pair, year) == rung


@pytest.mark.parametrize(
    ("pair", "year", "rung"),
    [
        ((220, 255), 1914, Hostility.WAR),
        ((220, 255), 1930, Hostility.RIVALRY),
        ((2, 365), 1962, Hostility.CRISIS),  # Cuba
        ((2, 365), 1965, Hostility.CRISIS),  # on two sides in Vietnam, but not at war
        ((2, 817), 1960, Hostility.NONE),
        ((2, 816), 1968, Hostility.WAR),
        ((750, 770), 1971, Hostility.WAR),
        ((651, 666), 1973, Hostility.WAR),
        ((365, 369), 2014, Hostility.CRISIS),  # Crimea: MID 4683, level 4
        ((2, 20), 1950, Hostility.NONE),
    ],
)
def test_hostilities(today, pair, year, rung):
    assert cell(today, "hostility", pair, year) == rung


def test_the_cold_war_as_a_rivalry(today):
    """1945–89 by Thompson, Sakuwa & Suhas; again from 2007."""
    pair = today.pair(2, 365)
    years = today.years[today.rivalry[pair]]
    assert set(years[years >= 1945]) == {*range(1945, 1990), *range(2007, 2021)}
    assert today.rivalry_end[pair, today.year(1989)]
    assert today.onset[pair, today.year(1962)]


def test_great_powers(today):
    """After 1945 two of the five lost or won the rank: Japan and Germany only from 1991."""

    def rank(state, year):
        return bool(today.major[np.searchsorted(today.states, state), today.year(year)])

    assert [rank(state, 1950) for state in (2, 200, 220, 365, 710)] == [True] * 5
    assert [rank(740, year) for year in (1941, 1950, 1990, 1991)] == [True, False, False, True]
    assert not any(rank(300, year) for year in (1919, 1955, 2000))
    assert today.majors()[today.pair(2, 365), today.year(2016)] == 2


# ── borders ─────────────────────────────────────────────────────────────────────────────


def border(cube, one, two, year):
    return int(cell(cube, "border", (one, two), year))


def test_the_soviet_border_with_afghanistan(today):
    """On land from 1920 to 1991; a marker row of type 0 over 1919–2016 is no border."""
    years = today.years[today.border[today.pair(365, 700)] > 0]
    assert (years.min(), years.max(), len(years)) == (1920, 1991, 72)
    assert border(today, 365, 700, 1950) == 1


@pytest.mark.parametrize(
    ("one", "two", "lost", "again"),
    [
        (255, 290, (1940, 1989), 1990),  # Germany and Poland
        (366, 367, (1941, 1990), 1991),  # Estonia and Latvia
        (652, 666, (1959, 1960), 1961),  # Syria, in the United Arab Republic, and Israel
        (365, 740, (1946, 1951), 1952),  # Japan under occupation
    ],
)
def test_states_that_met_again(today, one, two, lost, again):
    assert border(today, one, two, lost[0] - 1) > 0
    assert not any(border(today, one, two, year) for year in range(lost[0], lost[1] + 1))
    assert border(today, one, two, again) > 0


def test_the_nearest_kind_of_border_counts(today):
    """France and Britain: 24 miles of water. The USA and the USSR: twelve, at the Bering Strait."""
    assert border(today, 200, 220, 1950) == 3
    assert border(today, 2, 365, 1960) == 2
    assert border(today, 2, 710, 1960) == 0


def test_no_border_is_known_after_2016(today):
    assert border(today, 2, 20, 2016) == 1
    assert today.ends["border"] == 2016

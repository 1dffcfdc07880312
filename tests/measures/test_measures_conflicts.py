"""Who fought whom, as the tables of a vintage tell it."""

from __future__ import annotations

import polars as pl
import pytest

MID_KEY = ("dispnum", "ccode1", "ccode2", "year")


def between(table, one, two):
    return table.filter((pl.col("state1") == one) & (pl.col("state2") == two))


# ── disputes ────────────────────────────────────────────────────────────────────────────


def test_crimea(starter):
    """MID 4683: Russia and Ukraine, begun in 2014, force used, no war by the sides' own levels."""
    crimea = starter.table("dispute_years").filter(pl.col("dispnum") == 4683)
    columns = ("state1", "state2", "year", "onset", "hostility")
    assert crimea.select(columns).rows() == [(365, 369, 2014, True, 4)]


def test_opposite_sides_of_a_war_are_not_at_war_with_each_other(starter):
    """MID 611, Vietnam: the USA reached level 5, the Soviet Union, which sent arms, level 2."""
    vietnam = starter.table("dispute_years").filter(pl.col("dispnum") == 611)
    assert between(vietnam, 2, 365)["hostility"].unique().to_list() == [4]
    assert 5 in between(vietnam, 2, 816)["hostility"]


@pytest.mark.mirror
def test_level_five_only_where_both_sides_have_it(starter, from_mirror):
    """A side's level is its highest of the whole dispute, against whomever.

    In 290 of 5,695 dyadic dispute-years only one side has a 5; the table gives those a 4. Other
    levels are the higher of the two.
    """
    key = ["dispnum", "state1", "state2", "year"]
    sides = from_mirror("mid_dyads").select(
        *(pl.col(name).cast(pl.Int32).alias(ours) for name, ours in zip(MID_KEY, key, strict=True)),
        low=pl.min_horizontal("hostlev1", "hostlev2"),
        high=pl.max_horizontal("hostlev1", "hostlev2"),
    )
    rows = starter.table("dispute_years").join(sides, on=key)
    assert rows.height == starter.table("dispute_years").height == 5695
    assert rows.filter((pl.col("high") == 5) & (pl.col("low") < 5)).height == 290
    war = rows.filter(pl.col("hostility") == 5)
    assert war["low"].unique().to_list() == [5]
    rest = rows.filter(pl.col("hostility") < 5)
    assert rest["hostility"].cast(pl.Int32).equals(rest["high"].clip(upper_bound=4))


def test_five_on_both_sides_is_no_war_between_them_in_every_year(starter):
    """India and Pakistan reached 5 in the Kashmir dispute of 1964–65; the war was in 1965."""
    kashmir = between(starter.table("dispute_years"), 750, 770).filter(pl.col("year") <= 1965)
    wars = set(between(starter.table("war_years"), 750, 770)["year"])
    assert {1947, 1948, 1965} <= wars
    assert set(kashmir.filter(pl.col("hostility") == 5)["year"]) <= wars


def test_years_of_war_between_france_and_germany(starter):
    """1870–71, 1914–18, 1939–40: by the fall of France, or the armistice."""
    wars = between(starter.table("war_years"), 220, 255)
    assert sorted(wars["year"]) == [1870, 1871, *range(1914, 1919), 1939, 1940]


def test_ninety_five_interstate_wars(starter):
    """COW's list, to 2007."""
    wars = starter.table("war_years")
    assert wars["warnum"].n_unique() == 95
    assert wars["year"].max() <= 2007


# ── UCDP ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def ucdp(starter):
    return starter.table("ucdp_years")


def test_russia_and_ukraine_from_2022(ucdp):
    """Crimea and the Donbas are conflicts inside a state by UCDP; the invasion is not."""
    war = between(ucdp, 365, 369)
    assert sorted(war["year"]) == [2022, 2023, 2024]
    assert war["start"].cast(pl.String).unique().to_list() == ["2022-02-24"]


def test_yemen_changes_its_number_with_unity(ucdp):
    """678 in UCDP throughout; the North to 21 May 1990, 679 from then on."""
    assert sorted(between(ucdp, 678, 680)["year"]) == [1972, 1979]
    assert between(ucdp, 2, 679)["year"].to_list() == [2024]  # strikes on the Houthis
    assert ucdp.filter(pl.any_horizontal(pl.col("state1", "state2") == 678))["year"].max() < 1990


def test_helpers_of_the_two_sides_are_not_enemies(ucdp):
    """In 2024 Canada, Bahrain, Singapore … backed the strikes in Yemen; they fought nobody."""
    in_yemen = ucdp.filter((pl.col("state2") == 679) & (pl.col("year") == 2024))
    assert sorted(in_yemen["state1"]) == [2, 200]
    for pair in [(369, 517), (371, 640)]:  # Ukraine–Rwanda, Armenia–Turkey
        assert between(ucdp, *pair).is_empty()


def test_iraq_2003(ucdp):
    """Three states of the coalition are primary parties."""
    iraq = ucdp.filter((pl.col("conflict") == 420) & (pl.col("year") == 2003))
    assert iraq.select("state1", "state2").rows() == [(2, 645), (200, 645), (645, 900)]
    assert iraq["intensity"].unique().to_list() == [2]

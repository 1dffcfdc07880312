"""The decisions behind 1,601 new pairs of allies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import facts
from detente.measures.decisions import attributed, decisions, onsets

RIO, OAS, NATO, ARAB_LEAGUE, BALKAN, EU, COLLECTIVE = 3075, 3150, 3180, 3205, 3230, 4175, 4220
SADC, AFRICAN_UNION = 4985, 5055


@pytest.fixture(scope="module")
def spells(starter):
    return starter.table("pledge_spells")


@pytest.fixture(scope="module")
def found(today, spells):
    return decisions(onsets(today), spells)


def one(frame, year, atopid):
    return frame.row(
        by_predicate=(pl.col("year") == year) & (pl.col("atopid") == atopid), named=True
    )


# ── against the reference ───────────────────────────────────────────────────────────────


def test_the_reference_is_re_derived(today, spells):
    """Every row of the reference file agrees in kind, pairs, states and joiners, but for one.

    The one is 3322, Suez 1956: offence without defence, which is no onset by the rule above;
    the file lists it as such. The file begins in 1946, the count of decisions in 1947.
    """
    ours = decisions(onsets(today, 1946), spells)
    reference = pl.read_csv(Path(__file__).parent / "data" / "decisions.csv")
    abbreviations = facts.read("names").filter(pl.col("kind") == "cow")
    code = dict(abbreviations.select("name", "state").iter_rows())
    there = {(row["year"], row["atopid"]): row for row in reference.iter_rows(named=True)}
    here = {(row["year"], row["atopid"]): row for row in ours.iter_rows(named=True)}
    assert set(there) - set(here) == {(1956, 3322)}
    assert set(here) <= set(there)
    for key, row in here.items():
        theirs = there[key]
        for column in ("kind", "n_dyads", "n_states", "n_joiners", "dyads_joiner_joiner"):
            assert row[column] == theirs[column], (key, column)
        joiners = sorted(int(code[name]) for name in (theirs["joiners"] or "").split())
        assert row["joiners"] == joiners, key
        assert row["one_sided"] == ("one-sided" in (theirs["notes"] or "")), key
        assert (not row["one_sided"] and key[0] >= 1947) == bool(theirs["in_96"]), key


def test_how_many_decisions_there_were(found):
    """101: 96 two-sided ones, which made 1,596 pairs allies, and five guarantees."""
    two_sided = found.filter(~pl.col("one_sided"))
    assert (found.height, two_sided.height, two_sided["n_dyads"].sum()) == (101, 96, 1596)
    accessions = two_sided.filter(pl.col("kind") == "accession")
    foundations = two_sided.filter(pl.col("kind") == "foundation")
    assert (accessions.height, accessions["n_dyads"].sum()) == (33, 916)
    assert (foundations.height, foundations["n_dyads"].sum()) == (63, 680)
    assert foundations.filter(pl.col("n_dyads") == 1).height == 41


def test_since_1971_fifty_three(found):
    """With 1,221 dyads under 33 treaties."""
    late = found.filter(pl.col("year") >= 1971)
    assert (late.height, late["n_dyads"].sum(), late["atopid"].n_unique()) == (53, 1221, 33)


def test_acceding_states(found):
    """Eleven decisions of the OAS and Rio treaties, eight of the Arab League, six of NATO …"""
    joined = found.filter(pl.col("kind") == "accession")
    by_treaty = dict(joined["atopid"].value_counts().iter_rows())
    assert by_treaty[OAS] + by_treaty[RIO] == 11
    assert (by_treaty[ARAB_LEAGUE], by_treaty[NATO], by_treaty[AFRICAN_UNION]) == (8, 6, 4)
    assert joined["n_joiners"].sum() == 57


def test_pairs_with_two_new_treaties_in_a_year(today, spells):
    """63: each goes to the lower number, e.g. Trinidad's to the Rio treaty, not to the OAS."""
    pairs = attributed(onsets(today), spells)
    assert pairs.filter(pl.col("treaties") > 1).height == 63
    trinidad = pairs.filter((pl.col("year") == 1967) & (pl.col("treaties") == 2))
    assert set(trinidad["atopid"]) == {RIO}


# ── lessons ─────────────────────────────────────────────────────────────────────────────


def test_nato_began_as_fifty_five_new_pairs(found):
    """Twelve founders are 66 pairs; eleven were allied: the Brussels five, Britain and Portugal."""
    nato = one(found, 1949, NATO)
    assert (nato["kind"], nato["n_states"], nato["n_dyads"]) == ("foundation", 12, 55)
    assert nato["joiners"] == []


def test_seven_states_signed_natos_protocols_in_2003(found):
    """153 pairs from one decision, 21 of them among the seven. Joining counts from signature."""
    wave = one(found, 2003, NATO)
    assert (wave["n_dyads"], wave["n_joiners"], wave["dyads_joiner_joiner"]) == (153, 7, 21)
    assert wave["joiners"] == [317, 349, 355, 360, 366, 367, 368]
    assert wave["n_dyads"] == 7 * 19 - 1 + 21  # Czechs and Slovaks had been allies since 1992


def test_egypt_came_back_to_the_arab_league_in_1989(found):
    """Suspended in 1979 after Camp David; ten years later it joined as if anew."""
    back = one(found, 1989, ARAB_LEAGUE)
    assert (back["kind"], back["joiners"]) == ("accession", [651])


@pytest.mark.parametrize(
    ("year", "atopid", "signed"), [(1954, BALKAN, 1953), (2003, SADC, 2001), (2007, EU, 1992)]
)
def test_defence_added_to_an_older_treaty_is_a_foundation(found, spells, year, atopid, signed):
    """The Balkan pact of 1953, SADC's protocol, and Maastricht with the mutual aid of Lisbon."""
    assert one(found, year, atopid)["kind"] == "foundation"
    assert spells.filter(pl.col("atopid") == atopid)["first"].min() == signed


def test_five_guarantees(found):
    """The United States to Iran and Israel, Italy and Libya to Malta, Canada to Bahrain."""
    guarantees = found.filter("one_sided").select("year", "atopid", "n_dyads").rows()
    assert guarantees == [
        (1959, 3365, 1),
        (1980, 3865, 1),
        (1981, 3925, 1),
        (1984, 3963, 1),
        (1991, 4020, 1),
    ]


def test_west_germany_decided_nothing_in_1955(found):
    """Its entry is dated October 1954 by ATOP, before the list of states knows the state."""
    assert found.filter(pl.col("year").is_in([1954, 1955]) & (pl.col("atopid") == NATO)).is_empty()


def test_a_decision_after_the_day_is_not_known(at, spells):
    """On 1 January 2003 the protocols of March 2003 lie ahead; so does 2002, until 2003."""
    known = decisions(onsets(at(date(2003, 1, 1))), spells)
    assert known["year"].max() < 2003
    assert one(known, 1997, NATO)["n_joiners"] == 3


# ── properties ──────────────────────────────────────────────────────────────────────────


def test_every_onset_has_exactly_one_decision(today, found):
    assert found["n_dyads"].sum() == onsets(today).height
    assert not found.select("year", "atopid").is_duplicated().any()


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_does_not_matter(today, spells, found, seed):
    again = decisions(
        onsets(today).sample(fraction=1, shuffle=True, seed=seed),
        spells.sample(fraction=1, shuffle=True, seed=seed + 1),
    )
    assert again.equals(found)


def test_locarno_would_be_two_sided(spells):
    """By hand: of three pairs one owes both ways, two only one way; the treaty is no guarantee.

    States 1 and 2 ally, and 3 guarantees both; then 4 joins, guaranteed by 3 alone.
    """
    treaty = [
        # state1, state2, first, defense12, defense21
        (1, 2, 1950, True, True),
        (1, 3, 1950, False, True),
        (2, 3, 1950, False, True),
        (3, 4, 1960, True, False),
    ]
    rows = [
        {"state1": a, "state2": b, "first": first, "defense12": ab, "defense21": ba}
        for a, b, first, ab, ba in treaty
    ]
    by_hand = pl.DataFrame(rows).select(
        pl.lit(1).alias("atopid"), pl.all(), last=2018, defense=pl.lit(True)
    )
    by_hand = by_hand.cast({name: spells.schema[name] for name in by_hand.columns})
    begun = by_hand.select(pl.col("first").alias("year"), "state1", "state2")
    assert decisions(begun, by_hand).rows() == [
        (1950, 1, "foundation", 3, 3, [], 0, 0, False),
        (1960, 1, "accession", 1, 2, [4], 1, 0, True),
    ]


def test_without_onsets_there_are_no_decisions(today, spells):
    none = decisions(onsets(today).clear(), spells)
    assert none.is_empty()
    assert none.columns[:3] == ["year", "atopid", "kind"]

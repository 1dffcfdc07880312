"""Counts that must not move: dyad-years, onsets, rows at risk, endings of rivalries."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from rates import between, members_next_year, pacts

from detente.measures.decisions import onsets


@pytest.fixture(scope="module")
def rivalries(starter):
    return starter.table("rivalry_spells").filter(pl.col("coding") == "tss")


# ── the frame ───────────────────────────────────────────────────────────────────────────


def test_dyad_years_of_the_cow_system(today):
    """1816–2016, less the pairs that shared a year but never a day."""
    assert between(today, today.member, 1816, 2016).sum() == 956_145


@pytest.mark.parametrize(
    ("one", "two", "year", "why"),
    [
        (210, 255, 1945, "Germany fell in May, before the Netherlands were free"),
        (300, 310, 1918, "Hungary stood up when Austria-Hungary was gone"),
        (678, 679, 1990, "Yemen replaced North Yemen"),
        (679, 680, 1990, "and South Yemen"),
        (115, 817, 1975, "South Vietnam left on 30 April, Suriname entered on 25 November"),
    ],
)
def test_pairs_that_never_shared_a_day(today, one, two, year, why):
    assert not today.member[today.pair(one, two), today.year(year)], why


def test_a_rival_is_often_an_ally(today):
    """37.8% of the rivalry dyad-years of 1946–2016, the span of the state list, lie inside a pact.

    To 2018, with membership carried past the list's end, it is 37.7%.
    """
    rivals = between(today, today.member & today.rivalry, 1946, 2016)
    assert pacts(today)[rivals].mean() == pytest.approx(0.378, abs=5e-4)
    rivals = between(today, today.member & today.rivalry, 1946, 2018)
    assert pacts(today)[rivals].mean() == pytest.approx(0.377, abs=5e-4)


# ── onsets ──────────────────────────────────────────────────────────────────────────────


def test_new_defence_pacts(today):
    """1,601 from 1947 to 2018; 62% of them in the ten fullest years."""
    new = onsets(today)
    assert new.height == 1601
    assert new["year"].min() == 1947
    fullest = new["year"].value_counts(sort=True)["count"].head(10).sum()
    assert fullest / 1601 == pytest.approx(0.62, abs=5e-3)


def test_with_offence_two_more(today):
    """Israel, Britain and France planned the attack on Egypt at Sèvres in October 1956."""
    pact, member = pacts(today), today.member
    new = np.zeros_like(pact)
    new[:, 1:] = pact[:, 1:] & ~pact[:, :-1] & member[:, 1:] & member[:, :-1]
    new = between(today, new, 1947, 2018)
    assert new.sum() == 1603
    defence = {row[1:] for row in onsets(today).iter_rows() if row[0] == 1956}
    sevres = {(200, 666), (220, 666)}
    assert new[:, today.year(1956)].sum() == len(defence) + 2
    assert all(new[today.pair(*pair), today.year(1956)] for pair in sevres)
    assert not defence & sevres


def test_first_years_of_unbroken_runs_are_another_definition(today):
    """1,834 with offence and from 1946 on: states born into a pact count, and entrants.

    230 of them are pairs of which a state was not in the system the year before, among them
    West Germany's with its allies: ATOP dates those from October 1954, the list of states
    has West Germany from 1955.
    """
    allied = pacts(today) & today.member
    begun = np.zeros_like(allied)
    begun[:, 1:] = allied[:, 1:] & ~allied[:, :-1]
    begun = between(today, begun, 1946, 2018)
    assert begun.sum() == 1834
    before = np.zeros_like(allied)
    before[:, 1:] = today.member[:, :-1]
    newborn = begun & ~before
    assert newborn.sum() == 230
    assert newborn[today.pair(220, 260), today.year(1955)]


@pytest.mark.parametrize(("last", "rows"), [(2017, 683_498), (2008, 528_797)])
def test_rows_at_risk_of_a_defence_pact(today, last, rows):
    """Origins from 1970, both states members at t and t+1, no defence pact at t."""
    at_risk = today.member & members_next_year(today) & ~today.defense
    assert between(today, at_risk, 1970, last).sum() == rows


def test_events_one_year_ahead(today):
    """1,221 onsets for origins 1970–2017."""
    assert onsets(today, 1971, 2018).height == 1221


# ── endings of rivalries ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("first", "last", "percent"),
    [(1816, 1913, 0.7), (1914, 1945, 3.4), (1946, 1988, 2.3), (1989, 2019, 4.1)],
)
def test_how_often_rivalries_end(rivalries, first, last, percent):
    """Endings per rivalry-year, every rivalry from its first to its last year.

    The 56 that still run in 2020 count with their years but not as endings. (Leaving their
    years out as well would give 0.7, 3.6, 3.4 and 12.4%.)
    """
    assert rivalries["last"].null_count() == 56
    years = rivalries.select(
        pl.min_horizontal(pl.col("last").fill_null(2020), last)
        - pl.max_horizontal("first", pl.lit(first))
        + 1
    ).to_series()
    ended = rivalries["last"].is_between(first, last).sum()
    assert round(100 * ended / years.clip(lower_bound=0).sum(), 1) == percent


def test_endings_one_year_ahead(today):
    """97 of 2,740 rivalry-years 1970–2013: running at t, not at t+1, states there in both.

    Without asking for both states at t+1 there are 2,743 rows: three pairs of which one
    state died within the year it was last a rival.
    """
    running = between(today, today.rivalry & today.member, 1970, 2013)
    assert running.sum() == 2743
    outlived = running & members_next_year(today)
    over = np.zeros_like(running)
    over[:, :-1] = ~today.rivalry[:, 1:]
    assert (outlived.sum(), (outlived & over).sum()) == (2740, 97)
    pair, column = np.nonzero(running & ~outlived)
    assert {
        (int(today.states[today.one[p]]), int(today.states[today.two[p]]), int(today.years[y]))
        for p, y in zip(pair, column, strict=True)
    } == {
        (678, 680, 1990),  # the two Yemens
        (811, 817, 1975),  # Cambodia and South Vietnam
        (816, 817, 1975),  # the two Vietnams
    }


@pytest.fixture(scope="module")
def parted(today, rivalries):
    """Endings of 1945–98 without a pact in the last year: pair, members then, years to a pact.

    By the codes of the rivalry alone: no succession is followed.
    """
    found = []
    ended = rivalries.filter(pl.col("last").is_between(1945, 1998))
    for one, two, last in ended.select("state1", "state2", "last").iter_rows():
        pair, end = today.pair(one, two), today.year(last)
        if not today.defense[pair, end]:
            later = np.flatnonzero(today.defense[pair, end + 1 : today.year(2018) + 1])
            wait = int(later[0]) + 1 if len(later) else None
            found.append(((one, two), bool(today.member[pair, end]), wait))
    return found


def percent_within(found, horizon):
    return round(100 * sum(w is not None and w <= horizon for *_, w in found) / len(found), 1)


def test_what_followed_the_end_of_a_rivalry(parted):
    """65 endings: 5, 7 and 22 of the pairs were allies within 5, 10 and 20 years."""
    assert len(parted) == 65
    assert [percent_within(parted, h) for h in (5, 10, 20)] == [7.7, 10.8, 33.8]


def test_what_followed_where_both_were_in_the_frame(parted):
    """Four endings have a state that the list of states did not hold in that year."""
    outside = {pair for pair, member, _ in parted if not member}
    assert outside == {
        (220, 255),  # France and the Germany of before 1945, rivals until 1955
        (663, 679),  # Jordan, Saudi Arabia and Oman with the Yemen of 1990
        (670, 679),
        (679, 698),
    }
    inside = [one for one in parted if one[1]]
    assert len(inside) == 61
    assert [percent_within(inside, h) for h in (5, 10, 20)] == [8.2, 9.8, 34.4]

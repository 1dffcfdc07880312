"""What happened between the two, or to one of them, by years anybody can look up."""

from __future__ import annotations

import polars as pl
import pytest

from detente.assessment import names
from detente.assessment.events.wars import spanned
from detente.measures.rungs import Pledge


def of_kind(view, *kinds):
    return [one for one in view.history.events if one.kind in kinds]


def spans(view, kind="war"):
    return [(one.first, one.last or one.first) for one in of_kind(view, kind)]


QUESTIONS = [
    ("France", "Germany", "1950-06-30"),
    ("Egypt", "Israel", "1975-12-31"),
    ("NATO", "RUS", None),
    ("NATO", "365", "1955-05-05"),
    ("WARSAW", "USA", "2000-12-31"),
    ("RUS", "UKR", "2024-06-30"),
    ("QUAD", "CHN", None),
    ("EU", "GBR", None),
    ("ARABLEAGUE", "ISR", "1991-12-26"),
    ("DDR", "USA", "2010-06-30"),
]
questions = pytest.mark.parametrize(("a", "b", "day"), QUESTIONS)


# ── wars ────────────────────────────────────────────────────────────────────────────────


def test_france_and_germany_fought_three_wars(ask):
    """1870–71, 1914–18, until France fell in 1940, and, by the disputes alone, from 1944 on."""
    view = ask("France", "Germany", "1950-06-30")
    assert spans(view) == [(1870, 1871), (1914, 1918), (1939, 1940), (1944, 1945)]
    assert [one.text for one in of_kind(view, "war")] == [
        "Franco-Prussian War, 1870–71",
        "First World War, 1914–18",
        "Second World War, 1939–40",
        "Second World War, 1944–45",
    ]
    assert of_kind(view, "war")[-1].source.startswith("MID 5.0, dispute ")


def test_egypt_and_israel_fought_five_times(ask):
    view = ask("Egypt", "Israel", "1975-12-31")
    assert spans(view) == [(1948, 1949), (1956, 1956), (1967, 1967), (1969, 1970), (1973, 1973)]


def test_a_war_that_may_go_on_is_not_told_as_over(ask):
    """On 1 June 1952 the Korean War was known to the end of 1951; nobody knew its last year."""
    (korea,) = of_kind(ask("USA", "CHN", "1952-06-01"), "war")[-1:]
    assert (korea.first, korea.last) == (1950, 1951)
    assert korea.text == "Korean War, 1950–51 (the last year known)"
    (ukraine,) = of_kind(ask("RUS", "UKR", "2024-06-30"), "war")
    assert ukraine.text == "war, Russia–Ukraine, 2022–23 (the last year known)"
    assert ukraine.source.startswith("UCDP")


def test_allies_in_a_war_did_not_fight_it_against_each_other(ask):
    assert of_kind(ask("USA", "GBR", None), "war") == []


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (1950, 1953, "1950–53"),
        (1899, 1902, "1899–1902"),
        (1967, 1967, "1967"),
        (1999, 2000, "1999–2000"),
    ],
)
def test_years_are_written_short(first, last, text):
    assert spanned(first, last) == text


def test_every_listed_war_has_a_name_and_its_own_years(starter):
    years = (
        starter.table("war_years")
        .group_by("warnum")
        .agg(first=pl.col("year").min(), last=pl.col("year").max())
        .sort("warnum")
    )
    table = names.table()
    assert table.select("warnum", "first", "last").equals(years)
    assert table["source"].null_count() == 0
    assert table["name"].str.len_chars().min() > 5


# ── treaties ────────────────────────────────────────────────────────────────────────────


def test_an_event_of_a_treaty_is_a_pledge_on_record(ask):
    """Defence in 1945 at Yalta, non-aggression since Helsinki."""
    view = ask("NATO", "RUS")
    told = {(one.first, one.text) for one in of_kind(view, "treaty")}
    assert told <= {(pact.since.year, pact.name) for pact in view.history.treaties}
    assert (1975, "Helsinki Final Act") in told


def test_every_defence_pact_is_an_event(ask):
    view = ask("GRC", "TUR", None)
    told = {one.text for one in of_kind(view, "treaty")}
    assert {p.name for p in view.history.treaties if p.rung == Pledge.DEFENCE} <= told
    assert "North Atlantic Treaty" in told


def test_a_pact_of_later_years_is_one_from_its_day(ask):
    """Finland joined on 4 April 2023."""
    before, after = (ask("FIN", "USA", day) for day in ("2022-03-01", "2024-06-30"))
    assert 2023 not in {one.first for one in of_kind(before, "treaty")}
    assert 2023 in {one.first for one in of_kind(after, "treaty")}


# ── successions ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("a", "b", "day", "year", "text"),
    [
        ("France", "Germany", None, 1990, "East Germany and West Germany united as Germany"),
        ("Yemen", "SAU", None, 1990, "North Yemen and South Yemen united as Yemen"),
        ("NATO", "RUS", None, 1991, "Soviet Union became Russia"),
        ("PRK", "KOR", None, 1948, "North Korea and South Korea came out of Korea"),
        ("SVK", "CZE", None, 1993, "Czech Republic and Slovakia came out of Czechoslovakia"),
        ("TUR", "GRC", None, 1923, "Ottoman Empire became Turkey"),
    ],
)
def test_who_followed_whom(ask, a, b, day, year, text):
    assert (year, text) in {(one.first, one.text) for one in of_kind(ask(a, b, day), "succession")}


def test_unification_is_unknown_two_years_before(ask):
    texts = [one.text for one in of_kind(ask("France", "West Germany", "1988-05-01"), "succession")]
    assert texts
    assert not any("united" in text for text in texts)


# ── blocs ───────────────────────────────────────────────────────────────────────────────


def test_who_joined_nato_and_when(ask):
    joined = {one.first: one.text for one in of_kind(ask("NATO", "RUS"), "joined")}
    assert joined[1952] == "Greece and Turkey joined NATO"
    assert joined[1955] == "West Germany joined NATO"
    assert joined[1999] == "Czech Republic, Hungary and Poland joined NATO"
    assert joined[1949].startswith("Belgium, Canada, Denmark")
    assert joined[1949].endswith("United Kingdom and United States founded NATO")
    assert sorted(joined) == [1949, 1952, 1955, 1982, 1999, 2004, 2009, 2017, 2020, 2023, 2024]
    assert of_kind(ask("NATO", "RUS"), "left") == []


def test_nothing_of_nato_is_told_before_its_day(ask):
    """West Germany joined on 6 May 1955."""
    years = [one.first for one in of_kind(ask("NATO", "365", "1955-05-05"), "joined")]
    assert years == [1949, 1952]


def test_who_left_the_warsaw_pact(ask):
    left = [(one.first, one.text) for one in of_kind(ask("WARSAW", "USA", "2000-12-31"), "left")]
    assert left == [
        (1968, "Albania left Warsaw Pact"),
        (1990, "East Germany left Warsaw Pact"),
        (1991, "Warsaw Pact ended"),
    ]


def test_a_timeless_bloc_has_nobody_join(ask):
    assert of_kind(ask("LIEN", "DEU", None, "LIEN=RUS,BLR"), "joined", "left") == []


# ── all of it ───────────────────────────────────────────────────────────────────────────


@questions
def test_nothing_is_later_than_the_day_shown(ask, a, b, day):
    view = ask(a, b, day)
    shown = view.question.day
    assert view.history.events
    for one in view.history.events:
        assert one.first <= shown.year, one
        assert (one.last or one.first) <= shown.year, one
        assert one.last is None or one.last > one.first, one
        assert one.text and one.source
    assert [one.first for one in view.history.events] == sorted(
        one.first for one in view.history.events
    )


@questions
def test_events_are_told_once(ask, a, b, day):
    told = [(one.kind, one.first, one.text) for one in ask(a, b, day).history.events]
    assert len(told) == len(set(told))


def test_two_states_that_never_met_have_no_history(ask):
    assert ask("Suriname", "South Vietnam", "1990-06-30").history is None

"""Peoples across succession: what is followed, what is only named."""

from __future__ import annotations

from datetime import date

import pytest

from detente import facts
from detente.states import lineage, successors

TODAY = date(2026, 6, 1)


def stages(states, state, *day):
    return [
        (s.state, s.start.year, s.end.year if s.end else None, s.name)
        for s in lineage(state, date(*day), states)
    ]


def test_germany_is_followed_through_three_states(states):
    """Prussia and the Reich to 1945, the Federal Republic from 1949, united in 1990."""
    assert stages(states, 255, 2026, 6, 1) == [
        (255, 1816, 1945, "Germany"),
        (260, 1949, 1990, "West Germany"),
        (255, 1990, None, "Germany"),
    ]
    assert lineage(255, TODAY, states)[0].names == ("Prussia", "Germany")


def test_in_1955_nobody_knew_of_unification(states):
    assert stages(states, 260, 1955, 5, 9) == [
        (255, 1816, 1945, "Germany"),
        (260, 1949, None, "West Germany"),
    ]
    assert successors(260, date(1955, 5, 9)) == ()


def test_west_germany_seen_from_today_stops_where_it_stopped(states):
    assert stages(states, 260, 2026, 6, 1)[-1] == (260, 1949, 1990, "West Germany")
    assert [(s.state, s.followed) for s in successors(260, TODAY)] == [(255, True)]


def test_germany_in_1946_has_no_successor_yet(states):
    assert stages(states, 255, 1946, 1, 1) == [(255, 1816, 1945, "Germany")]
    assert successors(255, date(1946, 1, 1)) == ()
    assert {s.state for s in successors(255, date(1950, 1, 1))} == {260, 265}


def test_the_gdr_is_named_and_not_followed(states):
    assert 265 not in {s.state for s in lineage(255, TODAY, states)}
    assert [(s.name, s.followed, s.kind) for s in successors(265, TODAY)] == [
        ("Germany", False, "absorption")
    ]


def test_yemen_follows_the_north(states):
    assert [s[0] for s in stages(states, 679, 2026, 6, 1)] == [678, 679]
    assert [(s.state, s.followed) for s in successors(680, TODAY)] == [(679, False)]


def test_austria_follows_the_monarchy_and_hungary_does_not(states):
    assert [s[0] for s in stages(states, 305, 1920, 1, 1)] == [300, 305]
    assert [s[0] for s in stages(states, 310, 1920, 1, 1)] == [310]


def test_neither_half_is_taken_for_czechoslovakia(states):
    assert [s[0] for s in stages(states, 316, 2026, 6, 1)] == [316]
    assert [s.state for s in successors(315, TODAY)] == [316, 317]


def test_the_soviet_union_and_russia_have_one_number(states):
    (stage,) = lineage(365, TODAY, states)
    assert stage.names == ("Russian Empire", "Russia", "Soviet Union", "Russia")
    (stage,) = lineage(365, date(1960, 1, 1), states)
    assert stage.names[-1] == stage.name == "Soviet Union"


def test_serbia_from_kingdom_to_kingdom_to_republic(states):
    """One number in COW; G–W interrupts it from October 1915 to December 1918."""
    first, second = lineage(345, TODAY, states)
    assert (first.names, first.end) == (("Serbia",), date(1915, 10, 1))
    assert second.names == (
        "Kingdom of Serbs, Croats and Slovenes",
        "Yugoslavia",
        "Serbia and Montenegro",
        "Serbia",
    )


def test_zanzibar_went_into_tanzania(states):
    """The union of 26 April 1964."""
    assert [(s.state, s.since) for s in successors(511, TODAY)] == [(510, date(1964, 4, 26))]
    assert lineage(510, TODAY, states)[0].names == ("Tanganyika", "Tanzania")


def test_south_vietnam_was_absorbed_and_north_vietnam_runs_on(states):
    assert [s.state for s in successors(817, date(1975, 12, 31))] == []
    assert [s.state for s in successors(817, TODAY)] == [816]
    assert lineage(816, TODAY, states)[0].names == ("North Vietnam", "Vietnam")


def test_gran_colombia_left_three_heirs():
    assert {s.name for s in successors(99, date(1840, 1, 1))} == {
        "Colombia", "Venezuela", "Ecuador",
    }  # fmt: skip


def test_the_italian_states_went_into_italy():
    for state in (327, 329, 332, 335, 337):
        assert [s.state for s in successors(state, TODAY)] == [325]


def test_korea_was_divided(states):
    assert [s.state for s in successors(730, TODAY)] == [732, 731]
    assert [s[0] for s in stages(states, 732, 2026, 6, 1)] == [732]


def test_a_state_unborn_has_no_lineage(states):
    assert lineage(316, date(1980, 1, 1), states) == ()


@pytest.mark.parametrize("column", ["predecessor", "successor"])
def test_every_state_in_the_table_exists(states, column):
    known = set(states.states()) | set(states.states("cow"))
    assert set(facts.read("continues")[column]) <= known


def test_followed_steps_join_one_end_to_one_start(states):
    """No two predecessors are followed into one state, nor one into two."""
    table = facts.read("continues")
    steps = table.filter(table["followed"] & (table["predecessor"] != table["successor"]))
    assert steps["predecessor"].is_unique().all() and steps["successor"].is_unique().all()
    for predecessor, day in steps.select("predecessor", "date").iter_rows():
        assert states.last_day(predecessor, day) < day

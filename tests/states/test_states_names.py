"""What states were called, and how a name is read."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import facts
from detente.errors import AmbiguousName, NotYet, UnknownName
from detente.states.lookup import find_iso, find_state
from detente.states.names import code_on, key, name_on, names

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("state", "day", "name", "code"),
    [
        (365, date(1914, 8, 1), "Russian Empire", "RUS"),
        (365, date(1991, 12, 25), "Soviet Union", "SUN"),
        (365, date(1991, 12, 26), "Russia", "RUS"),
        (775, date(1970, 1, 1), "Burma", "BUR"),
        (490, date(1980, 1, 1), "Zaire", "ZAR"),
        (439, date(1984, 8, 3), "Upper Volta", "HVO"),
        (780, date(1960, 1, 1), "Ceylon", "LKA"),
        (800, date(1930, 1, 1), "Siam", "THA"),
        (630, date(1930, 1, 1), "Persia", "IRN"),
        (572, date(2018, 4, 19), "Eswatini", "SWZ"),
        (343, date(2019, 2, 12), "North Macedonia", "MKD"),
        (434, date(1975, 1, 1), "Dahomey", "DHY"),
        (552, date(1979, 1, 1), "Rhodesia", "RHO"),
        (255, date(1866, 7, 3), "Prussia", "GMY"),
        (325, date(1859, 6, 24), "Sardinia", "ITA"),
        (640, date(1914, 1, 1), "Ottoman Empire", "TUR"),
        (345, date(2004, 1, 1), "Serbia and Montenegro", "SCG"),
        (510, date(1963, 5, 25), "Tanganyika", "TZA"),
        (817, date(1970, 1, 1), "South Vietnam", "RVN"),
        (713, TODAY, "Taiwan", "TWN"),
    ],
)
def test_a_state_is_called_as_it_was_on_the_day(state, day, name, code):
    assert (name_on(state, day), code_on(state, day)) == (name, code)


def test_every_state_of_both_lists_has_a_name_and_a_code_on_all_its_days(states):
    for system in ("cow", "gw"):
        for state in states.states(system):
            for spell in states.spells(state, system):
                for day in (spell.start, spell.end or TODAY):
                    official = [
                        n
                        for n in names().find(name_on(state, day))
                        if n.state == state and n.kind in ("current", "historical")
                    ]
                    assert any(n.in_use(day) for n in official), (state, day)
                    assert code_on(state, day)


def test_every_name_leads_to_its_state_on_a_day_of_its_span(states):
    table = facts.read("names").filter(~facts.read("names")["kind"].is_in(["shared", "also"]))
    for state, iso3, text, kind, start, end in table.select(
        "state", "iso3", "name", "kind", "start", "end"
    ).iter_rows():
        alive = states.stretches(state, TODAY)
        days = [
            max(s.start, start or s.start)
            for s in alive
            if max(s.start, start or s.start) <= min(s.end or TODAY, end or TODAY)
        ]
        if not days:  # a colonial name, or one from when only COW had the state
            assert kind == "alias" or states.exists(state, end, "cow"), text
            days = [alive[-1].start]
        for reading in filter(None, (text, iso3)):
            meant = [n for n in names().find(reading) if not n.abbreviation]
            if kind in ("cow", "gw") and any(n.state != state for n in meant):
                continue  # ISO 3166 codes and names come first
            assert find_state(reading, days[-1], states).state == state, reading


def test_no_two_states_share_a_name_or_code_on_one_day(states):
    """Except the names marked as shared: Korea, Vietnam, Congo."""
    for text in set(facts.read("names")["name"]):
        meant = [n for n in names().find(text) if n.kind in ("current", "historical", "alias")]
        _assert_apart(meant, states)
    for code in facts.read("names")["iso3"].drop_nulls().unique():
        _assert_apart([n for n in names().find(code) if n.kind == "iso"], states)


def _assert_apart(meant, states):
    for one, other in combinations(meant, 2):
        if one.state == other.state:
            continue
        for a in states.stretches(one.state, TODAY):
            for b in states.stretches(other.state, TODAY):
                start = max(d for d in (a.start, b.start, one.start, other.start) if d)
                end = min(d for d in (a.end or TODAY, b.end or TODAY, one.end, other.end) if d)
                assert start > end, (one, other)


def test_iso_codes_round_trip(states):
    for day in (date(1950, 1, 1), date(1980, 1, 1), date(1992, 1, 1), TODAY):
        for state in states.members_on(day):
            code = code_on(state, day)
            if code not in set(facts.read("names")["iso3"]):
                continue
            found = find_iso(code, day, states)
            assert found is not None and found.state == state and found.ended is None


def test_an_iso_code_follows_unification(states):
    def german(*day):
        return find_iso("DEU", date(*day), states).state

    assert (german(1950, 1, 1), german(1990, 10, 2), german(1990, 10, 3)) == (260, 260, 255)
    assert find_iso("YEM", date(1990, 5, 21), states).state == 678
    assert find_iso("YEM", date(1990, 5, 22), states).state == 679
    assert find_iso("PSE", TODAY, states) is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("UK", 200), ("Great Britain", 200), ("England", 200), ("gbr", 200), ("200", 200),
        ("UKG", 200), ("US", 2), ("U.S.A.", 2), ("america", 2), ("South Korea", 732),
        ("ROK", 732), ("DPRK", 731), ("PRC", 710), ("Holland", 210), ("Czechia", 316),
        ("Türkiye", 640), ("TURKIYE", 640), ("Ivory Coast", 437), ("cote d'ivoire", 437),
        ("Cape Verde", 402), ("East Timor", 860), ("Timor Leste", 860), ("DRC", 490),
        ("Congo-Kinshasa", 490), ("Democratic Republic of the Congo", 490),
        ("Congo (Brazzaville)", 484), ("UAE", 696), ("Bosnia", 346), ("Swaziland", 572),
        ("XKX", 347), ("XKK", 347), ("TWN", 713), ("Myanmar", 775), ("burma", 775),
        ("FYROM", 343), ("Macedonia", 343), ("The Gambia", 420), ("Sao Tome", 403),
        ("gw 340", 345), ("COW 345", 345), ("340", 345), ("679", 679), ("678", 679),
    ],
)  # fmt: skip
def test_common_ways_to_name_a_state(states, text, state):
    assert find_state(text, TODAY, states).state == state


def test_korea_and_congo_are_ambiguous_while_there_are_two(states):
    with pytest.raises(AmbiguousName) as korea:
        find_state("Korea", date(1950, 6, 25), states)
    assert korea.value.candidates == ("North Korea (PRK)", "South Korea (KOR)")
    assert find_state("Korea", date(1900, 1, 1), states).state == 730
    with pytest.raises(AmbiguousName):
        find_state("Congo", TODAY, states)
    with pytest.raises(AmbiguousName):
        find_state("Vietnam", date(1968, 1, 30), states)
    assert find_state("Vietnam", date(1979, 2, 17), states).state == 816


def test_a_number_two_states_share_is_ambiguous_until_the_list_is_named(states):
    with pytest.raises(AmbiguousName):
        find_state("970", TODAY, states)
    assert find_state("cow 970", TODAY, states).state == 970
    assert find_state("gw:970", TODAY, states).state == 946


def test_an_iso_code_comes_before_an_abbreviation_and_says_so(states):
    """SWZ is Eswatini in ISO 3166 and Switzerland in the lists of states."""
    found = find_state("SWZ", TODAY, states)
    assert found.state == 572
    assert any("Switzerland" in note for note in found.notes)


def test_a_name_from_before_or_after_its_time(states):
    assert find_state("Zaire", date(1965, 1, 1), states).state == 490
    assert find_state("Ceylon", TODAY, states).state == 780
    with pytest.raises(NotYet) as early:
        find_state("Czech Republic", date(1980, 1, 1), states)
    assert early.value.first == date(1993, 1, 1)


def test_a_misspelt_name_gets_the_nearest(states):
    with pytest.raises(UnknownName) as error:
        find_state("Frnace", TODAY, states)
    assert error.value.suggestions[0] == "France"


def test_suggestions_hold_only_names_of_the_time(states):
    with pytest.raises(UnknownName) as error:
        find_state("North Macedona", date(1995, 1, 1), states)
    assert "North Macedonia" not in error.value.suggestions


@given(st.text(max_size=80))
def test_looking_up_a_key_again_changes_nothing(text):
    assert key(key(text)) == key(text) or not key(text).isascii()


def test_names_follow_each_other_without_gap(states):
    """A renaming on one day: the old name ends on the day before."""
    official = facts.read("names").filter(facts.read("names")["kind"].is_in(["historical"]))
    for state, end in official.select("state", "end").iter_rows():
        day_after = end + timedelta(days=1)
        if states.exists(state, end) and states.exists(state, day_after):
            assert any(n.in_use(day_after) for n in names().find(name_on(state, day_after))), (
                state,
                end,
            )

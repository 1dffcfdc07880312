"""Who existed when: the two lists of states under one numbering."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from detente.sources import cow_states, gw_cow_years, gw_system
from detente.states import StateTable, build_state_spells, to_state, to_state_frame
from detente.states.systems import RENUMBERED


def test_germany_keeps_its_code_in_one_list_and_changes_it_in_the_other():
    """Unification on 3 October 1990: G–W goes on with 260, COW returns to 255."""
    assert to_state(260, date(1990, 10, 2)) == 260
    assert to_state(260, date(1990, 10, 3)) == 255
    assert to_state(255, date(1940, 1, 1)) == 255


def test_yemen_merged_on_22_may_1990():
    assert to_state(678, date(1990, 5, 21)) == 678
    assert to_state(678, date(1990, 5, 22)) == 679


def test_serbia_is_yugoslavia_s_number_in_cow():
    assert to_state(340, date(1900, 1, 1)) == to_state(340, date(2010, 1, 1)) == 345


def test_pacific_islands_are_numbered_crosswise():
    """970 is Kiribati in one list and Nauru in the other."""
    assert {gw: to_state(gw, date(2010, 1, 1)) for gw in (970, 971, 972, 973)} == {
        970: 946,
        971: 970,
        972: 955,
        973: 947,
    }


def test_the_frame_version_agrees_with_the_single_one():
    days = [date(1900, 1, 1), date(1990, 5, 22), date(1990, 10, 2), date(1990, 10, 3)]
    codes = [2, 255, 260, 340, 678, 679, 970, 971, 972, 973]
    frame = pl.DataFrame([(c, d) for c in codes for d in days], schema=["gw", "day"], orient="row")
    mapped = to_state_frame(frame, "gw", pl.col("day"), "state")
    assert mapped["state"].to_list() == [to_state(c, d) for c, d in frame.iter_rows()]


def test_no_number_means_two_states(spells):
    """G–W codes without a COW state keep their number, which no COW state may use."""
    cow = set(spells.filter(system="cow")["state"])
    gw = spells.filter(system="gw")
    only_gw = {89, 99, 396, 397, 563, 564, 711, 815}
    assert set(gw["state"]) - cow == only_gw
    assert cow - set(gw["state"]) == set()
    assert not set(RENUMBERED) & set(gw.filter(pl.col("code") == pl.col("state"))["code"]) - {970}


def test_the_frame_has_the_agreed_columns(spells):
    assert spells.columns == [
        "system", "code", "state", "name", "start", "end", "microstate", "list_end",
    ]  # fmt: skip
    assert spells.schema["start"] == spells.schema["end"] == pl.Date
    assert spells.filter(system="cow")["microstate"].null_count() == 243


def test_france_stands_through_the_occupation_in_one_list_only(states):
    """COW ends France on 11 November 1942, when the Germans took the south."""
    assert states.exists(220, date(1943, 1, 1))
    assert not states.exists(220, date(1943, 1, 1), "cow")


def test_estonia_was_gone_for_half_a_century(states):
    assert states.last_day(366, date(1950, 1, 1)) == date(1940, 6, 1)
    assert not states.exists(366, date(1991, 9, 5))
    assert states.exists(366, date(1991, 9, 6))


def test_suriname_and_south_vietnam_never_shared_a_day(states):
    """South Vietnam left the system on 30 April 1975; Suriname entered on 25 November."""
    assert states.last_day(817, date(1976, 1, 1)) == date(1975, 4, 30)
    assert states.first_day(115) == date(1975, 11, 25)


def test_two_german_states_on_one_day_in_1950(states):
    assert {260, 265} <= set(states.members_on(date(1950, 6, 1)))
    assert 255 not in states.members_on(date(1950, 6, 1))
    assert not {255, 260, 265} & set(states.members_on(date(1950, 6, 1), "cow"))


def test_membership_is_carried_past_the_end_of_the_lists_and_marked(states):
    day = date(2026, 6, 1)
    assert states.exists(2, day) and states.carried(day)
    assert not states.carried(date(2020, 12, 31))
    assert states.carried(date(2017, 1, 1), "cow")
    assert not states.exists(265, day)


def test_an_end_to_come_does_not_show(states):
    assert states.last_day(315, date(1992, 6, 1)) == date(1992, 6, 1)
    assert states.stretches(315, date(1992, 6, 1))[-1].end is None
    assert states.stretches(315, date(1993, 1, 1))[-1].end == date(1992, 12, 31)


def test_spells_that_touch_are_one_stretch(states):
    """G–W changes the code of Serbia on 5 June 2006; the state is the same."""
    assert [s.start.year for s in states.stretches(345, date(2026, 6, 1))] == [1878, 1918]


def test_a_list_may_differ_on_a_day_and_says_so(states):
    """COW lists no German state between 8 May 1945 and 5 May 1955."""
    told = states.cow_differs((255, 260), date(1950, 12, 31), "West Germany")
    assert told is not None and "8 May 1945" in told
    assert "1955" not in told  # nobody knew in 1950
    assert states.cow_differs((255, 260), date(1955, 5, 5), "West Germany") is None


def test_microstates_are_marked(states):
    assert states.microstate(221) and not states.microstate(220)


@pytest.mark.mirror
def test_our_numbers_agree_with_the_published_crosswalk(mirror):
    """State-years as peacesciencer pairs them; it keeps 260 for the whole of 1990."""
    pairs = (
        gw_cow_years.read(mirror / gw_cow_years.GW_COW_YEARS.path)
        .filter(pl.col("gwcode").is_not_null() & pl.col("ccode").is_not_null())
        .select(pl.col("gwcode", "ccode", "year").cast(pl.Int32))
    )
    ours = to_state_frame(pairs, "gwcode", pl.date(pl.col("year"), 12, 31), "state")
    apart = ours.filter(pl.col("state") != pl.col("ccode")).select("gwcode", "ccode", "year")
    assert set(apart.iter_rows()) == {(260, 260, 1990)}


@pytest.mark.mirror
def test_spells_are_those_of_the_published_lists(mirror):
    cow = cow_states.read(mirror / cow_states.COW_STATES.path)
    gw = gw_system.read(mirror / gw_system.GW_SYSTEM.path)
    built = build_state_spells(cow, gw)
    assert built.filter(system="cow").height == cow.height == 243
    assert built.filter(system="gw").height == gw.height + 2  # Germany and Yemen are cut in two
    assert StateTable(built).list_end == {"cow": date(2016, 12, 31), "gw": date(2020, 12, 31)}

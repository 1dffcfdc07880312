"""Actors as they stood on a day, and two of them in one question."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import facts
from detente.errors import BadQuestion, NotYet, SameActor, SharedMembers, UnknownName
from detente.states import (
    BlocActor,
    BlocTable,
    StateActor,
    StateTable,
    check_pair,
    parse_inline,
    resolve,
)

TODAY = date(2026, 6, 1)


def told(actor):
    return " ".join(actor.notes)


def test_the_soviet_union_asked_today_is_russia(ask):
    actor = ask("Soviet Union")
    assert (actor.state, actor.name, actor.ended) == (365, "Russia", None)
    assert "Soviet Union is read as state 365" in told(actor)
    assert "since 26 Dec 1991" in told(actor)


def test_germany_in_1950_is_the_federal_republic(ask):
    """G–W lists it from 21 September 1949; COW has no German state that year."""
    actor = ask("Germany", 1950, 12, 31)
    assert (actor.state, actor.name, actor.codes) == (260, "West Germany", (255, 260))
    assert "East Germany" in told(actor)
    assert "COW lists no state for West Germany on 31 Dec 1950" in told(actor)


def test_germany_in_1946_had_ended(ask):
    actor = ask("Germany", 1946, 6, 1)
    assert (actor.state, actor.ended, actor.successors) == (255, date(1945, 5, 7), ())


def test_west_germany_asked_today_has_ended_into_germany(ask):
    actor = ask("FRG")
    assert (actor.state, actor.standing_day) == (260, date(1990, 10, 2))
    assert [s.state for s in actor.successors] == [255]


def test_yemen_in_1980_is_the_north_and_names_the_south(ask):
    actor = ask("Yemen", 1980, 1, 1)
    assert actor.state == 678
    assert "South Yemen" in told(actor)


def test_a_state_past_the_end_of_the_lists_is_carried_and_says_so(ask):
    assert "carried on" in (ask("France").carried or "")
    assert ask("France", 2020, 12, 31).carried is None


def test_nato_today(ask):
    nato = ask("NATO")
    assert isinstance(nato, BlocActor)
    assert (len(nato.members), nato.founded, nato.ended) == (32, date(1949, 8, 24), None)
    assert "agrees" in nato.rule.admission


def test_the_warsaw_pact_asked_today_stands_on_its_last_day(ask):
    pact = ask("Warsaw Pact")
    assert pact.ended == pact.standing_day == date(1991, 7, 1)
    assert len(pact.members) == 6


def test_the_european_union_asked_in_1970(ask):
    actor = ask("European Union", 1970, 1, 1)
    assert (actor.short, len(actor.members)) == ("EEC", 6)
    assert "it is called European Economic Community" in told(actor)


@pytest.mark.parametrize(
    ("text", "day", "first"),
    [
        ("NATO", date(1949, 8, 23), date(1949, 8, 24)),
        ("Slovakia", date(1992, 12, 31), date(1993, 1, 1)),
        ("Israel", date(1948, 5, 13), date(1948, 5, 14)),
    ],
)
def test_an_actor_asked_before_its_time(ask, text, day, first):
    with pytest.raises(NotYet) as error:
        ask(text, day)
    assert error.value.first == first
    assert ask(text, first)


def test_an_unknown_name_suggests_blocs_too(ask):
    with pytest.raises(UnknownName) as error:
        ask("NATTO")
    assert "NATO" in error.value.suggestions


def test_suriname_and_south_vietnam_were_never_a_dyad(ask):
    """South Vietnam left the system on 30 April 1975; Suriname entered on 25 November."""
    day = date(1975, 12, 31)
    pairing = check_pair(ask("Suriname", day), ask("South Vietnam", day), day)
    assert pairing.never_met is not None
    assert "25 Nov 1975" in pairing.never_met.reason
    assert "30 Apr 1975" in pairing.never_met.reason


def test_two_states_that_met_through_a_predecessor(ask):
    """East Germany and today's Germany: the Federal Republic stood beside it."""
    assert check_pair(ask("East Germany"), ask("Germany"), TODAY).never_met is None
    assert check_pair(ask("Zanzibar"), ask("Germany"), TODAY).never_met is None
    assert check_pair(ask("Hanover"), ask("Belarus"), TODAY).never_met is not None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("USSR", "Russia"), ("West Germany", "Germany"), ("Austria-Hungary", "Austria"),
        ("NATO", "OTAN"), ("EEC", "European Union"), ("North Yemen", "Yemen"),
    ],
)  # fmt: skip
def test_an_actor_compared_with_itself(ask, a, b):
    with pytest.raises(SameActor):
        check_pair(ask(a), ask(b), TODAY)


def test_blocs_that_share_members_get_a_line_to_use(ask, states, blocs):
    with pytest.raises(SharedMembers) as error:
        check_pair(ask("NATO"), ask("EU"), TODAY)
    assert len(error.value.members) == 23
    line = error.value.suggestion
    assert line == '--bloc "EU_REST=IRL,AUT,MLT,CYP"'
    mine = blocs.with_user(parse_inline(line.split('"')[1]))
    rest = resolve("EU_REST", TODAY, states=states, blocs=mine)
    assert check_pair(ask("NATO"), rest, TODAY).against["EU_REST"] == rest.members


def test_nato_and_the_warsaw_pact_share_nobody(ask):
    """Poland is in both, on different days: each stands on its own."""
    day = date(1985, 1, 1)
    pairing = check_pair(ask("NATO", day), ask("Warsaw Pact", day), day)
    assert {key: len(members) for key, members in pairing.against.items()} == {
        "NATO": 16,
        "WARSAW": 7,
    }


def test_a_member_is_judged_against_the_others(ask):
    pairing = check_pair(ask("NATO"), ask("Greece"), TODAY)
    assert pairing.inside.state == 350
    assert len(pairing.against["NATO"]) == 31
    assert "Greece belongs to NATO" in pairing.notes[0]
    outside = check_pair(ask("Russia"), ask("NATO"), TODAY)
    assert outside.inside is None and len(outside.against["NATO"]) == 32


AFTER = {
    "1950": date(1950, 12, 31),
    "1975": date(1975, 6, 30),
    "1990": date(1990, 10, 2),
    "1999": date(1999, 3, 11),
    "2006": date(2006, 6, 4),
}
QUESTIONS = [
    "Germany", "Russia", "Yemen", "USA", "China", "Austria", "Serbia", "NATO", "EEC", "OAS",
    "Arab League", "CSTO", "WARSAW", "Vietnam", "Korea", "Estonia", "France", "Egypt", "OSCE",
]  # fmt: skip


def _without_the_future(frame, start, end, day):
    """Rows that begin after the day are gone, and ends after it moved."""
    return frame.filter(pl.col(start).is_null() | (pl.col(start) <= day)).with_columns(
        pl.when(pl.col(end) > day).then(pl.date(2199, 1, 1)).otherwise(end).alias(end)
    )


@pytest.mark.parametrize("day", AFTER.values(), ids=AFTER)
@pytest.mark.parametrize("text", QUESTIONS)
def test_nothing_after_the_day_changes_an_actor(spells, states, blocs, text, day):
    before = StateTable(_without_the_future(spells, "start", "end", day).sort("end", "state"))
    fewer = BlocTable(
        _without_the_future(facts.read("blocs"), "counts_from", "counts_to", day),
        facts.read("bloc_rules"),
        _without_the_future(facts.read("bloc_names"), "start", "end", day),
    )

    def answer(table, bloc_table):
        try:
            return resolve(text, day, states=table, blocs=bloc_table)
        except BadQuestion as error:
            return type(error).__name__

    whole = answer(states, blocs)
    if not isinstance(whole, str):
        assert answer(before, fewer) == whole


@given(st.text(max_size=60), st.dates(date(1816, 1, 1), date(2030, 1, 1)))
def test_any_text_is_an_actor_or_a_bad_question(states, blocs, text, day):
    try:
        actor = resolve(text, day, states=states, blocs=blocs)
    except BadQuestion as error:
        assert error.message.isprintable()
        return
    assert isinstance(actor, StateActor | BlocActor)


@given(
    st.sampled_from([*facts.read("names")["name"], *facts.read("bloc_names")["name"]]),
    st.dates(date(1816, 1, 1), date(2026, 6, 1)),
)
def test_every_known_name_stands_for_something_that_existed(states, blocs, text, day):
    try:
        actor = resolve(text, day, states=states, blocs=blocs)
    except BadQuestion:
        return
    assert actor.standing_day <= day
    standing = (actor.state,) if isinstance(actor, StateActor) else actor.codes
    assert all(states.exists(code, actor.standing_day) for code in standing)

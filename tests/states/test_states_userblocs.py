"""Blocs of the user's own: untrusted text."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import BadBloc, BadDate, BadQuestion, UnknownName
from detente.states import parse_inline, read_file, resolve

TODAY = date(2026, 6, 1)


def test_an_inline_bloc_is_timeless(states, blocs):
    mine = blocs.with_user(parse_inline("MINSK=BLR,RUS,UKR"))
    actor = resolve("minsk", TODAY, states=states, blocs=mine)
    assert [m.code for m in actor.members] == ["RUS", "UKR", "BLR"]
    assert actor.user and actor.founded is None and actor.ended is None
    assert any("no dates" in note for note in actor.notes)


def test_a_timeless_bloc_has_the_members_that_existed(states, blocs):
    """Belarus and Ukraine entered the system in August and December 1991."""
    mine = blocs.with_user(parse_inline("MINSK=BLR,RUS,UKR"))
    years = mine.members_by_year("MINSK", 1989, date(1992, 1, 1), states)
    assert [years.filter(year=y).height for y in (1989, 1990, 1991, 1992)] == [1, 1, 3, 3]
    assert not years["frozen"].any()


def test_a_bloc_of_dead_states_stands_on_its_last_day(states, blocs):
    mine = blocs.with_user(parse_inline("GONE=265,Czechoslovakia"))
    actor = resolve("GONE", TODAY, states=states, blocs=mine)
    assert actor.ended == date(1992, 12, 31)
    assert [m.state for m in actor.members] == [315]


def test_members_follow_the_day(states, blocs):
    mine = blocs.with_user(parse_inline("PAIR=Germany,Yemen"))
    assert [m.state for m in mine.members_on("PAIR", date(1960, 1, 1), states)] == [260, 678]
    assert [m.state for m in mine.members_on("PAIR", TODAY, states)] == [255, 679]
    assert [m.state for m in mine.members_on("PAIR", date(1947, 1, 1), states)] == [678]


@pytest.mark.parametrize(
    "text",
    [
        "MINSK", "", "=", "=RUS", "MINSK=", "MINSK=,,", "   =RUS", "123=RUS", "...=RUS",
        "A\x00B=RUS", "A\nB=RUS", "\u202eABC=RUS", "X" * 201 + "=RUS", "MANY=" + "RUS," * 301,
    ],
)  # fmt: skip
def test_what_is_no_bloc_is_refused(text):
    with pytest.raises(BadBloc):
        parse_inline(text)


@pytest.mark.parametrize(
    "name", ["NATO", "nato", "Warsaw Pact", "EEC", "France", "RUS", "the Soviet Union"]
)
def test_a_known_name_cannot_be_taken(blocs, name):
    with pytest.raises(BadBloc, match="already names"):
        blocs.with_user(parse_inline(f"{name}=RUS,BLR"))


def test_two_blocs_of_one_name_are_refused(blocs):
    with pytest.raises(BadBloc, match="already names"):
        blocs.with_user(parse_inline("MINE=RUS"), parse_inline("mine=BLR"))


def test_an_unknown_member_gets_the_nearest_names():
    with pytest.raises(UnknownName) as error:
        parse_inline("MINSK=BLR,Rusia")
    assert "Russia" in error.value.suggestions


def test_a_bloc_is_no_member_of_a_bloc(blocs):
    with pytest.raises(UnknownName):
        parse_inline("WORLD=NATO,RUS")


def test_a_bloc_from_a_csv_file(tmp_path, states, blocs):
    path = tmp_path / "mine.csv"
    path.write_text(
        "bloc,state,start,end,name,admission_rule\n"
        "UNION,BLR,1997-04-02,,Union State,By agreement of both\n"
        "UNION,RUS,1997,,,\n"
        "MERGED,EGY,1958-02,1961-09,,\n"
        "MERGED,SYR,1958-02,1961-09,,\n",
        encoding="utf-8",
    )
    union, merged = read_file(path)
    assert (union.name, union.admission_rule) == ("Union State", "By agreement of both")
    assert union.entries[1].start == date(1997, 1, 1)
    assert (merged.entries[0].start, merged.entries[0].end) == (date(1958, 2, 1), date(1961, 9, 30))
    mine = blocs.with_user(union, merged)
    assert mine.founded("MERGED") == date(1958, 2, 1)
    actor = resolve("merged", TODAY, states=states, blocs=mine)
    assert (actor.ended, len(actor.members)) == (date(1961, 9, 30), 2)


def test_a_bloc_from_a_json_file(tmp_path, states, blocs):
    path = tmp_path / "mine.json"
    bloc = {"bloc": "MINSK", "members": [{"state": "BLR", "start": 1992}, "RUS", {"state": 369}]}
    path.write_text(json.dumps([bloc]), encoding="utf-8")
    (minsk,) = read_file(path)
    mine = blocs.with_user(minsk)
    assert [m.code for m in mine.members_on("MINSK", TODAY, states)] == ["RUS", "UKR", "BLR"]
    assert [m.code for m in mine.members_on("MINSK", date(1991, 12, 30), states)] == ["RUS", "UKR"]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.csv", b"", BadBloc),
        ("a.csv", b"bloc,state\n", BadBloc),
        ("a.csv", b"wrong,columns\nA,RUS\n", BadBloc),
        ("a.csv", b"bloc,state\nA,Atlantis\n", UnknownName),
        ("a.csv", b"bloc,state,start\nA,RUS,yesterday\n", BadDate),
        ("a.csv", b"bloc,state,start,end\nA,RUS,2000,1999\n", BadBloc),
        ("a.csv", b"\xff\xfe\x00", BadBloc),
        ("a.csv", b'bloc,state\nA,"RUS\n', BadBloc),
        ("a.csv", b"bloc,state\n" + b"A,RUS\n" * 200_000, BadBloc),
        ("a.json", b"", BadBloc),
        ("a.json", b"{}", BadBloc),
        ("a.json", b"[1]", BadBloc),
        ("a.json", b'{"bloc": "A", "members": [{"state": true}]}', BadBloc),
        ("a.json", b'{"bloc": "A", "members": [{"state": ["RUS"]}]}', BadBloc),
        ("a.json", b'{"members": ["RUS"]}', BadBloc),
        ("a.json", b"[" * 100_000, BadBloc),
        ("a.json", b"9" * 5000, BadBloc),
    ],
)
def test_files_that_hold_no_bloc(tmp_path, name, content, error):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error):
        read_file(path)


def test_a_missing_file_and_a_folder(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(BadBloc):
            read_file(path)


@given(st.text(max_size=300))
def test_any_text_is_a_bloc_or_a_bad_question(text):
    try:
        bloc = parse_inline(text)
    except BadQuestion:
        return
    assert bloc.entries and bloc.bloc == bloc.bloc.strip()


@given(
    st.text(min_size=1, max_size=30),
    st.lists(st.sampled_from(["RUS", "Korea", "260", "970", "Yemen", "usa", "SWZ", "Congo", " "])),
    st.dates(date(1816, 1, 1), date(2026, 6, 1)),
)
def test_any_inline_bloc_resolves_or_is_a_bad_question(states, blocs, name, members, day):
    try:
        mine = blocs.with_user(parse_inline(f"{name}={','.join(members)}"))
        actor = resolve(name, day, states=states, blocs=mine)
    except BadQuestion:
        return
    assert all(states.exists(m.state, actor.standing_day) for m in actor.members)

"""What holds of every answer, whoever is asked about and on whatever day."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest import approx

import detente
from detente.assessment.schema import Assessment
from detente.errors import (
    BadBloc,
    BadDate,
    BadHorizon,
    BadQuestion,
    NotYet,
    OutsideVintage,
    SameActor,
    SharedMembers,
    UnknownName,
)
from detente.report.text import render
from detente.states.blocs import BlocTable
from detente.states.names import names

CONDITIONS = ["pledge", "hostility", "dispute", "relevance", "contiguity", "majors"]
NUMBERS = ("p", "low", "high", "base_rate", "n_pairs", "n_events")
SMALL_CLASS = 30

BLOCS = sorted(BlocTable.from_facts().keys())
STATES = [str(state) for state in names().states()]
OWN = ["MINSK=BLR,RUS,UKR", "TINY=AND,MCO", "OLD=Prussia,Bavaria,USA", "NEW=SSD,TLS,MNE"]
DAYS = ["1950-06-30", "1969-12-31", "1970-01-01", "1991-12-26", "2003-03-20", None]

actors = st.one_of(
    st.sampled_from(STATES), st.sampled_from(STATES), st.sampled_from(BLOCS), st.sampled_from(OWN)
)


def asked(ask, a, b, day):
    """The answer, or None where the question is refused for a reason."""
    own = sorted({actor for actor in (a, b) if "=" in actor})
    try:
        return ask(*(actor.split("=")[0] for actor in (a, b)), day, *own)
    except BadQuestion as refused:
        assert refused.message.endswith((".", "?"))
        return None


def curves(view):
    """The forecasts of each outcome and aggregation, by horizon."""
    found = {}
    for one in view.outlook:
        found.setdefault((one.outcome, one.aggregation), []).append(one)
    return found


def check_numbers(view):
    for (_, aggregation), curve in curves(view).items():
        assert [one.horizon for one in curve] == view.question.horizons
        assert len({one.status for one in curve}) == 1
        for one in curve:
            if one.status != "at_risk":
                assert all(getattr(one, name) is None for name in NUMBERS)
                assert one.reason
                continue
            assert 0 <= one.low <= one.p <= one.high <= 1
            assert 0 < one.p < 1
            assert 0 < one.base_rate < 1
            assert one.high > 0
            assert one.n_events <= one.n_pairs
            assert one.reason is None
            if aggregation in ("pair", "lead"):
                assert one.conditions == CONDITIONS[: len(one.conditions)]
            assert one.n_pairs >= SMALL_CLASS or not one.conditions
        if curve[0].status == "at_risk":
            for name in ("p", "low", "high", "base_rate"):
                values = [getattr(one, name) for one in curve]
                assert all(near <= far + 1e-12 for near, far in pairwise(values)), name


def check_stronger_is_no_rarer(view):
    """A defence pact is a stronger pledge for whoever has none."""
    found = curves(view)
    for aggregation in {one.aggregation for one in view.outlook}:
        pact, stronger = (found[name, aggregation] for name in ("defence_pact", "stronger_pledge"))
        assert [one.status for one in pact] == [one.status for one in stronger]
        if pact[0].status == "at_risk":
            assert all(s.p >= p.p - 1e-12 for s, p in zip(stronger, pact, strict=True))


def check_text(view, *, widths=(80, 120)):
    for width in widths:
        for full in (False, True):
            text = render(view, full=full, width=width)
            longest = max(text.splitlines(), key=len)
            assert len(longest) <= width, longest
            steering = {c for c in text if unicodedata.category(c) in ("Cc", "Cf")} - {"\n"}
            assert not steering


def check_json(view):
    text = view.to_json()
    assert Assessment.model_validate_json(text) == view
    assert Assessment.model_validate_json(text).to_json() == text
    assert "NaN" not in text and "Infinity" not in text


def check_sides(view):
    """A bloc's aggregations come three by three; every pair has one of either side."""
    aggregations = {one.aggregation for one in view.outlook}
    assert aggregations in ({"pair"}, {"lead", "share", "weighted"})
    if view.standing is None:
        return
    sides = [{m.state for m in side.members} for side in (view.question.a, view.question.b)]
    assert len(view.standing.pairs) == len(sides[0]) * len(sides[1])
    assert not sides[0] & sides[1]
    assert 0 <= view.standing.lead < len(view.standing.pairs)
    assert view.question.day <= view.question.as_of


@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(a=actors, b=actors, day=st.sampled_from(DAYS))
def test_whatever_is_asked(ask, a, b, day):
    """Blocs, dead states, new states, microstates and blocs of the user's own."""
    view = asked(ask, a, b, day)
    if view is None:
        return
    check_sides(view)
    check_numbers(view)
    check_stronger_is_no_rarer(view)
    check_json(view)
    check_text(view, widths=(80,))


CHOSEN = [
    ("NATO", "RUS", None),
    ("FRA", "DEU", "1950-06-30"),
    ("ARABLEAGUE", "ISR", None),
    ("CSTO", "NATO", "2003-03-20"),
    ("DDR", "USA", None),
    ("AND", "USA", "2003-03-20"),
    ("SSD", "SDN", None),
    ("Suriname", "South Vietnam", None),
    ("MINSK=BLR,RUS,UKR", "DEU", None),
    ("MINSK=BLR,RUS,UKR", "EU", "2003-03-20"),
    ("IND", "PAK", "1969-12-31"),
]


@pytest.mark.parametrize(("a", "b", "day"), CHOSEN)
def test_the_text_fits_narrow_and_wide(ask, a, b, day):
    check_text(asked(ask, a, b, day))


@pytest.mark.parametrize("horizons", ["1", "20", "1,2,3,4,5,6"])
def test_other_horizons_fit_the_page(starter, horizons):
    check_text(detente.assess("IND", "PAK", as_of="2003-03-20", horizons=horizons, vintage=starter))


@pytest.mark.parametrize(
    ("horizons", "width"), [("1,5,10,20", 60), (",".join(map(str, range(1, 21))), 120)]
)
def test_tables_are_no_wider_than_the_page(starter, horizons, width):
    """Four horizons on sixty columns; twenty horizons on any page."""
    view = detente.assess("IND", "PAK", as_of="2003-03-20", horizons=horizons, vintage=starter)
    check_text(view, widths=(width,))


@pytest.mark.parametrize(("a", "b", "day"), CHOSEN)
def test_numbers_hold_for_the_chosen(ask, a, b, day):
    view = asked(ask, a, b, day)
    check_sides(view)
    check_numbers(view)
    check_stronger_is_no_rarer(view)
    check_json(view)


@pytest.mark.parametrize(("a", "b", "day"), CHOSEN)
def test_the_order_of_the_two_does_not_matter(ask, a, b, day):
    one, other = asked(ask, a, b, day), asked(ask, b, a, day)
    for left, right in zip(one.outlook, other.outlook, strict=True):
        assert (left.outcome, left.horizon, left.status) == (
            right.outcome,
            right.horizon,
            right.status,
        )
        assert left.conditions == right.conditions
        for name in NUMBERS:
            value, same = getattr(left, name), getattr(right, name)
            assert value is same is None or value == approx(same, rel=1e-6), name
    assert one.analogues == other.analogues
    assert one.reversals == other.reversals


def test_the_same_question_gives_the_same_bytes(starter):
    texts = {
        detente.assess("NATO", "RUS", as_of="2003-03-20", vintage=starter).to_json()
        for _ in range(2)
    }
    assert len(texts) == 1


def test_horizons_are_those_that_were_asked(starter):
    views = [
        detente.assess("IND", "PAK", as_of="2003-03-20", horizons=h, vintage=starter)
        for h in (7, "7,1", (1, 7, 7))
    ]
    assert [view.question.horizons for view in views] == [[7], [1, 7], [1, 7]]
    sevens = [[one.p for one in view.outlook if one.horizon == 7] for view in views]
    assert sevens[0] == sevens[1] == sevens[2]


# ── questions that are refused, and questions with a special answer ─────────────────────


def test_a_member_is_judged_against_the_others(ask):
    view = ask("FRA", "NATO")
    assert "FRA" not in {member.code for member in view.question.b.members}
    assert len(view.question.b.members) == 31
    assert any("the other 31 members" in note for note in view.question.notes)


def test_blocs_that_share_members_are_refused(starter):
    with pytest.raises(SharedMembers) as refused:
        detente.assess("NATO", "EU", vintage=starter)
    assert len(refused.value.members) == 23
    assert "--bloc" in refused.value.message


@pytest.mark.parametrize(
    ("a", "b"),
    [("RUS", "Soviet Union"), ("NATO", "NATO"), ("Germany", "West Germany"), ("2", "USA")],
)
def test_an_actor_is_not_compared_with_itself(starter, a, b):
    with pytest.raises(SameActor):
        detente.assess(a, b, vintage=starter)


@pytest.mark.parametrize(
    ("typed", "meant"), [("Frnace", "France"), ("Untied States", "United States")]
)
def test_an_unknown_name_suggests_the_nearest(starter, typed, meant):
    with pytest.raises(UnknownName) as refused:
        detente.assess(typed, "RUS", vintage=starter)
    assert meant in refused.value.suggestions


@pytest.mark.parametrize("day", ["1949-12-31", "1816", "2026-06-02", "2999"])
def test_days_the_data_cannot_answer_for_are_refused(starter, day):
    with pytest.raises(OutsideVintage) as refused:
        detente.assess("USA", "RUS", as_of=day, vintage=starter)
    assert (refused.value.first, refused.value.last) == (date(1950, 1, 1), date(2026, 6, 1))


def test_the_first_and_the_last_day_are_answered(ask):
    assert ask("USA", "RUS", "1950-01-01").standing is not None
    assert ask("USA", "RUS", "2026-06-01").standing is not None


def test_without_a_date_the_vintage_answers_for_its_own(ask):
    question = ask("USA", "RUS").question
    assert (question.as_of, question.as_of_given) == (date(2026, 6, 1), False)


@pytest.mark.parametrize(("a", "day"), [("South Sudan", "1990-01-01"), ("CSTO", "1990-01-01")])
def test_an_actor_that_is_still_to_come_is_refused_with_its_first_day(starter, a, day):
    with pytest.raises(NotYet) as refused:
        detente.assess(a, "USA", as_of=day, vintage=starter)
    assert refused.value.first > date(1990, 1, 1)


@pytest.mark.parametrize("day", ["yesterday", "2014-13-01", "2014-02-30", ""])
def test_what_is_no_date_is_refused(starter, day):
    with pytest.raises(BadDate):
        detente.assess("USA", "RUS", as_of=day, vintage=starter)


@pytest.mark.parametrize("horizon", ["0", "21", "-1", "ten", "", "1.5"])
def test_what_is_no_horizon_is_refused(starter, horizon):
    with pytest.raises(BadHorizon):
        detente.assess("USA", "RUS", horizons=horizon, vintage=starter)


def test_two_that_never_met_get_a_sentence_and_no_numbers(ask):
    view = ask("Suriname", "South Vietnam")
    assert {one.status for one in view.outlook} == {"never_met"}
    assert (view.standing, view.history, view.reversals, view.analogues) == (None, None, None, [])
    text = render(view)
    assert "never existed on the same day" in text
    assert "%" not in text


def test_a_state_that_ended_has_its_last_day_and_its_successor(ask):
    """East Germany, asked about ten years on."""
    view = ask("DDR", "USA", "2000-12-31")
    assert view.question.day == date(1990, 10, 2)
    assert view.standing.pairs[0].day == date(1990, 10, 2)
    assert {one.status for one in view.outlook} == {"not_at_risk"}
    assert all("2 Oct 1990" in one.reason for one in view.outlook)
    assert "Germany" in view.question.a.successors
    assert "Germany" in render(view).split("followed by")[-1]


def test_a_bloc_that_ended_has_its_last_day(ask):
    """The Warsaw Pact was dissolved on 1 July 1991."""
    view = ask("WARSAW", "USA", "2000-12-31")
    assert view.question.day.year == 1991
    assert {one.status for one in view.outlook} == {"not_at_risk"}


def test_a_bloc_may_not_contain_the_state_it_is_compared_with_alone(starter):
    with pytest.raises(SameActor):
        detente.assess("SOLO", "FRA", blocs=["SOLO=FRA"], vintage=starter)


# ── text from outside ───────────────────────────────────────────────────────────────────

HOSTILE = [
    "<script>alert(1)</script>",
    'EVIL" onload="x',
    "[bold red]EVIL[/]",
    "{evil} %s %(evil)d",
    "'; DROP TABLE blocs; --",
    "| a | b |",
    "e" * 200,
    "=1+1",
    "@SUM(A1)",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(starter, tmp_path, name):
    """Markup, quotes and formulas are shown as they are, in text and in JSON."""
    path = tmp_path / "own.json"
    bloc = {
        "bloc": f"x{name}"[:200],
        "name": name,
        "admission_rule": name,
        "members": ["FRA", "BEL"],
    }
    path.write_text(json.dumps(bloc), encoding="utf-8")
    view = detente.assess(
        f"x{name}"[:200], "RUS", as_of="2003-03-20", blocs=[path], vintage=starter
    )
    assert json.loads(view.to_json())["question"]["a"]["name"] == name
    check_json(view)
    check_text(view)
    if len(name) < 40:
        assert name in " ".join(render(view, width=300).split())


@pytest.mark.parametrize(
    "name", ["\x1b[31mRED", "bell\a", "a\nb", "right\u202eleft", "zero\u200bwidth", "nul\0"]
)
def test_a_name_that_steers_the_terminal_is_refused(starter, name):
    with pytest.raises(BadBloc) as refused:
        detente.assess("RED", "RUS", blocs=[f"{name}=FRA,BEL"], vintage=starter)
    assert refused.value.message.isprintable()


@pytest.mark.parametrize(
    "typed", ["\x1b[2J", "\u202e", "a" * 5000, "<b>", "%s%n", "../../etc/passwd"]
)
def test_a_hostile_question_is_refused_in_plain_words(starter, typed):
    with pytest.raises(UnknownName) as refused:
        detente.assess(typed, "RUS", vintage=starter)
    assert refused.value.message.isprintable()
    assert len(refused.value.message) < 500


@pytest.mark.parametrize("name", ["France", "NATO", "RUS", "Soviet Union"])
def test_a_bloc_of_ones_own_cannot_take_a_name_that_is_taken(starter, name):
    with pytest.raises(BadBloc):
        detente.assess(name, "CHN", blocs=[f"{name}=FRA,BEL"], vintage=starter)

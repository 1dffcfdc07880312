"""Two hundred years: ribbons, names without overlap, a bloc by year, and the sentences."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import at, parsed, strangers, told

import detente
from detente.assessment.schema import Assessment, Event, Stretch
from detente.report import members_by_year, theme, timeline
from detente.report.figures.flags import flags
from detente.report.figures.pixels import Pixels
from detente.report.figures.ribbons import Years, moment, ribbon
from detente.report.figures.since import later
from detente.report.figures.turns import spanned, unlisted_wars
from detente.report.html.sheet import PHONE, Sheet
from detente.report.html.shell import Written, document
from detente.report.sections.two_hundred_years import SECTION

BUDGET = 150_000
NASTY = '<script>alert(1)</script> & "Pact" \x07'


@pytest.fixture(scope="module")
def answers(starter):
    held: dict[tuple[str, ...], Assessment] = {}

    def answer(*asked: str) -> Assessment:
        if asked not in held:
            day = asked[2] if len(asked) > 2 else None
            held[asked] = detente.assess(asked[0], asked[1], as_of=day, vintage=starter)
        return held[asked]

    return answer


def words(view: Assessment) -> str:
    """The section as it is read, without pictures and details."""
    page = _page(view)
    text = re.sub(r"<details.*?</details>", " ", page[page.index("<main") :], flags=re.S)
    text = text[: text.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|\u2060", "", text))


def _page(view: Assessment) -> str:
    body = SECTION.body(Sheet(view, draw=False))
    return document(view, [Written(SECTION.id, SECTION.heading, body)])


def coded(*runs: tuple[int, int, int | None, str]) -> list[Stretch]:
    return [Stretch(first=a, last=b, rung=rung, label="", how=how) for a, b, rung, how in runs]


# ── the finding ─────────────────────────────────────────────────────────────────────────


def test_washington_and_moscow_were_allies_once_and_rivals_since(answers):
    title = timeline(answers("United States", "Russia")).title
    assert title.startswith(
        "The United States and Russia: allies 1942–45, rivals 1918–20, 1945–89 and since 2007; "
        "non-aggression or neutrality in force since 1975"
    )
    assert "pledges to 2018" in title


def test_a_war_that_newer_sources_count_is_in_the_title(answers):
    """UCDP 25.1 counts the war of Russia and Ukraine 2022–2024; MID ends in 2014."""
    title = timeline(answers("Russia", "Ukraine")).title
    assert "since then, war between the two 2022–2024 (UCDP 25.1)" in title


def test_a_pair_that_is_gone_has_nothing_since(answers):
    """East Germany ended on 2 October 1990; no pledge of it is in force since."""
    view = answers("East Germany", "West Germany")
    title = timeline(view).title
    assert "since" not in title
    assert "to the end of the pair on 2 Oct 1990" in title
    assert "is on record from 1949 to 1990" in words(view)


def test_a_dull_pair_is_told_as_one(answers):
    view = answers("Bolivia", "Nepal")
    assert "no pledge, no rivalry and no dispute on record" in timeline(view).title
    said = words(view)
    assert "No pledge between the two is on record from 1825 to 2018." in said
    assert "No strategic rivalry between the two is on record from 1825 to 2020." in said
    assert "No war between the two is on record from 1825 to 2014." in said
    assert "No militarised dispute between the two is on record from 1825 to 2014." in said


def test_spans_of_years():
    assert spanned((1942, 1945)) == "1942–45"
    assert spanned((1899, 1902)) == "1899–1902"
    assert spanned((1967, 1967)) == "1967"
    assert spanned((2007, None)) == "since 2007"


def test_years_of_war_without_a_listed_war_are_found(answers):
    history = answers("Greece", "Turkey").history
    assert unlisted_wars(history) == []
    without = history.model_copy(update={"events": []})
    assert [spanned((one.first, one.last)) for one in unlisted_wars(without)] == [
        "1897",
        "1912–13",
        "1917–22",
    ]


# ── the sentences ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "asked",
    [
        ("NATO", "Russia"),
        ("Greece", "Turkey"),
        ("Egypt", "Israel", "1975-12-31"),
        ("Warsaw Pact", "NATO"),
    ],
    ids=" ".join,
)
def test_every_number_is_the_one_in_the_json(answers, asked):
    tree = parsed(_page(answers(*asked)))
    assert strangers(tree) == []
    data = json.loads(answers(*asked).to_json())
    numbers = told(tree)
    assert len(numbers) > 20
    for value, place, _ in numbers:
        stands = at(data, place)
        assert str(len(stands) if isinstance(stands, list | dict) else stands) == value


def test_an_answer_of_1975_knows_no_peace_treaty(answers):
    """Sinai II was signed on 4 September 1975, Camp David in 1978."""
    said = words(answers("Egypt", "Israel", "1975-12-31"))
    assert "Sinai Interim Agreement (Sinai II) (since 1975)" in said
    assert "Six-Day War, 1967; War of Attrition, 1969–70; Yom Kippur War, 1973" in said
    assert "1979" not in said


def test_a_pair_that_never_met_has_no_history(answers):
    view = answers("South Vietnam", "South Sudan")
    assert view.history is None
    assert SECTION.body(Sheet(view, draw=False)) is None
    assert timeline(view).words
    assert members_by_year(view).words


def test_a_bloc_says_whose_ribbons_they_are(answers):
    view = answers("NATO", "Russia")
    assert "First the lead pair, United States–Russia" in words(view)
    assert timeline(view).title.startswith("Lead pair, the United States and Russia: ")
    assert "No war between the United States and Russia is on record" in words(view)


def test_later_evidence_stands_apart(answers):
    """Sweden joined NATO on 7 March 2024, after the coded record of alliances ends in 2018."""
    found = later(answers("NATO", "Russia"))
    sweden = next(one for one in found if one.what == "Sweden joined NATO")
    assert sweden.where == "around"
    assert sweden.at == pytest.approx(moment(date(2024, 3, 7)))
    assert all(one.at is None or one.at > 2014 for one in found)


# ── the data behind ─────────────────────────────────────────────────────────────────────


def test_the_numbers_drawn_hold_every_year_of_both_axes(answers):
    rows = timeline(answers("NATO", "Russia")).data
    for axis in ("pledge", "hostility"):
        spells = rows.filter(what=axis).sort("first")
        assert spells["first"][0] == 1816
        assert (spells["first"][1:] == spells["last"][:-1] + 1).all()


def test_the_founders_of_nato_are_twelve_pairs_with_russia(answers):
    """1949: twelve members, each with the Soviet Union; before that, frozen members."""
    rows = members_by_year(answers("NATO", "Russia")).data
    assert rows.filter(year=1949)["pairs"].item() == 12
    assert rows.filter(year=1948)["frozen"].item()
    assert not rows.filter(year=1949)["frozen"].item()
    assert rows.filter(year=2020)["pledge defence"].item() is None


# ── the pictures ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [theme.WIDE, PHONE])
@pytest.mark.parametrize("asked", [("NATO", "Russia"), ("France", "Italy")], ids=" ".join)
def test_pictures_are_small_hatched_where_unknown_and_as_wide_as_asked(answers, asked, width):
    view = answers(*asked)
    made = [timeline(view, width=width)]
    made += [members_by_year(view, width=width)] if view.history.years else []
    for figure in made:
        drawn = figure.svg(adaptive=True, bare=True)
        assert len(drawn) < BUDGET
        assert 'fill="url(#unknown-' in drawn
        wide = re.search(r'<svg [^>]*viewBox="0 0 ([\d.]+)', drawn)
        assert float(wide.group(1)) <= width + 1


def test_what_is_unknown_is_hatched_and_no_pair_a_broken_line():
    pixels = Pixels()
    runs = coded(
        (1816, 1899, None, "no pair"), (1900, 1999, 3, "coded"), (2000, 2009, None, "outside coverage")
    )  # fmt: skip
    years = Years(1816, 2010, 0, 194)
    ribbon(pixels, runs, years, hues=theme.PLEDGE, top=0, high=20)
    drawn = pixels.chart(194, 20).to_dict()
    rows = [row for values in drawn["datasets"].values() for row in values]
    fills = [row["fill"] for row in rows if "fill" in row]
    assert fills == [theme.PLEDGE[0], theme.UNKNOWN, theme.PLEDGE[3]]
    assert any(layer["mark"].get("strokeDash") for layer in drawn["layer"])


def test_names_from_data_stay_text(answers):
    view = answers("France", "Italy")
    event = Event(kind="war", first=1900, text=NASTY, source=NASTY)
    history = view.history.model_copy(update={"events": [event], "of": NASTY})
    drawn = timeline(view.model_copy(update={"history": history})).svg()
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


@given(
    st.lists(st.tuples(st.floats(0, 600), st.integers(1, 30)), max_size=14),
    st.integers(1, 5),
)
def test_no_name_lies_on_another_and_no_pole_goes_through_one(wanted, lanes):
    placed = flags(
        [(x, ("m" * length, "m")) for x, length in wanted], left=0, right=600, lanes=lanes
    )
    shown = [one for one in placed if one is not None]
    assert all(one.span[0] >= 0 and one.span[1] <= 600 and one.lane < lanes for one in shown)
    assert not any(one.meets(other) for one, other in combinations(shown, 2))


def test_the_first_wanted_name_always_has_a_place():
    placed = flags([(300, ("first",)), (301, ("second",))], left=0, right=600, lanes=1)
    assert placed[0] is not None

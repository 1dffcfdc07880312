"""Dyads like this one, and enemies that became allies: what the pictures and sentences say."""

from __future__ import annotations

import re
from itertools import pairwise

import polars as pl
import pytest
from pages import parsed, strangers

from detente import report
from detente.assessment.schema import Analogue, Assessment, Elapsed
from detente.report.html.sheet import Sheet
from detente.report.html.shell import Written, document
from detente.report.likeness import outcomes
from detente.report.sections.dyads_like_this import SECTION

PHONE = 336


@pytest.fixture(scope="module")
def lead(assessed) -> Assessment:
    """United States–Russia, which leads for NATO as well."""
    return assessed("United States", "Russia")


def changed(view: Assessment, **parts: object) -> Assessment:
    return view.model_copy(update=parts)


def an_analogue(**parts: object) -> Analogue:
    facts = {
        "one": "Germany",
        "two": "Poland",
        "year": 1929,
        "distance": 1.7,
        "alike": "no pledge, rivals, contiguous, one major power",
        "pact": None,
        "disputes": 1,
        "seen": 20,
        "became": "no defence pact and 1 new dispute",
    }
    return Analogue.model_validate(facts | parts)


def written(view: Assessment) -> str:
    """A page of this section alone."""
    body = SECTION.body(Sheet(view, draw=False))
    return document(view, [Written(SECTION.id, SECTION.heading, body)])


# ── what became of a pair ───────────────────────────────────────────────────────────────


def test_a_rivalry_that_goes_on_is_said():
    assert outcomes(an_analogue()) == ["No defence pact", "rivalry not ended; 1 new dispute"]


def test_a_rivalry_that_ended_with_poland_is_not_told_as_peace():
    """Poland left the system of states in 1939, ten years after 1929."""
    told = outcomes(an_analogue(rivalry_ended=1939, seen=10))
    assert told[1] == "rivalry ended 1939, in the last year both were states; 1 new dispute"
    assert told[2] == "seen for 10 years only"


def test_a_pair_that_ended_at_once_shows_nothing_after():
    """Austria-Hungary's last year as a state was 1918."""
    (told,) = outcomes(an_analogue(year=1918, seen=0, disputes=0))
    assert told.startswith("Nothing to see after it")


def test_a_pact_is_told_with_its_treaty():
    told = outcomes(an_analogue(pact=1948, treaty="Treaty of Brussels"))
    assert told[0] == "Defence pact 1948, Treaty of Brussels"


def test_a_pact_that_lapsed_is_told_with_its_last_year():
    """As that of Chad and Libya, made in 1980."""
    pledge = [
        {"first": 1961, "last": 1979, "rung": 0, "label": "no pledge", "how": "coded"},
        {"first": 1980, "last": 1982, "rung": 3, "label": "defence", "how": "coded"},
        {"first": 1983, "last": 2001, "rung": 0, "label": "no pledge", "how": "coded"},
    ]
    one = an_analogue(year=1981, alike="defence pact, rivals, contiguous", pledge=pledge)
    assert outcomes(one)[0] == "Pact already in force, to 1982"


# ── ribbons ─────────────────────────────────────────────────────────────────────────────


def test_the_title_counts_what_became_of_them(lead):
    found = lead.analogues
    assert len(found) == 10
    assert not any(one.pact for one in found)
    assert sum(one.rivalry_ended is not None for one in found) == 4
    assert report.analogues(lead).title == (
        "None of the ten pairs most like United States–Russia, as they were 1953–1991, had a defence "
        "pact within twenty years; the rivalry of four ended"
    )


def test_each_ribbon_runs_from_twenty_years_before_to_twenty_after(lead):
    data = report.analogues(lead).data.drop_nulls("distance")
    assert data["pair"].n_unique() == 10
    assert (data["first"] >= data["year"] - 20).all()
    assert (data["last"] <= data["year"] + 20).all()
    for _, rows in data.group_by("pair", "axis"):
        ordered = rows.sort("first")
        ends = zip(ordered["first"], ordered["last"], strict=True)
        assert all(after[0] == before[1] + 1 for before, after in pairwise(ends))


def test_the_pair_itself_stands_above_at_its_last_coded_year(lead):
    """Disputes are coded to 2014, alliances to 2018; what came later is unknown, not nought."""
    own = report.analogues(lead).data.filter(pl.col("distance").is_null())
    assert own["year"].unique().to_list() == [2014]
    hostility = own.filter(axis="hostility").sort("first")
    assert hostility.row(-1, named=True)["how"] == "outside coverage"
    assert hostility.row(-1, named=True)["first"] == 2015
    assert hostility.row(-1, named=True)["rung"] is None


def test_allies_are_compared_with_allies(assessed):
    figure = report.analogues(assessed("France", "Italy"))
    assert "allied too, had a new dispute" in figure.title
    assert "defence pact" not in figure.title


def test_without_analogues_it_says_so(lead):
    bare = changed(lead, analogues=[])
    figure = report.analogues(bare)
    assert figure.words
    assert "No pair on record is like it" in figure.alt
    assert "No pair on record before this one is like it" in written(bare)


def test_without_their_years_there_is_no_picture_but_the_table(lead):
    found = [one.model_copy(update={"pledge": [], "hostility": []}) for one in lead.analogues]
    bare = changed(lead, analogues=found)
    assert report.analogues(bare).words
    assert found[0].became in written(bare)


@pytest.mark.parametrize("width", [760, PHONE])
def test_ribbons_are_small_and_hatch_what_nobody_saw(lead, width):
    drawn = report.analogues(lead, width=width).svg(adaptive=True, bare=True)
    assert len(drawn) < 150_000
    assert "<pattern" in drawn
    assert float(re.search(r'<svg [^>]*width="([\d.]+)"', drawn)[1]) == pytest.approx(width, abs=4)


# ── enemies that became allies ──────────────────────────────────────────────────────────


def test_the_curve_never_falls_and_stays_in_its_band(lead):
    data = report.reversals(lead).data
    assert data["years"].to_list() == list(range(1, 21))
    assert data["share"].is_sorted()
    assert (data["low"] <= data["share"]).all()
    assert (data["share"] <= data["high"]).all()
    assert data["at_risk"].is_sorted(descending=True)


def test_a_running_rivalry_has_no_years_to_mark(lead):
    drawn = report.reversals(lead).svg(bare=True)
    assert "the rivalry runs since 2007, after one that ended in 1989 (coded to 2020)" in drawn
    assert "upright line" not in drawn


def test_elapsed_years_are_marked_or_lie_beyond(lead):
    for years, told in ((8, "(the upright line)"), (71, "(beyond the years drawn)")):
        own = Elapsed(rivalry="A-B", ended=2026 - years, years=years, text=f"{years} years ago")
        assert lead.reversals is not None
        view = changed(lead, reversals=lead.reversals.model_copy(update={"elapsed": own}))
        assert told in report.reversals(view).svg(bare=True)


def test_france_and_germany_are_among_the_cases(assessed):
    """Rivals until 1955, allies by the Treaty of Brussels as modified in 1954."""
    view = assessed("France", "Germany")
    case = next(one for one in view.reversals.cases if one.name == "France–Germany")
    assert (case.ended, case.pact, case.years) == (1955, 1954, 0)
    assert "France–Germany" in written(view)


def test_those_who_never_were_rivals_are_compared_with_no_case(assessed):
    text = written(assessed("Bolivia", "Nepal"))
    assert "the two were never rivals" in text
    assert "most like this pair in the last year" not in text


def test_no_rivalry_ended_yet(lead):
    none = changed(lead, reversals=None)
    assert report.reversals(none).words
    assert "were not counted" in written(none)
    assert lead.reversals is not None
    empty = {"ended": 0, "without": 0, "allied": 0, "allied_before": 0, "cases": [], "curve": []}
    early = changed(lead, reversals=lead.reversals.model_copy(update=empty | {"years": []}))
    assert report.reversals(early).alt.startswith("No rivalry had ended on record from 1945")
    assert "No strategic rivalry had ended on record" in written(early)


@pytest.mark.parametrize("width", [760, PHONE])
def test_the_curve_is_small(lead, width):
    drawn = report.reversals(lead, width=width).svg(adaptive=True, bare=True)
    assert len(drawn) < 150_000
    assert float(re.search(r'<svg [^>]*width="([\d.]+)"', drawn)[1]) == pytest.approx(width, abs=4)


# ── the section ─────────────────────────────────────────────────────────────────────────


def test_numbers_in_its_sentences_are_those_of_the_assessment(assessed):
    for pair in (("United States", "Russia"), ("France", "Italy"), ("NATO", "Russia")):
        assert strangers(parsed(written(assessed(*pair)))) == []


def test_a_bloc_is_compared_by_the_pair_that_leads(assessed):
    text = written(assessed("NATO", "Russia"))
    assert "the pair that leads is compared: United States–Russia" in text


def test_states_that_never_met_have_no_section(assessed):
    """South Vietnam left on 30 April 1975, Suriname entered on 25 November."""
    assert SECTION.body(Sheet(assessed("Suriname", "South Vietnam"), draw=False)) is None

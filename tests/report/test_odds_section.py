"""The odds: dots, curves, bars and tables hold what the assessment holds, and say what is missing."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from math import log
from typing import Any

import pytest

import detente
from detente import report
from detente.assessment.schema import Assessment, Chances, RankedDecision
from detente.report.html.sheet import Sheet
from detente.report.html.shell import Written, document
from detente.report.sections.odds import SECTION
from detente.words import chance, percent

pytest.importorskip("altair")
pytest.importorskip("htpy")

from pages import at, embedded, parsed, strangers, told

NASTY = '<img src=x onerror=alert(1)> & "Pact"'


@pytest.fixture(scope="module")
def nato_russia(starter) -> Assessment:
    return detente.assess("NATO", "Russia", vintage=starter)


@pytest.fixture(scope="module")
def france_italy(starter) -> Assessment:
    return detente.assess("France", "Italy", vintage=starter)


@pytest.fixture(scope="module")
def france_germany(starter) -> Assessment:
    return detente.assess("France", "Germany", as_of="1950-06-01", vintage=starter)


def section(view: Assessment) -> str:
    """The section alone, as a page without pictures."""
    body = SECTION.body(Sheet(view, draw=False))
    return document(view, [Written(SECTION.id, SECTION.heading, body)])


def text(page: str) -> str:
    main = next(parsed(page).iter("main"))
    return " ".join("".join(main.itertext()).split())


def values(figure: Any) -> list[dict[str, Any]]:
    """All rows of data in a chart."""
    spec = json.loads(figure.body.to_json())
    found: list[dict[str, Any]] = []

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            found.extend(row for row in part.get("values", []) if isinstance(row, dict))
            for inner in part.values():
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    walk(spec)
    for rows in spec.get("datasets", {}).values():
        found += rows
    return found


# ── at a glance ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [336, 760])
def test_dots_are_the_chances_of_the_pair_that_leads(nato_russia, width):
    drawn = values(report.odds_dots(nato_russia, width=width))
    wanted = {
        one.p
        for one in nato_russia.outlook
        if one.aggregation == "lead" and one.same_as is None and one.p is not None
    }
    assert {row["p"] for row in drawn if "p" in row} == wanted
    assert len(wanted) == 12  # a pact, a dispute, the end of the rivalry; 1, 5, 10, 20 years


def test_further_right_is_likelier_and_every_dot_is_inside_its_line(nato_russia):
    drawn = values(report.odds_dots(nato_russia))
    dots = {row["y"]: row for row in drawn if "p" in row}
    lines = {row["y"]: row for row in drawn if "low" in row}
    assert dots.keys() == lines.keys()
    for y, dot in dots.items():
        assert lines[y]["x"] <= dot["x"] <= lines[y]["x2"]
    by_chance = sorted(dots.values(), key=lambda row: row["p"])
    assert all(one["x"] <= two["x"] for one, two in pairwise(by_chance))


def test_a_pact_in_force_is_said_in_the_dots(france_italy):
    """Both signed on 4 April 1949."""
    figure = report.odds_dots(france_italy)
    assert "in force, North Atlantic Treaty, since 4 Apr 1949" in figure.alt
    said = " ".join(str(row["text"]) for row in values(figure) if "text" in row)
    assert "Defence pact: in force" in said
    assert "Rivalry ends: not at risk" in said


def test_states_that_never_met_have_words_and_no_dots(starter):
    """South Vietnam ended in 1975; South Sudan began in 2011."""
    view = detente.assess("South Vietnam", "South Sudan", vintage=starter)
    assert report.odds_dots(view).words
    assert SECTION.body(Sheet(view, draw=False)) is None


# ── bars ────────────────────────────────────────────────────────────────────────────────


def test_bars_lead_from_the_base_rate_to_the_pair(nato_russia):
    one = nato_russia.drivers[0]
    figure = report.drivers_of(nato_russia)
    steps = figure.data.select("chance_from", "chance_to").rows()
    assert steps[0][0] == pytest.approx(one.base_rate)
    assert steps[-1][1] == pytest.approx(one.p, rel=1e-6)
    assert all(here[1] == after[0] for here, after in pairwise(steps))
    for row in figure.data.iter_rows(named=True):
        assert row["times_odds"] == pytest.approx(2.718281828459045 ** row["log_odds"])
    assert figure.data.height == len(one.drivers)


def test_bars_drawn_sum_to_the_distance_in_log_odds(nato_russia):
    one = nato_russia.drivers[0]
    drawn = {
        row["driver"]: row["log_odds"]
        for row in values(report.drivers_of(nato_russia))
        if "driver" in row
    }
    apart = log(one.p / (1 - one.p)) - log(one.base_rate / (1 - one.base_rate))
    assert sum(drawn.values()) == pytest.approx(apart, rel=1e-6)
    assert min(drawn.values()) < 0 < max(drawn.values())


@pytest.mark.parametrize(
    ("outcome", "named"),
    [
        ("rivalry_end", "the end of the rivalry in the next year"),
        ("dispute", "a new militarised dispute in the next year"),
    ],
)
def test_bars_of_other_outcomes_lead_to_the_pair_too(nato_russia, outcome, named):
    one = next(told for told in nato_russia.other_drivers if told.outcome == outcome)
    figure = report.drivers_of(nato_russia, outcome)
    assert named in figure.title
    assert figure.data["chance_from"][0] == pytest.approx(one.base_rate)
    assert figure.data["chance_to"][-1] == pytest.approx(one.p, rel=1e-6)
    assert "not effects" in figure.caption


def test_bars_are_called_associations(nato_russia):
    assert "not effects" in report.drivers_of(nato_russia).caption


def test_without_drivers_it_is_words(france_italy):
    assert report.drivers_of(france_italy).words


# ── reliability ─────────────────────────────────────────────────────────────────────────


def test_reliability_is_drawn_from_the_bins_of_the_assessment(nato_russia):
    record = next(
        r for r in nato_russia.track_record if (r.outcome, r.horizon) == ("defence_pact", 10)
    )
    figure = report.record_reliability(nato_russia)
    assert figure.data["n"].to_list() == [one.n for one in record.bins]
    assert figure.data["mean_p"].to_list() == [one.mean_p for one in record.bins]
    assert record.alike is not None
    assert f"came true {percent(record.alike.rate)} of the time" in figure.title
    own = next(
        one for one in nato_russia.outlook if one.outcome == "defence_pact" and one.horizon == 10
    )
    names = [row["name"] for row in values(figure) if "name" in row]
    assert names[0] == ["lead pair", chance(own.p)]


def test_a_bin_without_a_mean_is_drawn_at_its_middle(nato_russia):
    one = Chances(low=0.01, high=0.04, n=10, events=1, rate=0.1, rate_low=None, rate_high=None)
    record = nato_russia.track_record[0].model_copy(update={"bins": [one], "horizon": 10})
    view = nato_russia.model_copy(update={"track_record": [record]})
    assert report.record_reliability(view).data["mean_p"].to_list() == [pytest.approx(0.02)]


def test_without_a_record_reliability_is_words(nato_russia):
    view = nato_russia.model_copy(update={"track_record": []})
    assert report.record_reliability(view).words
    assert "there is no track record" in text(section(view))


# ── the section ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["nato_russia", "france_italy", "france_germany"])
def test_every_number_of_the_section_stands_in_the_json(name, request):
    view = request.getfixturevalue(name)
    tree = parsed(section(view))
    data = embedded(tree)
    numbers = told(tree)
    assert len(numbers) > 30
    for value, place, words in numbers:
        held = at(data, place)
        assert value == str(len(held) if isinstance(held, list | dict) else held), place
        assert words
    assert strangers(tree) == []


def test_the_parts_stand_in_order(nato_russia):
    heads = re.findall(r"<h3>(.*?)</h3>", section(nato_russia))
    assert heads == [
        "What moved it away from the base rate",
        "The track record of forecasts like these",
    ]


def test_the_long_tables_are_folded_and_say_what_is_inside(nato_russia):
    """Ten minutes are enough for what is open: curves, one table, bars, one record."""
    folded = [
        e for e in parsed(section(nato_russia)).iter("details") if e.get("class") != "numbers"
    ]
    heads = ["Every chance", "The bloc three ways", "The nearest past", "What the models", "Hits"]
    told = ["".join(e.find("summary").itertext()) for e in folded]
    assert [any(t.startswith(head) for t in told) for head in heads] == [True] * len(heads)
    assert all(any(True for _ in e.iter("table")) for e in folded)
    open_tables = [
        e
        for e in parsed(section(nato_russia)).iter("caption")
        if "".join(e.itertext()).startswith("Within ten years")
    ]
    assert len(open_tables) == 1


def test_a_class_of_everyone_is_not_drawn_as_pairs_alike(starter):
    """In 1975 too few rivals were alike in anything; the class was all of them."""
    view = detente.assess("Egypt", "Israel", as_of="1975", drivers=False, vintage=starter)
    assert "Pairs like it" not in report.odds(view, "rivalry_end").caption
    assert "Alike in pledge alone" in report.odds(view, "defence_pact").caption
    assert "the base rate stands for them" in text(section(view))


def test_every_chance_is_in_the_table(nato_russia):
    page = section(nato_russia)
    places = re.findall(r'data-at="(outlook/\d+/p)"', page)
    wanted = {
        f"outlook/{k}/p"
        for k, one in enumerate(nato_russia.outlook)
        if one.p is not None and one.outcome != "stronger_pledge"  # here the same event
    }
    assert wanted == set(places)
    assert len(re.findall(r'data-at="together/\d+/p"', page)) == len(nato_russia.together) > 0


def test_why_there_are_no_bars_is_said(france_italy, france_germany, nato_russia):
    assert "A defence pact is in force, so there is no chance" in text(section(france_italy))
    assert "The treaty processes are fitted to nothing as early as 1 Jun 1950" in text(
        section(france_germany)
    )
    view = nato_russia.model_copy(update={"drivers": [], "decisions": []})
    assert "was not asked for" in text(section(view))


def test_a_chance_without_a_record_is_named(france_germany):
    """Ends of rivalries by the class alone were never scored."""
    said = text(section(france_germany))
    assert "No record: rivalry ends by the model “reference class”" in said


def test_an_outcome_that_cannot_come_has_its_reason(france_italy):
    said = text(section(france_italy))
    assert "A defence pact is in force: North Atlantic Treaty, since 4 Apr 1949." in said
    assert "No curve for the end of the rivalry: no strategic rivalry was running" in said


def test_states_that_have_ended_get_one_sentence(starter):
    """The German Democratic Republic's last day was 2 October 1990."""
    page = section(detente.assess("East Germany", "West Germany", vintage=starter))
    assert text(page).startswith("OddsNothing lies ahead of the two: East Germany ended on 2 Oct")
    assert "<h3>" not in page


def test_hits_and_misses_are_named(nato_russia):
    one = RankedDecision(year=1999, name=NASTY, dyads=2, percentile=0.25)
    record = [
        r.model_copy(update={"hits": [one], "misses": [one]}) for r in nato_russia.track_record
    ]
    page = section(nato_russia.model_copy(update={"track_record": record}))
    assert "<img" not in page
    assert NASTY in text(page)
    assert "0.250" in page

"""Who would have to agree, where sight ends, the sources: facts anyone can check, and bounds."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from pages import parsed, strangers

import detente
from detente import report
from detente.assessment.schema import Assessment, LaterRecord
from detente.report.html.datasets import shortened
from detente.report.html.newer import _source
from detente.report.html.sheet import Sheet
from detente.report.html.shell import Written, document
from detente.report.sections import sight, sources, who_agrees
from detente.words import SCALE

pytest.importorskip("altair")
pytest.importorskip("htpy")

PHONE = 336


@pytest.fixture(scope="module")
def asked(starter):
    """Answers by the two names and the day, each given once."""
    held: dict[tuple[str, str, str | None], Assessment] = {}

    def answer(one: str, two: str, day: str | None = None) -> Assessment:
        key = (one, two, day)
        if key not in held:
            held[key] = detente.assess(one, two, as_of=day, drivers=False, vintage=starter)
        return held[key]

    return answer


SECTIONS = {one.id: one for one in (who_agrees.SECTION, sight.SECTION, sources.SECTION)}


def written(view: Assessment, *ids: str) -> Any:
    """A page with some sections alone, pictures not drawn."""
    sheet = Sheet(view, draw=False)
    told = [(SECTIONS[id], SECTIONS[id].body(sheet)) for id in ids]
    return parsed(
        document(view, [Written(one.id, one.heading, body) for one, body in told if body])
    )


def section(view: Assessment, id: str) -> Any:
    """One section of an answer; None where it has nothing to say."""
    tree = written(view, id)
    return next((e for e in tree.iter("section") if e.get("id") == id), None)


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def rows(element: Any, label: str) -> list[list[str]]:
    """The body of a table by what it is called."""
    table = next(e for e in element.iter("div") if e.get("aria-label") == label)
    return [[words(cell) for cell in row] for row in list(table.iter("tr"))[1:]]


# ── who would have to agree ─────────────────────────────────────────────────────────────


def test_every_member_of_nato_has_a_tile_and_a_row(asked):
    """Thirty-two since Sweden joined on 7 March 2024; Germany has been one since 6 May 1955."""
    view = asked("NATO", "Russia")
    found = report.members(view).data
    assert len(found) == 32
    assert found.filter(lead=True)["code"].to_list() == ["USA"]
    listed = {row[0]: row for row in rows(section(view, "agreement"), "Pair by pair")}
    assert len(listed) == 32
    assert listed["Sweden"][1] == "7 Mar 2024"
    assert listed["Germany"][1] == "6 May 1955"
    assert "United States (lead)" in listed


def test_the_title_counts_what_the_tiles_show(asked):
    """Helsinki binds them all since 1975; the coded record of disputes ends in 2014."""
    view = asked("NATO", "Russia")
    title = report.members(view).title
    calm = view.standing.hostility.count["none on record"]
    assert title.startswith(
        f"{calm} of 32 NATO members of 1 Jun 2026 had no hostility with Russia on record in"
    )
    assert "all 32 are bound by non-aggression or neutrality" in title


def test_a_state_named_first_changes_nothing_but_the_order(asked):
    one, other = report.members(asked("NATO", "Russia")), report.members(asked("Russia", "NATO"))
    assert one.title == other.title
    assert set(one.data["code"]) == set(other.data["code"])


def test_the_rule_of_admission_is_told_or_said_to_be_unread(asked):
    assert "A European state joins only if every member agrees" in words(
        section(asked("NATO", "Russia"), "agreement")
    )
    early = words(section(asked("NATO", "Russia", "1955-06-01"), "agreement"))
    assert "How NATO admits a member was not read for that day" in early
    assert "NATO has 15 members on 1 Jun 1955" in early


def test_two_blocs_are_a_square_for_each_pair_or_a_bar_for_each_rung(asked):
    """32 members times 6 are 192 pairs; 54 times 32 are 1,728, too many for squares."""
    assert len(report.members(asked("NATO", "CSTO")).data) == 32 * 6
    counted = report.members(asked("AU", "NATO")).data
    assert counted.filter(axis="pledge")["pairs"].sum() == 54 * 32
    assert counted.filter(axis="hostility")["pairs"].sum() == 54 * 32


def test_of_very_many_pairs_two_hundred_are_listed_and_the_rest_is_told(asked):
    told = section(asked("AU", "NATO"), "agreement")
    assert len(rows(told, "Pair by pair")) == 200
    assert "two hundred weightiest of 1,728 pairs" in words(told)
    assert "in the data inside this file" in words(told)
    assert "unconfirmed" in words(told)


def test_two_states_are_two_governments_and_nothing_is_invented_of_their_insides(asked):
    told = words(section(asked("Greece", "Turkey"), "agreement"))
    assert "that of Greece and that of Turkey" in told
    assert "North Atlantic Treaty" in told
    assert "nothing on parliaments" in told


def test_locarno_was_owed_by_one_side(asked):
    """In 1925 France, not Germany, took on a duty to defend under the pact as ATOP codes it."""
    view = asked("France", "Germany", "1950-01-01")
    listed = {row[0]: row for row in rows(section(view, "agreement"), "Pledges between the two")}
    name = next(name for name in listed if name.startswith("Locarno"))
    assert listed[name][2:4] == ["1925", "1936"]
    assert listed[name][5] == "France alone owes defence"


def test_a_state_that_ended_cannot_sign(asked):
    told = words(section(asked("East Germany", "France"), "agreement"))
    assert "Nobody can sign for East Germany, which ended on 2 Oct 1990" in told


# ── where sight ends ────────────────────────────────────────────────────────────────────


def test_alliances_are_known_to_2018_and_disputes_to_2014(asked):
    figure = report.source_coverage(asked("NATO", "Russia"))
    ends = {row["layer"]: (row["last"], row["years_after"]) for row in figure.data.to_dicts()}
    assert ends["alliances"] == (2018, 8)
    assert ends["disputes"] == (2014, 12)
    assert figure.title.startswith("Alliances are known to 2018, disputes to 2014")


def test_nothing_is_carried_to_1950(asked):
    view = asked("France", "Germany", "1950-01-01")
    figure = report.source_coverage(view)
    assert set(figure.data["after"]) == {"within"}
    assert figure.title.startswith("Every source reaches the last full year")
    assert "Hatched" not in figure.caption
    assert "nothing bridged" in words(section(view, "sight"))


def test_what_nobody_measures_is_listed(asked):
    view = asked("Greece", "Turkey")
    told = words(section(view, "sight"))
    for one in view.unmeasured:
        assert one in told
    assert "Athens Declaration" in told  # 7 Dec 2023, after the coded record
    assert "is estimated, not on record" in told


def test_an_address_that_is_none_of_the_web_is_no_link():
    record = LaterRecord(when="2024", what="x", source="s", url="javascript:alert(1)")
    assert _source(record) == "s"
    web = record.model_copy(update={"url": "https://example.org/"})
    assert 'href="https://example.org/"' in str(_source(web))


# ── sources ─────────────────────────────────────────────────────────────────────────────


def test_every_dataset_is_named_with_its_terms_and_cited_once(asked):
    view = asked("Greece", "Turkey")
    told = section(view, "sources")
    text = words(told)
    for one in view.provenance.sources:
        assert one.name in text
        assert " ".join(one.cite.split()) in text
        assert " ".join(one.licence.split()) in text
    hashes = {e.get("title") for e in told.iter("code")}
    assert {one.sha256 for one in view.provenance.sources if one.sha256} <= hashes
    link = next(e for e in told.iter("a") if e.get("download") == "detente.bib")
    entries = unquote(link.get("href").split(",", 1)[1])
    keys = re.findall(r"^@\w+\{([^,]+),", entries, re.M)
    assert len(keys) == len(set(keys))
    for one in view.provenance.sources:
        assert set(re.findall(r"^@\w+\{([^,]+),", one.bibtex, re.M)) <= set(keys)


def test_the_page_says_how_to_make_it_again_and_what_its_words_mean(asked):
    view = asked("Greece", "Turkey")
    told = section(view, "sources")
    assert view.provenance.command in words(told)
    scale = rows(told, "Words for chances")
    assert [row[0] for row in scale] == [word for _, word in SCALE]
    assert scale[0][1] == "under 5%"
    assert scale[-1][1] == "95% and over"


def test_a_pair_that_never_met_gets_its_sources_alone(asked):
    """South Vietnam left the system on 30 April 1975; Suriname entered on 25 November."""
    view = asked("South Vietnam", "Suriname")
    assert section(view, "agreement") is None
    assert section(view, "sight") is None
    assert "left the list of states on 30 Apr 1975" in words(section(view, "sources"))
    assert report.members(view).words


@pytest.mark.parametrize("sha", ["a" * 64, "1234567890" * 6 + "abcd", "0" * 64])
def test_a_short_hash_is_never_cut_inside_a_number(sha):
    cut = shortened(sha).rstrip("…")
    assert sha.startswith(cut)
    assert len(cut) == len(sha) or not (cut[-1].isdigit() and sha[len(cut)].isdigit())


# ── all of them ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pair", [("NATO", "CSTO"), ("EU", "Turkey"), ("Bolivia", "Nepal")])
def test_no_number_stands_in_a_sentence_that_the_data_do_not_hold(asked, pair):
    assert strangers(written(asked(*pair), *SECTIONS)) == []


@pytest.mark.parametrize("width", [PHONE, 760])
def test_pictures_fit_and_are_small(asked, width):
    drawn = [
        report.source_coverage(asked("NATO", "Russia"), width=width),
        *(
            report.members(asked(*pair), width=width)
            for pair in (("NATO", "Russia"), ("NATO", "CSTO"), ("AU", "NATO"))
        ),
    ]
    for figure in drawn:
        svg = figure.svg(adaptive=True, bare=True)
        assert len(svg.encode()) < 150_000
        assert float(ElementTree.fromstring(svg).attrib["width"]) <= width


def test_the_day_asked_is_a_day_of_the_answer(asked):
    view = asked("NATO", "Russia", "1955-06-01")
    assert view.question.as_of == date(1955, 6, 1)
    assert "1 Jun 1955" in report.source_coverage(view).title

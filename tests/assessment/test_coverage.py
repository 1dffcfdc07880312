"""How far each source reaches, as an assessment tells it."""

from __future__ import annotations

import pytest

from detente.assessment.coverage import OWN
from detente.assessment.limits import USED


def by_layer(view):
    return {one.layer: one for one in view.coverage}


def test_every_source_is_there_the_oldest_end_first(ask):
    view = ask("NATO", "RUS")
    assert len(view.coverage) == len(USED) + len(OWN)
    ends = [one.last for one in view.coverage]
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("layer", "last", "after"),
    [
        ("alliances", 2018, "bridged"),
        ("disputes", 2014, "bridged"),
        ("rivalries", 2020, "bridged"),
        ("borders", 2016, "carried"),
        ("UN ideal points", 2024, "nothing"),
        ("interstate wars", 2007, "nothing"),
        ("members of blocs", 2026, "within"),
    ],
)
def test_what_is_done_after_the_end(ask, layer, last, after):
    one = by_layer(ask("NATO", "RUS"))[layer]
    assert (one.last, one.after) == (last, after)


@pytest.mark.parametrize(
    ("a", "b", "day"),
    [("NATO", "RUS", None), ("2", "365", "1991-12-26"), ("USA", "CHN", "2022-03-01")],
)
def test_it_agrees_with_the_limits(ask, a, b, day):
    view = ask(a, b, day)
    beyond = {(one.layer, one.covers_to) for one in view.limits}
    coded = [one for one in view.coverage if one.layer not in {layer for layer, _ in OWN.values()}]
    assert {(one.layer, one.last) for one in coded if one.after != "within"} == beyond


def test_years_after_the_day_are_no_coverage(ask):
    view = ask("2", "365", "1991-12-26")
    assert all(one.last <= 1991 for one in view.coverage)
    assert {one.after for one in view.coverage} == {"within"}
    assert "pacts since alliances end" not in by_layer(view)
    assert by_layer(view)["alliances"].last == 1990


def test_nothing_is_bridged_where_nothing_lies_ahead(ask):
    """East Germany has ended: its last coded state is what there is."""
    assert "bridged" not in {one.after for one in ask("DDR", "USA", "2022-03-01").coverage}
    never = ask("Suriname", "South Vietnam", "2022-03-01")
    assert never.coverage and never.unmeasured


def test_what_nobody_measures_is_named(ask):
    assert ask("NATO", "RUS").unmeasured == ["trust", "intentions", "what leaders would accept"]


def test_every_source_can_be_cited(ask):
    sources = ask("NATO", "RUS").provenance.sources
    for one in sources:
        assert one.bibtex.startswith("@"), one.table
        assert one.bibtex.count("{") == one.bibtex.count("}"), one.table
    own = {one.table: one.bibtex for one in sources if one.name == one.table}
    assert {"bloc_members", "bodies", "treaties", "war_names"} <= own.keys()
    assert all(
        "each row names the source" in own[table] for table in ("bodies", "treaties", "war_names")
    )

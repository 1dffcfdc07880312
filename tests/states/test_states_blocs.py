"""Who belonged to which bloc."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from detente import facts
from detente.states.names import key, names

TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def members(states, blocs):
    def on(bloc, *day):
        return {m.code for m in blocs.members_on(bloc, date(*day), states)}

    return on


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(1949, 8, 23), 0),
        (date(1949, 8, 24), 12),
        (date(1952, 2, 18), 14),
        (date(1955, 5, 6), 15),
        (date(1982, 5, 29), 15),
        (date(1982, 5, 30), 16),
        (date(1999, 3, 12), 19),
        (date(2004, 3, 29), 26),
        (date(2009, 4, 1), 28),
        (date(2017, 6, 5), 29),
        (date(2020, 3, 27), 30),
        (date(2023, 4, 4), 31),
        (date(2024, 3, 7), 32),
        (TODAY, 32),
    ],
)
def test_nato_grew_from_twelve_to_thirty_two(states, blocs, day, number):
    assert len(blocs.members_on("NATO", day, states)) == number


def test_finland_joined_nato_on_4_april_2023(members):
    assert "FIN" not in members("NATO", 2023, 4, 3)
    assert "FIN" in members("NATO", 2023, 4, 4)


def test_germany_in_nato_is_260_and_then_255(states, blocs):
    def german(*day):
        return [m.state for m in blocs.members_on("NATO", date(*day), states) if m.code == "DEU"]

    assert german(1955, 5, 5) == []
    assert german(1955, 5, 6) == german(1990, 10, 2) == [260]
    assert german(1990, 10, 3) == [255]


def test_the_warsaw_pact_ended_on_1_july_1991(states, blocs, members):
    assert members("WARSAW", 1991, 7, 1) == {"BGR", "CSK", "HUN", "POL", "ROU", "SUN"}
    assert members("WARSAW", 1991, 7, 2) == set()
    assert blocs.last_day("WARSAW", TODAY, states) == date(1991, 7, 1)


def test_albania_and_east_germany_left_the_warsaw_pact(members):
    assert "ALB" in members("WARSAW", 1968, 9, 13)
    assert "ALB" not in members("WARSAW", 1968, 9, 14)
    assert "DDR" not in members("WARSAW", 1990, 9, 25)


def test_britain_left_the_european_union_on_31_january_2020(members):
    assert "GBR" in members("EU", 2020, 1, 31)
    assert "GBR" not in members("EU", 2020, 2, 1)
    assert len(members("EU", 2020, 2, 1)) == 27


def test_the_union_was_a_community_of_six(blocs, members):
    assert members("EU", 1958, 1, 1) == {"BEL", "FRA", "ITA", "LUX", "NLD", "DEU"}
    assert blocs.short_on("EU", date(1993, 10, 31)) == "EEC"
    assert blocs.short_on("EU", date(1993, 11, 1)) == "EU"


def test_the_oau_became_the_african_union(blocs):
    assert blocs.short_on("OAU_AU", date(2002, 7, 8)) == "OAU"
    assert blocs.short_on("OAU_AU", date(2002, 7, 9)) == "AU"


def test_morocco_left_the_oau_and_came_back(members):
    assert "MAR" in members("OAU_AU", 1984, 11, 12)
    assert "MAR" not in members("OAU_AU", 2000, 1, 1)
    assert "MAR" in members("OAU_AU", 2017, 1, 31)


def test_uzbekistan_left_the_collective_security_treaty_twice(members):
    inside = [year for year in range(1994, 2027) if "UZB" in members("CSTO", year, 12, 31)]
    assert inside == [*range(1994, 1999), *range(2006, 2012)]


def test_iraq_left_the_baghdad_pact_before_its_new_name(blocs, members):
    assert "IRQ" in members("CENTO", 1959, 3, 24)
    assert "IRQ" not in members("CENTO", 1959, 3, 25)
    assert blocs.short_on("CENTO", date(1958, 1, 1)) == "Baghdad Pact"


def test_russia_was_in_the_group_of_eight_to_march_2014(blocs, members):
    assert "RUS" in members("G7", 2013, 6, 18)
    assert "RUS" not in members("G7", 2014, 4, 1)
    assert blocs.short_on("G7", date(2013, 6, 18)) == "G8"


def test_yemen_in_the_arab_league_before_and_after_the_merger(states, blocs):
    """Two members to 22 May 1990, one after."""

    def yemens(*day):
        found = blocs.members_on("ARABLEAGUE", date(*day), states)
        return [m.state for m in found if m.state in (678, 679, 680)]

    assert yemens(1990, 5, 21) == [678, 680]
    assert yemens(1990, 5, 22) == [679]


def test_tanganyika_was_a_founder_and_kenya_not_yet_a_state(members):
    """The list gives Kenya the year 1963; it became independent on 12 December."""
    assert "TZA" in members("OAU_AU", 1963, 5, 25)
    assert "KEN" not in members("OAU_AU", 1963, 12, 11)
    assert "KEN" in members("OAU_AU", 1963, 12, 12)


def test_a_start_known_to_the_year_counts_not_before_the_treaty(members):
    """Uruguay signed the OAS Charter in 1948; it was in force on 13 December 1951."""
    assert members("OAS", 1951, 12, 12) == set()
    assert "URY" in members("OAS", 1951, 12, 13)


def test_members_no_list_has_are_named_as_left_out(blocs):
    assert blocs.left_out("ARABLEAGUE", TODAY) == ("Palestine",)
    assert len(blocs.left_out("OSCE", TODAY)) == 1
    assert blocs.left_out("NATO", TODAY) == ()


def test_every_row_stands_for_a_state_or_is_left_out(states, blocs):
    """And that state existed on some day of the membership."""
    unlisted = set()
    for bloc, iso3, start, end in (
        facts.read("blocs").select("bloc", "state_iso3", "counts_from", "counts_to").iter_rows()
    ):
        if not names().find_iso(iso3):
            unlisted.add(iso3)
            continue
        days = (start, start + timedelta(days=364), (end or TODAY) - timedelta(days=1))
        alive = {m.state for day in days for m in blocs.members_on(bloc, day, states)}
        assert alive & {n.state for n in names().find_iso(iso3)}, (bloc, iso3)
    assert unlisted == {"PSE", "ESH", "VAT"}


def test_weak_sources_are_marked(states, blocs):
    weak = {m.code for m in blocs.members_on("NATO", TODAY, states) if m.unconfirmed}
    assert weak == set()
    assert all(m.unconfirmed for m in blocs.members_on("QUAD", TODAY, states))


def test_every_membership_names_its_source(states, blocs):
    for bloc in sorted(blocs.keys()):
        last = blocs.last_day(bloc, TODAY, states)
        assert all(m.source for m in blocs.members_on(bloc, last, states)), bloc


def test_every_bloc_has_a_rule_and_a_name(blocs):
    assert len(blocs.keys()) == 26
    for bloc in sorted(blocs.keys()):
        assert blocs.rule(bloc, TODAY) is not None
        assert blocs.name_on(bloc, TODAY)
        assert blocs.find(bloc) == bloc


def test_no_bloc_shares_a_name_with_a_state():
    titles = facts.read("bloc_names")
    texts = {t for column in ("bloc", "short", "name") for t in titles[column].drop_nulls()}
    assert [text for text in texts if names().find(text)] == []


def test_the_mutual_defence_clause_of_the_union_is_of_2009(blocs):
    assert blocs.rule("EU", date(2000, 1, 1)).defence is None
    assert "42(7)" in blocs.rule("EU", date(2010, 1, 1)).defence
    assert blocs.rule("NATO", date(1950, 1, 1)).defence.startswith("yes (article 5)")


def test_other_names_of_blocs(blocs):
    for text, bloc in {
        "otan": "NATO", "North Atlantic Alliance": "NATO", "EEC": "EU", "European Union": "EU",
        "Warsaw Pact": "WARSAW", "WP": "WARSAW", "OAU": "OAU_AU", "AU": "OAU_AU", "asean": "ASEAN",
        "BRIC": "BRICS", "G8": "G7", "the Quad": "QUAD", "Rio Treaty": "TIAR", "CSCE": "OSCE",
        "Arab League": "ARABLEAGUE", "CEDEAO": "ECOWAS",
    }.items():  # fmt: skip
        assert blocs.find(text) == bloc, text
    assert blocs.find("France") is None


def test_the_history_before_the_founding_is_that_of_frozen_members(states, blocs):
    years = blocs.members_by_year("NATO", 1816, TODAY, states)
    count = dict(years.group_by("year").len().iter_rows())
    assert (count[1949], count[1955], count[2026]) == (12, 15, 32)
    frozen = years.filter(pl.col("frozen"))
    assert frozen["year"].max() == 1948
    in_1946 = set(frozen.filter(pl.col("year") == 1946)["state"])
    assert {2, 200, 220, 339} <= in_1946  # Albania is a member of 2026
    assert not {255, 260, 366} & in_1946  # no German state; Estonia gone
    assert 255 in set(frozen.filter(pl.col("year") == 1930)["state"])
    assert 316 not in set(frozen["state"])


def test_a_bloc_that_ended_has_no_members_after(states, blocs):
    years = blocs.members_by_year("WARSAW", 1950, TODAY, states)
    assert years["year"].max() == 1991
    assert set(years.filter(year=1991)["state"]) == {310, 315, 290, 355, 360, 365}
    assert set(years.filter(year=1950)["frozen"]) == {True}


def test_the_quad_paused(states, blocs):
    assert blocs.last_day("QUAD", date(2012, 1, 1), states) == date(2008, 12, 31)
    years = blocs.members_by_year("QUAD", 2005, date(2020, 1, 1), states)
    assert years.filter(pl.col("year").is_between(2009, 2016)).height == 0


def test_readings_of_bloc_names_are_unique():
    titles = facts.read("bloc_names")
    owner: dict[str, str] = {}
    for bloc, short, name in titles.select("bloc", "short", "name").iter_rows():
        for text in filter(None, (bloc, short, name)):
            assert owner.setdefault(key(text), bloc) == bloc

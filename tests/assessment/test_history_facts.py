"""Facts anyone can look up, asked of whole answers.

A test here says what happened; where the coding differs from what a textbook says, the
test says which of the two it follows.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from detente.measures.rungs import Hostility, Pledge

HELSINKI, TAC, NORTH_ATLANTIC, MAASTRICHT = 3740, 3755, 3180, 4175


def numbers(pair):
    """The ATOP numbers of the treaties in force."""
    return {pact.atopid for pact in pair.pledge.pacts}


def since(pair, atopid):
    """The day since which a treaty binds the pair."""
    return next(pact.since for pact in pair.pledge.pacts if pact.atopid == atopid)


def rivalries(view):
    """Begun and ended, of every rivalry on record."""
    return [(one.first, one.last) for one in view.history.rivalries]


def wars(view):
    """Every year of war on record."""
    return {
        year
        for stretch in view.history.hostility
        if stretch.rung == Hostility.WAR
        for year in range(stretch.first, stretch.last + 1)
    }


def pledged(view, year):
    """The rung of the pledge in a coded year; None where no two states were there to pledge."""
    return next(s.rung for s in view.history.pledge if s.first <= year <= s.last)


def members(view, year):
    """How many member pairs a bloc question counts in a year."""
    return next(one.pairs for one in view.history.years if one.year == year)


# ── NATO and Russia ─────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def nato_russia(ask):
    return ask("NATO", "RUS")


def alliances(view, name):
    return [(run.first, run.last) for run in view.history.allied if run.one == name]


def test_britain_and_the_soviet_union_were_allied_from_1941(nato_russia):
    """The agreement of 12 July 1941, then the treaty of 26 May 1942, denounced on 7 May 1955."""
    assert (1941, 1955) in alliances(nato_russia, "United Kingdom")


def test_the_united_states_and_the_soviet_union_were_allied_from_1942_to_1945(nato_russia):
    """The Declaration by United Nations of 1 January 1942 binds to fight to the end."""
    runs = [run for run in nato_russia.history.allied if run.one == "United States"]
    assert [(run.first, run.last) for run in runs] == [(1942, 1945)]
    assert runs[0].treaty == "Declaration by United Nations"


def test_france_and_russia_were_allied_before_the_first_world_war(nato_russia):
    """The military convention of 1892–94 lapsed when the Bolsheviks left the war in 1917."""
    assert any(first <= 1893 and last == 1917 for first, last in alliances(nato_russia, "France"))


def test_the_warsaw_pact_held_poland_and_hungary_to_1991(nato_russia):
    for name in ("Poland", "Hungary", "Romania", "Bulgaria"):
        assert alliances(nato_russia, name)[-1][1] in (1991, 1992), name


def test_albania_left_the_warsaw_pact_in_1968(nato_russia):
    """It left after the invasion of Czechoslovakia."""
    assert alliances(nato_russia, "Albania") == [(1955, 1968)]


def test_nato_began_with_twelve_and_has_thirty_two(nato_russia):
    assert members(nato_russia, 1949) == 12
    assert members(nato_russia, 2026) == 32


def test_greece_and_turkey_made_fourteen_and_west_germany_fifteen(nato_russia):
    assert [members(nato_russia, year) for year in (1951, 1952, 1954, 1955)] == [12, 14, 14, 15]


def test_finland_joined_in_2023_and_sweden_in_2024(nato_russia):
    assert [members(nato_russia, year) for year in (2022, 2023, 2024)] == [30, 31, 32]
    joined = {member.code: member.since for member in nato_russia.question.a.members}
    assert (joined["FIN"], joined["SWE"]) == (date(2023, 4, 4), date(2024, 3, 7))


def test_the_helsinki_final_act_binds_every_member_and_russia(nato_russia):
    """1 August 1975; Albania and the states that came after 1990 signed later."""
    pairs = nato_russia.standing.pairs
    assert len(pairs) == 32
    assert all(HELSINKI in numbers(pair) for pair in pairs)
    day = {pair.one.code: since(pair, HELSINKI) for pair in pairs}
    assert day["USA"] == day["FRA"] == day["FIN"] == date(1975, 8, 1)
    assert day["ALB"].year == 1991


def test_an_umbrella_text_is_told_from_a_pledge_of_two(nato_russia):
    """Dozens signed at Helsinki; the charter of 17 June 1992 is between two."""
    pair = nato_russia.standing.pairs[nato_russia.standing.lead]
    assert (pair.one.code, pair.two.code) == ("USA", "RUS")
    assert pair.pledge.umbrella.atopid == HELSINKI
    assert pair.pledge.umbrella.parties > 50
    assert pair.pledge.direct.since == date(1992, 6, 17)
    assert not pair.pledge.direct.umbrella


def test_the_united_states_acceded_to_the_treaty_of_amity_in_2009(nato_russia):
    pair = nato_russia.standing.pairs[nato_russia.standing.lead]
    assert since(pair, TAC) == date(2009, 7, 22)


def test_the_cold_war_was_a_rivalry_and_there_is_another_since_2007(nato_russia):
    assert rivalries(nato_russia)[-2:] == [(1945, 1989), (2007, None)]


def test_helsinki_was_not_yet_signed_in_1974(lead):
    assert HELSINKI not in numbers(lead("USA", "RUS", "1974-12-31"))


def test_cuba_berlin_and_the_last_shot_are_no_war(ask):
    """Two superpowers, forty-four years of rivalry, no interstate war."""
    assert wars(ask("USA", "RUS", "1992-01-01")) == set()


# ── France and Germany ──────────────────────────────────────────────────────────────────


def test_france_and_west_germany_were_at_risk_of_a_pact_in_1950(ask, lead, outcome):
    """COW lists no German state then; Gleditsch and Ward do, and the answer says so."""
    pair = lead("FRA", "DEU", "1950-12-31")
    assert pair.two.name == "West Germany"
    assert outcome("FRA", "DEU", "1950-12-31", "defence_pact").status == "at_risk"
    assert pair.hostility.rivalry is not None
    assert any(
        "COW lists no state" in text for text in ask("FRA", "DEU", "1950-12-31").question.b.reading
    )


def test_france_and_west_germany_were_allies_in_1955(lead, outcome):
    """The Paris Agreements were signed on 23 October 1954; ATOP counts from that day."""
    pair = lead("FRA", "DEU", "1955-12-31")
    assert pair.pledge.rung == Pledge.DEFENCE
    assert since(pair, NORTH_ATLANTIC) == date(1954, 10, 23)
    assert outcome("FRA", "DEU", "1955-12-31", "defence_pact").status == "in_force"


def test_france_and_germany_fought_in_1870_1914_and_1939(ask):
    assert {1870, 1871, 1914, 1918, 1939, 1940, 1944, 1945} <= wars(ask("FRA", "DEU"))


def test_their_rivalry_ended_in_1955(ask):
    """Three years after, in 1958, an observer could see it; the answer of 1955 could not."""
    assert rivalries(ask("FRA", "DEU")) == [(1756, 1955)]
    assert rivalries(ask("FRA", "DEU", "1955-12-31")) == [(1756, None)]


def test_the_elysee_treaty_is_of_1963(lead):
    treaties = {pact.name: pact.since for pact in lead("FRA", "DEU").pledge.pacts}
    assert treaties["Élysée Treaty"] == date(1963, 1, 22)


def test_france_and_germany_are_among_the_enemies_that_became_allies(ask):
    pair = {"France", "Germany"}
    cases = ask("USA", "RUS").reversals.cases
    assert [case.pact for case in cases if set(re.split("[-–]", case.name)) == pair] == [1954]


# ── the Middle East ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("year", [1948, 1956, 1967, 1969, 1970, 1973])
def test_egypt_and_israel_were_at_war(ask, year):
    """Independence, Suez, Six Days, Attrition, Yom Kippur."""
    assert year in wars(ask("EGY", "ISR"))


def test_egypt_and_israel_have_fought_no_war_since_1973(ask):
    assert max(wars(ask("EGY", "ISR"))) == 1973


def test_egypt_and_israel_were_rivals_from_1948(ask):
    assert rivalries(ask("EGY", "ISR"))[0][0] == 1948


def test_sinai_was_the_pledge_of_1975_and_camp_david_that_of_1979(ask, lead):
    assert lead("EGY", "ISR", "1975-12-31").pledge.direct.since == date(1975, 9, 4)
    view = ask("EGY", "ISR")
    assert pledged(view, 1974) == Pledge.NONE
    assert any(pact.since == date(1979, 3, 26) for pact in view.history.treaties)


def test_iran_and_iraq_fought_from_1980_to_1988(ask):
    assert set(range(1980, 1989)) <= wars(ask("IRN", "IRQ"))


# ── South and East Asia ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("year", [1947, 1948, 1949, 1965, 1971, 1999])
def test_india_and_pakistan_were_at_war(ask, year):
    assert year in wars(ask("IND", "PAK"))


@pytest.mark.parametrize("year", [1955, 1984, 1993, 1998, 2002])
def test_india_and_pakistan_were_at_peace_of_a_kind(ask, year):
    """Siachen, the years before Kargil and the standoff of 2001–02 were disputes, not wars."""
    assert year not in wars(ask("IND", "PAK"))


def test_simla_is_of_1972(lead):
    assert lead("IND", "PAK").pledge.direct.since == date(1972, 7, 2)


def test_china_and_the_soviet_union_were_allies_from_1950_to_1980(ask, lead):
    """Signed 14 February 1950 for thirty years; notice of 1979, expiry 11 April 1980."""
    assert pledged(ask("CHN", "RUS"), 1980) == Pledge.DEFENCE
    assert pledged(ask("CHN", "RUS"), 1981) == Pledge.NONE
    treaty = next(p for p in ask("CHN", "RUS").history.treaties if p.since == date(1950, 2, 14))
    assert treaty.until == date(1980, 4, 11)


def test_allies_and_rivals_since_1958(ask):
    assert (1958, 1989) in rivalries(ask("CHN", "RUS"))


def test_china_and_the_united_states_fought_in_korea(ask):
    assert {1950, 1951, 1952, 1953} <= wars(ask("USA", "CHN"))


def test_japan_and_the_united_states_fought_and_then_allied(ask):
    """Pearl Harbor to surrender; the security treaty of 8 September 1951."""
    view = ask("USA", "JPN")
    assert {1941, 1942, 1943, 1944, 1945} <= wars(view)
    assert [pledged(view, year) for year in (1950, 1951, 1952)] == [0, 3, 3]
    assert any(pact.since == date(1951, 9, 8) for pact in view.history.treaties)


def test_anzus_is_of_1951(lead):
    pacts = {pact.name: pact.since for pact in lead("AUS", "USA").pledge.pacts}
    assert pacts["ANZUS Treaty"] == date(1951, 9, 1)


def test_north_korea_and_russia_are_allies_again(lead):
    """The treaty of 1961 ended in 1996; that of 19 June 2024 counts from its signature."""
    pact = lead("PRK", "RUS").pledge.later[0]
    assert (pact.since, pact.rung) == (date(2024, 6, 19), Pledge.DEFENCE)
    assert lead("PRK", "RUS", "2021-12-31").pledge.rung < Pledge.DEFENCE


def test_pakistan_and_saudi_arabia_signed_in_2025(lead):
    pact = lead("PAK", "SAU").pledge.later[0]
    assert (pact.since, pact.rung) == (date(2025, 9, 17), Pledge.DEFENCE)


# ── Europe since 1945 ───────────────────────────────────────────────────────────────────


def test_finland_and_the_united_states_are_allies_by_legal_membership(lead, outcome):
    pact = lead("FIN", "USA").pledge.later[0]
    assert (pact.since, pact.dated_by) == (date(2023, 4, 4), "legal membership")
    assert outcome("FIN", "USA", None, "defence_pact").status == "in_force"
    assert outcome("FIN", "USA", "2021-12-31", "defence_pact").status == "at_risk"


def test_greece_and_turkey_are_allies_and_rivals_at_once(lead):
    pair = lead("GRC", "TUR")
    assert pair.pledge.rung == Pledge.DEFENCE
    assert pair.hostility.rivalry.running


def test_greece_and_turkey_had_been_rivals_before(ask):
    assert rivalries(ask("GRC", "TUR"))[0][1] == 1930


def test_the_war_of_2022_is_known_in_2026(lead):
    """COW's disputes end in 2014; UCDP and the dated turns know."""
    later = [record.what for record in lead("RUS", "UKR").hostility.later]
    assert "war between the two" in later
    assert any(record.when == "2022–2024" for record in lead("RUS", "UKR").hostility.later)


def test_the_war_of_2022_is_not_known_in_2021(ask, lead):
    assert lead("RUS", "UKR", "2021-12-31").hostility.later == []
    told = ask("RUS", "UKR", "2021-12-31").model_copy(update={"provenance": None, "limits": []})
    said = told.model_dump_json(exclude={"provenance", "track_record"})
    assert not re.search(r"(?<![.\d])2022", said)  # the year, not digits of a decimal


def test_russia_and_ukraine_have_been_rivals_since_2014(ask):
    assert rivalries(ask("RUS", "UKR")) == [(2014, None)]


def test_the_treaty_of_friendship_of_1997_ended_in_2019(lead):
    pair = lead("RUS", "UKR")
    assert 4875 not in numbers(pair)
    assert any(text.startswith("1 Apr 2019") for text in pair.pledge.ended_since)


def test_britain_and_portugal_are_allies_of_old(ask):
    """The alliance of 1373 lies before the data; what they see is the declaration of 1899."""
    view = ask("GBR", "PRT")
    assert all(pledged(view, year) == Pledge.DEFENCE for year in range(1899, 2019))


def test_britain_left_the_union(lead):
    pair = lead("GBR", "PRT")
    assert MAASTRICHT not in numbers(pair)
    assert any("left EU on 31 Jan 2020" in text for text in pair.pledge.ended_since)


def test_britain_and_the_union_can_be_asked_about_since_it_left(ask):
    view = ask("GBR", "EU")
    assert "GBR" not in {member.code for member in view.question.b.members}
    assert len(view.question.b.members) == 27


# ── states that came and went ───────────────────────────────────────────────────────────


def test_germany_was_one_two_and_one(ask):
    assert ask("DEU", "USA", "1990-09-01").question.a.name == "West Germany"
    assert ask("DDR", "USA", "1990-09-01").question.a.name == "East Germany"
    assert ask("DEU", "USA").question.a.name == "Germany"


def test_east_germany_was_followed_by_germany(ask):
    party = ask("DDR", "USA", "2000-12-31").question.a
    assert (party.ended, party.successors) == (date(1990, 10, 2), ["Germany"])


def test_yemen_is_followed_back_through_the_north(ask):
    reading = ask("YEM", "SAU", "2000-12-31").question.a.reading
    assert any("North Yemen (678, 1918–1990)" in text for text in reading)


def test_south_yemen_ended_in_1990(ask):
    party = ask("South Yemen", "SAU", "2000-12-31").question.a
    assert party.ended == date(1990, 5, 21)
    assert party.successors == ["Yemen"]


def test_czechoslovakia_has_two_successors_and_neither_is_taken_for_it(ask):
    party = ask("Czechoslovakia", "USA", "2000-12-31").question.a
    assert party.ended == date(1992, 12, 31)
    assert set(party.successors) == {"Czech Republic", "Slovakia"}
    assert pledged(ask("CZE", "USA", "2000-12-31"), 1992) is None


def test_the_soviet_union_is_called_so_while_it_lasts(ask):
    assert ask("RUS", "USA", "1990-09-01").question.a.name == "Soviet Union"
    assert ask("RUS", "USA", "1992-01-01").question.a.name == "Russia"


def test_serbia_of_1950_is_yugoslavia(ask):
    assert ask("SRB", "AUT", "1950-12-31").question.a.name == "Yugoslavia"


def test_south_sudan_begins_in_2011(ask):
    view = ask("SSD", "SDN", "2021-12-31")
    assert [pledged(view, year) is None for year in (2010, 2011)] == [True, False]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Suriname", "South Vietnam"),  # one entered in November 1975, the other fell in April
        ("South Sudan", "East Germany"),  # 2011 and 1990
        ("Austria-Hungary", "Israel"),  # 1918 and 1948
        ("Zanzibar", "South Sudan"),  # 1964 and 2011
    ],
)
def test_pairs_that_never_were(ask, a, b):
    view = ask(a, b)
    assert {one.status for one in view.outlook} == {"never_met"}
    assert view.standing is None
    assert "never existed on the same day" in view.outlook[0].reason


def test_the_ottoman_empire_is_an_earlier_name_of_turkey(ask):
    view = ask("Ottoman Empire", "Pakistan")
    assert view.question.a.name in ("Turkey", "Türkiye")
    assert view.standing is not None


def test_czechoslovakia_and_austria_hungary_shared_a_fortnight_at_most(ask):
    """Prague declared itself on 28 October 1918, the monarchy ended on 12 November."""
    view = ask("Czechoslovakia", "Austria-Hungary")
    assert {one.status for one in view.outlook} <= {"never_met", "not_at_risk"}


def test_the_treaties_of_the_running_year_are_in_the_history(ask):
    """West Germany joined the Brussels treaty on 23 October 1954, within the year asked in."""
    view = ask("FRA", "DEU", "1954-11-01")
    assert pledged(view, 1953) == Pledge.NONE
    last = view.history.pledge[-1]
    assert (last.first, last.last, last.rung) == (1954, 1954, Pledge.DEFENCE)
    assert pledged(ask("FRA", "DEU", "1954-10-01"), 1954) == Pledge.NONE


def test_a_pact_left_after_the_coding_ends_does_not_run_on(ask):
    """The United Kingdom left the European Union on 31 January 2020."""
    run = ask("GBR", "IRL", None).history.allied[-1]
    assert (run.first, run.last, run.running) == (2007, 2020, False)
    run = ask("GBR", "IRL", "2019-06-30").history.allied[-1]
    assert (run.last, run.running) == (2018, True)


def test_admission_rules_are_told_of_the_present_alone(ask):
    """They were read as they stand; of 1991 nobody read them."""
    assert ask("NATO", "RUS", None).question.a.admission is not None
    assert ask("NATO", "RUS", "1991-06-01").question.a.admission is None


def test_members_of_small_treaties_are_not_called_a_general_text(ask):
    """An umbrella text binds a dozen states or more on the day."""
    for a, b, day in (("FRA", "GBR", "1950-06-30"), ("USA", "RUS", None), ("BRA", "ARG", None)):
        for pact in ask(a, b, day).standing.pairs[0].pledge.pacts:
            assert not pact.umbrella or pact.parties >= 12

"""Facts anyone can look up, found in the files that should have them."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from polars import col

pytestmark = pytest.mark.mirror


def test_nato_has_twelve_founders_who_signed_on_4_april_1949(read):
    nato = read("atop_members").filter(atopid=3180)
    founders = nato.filter(yrent=1949, moent=4, dayent=4)
    assert sorted(founders["member"]) == [
        *(2, 20, 200, 210, 211, 212, 220, 235, 325, 385, 390, 395),
    ]


def test_poland_signed_before_it_was_a_member(read):
    """The protocol of accession is of 16 December 1997; Poland joined on 12 March 1999."""
    poland = read("atop_members").filter(atopid=3180, member=290)
    assert poland.select("yrent", "moent", "dayent").rows() == [(1997, 12, 16)]


def test_nato_was_in_force_when_atop_ends(read):
    """An exit in year 0 is not missing: it means no exit."""
    assert read("atop_alliances").filter(atopid=3180)["endyr"].to_list() == [0]
    assert read("atop_phases").filter(atopid=3180)["begyr"].to_list() == [1949, 1951]


def test_the_federal_republic_is_bound_from_october_1954(read):
    frg = read("atop_members").filter(atopid=3180, member=260)
    assert frg.select("yrent", "moent", "dayent", "yrexit").rows() == [(1954, 10, 23, 1990)]


def test_britain_and_the_ussr_were_allies_against_germany(read):
    pledges = read("atop_dyads").filter(ccode1=200, ccode2=365, year=1942)
    assert pledges["atop_defense"].to_list() == [1]


def test_usa_and_russia_have_promised_non_aggression_since_helsinki(read):
    pair = read("atop_dyads").filter(ccode1=2, ccode2=365)
    years = pair.filter(atop_nonagg=1)["year"]
    assert sorted(years.filter(years >= 1975)) == list(range(1975, 2019))


def test_the_usa_guaranteed_iran_in_1959_and_iran_did_not_return_it(read):
    dyads = read("atop_dyads").filter(year=1959)
    assert dyads.filter(ccode1=2, ccode2=630)["atop_defense"].item() == 1
    assert dyads.filter(ccode1=630, ccode2=2)["atop_defense"].item() == 0


def test_crimea_is_dispute_4683_with_violence_on_the_russian_side(read):
    pair = read("mid_dyads").filter(dispnum=4683, ccode1=365, ccode2=369)
    assert pair.select("year", "hostlev1", "hostlev2", "disponset").rows() == [(2014, 4, 3, 1)]
    sides = dict(read("mid_participants").filter(dispnum=4683).select("stabb", "hostlev").rows())
    assert sides == {"RUS": 4, "UKR": 3}
    begun = read("mid_disputes").filter(dispnum=4683).select("styear", "stmon", "stday")
    assert begun.rows() == [(2014, 2, 24)]


def test_the_falklands_are_a_war_for_cow_and_a_violent_crisis_for_gml(read):
    """Dispute 3630 is level 5 in MID 5.0 and level 4 in GML: the lists differ by design."""
    pair = {"dispnum": 3630, "ccode1": 160, "ccode2": 200, "year": 1982}
    assert read("mid_dyads").filter(**pair)["hostlev1"].item() == 5
    assert read("gml_dyads").filter(**pair)["hostlev"].item() == 4


def test_the_last_interstate_war_is_that_of_iraq_in_2003(read):
    last = read("interstate_wars").filter(year=2003)
    assert set(last["warnum"]) == {227}
    assert {2, 645} <= set(last["ccode1"])


def test_russia_and_ukraine_are_at_interstate_war_in_2022_to_2024(read):
    war = read("ucdp_conflicts").filter(gwno_a=365, gwno_b=369, type_of_conflict="interstate")
    assert war["year"].to_list() == [2022, 2023, 2024]
    assert war["start_date2"].unique().to_list() == [date(2022, 2, 24)]


def test_only_interstate_conflicts_have_a_second_state(read):
    second = read("ucdp_conflicts").filter(col("gwno_b").is_not_null())
    assert second["type_of_conflict"].unique().to_list() == ["interstate"]


def test_usa_and_russia_were_rivals_three_times(read):
    spells = read("tss").filter(ccode1=2, ccode2=365).select("start", "end").sort("start")
    assert spells.rows() == [(1918, 1920), (1945, 1989), (2007, 2020)]


def test_rivalries_still_running_when_the_coding_stopped(read):
    assert (read("tss")["end"] == 2020).sum() == 56
    assert (read("td")["endyear"] == 2010).sum() == 42


def test_france_and_germany_were_rivals_to_1955(read):
    assert read("tss").filter(ccode1=220, ccode2=255)["end"].to_list() == [1955]


def test_a_marker_overlaps_the_border_of_the_ussr_with_afghanistan(read):
    spells = read("contiguity").filter(ccode1=365, ccode2=700).sort("conttype")
    assert spells.rows() == [
        (365, 700, 0, date(1919, 8, 1), date(2016, 12, 1)),
        (365, 700, 1, date(1920, 1, 1), date(1991, 12, 1)),
    ]
    assert (read("contiguity")["conttype"] == 0).sum() == 180


def test_japan_was_a_major_power_until_it_surrendered(read):
    spells = read("majors").filter(ccode=740).sort("styear")
    ended = spells.select("styear", "endyear", "endmonth", "endday").row(0)
    assert ended == (1895, 1945, 8, 14)


def test_american_power_peaks_in_1945(read):
    usa = read("nmc").filter(ccode=2)
    assert usa.sort("cinc")["year"].last() == 1945
    assert usa["cinc"].is_between(0, 1).all()


def test_american_democracy_is_in_range(read):
    """Polyarchy is an index from 0 to 1; Polity scored the USA 10 from 1974 to 2015."""
    usa = read("democracy").filter(ccode=2)
    assert usa["v2x_polyarchy"].drop_nulls().is_between(0, 1).all()
    assert usa.filter(year=2000)["polity2"].item() == 10
    assert usa.filter(year=2025)["polity2"].item() is None


def test_both_lists_score_the_same_democracies(read):
    cow = read("democracy").filter(ccode=220, year=1990)["v2x_polyarchy"].item()
    gw = read("democracy_gw").filter(gwcode=220, year=1990)["v2x_polyarchy"].item()
    assert cow == gw


@pytest.mark.parametrize(
    ("state", "lat", "lng"), [(2, 38.90, -77.04), (615, 36.77, 3.06), (255, 52.51, 13.40)]
)
def test_washington_algiers_and_berlin_are_where_they_are(read, state, lat, lng):
    found = read("capitals").filter(ccode=state).row(-1, named=True)
    assert found["lat"] == pytest.approx(lat, abs=0.05)
    assert found["lng"] == pytest.approx(lng, abs=0.05)


def test_riyadh_is_not_where_the_file_puts_it(read):
    """The city lies at 24.7° N, 46.7° E; readers leave the fault, table builders mend it."""
    for name, code in (("capitals", "ccode"), ("capitals_gw", "gwcode")):
        riyadh = read(name).filter(col(code) == 670).row(-1, named=True)
        assert (round(riyadh["lat"], 2), round(riyadh["lng"], 2)) == (23.33, 45.33)


def test_bonn_became_a_capital_and_saint_petersburg_ceased_to_be_one(read):
    capitals = read("capitals")
    assert capitals.filter(ccode=260)["capital"].to_list() == ["Bonn"]
    moved = capitals.filter(ccode=365, capital="Saint Petersburg")["enddate"].item()
    assert moved == date(1918, 3, 11)


def test_suriname_and_south_vietnam_missed_each_other_by_seven_months(read):
    states = read("cow_states")
    suriname = states.filter(ccode=115).select("styear", "stmonth", "stday").row(0)
    saigon = states.filter(ccode=817).select("endyear", "endmonth", "endday").row(0)
    assert saigon == (1975, 4, 30)
    assert suriname == (1975, 11, 25)


def test_a_german_state_existed_in_1950_for_gleditsch_and_ward_only(read):
    frg = read("gw_system").filter(gwcode=260)
    assert frg["start"].to_list() == [date(1949, 9, 21)]
    cow = read("cow_states").filter(col("ccode").is_in([255, 260, 265]))
    assert cow.filter(col("styear") <= 1950, col("endyear") >= 1950).is_empty()


def test_microstates_are_in_the_system_to_2020_only(read):
    assert read("gw_system")["microstate"].sum() == 23
    monaco = 221
    assert monaco in read("gw_system")["gwcode"]
    assert monaco not in read("gw_states")["gwcode"]


def test_unified_germany_and_yemen_have_two_codes(read):
    years = read("cow_gw_years").filter(year=2000)
    assert years.filter(ccode=255)["gwcode"].to_list() == [260]
    assert years.filter(ccode=679)["gwcode"].to_list() == [678]
    back = read("gw_cow_years").filter(year=2000)
    assert back.filter(gwcode=260)["ccode"].to_list() == [255]


def test_twelve_states_were_full_members_of_nato_in_1949(read):
    nato = read("igo_memberships").filter(igo="nato", year=1949)
    assert nato["membership"].to_list() == [1] * 12


def test_the_universal_postal_union_and_the_rhine_commission_have_names(read):
    names = read("igo_organisations").unique("ioname")
    rhine = names.filter(ioname="CCNR").row(0, named=True)
    assert rhine["sdate"] == 1815
    assert "é" in names.filter(ioname="CEMAC")["longorgname"].item()


def test_france_and_germany_share_more_organisations_than_the_koreas(read):
    dyads = read("igo_dyads").filter(year=2014)
    europe = dyads.filter(ccode1=220, ccode2=255)["dyadigos"].item()
    korea = dyads.filter(ccode1=731, ccode2=732)["dyadigos"].item()
    assert europe > 2 * korea


def test_gorbachev_leaves_on_christmas_day_1991(read):
    leaders = read("archigos").filter(gwcode=365, leader="Gorbachev")
    assert leaders["startdate"].to_list() == [date(1985, 3, 11)]


def test_putin_has_one_spell_through_medvedevs_presidency(read):
    putin = read("reign_leaders").filter(ccode=365, leader="Putin")
    assert putin.select("syear", "eyear").rows() == [(2000, None)]


def test_an_icelandic_name_survives_the_file(read):
    leaders = read("reign_leaders").filter(stateabb="ICE")["leader"].to_list()
    assert "Katrín Jakobsdóttir" in leaders


def test_the_assembly_upheld_ukraines_borders_in_2014(read):
    """Resolution 68/262: 100 for, 11 against, 58 abstentions, the same in three files."""
    calls = read("un_roll_calls").filter(unres="R/68/262")
    assert calls["date"].to_list() == [date(2014, 3, 27)]
    votes = read("un_votes").filter(rcid=calls["rcid"].item())["vote"].value_counts()
    assert dict(votes.rows()) == {"yes": 100, "no": 11, "abstain": 58}
    later = read("un_votes_2024").filter(rcid=calls["rcid"].item(), date=date(2014, 3, 27))
    counts = dict(later["vote"].value_counts().rows())
    assert (counts[1], counts[3], counts[2]) == (100, 11, 58)
    derived = read("un_two_votes").filter(resolution="68/262")["vote"].value_counts()
    assert dict(derived.rows()) == {"yes": 100, "no": 11, "abstain": 58, "absent": 24}


def test_the_emergency_session_of_2022(read):
    votes = read("un_two_votes").filter(resolution="ES-11/1")["vote"].value_counts()
    assert dict(votes.rows()) == {"yes": 141, "no": 5, "abstain": 35, "absent": 12}


def test_usa_and_russia_voted_alike_on_24_february_2025(read):
    votes = read("un_votes_2025").filter(resolution="A/RES/ES-11/7")
    assert dict(votes.filter(col("iso3").is_in(["USA", "RUS"])).select("iso3", "vote").rows()) == {
        "USA": "NO",
        "RUS": "NO",
    }
    assert (votes["vote"] == "YES").sum() == votes["yes count"].first() == 93


def test_turkey_hardly_votes_in_2023_and_is_no_member_in_2024(read):
    """A fault of the file, left as published and told in the notes."""
    turkey = read("un_votes_2024").filter(iso3="TUR")
    of_2023 = dict(turkey.filter(col("date").dt.year() == 2023)["vote"].value_counts().rows())
    assert of_2023 == {1: 9, 8: 66, 9: 13}
    assert turkey.filter(col("date").dt.year() == 2024)["vote"].to_list() == [9] * 6


def test_russia_moved_away_in_2022(read):
    points = read("ideal_points").filter(ccode=365).select("year", "idealpointfp")
    score = dict(points.rows())
    assert score[2021] == pytest.approx(-0.03, abs=0.005)
    assert score[2022] == pytest.approx(-0.81, abs=0.005)
    usa = read("ideal_points").filter(ccode=2, year=2024)["idealpointfp"].item()
    assert usa == pytest.approx(2.21, abs=0.005)
    assert read("ideal_points").filter(pl.col("year") == 2024)["idealpointall"].is_null().all()

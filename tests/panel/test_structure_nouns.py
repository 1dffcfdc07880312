"""Distance, wealth, trade, missions, organisations, sanctions, arms, troops, exercises."""

from __future__ import annotations

import polars as pl
import pytest
from pytest import approx

from detente.panel import dyad_years, state_years
from detente.panel.called import states_called
from detente.panel.nouns import noun
from detente.panel.nouns.capital_distance import checked
from detente.panel.nouns.sanctions import GROUPS, parties
from detente.panel.nouns.us_troops import TWICE

pytestmark = pytest.mark.mirror

NOUNS = {
    "arms_transfers": "sipri_tiv",
    "capital_distance": "capdist",
    "dcas": "dca_inforce",
    "diplomatic_representation": "dip_level1",
    "dyadic_trade": "flow1",
    "exercises": "mme_joint",
    "gdp": "pwtpop",
    "igo_memberships": "igo_full",
    "igo_portfolio": "igo_jaccard",
    "minimum_distance": "mindist",
    "sanctions": "gsdb_sanction",
    "trade": "imports",
    "trade_shares": "trade_share1",
    "us_troops": "us_troops",
}
USA, CAN, CUB, GBR, FRA, FRG, GDR, DEU = 2, 20, 40, 200, 220, 260, 265, 255
RUS, UKR, GEO, IRN, IRQ, SAU, ISR, EGY, KOR, PRK, CHN = (
    *(365, 369, 372, 630, 645, 670, 666, 651, 732, 731, 710),
)
BRA, ARG, TUN, DZA, SVN, ZAF = 140, 160, 616, 615, 817, 560


@pytest.fixture
def value(load):
    """A noun's value for a pair (or a state) and year, in a directed panel."""

    def ask(name: str, column: str, year: int, *states: int):
        unit = (
            dyad_years(year, year, directed=True, load=load)
            if len(states) == 2
            else state_years(year, year, load=load)
        )
        frame = unit.pair(*states).add(noun(name)()).collect()
        if len(states) == 2:
            frame = frame.filter(pl.col("state1") == states[0])
        assert frame.height == 1
        return frame[column].item()

    return ask


@pytest.mark.parametrize("name", NOUNS)
def test_one_row_per_key(name, load):
    made = noun(name)()
    rows = made.rows(load)
    keys = ["state", "year"] if made.per == "state" else ["state1", "state2", "year"]
    assert not rows.select(keys).is_duplicated().any()
    if made.per == "dyad":
        assert (rows["state1"] < rows["state2"]).all()
    if made.undirected is not None:
        one = made.undirected(rows)
        assert (one["state1"] < one["state2"]).all()
        assert not one.select(keys).is_duplicated().any()


@pytest.mark.parametrize("name", NOUNS)
def test_rows_stay_and_nothing_is_known_outside_coverage(name, load):
    made = noun(name)()
    first, last = made.covers
    bare = dyad_years(1816, 2016, load=load)
    full = bare.add(made).collect()
    assert full.height == 956_145
    column = NOUNS[name] + ("1" if made.per == "state" else "")
    known = full.filter(pl.col(column).is_not_null())["year"]
    assert known.min() >= first
    assert known.max() <= last
    if first > 1816:
        assert full.filter(pl.col("year") < first)[column].null_count() > 0


@pytest.mark.parametrize(
    ("one", "two", "year", "km"),
    [
        (USA, RUS, 1980, 7_852),  # Washington–Moscow
        (USA, GBR, 2000, 5_914),  # Washington–London
        (FRA, DEU, 1900, 881),  # Paris–Berlin
        (FRA, FRG, 1980, 403),  # Paris–Bonn
        (PRK, KOR, 2000, 194),  # Pyongyang–Seoul
        (900, 920, 2000, 2_333),  # Canberra–Wellington
        (305, 317, 2000, 55),  # Vienna–Bratislava
        (484, 490, 2010, 7),  # Brazzaville–Kinshasa, across the river
    ],
)
def test_capitals_lie_as_far_apart_as_atlases_say(one, two, year, km, value):
    assert value("capital_distance", "capdist", year, one, two) == approx(km, abs=6)


def test_brazil_moved_its_capital_inland_in_april_1960(value):
    """Of 1960 the capital of 31 December counts: Brasília."""
    rio = value("capital_distance", "capdist", 1959, BRA, ARG)
    brasilia = value("capital_distance", "capdist", 1960, BRA, ARG)
    assert rio == approx(1_969, abs=5)
    assert brasilia == approx(2_341, abs=10)


def test_lenin_moved_to_moscow_in_march_1918(value):
    assert value("capital_distance", "capdist", 1917, RUS, 380) < 750
    assert value("capital_distance", "capdist", 1918, RUS, 380) > 1_200


def test_three_capitals_are_set_right(load):
    published, right = load("capitals").sort("ccode", "stdate"), checked(load("capitals"))
    moved = right.filter(pl.Series(published["lat"] != right["lat"]))
    assert set(moved["capital"]) == {"Brasilia", "Tunis", "Riyadh"}
    assert published.height == right.height


def test_tunis_and_riyadh_are_where_they_are(value):
    assert value("capital_distance", "capdist", 2000, TUN, DZA) == approx(640, abs=15)
    assert value("capital_distance", "capdist", 2000, SAU, EGY) == approx(1_620, abs=30)


def test_every_dyad_year_of_the_system_has_a_distance(load):
    frame = dyad_years(1816, 2016, load=load).add(noun("capital_distance")()).collect()
    assert frame["capdist"].null_count() == 0
    assert frame["capdist"].max() < 20_004
    assert frame["capdist"].min() > 5


def test_neighbours_are_at_no_distance_and_alaska_is_near_siberia(value):
    assert value("minimum_distance", "mindist", 2010, FRA, DEU) == 0
    assert value("minimum_distance", "mindist", 2010, USA, RUS) < 100
    assert value("minimum_distance", "mindist", 1885, FRA, DEU) is None


def test_china_overtook_the_usa_in_gdp_at_purchasing_power(load):
    wealth = state_years(2010, 2016, load=load).add(noun("gdp")()).collect()
    usa, chn = (wealth.filter(state=code) for code in (USA, CHN))
    assert (chn["pwtpop"] > 1_300).all()
    assert usa["pwtpop"].to_list()[0] == approx(310, rel=0.05)
    assert (usa["mrgdppc"] > 3 * chn["mrgdppc"]).all()


def test_the_usa_imports_more_than_it_exports(value):
    imports = value("trade", "imports", 2014, USA)
    assert imports > 2_000_000 > value("trade", "exports", 2014, USA)
    assert value("trade", "imports", 2016, USA) is None


def test_trade_turns_with_the_pair(value):
    """In 1920 the USA bought 612 million from Canada, and Canada 735 million from the USA."""
    assert value("dyadic_trade", "flow1", 1920, USA, CAN) == 612
    assert value("dyadic_trade", "flow2", 1920, USA, CAN) == 735
    assert value("dyadic_trade", "flow1", 1920, CAN, USA) == 735
    assert value("dyadic_trade", "flow1", 2015, USA, CAN) is None


def test_ukraine_turned_away_from_russian_trade(value):
    assert value("trade_shares", "trade_share1", 2013, UKR, RUS) == approx(0.286, abs=5e-4)
    assert value("trade_shares", "trade_share1", 2016, UKR, RUS) == approx(0.140, abs=5e-4)
    assert value("trade_shares", "trade_share2", 2016, RUS, UKR) == approx(0.140, abs=5e-4)


def test_repeated_shares_take_the_larger(load):
    """Spain–France 2010 and its like are published more than once."""
    published = load("trade_shares")
    keys = ["country_a", "partner", "year"]
    repeated = published.filter(published.select(keys).is_duplicated())
    spain = repeated.filter(country_a="Spain").sort("relative_trade").group_by(keys).last()
    rows = noun("trade_shares")().rows(load)
    codes = states_called(load, spain["partner"].unique())
    expected = spain.join(codes, left_on=["partner", "year"], right_on=["name", "year"])
    got = rows.filter(state1=230).join(
        expected, left_on=["state2", "year"], right_on=["state", "year"]
    )
    assert got.height > 10
    assert (got["trade_share1"] == got["relative_trade"]).all()


def test_georgia_and_russia_broke_off_in_2008_and_havana_reopened(value):
    assert value("diplomatic_representation", "dip_level1", 2008, GEO, RUS) == 1
    assert value("diplomatic_representation", "dip_level1", 2009, GEO, RUS) == 0
    assert value("diplomatic_representation", "dip_level2", 2009, GEO, RUS) == 0
    assert value("diplomatic_representation", "dip_level1", 2014, USA, CUB) == 0.125
    assert value("diplomatic_representation", "dip_level1", 2016, USA, CUB) == 0.75


def unnamed(load, texts) -> set[str]:
    return set(texts) - set(states_called(load, texts)["name"])


def test_only_names_of_no_listed_state_map_to_nothing(load):
    shares, missions = load("trade_shares"), load("diplomatic_missions")
    assert unnamed(load, {*shares["country_a"], *shares["partner"]}) == {
        *("Aruba", "Bermuda", "Curaçao", "Falkland Islands (Malvinas)", "Faroe Islands"),
        *("French Polynesia", "Gibraltar", "Greenland", "Guam", "Hong Kong", "Montserrat"),
        *("Palestine, State of", "Sint Maarten (Dutch part)"),
    }
    assert unnamed(load, {*missions["sender"], *missions["receiver"]}) == {
        *("Cook Islands", "Holy See (Vatican)", "Montserrat", "Niue"),
        "Northern Cyprus, Turkish Republic of",
    }
    arms = load("arms_transfers")
    nobody = unnamed(load, {*arms["supplier"], *arms["recipient"]})
    assert {name for name in nobody if not name.endswith("*")} == {
        *("Aruba", "Biafra", "Katanga", "Northern Cyprus", "Palestine", "Western Sahara"),
        *("Unknown recipient(s)", "Unknown supplier(s)"),
    }
    cases = parties(load("sanctions"))
    assert unnamed(load, set(cases["sender"]) - set(GROUPS)) == {
        *("ChinCom", "CoCom", "Commonwealth", "Hong Kong", "Kimberly Process Participants"),
        *("MERCOSUR", "NAFTA", "OAPEC", "OIC", "Organization of Eastern Carribean States"),
        *("Pacific Islands Forum", "Paris Agreement Signatories", "SADC", "UN", "UNASUR"),
    }


def test_a_name_stands_for_the_state_of_the_year(load):
    meant = states_called(load, ["Germany", "Yemen", "Russia", "Congo"])
    at = {(name, year): state for name, year, state in meant.rows()}
    assert [at["Germany", year] for year in (1930, 1960, 1990, 2020)] == [255, 260, 255, 255]
    assert ("Germany", 1950) not in at
    assert at["Yemen", 1980] == 678
    assert at["Yemen", 2000] == 679
    assert at["Russia", 1960] == 365


def test_recounted_joint_memberships_are_full_ones_and_dyadigos_has_associates(load):
    """Every difference from the published count is an associate; there is none with them."""
    ours = noun("igo_portfolio")().rows(load)
    published = load("igo_dyads").rename({"ccode1": "state1", "ccode2": "state2"})
    both = ours.join(published, on=["state1", "state2", "year"])
    assert (both["igo_joint"] <= both["dyadigos"]).all()
    assert both.filter(pl.col("igo_joint") == pl.col("dyadigos")).height == 882_758
    members = load("igo_memberships").filter(pl.col("membership") <= 2, pl.col("year") == 2014)
    pairs = members.join(members, on=["igo", "year"]).filter(
        pl.col("ccode") < pl.col("ccode_right")
    )
    recount = pairs.group_by(state1="ccode", state2="ccode_right").len()
    same = published.filter(year=2014).join(recount, on=["state1", "state2"], how="left")
    assert (same["dyadigos"] == same["len"].fill_null(0)).all()


def test_portfolios_of_france_and_germany_are_alike_and_korea_s_is_not(value):
    assert value("igo_portfolio", "igo_jaccard", 2000, FRA, DEU) > 0.7
    assert value("igo_portfolio", "igo_jaccard", 2000, USA, PRK) < 0.2
    assert value("igo_portfolio", "igo_s", 2000, FRA, DEU) > value(
        "igo_portfolio", "igo_s", 2000, USA, PRK
    )
    assert value("igo_memberships", "igo_full", 2014, FRA) == 116


def test_likeness_lies_in_its_bounds(load):
    rows = noun("igo_portfolio")().rows(load)
    assert rows["igo_jaccard"].is_between(0, 1).all()
    assert rows["igo_s"].is_between(-1, 1).all()


def test_agreements_count_from_signature(load):
    """Of 1,871 agreements three name one state twice: Bolivia, Mozambique, India."""
    assert load("defence_agreements").height == 1_871
    assert noun("dcas")().rows(load)["dca_signed"].sum() == 1_868


def test_germany_and_poland_signed_a_defence_agreement_in_1993(value):
    assert value("dcas", "dca_inforce", 1992, DEU, 290) == 0
    assert value("dcas", "dca_signed", 1993, DEU, 290) == 1
    assert value("dcas", "dca_inforce", 2000, DEU, 290) == 1
    assert value("dcas", "dca_inforce", 2011, DEU, 290) is None


def test_the_eu_s_sanctions_on_russia_are_its_members(value):
    assert value("sanctions", "gsdb_sanction", 2013, DEU, RUS) == 0
    assert value("sanctions", "gsdb_financial", 2014, DEU, RUS) == 1
    assert value("sanctions", "gsdb_sanction", 2014, RUS, USA) == 1  # food imports
    assert value("sanctions", "gsdb_sanction", 2014, 640, RUS) == 0  # Turkey joined none


def test_sanctions_on_apartheid_and_cuba(value):
    assert value("sanctions", "gsdb_trade", 1987, USA, ZAF) == 1
    assert value("sanctions", "gsdb_trade", 1995, USA, ZAF) == 0
    assert value("sanctions", "gsdb_trade", 1970, USA, CUB) == 1
    assert value("sanctions", "gsdb_sanction", 1948, USA, CUB) is None


def test_names_with_commas_stay_whole(load):
    cases = parties(load("sanctions"))
    texts = {*cases["sender"], *cases["target"]}
    assert "Korea, North" in texts
    assert not {"North", "South", "The", "Arab Rep.", "Democratic Republic of the"} & texts


def test_arms_of_the_cold_war(value):
    assert value("arms_transfers", "sipri_tiv", 1962, RUS, CUB) == 1_320
    assert value("arms_transfers", "sipri_tiv", 1962, CUB, RUS) == 0
    assert value("arms_transfers", "sipri_tiv", 1973, USA, ISR) > 1_000


def test_west_german_arms_are_not_in_the_data_and_not_none(value, load):
    assert value("arms_transfers", "sipri_tiv", 1970, USA, FRG) is None
    assert value("arms_transfers", "sipri_transfer", 1970, FRG, USA) is None
    undirected = dyad_years(1970, 1970, load=load).pair(USA, FRG).add(noun("arms_transfers")())
    assert undirected.collect()["sipri_tiv"].item() is None


def test_an_undirected_transfer_is_the_sum_of_both(load):
    made = noun("arms_transfers")()
    rows = made.rows(load)
    one = made.undirected(rows)
    assert one["sipri_tiv"].sum() == rows["sipri_tiv"].sum()


def test_us_troops_in_wars_and_alliances(value):
    """Vietnam 1968, published as 1,074,754: twice the half million who were there at the peak."""
    assert value("us_troops", "us_troops", 1968, SVN) == 537_377
    assert value("us_troops", "us_troops", 1985, FRG) == 246_875
    assert value("us_troops", "us_troops", 1991, DEU) == 203_423
    assert value("us_troops", "us_troops", 1985, KOR) == 41_718
    assert value("us_troops", "us_troops", 2003, IRQ) is None  # published as 0
    assert value("us_troops", "us_troops", 1985, USA) is None


def test_hosts_counted_twice_have_even_counts_and_agree_with_kane_when_halved(load):
    reports = load("us_troops")
    september = reports.filter(pl.col("month") == "September", pl.col("troops_ad") > 0)
    twice = september.filter(pl.col("ccode").is_in(TWICE))
    assert (twice["troops_ad"] % 2 == 0).mean() > 0.99
    kane = reports.filter(pl.col("source") == "Kane 2006").select("ccode", "year", kane="troops_ad")
    met = twice.join(kane, on=["ccode", "year"]).filter(pl.col("kane") > 0)
    halves = (met["troops_ad"] / (2 * met["kane"])).is_between(0.9, 1.1)
    assert halves.mean() > 0.9


def test_korea_and_america_exercise_together_and_russia_joined_in_the_nineties(value):
    assert value("exercises", "mme_joint", 2010, USA, KOR) >= 10
    assert value("exercises", "mme_joint", 1985, USA, RUS) == 0
    assert value("exercises", "mme_joint", 1995, USA, RUS) > 0
    assert value("exercises", "mme_joint", 2011, USA, RUS) is None


def test_states_the_makers_have_no_row_for_are_unknown_and_those_without_memberships_are_0(load):
    """The two Germanies and Yemens were members until 1990, but the makers have no row for them."""
    unknown = (260, 265, 678, 680)
    frame = state_years(1816, 2014, load=load).add(noun("igo_memberships")()).collect()
    missing = frame.filter(pl.col("igo_full").is_null())
    assert set(missing.rows()) == {(state, 1990, None) for state in unknown}
    assert frame.filter(state=2, year=1816)["igo_full"].item() == 0
    pairs = dyad_years(1816, 2014, load=load).add(noun("igo_portfolio")()).collect()
    gone = pl.col("state1").is_in(unknown) | pl.col("state2").is_in(unknown)
    missing = pairs.filter(pl.col("igo_joint").is_null())
    assert missing.equals(pairs.filter(gone & (pl.col("year") == 1990)))
    assert pairs.filter(state1=2, state2=200, year=1816)["igo_joint"].item() == 0

"""Disputes, incidents, wars, crises, rivalries and claims, asked about what happened."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import BadPanel, OutOfCoverage, UnknownVariable
from detente.panel import dyad_years, nouns, reduction, state_years
from detente.panel.noun import Noun
from detente.sources import formats

REFERENCE = Path(__file__).parent / "data" / "peacesciencer_disputes_by_year.csv"

ALL: dict[str, Callable[[], Noun]] = {
    "disputes": nouns.disputes,
    "disputes_mid": lambda: nouns.disputes("mid"),
    "incidents": nouns.incidents,
    "interstate_wars": nouns.interstate_wars,
    "ucdp": nouns.ucdp,
    "ucdp_secondary": lambda: nouns.ucdp("secondary"),
    "crises": nouns.crises,
    "rivalries": nouns.rivalries,
    "rivalries_td": lambda: nouns.rivalries("td"),
    "rivalries_kgd": lambda: nouns.rivalries("kgd"),
    "peace_scale": nouns.peace_scale,
    "territorial_threat": nouns.territorial_threat,
    "claims": nouns.claims,
}
PARTIES = ("primary", "secondary")
USA, CUBA, ARGENTINA, UK = 2, 40, 160, 200
FRANCE, GERMANY, FRG, SERBIA = 220, 255, 260, 345
RUSSIA, UKRAINE, IRAQ, EGYPT, ISRAEL, CHINA = 365, 369, 645, 651, 666, 710

mirror = pytest.mark.mirror


@pytest.fixture
def ask(load) -> Callable[..., dict[str, Any]]:
    """One pair in one year as a row: `ask(state1, state2, year, noun, …)`."""

    def row(one: int, two: int, year: int, *added: Noun, **how: Any) -> dict[str, Any]:
        panel = dyad_years(year, year, load=load, **how).add(*added).pair(one, two).collect()
        if how.get("directed"):
            panel = panel.filter(state1=one)
        return panel.row(0, named=True)

    return row


@pytest.fixture(scope="module")
def whole(load) -> pl.DataFrame:
    """All undirected COW dyad-years with all these nouns."""
    return dyad_years(1816, 2016, load=load).add(*(made() for made in ALL.values())).collect()


# What every noun must keep to


@mirror
@pytest.mark.parametrize("name", ALL)
def test_a_key_has_one_row(name, load):
    noun = ALL[name]()
    keys = ["state", "year"] if noun.per == "state" else ["state1", "state2", "year"]
    rows = noun.rows(load)
    assert not rows.select(keys).is_duplicated().any()
    if noun.undirected is not None:
        rows = noun.undirected(rows)
        assert not rows.select(keys).is_duplicated().any()
    if noun.per == "dyad" or noun.undirected is not None:
        assert (rows["state1"] < rows["state2"]).all()


@mirror
def test_no_noun_changes_the_rows(whole):
    assert whole.height == 956_145


@mirror
@pytest.mark.parametrize("name", ALL)
def test_outside_its_coverage_a_noun_knows_nothing(name, whole):
    noun = ALL[name]()
    first, last = noun.covers
    columns = list(noun.columns(dyadic=True))
    outside = whole.filter(~pl.col("year").is_between(first, last))
    assert outside.height or (last >= 2016 and first <= 1816)
    assert outside.select(columns).null_count().row(0) == (outside.height,) * len(columns)


@mirror
@pytest.mark.parametrize("name", ALL)
def test_inside_its_coverage_an_event_is_there_or_not(name, whole):
    noun = ALL[name]()
    first, last = noun.covers
    inside = whole.filter(pl.col("year").is_between(first, last))
    for variable in noun.variables:
        if variable.absent == 0 and noun.codes == "cow":
            assert inside[variable.name].null_count() == 0, variable.name


@mirror
@pytest.mark.parametrize("name", ALL)
def test_a_noun_refuses_to_go_beyond_its_coverage_when_told_to(name, load):
    noun = ALL[name]()
    if noun.covers[1] < 2016:
        with pytest.raises(OutOfCoverage):
            dyad_years(2010, 2016, load=load, outside="error").add(noun).collect()


def test_no_two_nouns_share_a_column():
    columns = [name for made in ALL.values() for name in made().columns(dyadic=True)]
    assert len(columns) == len(set(columns))


# Parity with peacesciencer


@mirror
@pytest.mark.parity
@pytest.mark.parametrize(
    ("source", "published", "repeated", "reduced"),
    [("gml", "gml_mid_ddydisps", 10_276, 9_284), ("mid", "cow_mid_ddydisps", 11_390, 10_234)],
)
def test_the_standard_rules_give_the_published_dyad_years(
    source, published, repeated, reduced, load, mirror
):
    """Every row, every column, of the disputes peacesciencer publishes already reduced."""
    prefix = {"gml": "gml", "mid": "cow"}[source]
    theirs = formats.whole(formats.r_data(mirror / "peacesciencer" / f"{published}.rda"))
    theirs = formats.unmask(theirs, {-9: None})
    ours = nouns.disputes(source).rows(load)
    assert load(nouns.disputes(source).sources[0]).height == repeated
    assert theirs.height == ours.height == reduced
    named = {name: f"{prefix}{name}" for name in theirs.columns if not name.startswith(prefix)}
    named |= {"ccode1": "state1", "ccode2": "state2", "year": "year"}
    theirs = theirs.rename(named)
    keys = ["state1", "state2", "year"]
    assert len(theirs.columns) == 24
    assert theirs.sort(keys).equals(ours.select(theirs.columns).sort(keys))


@mirror
@pytest.mark.parity
def test_sums_by_year_are_those_of_peacesciencer(whole):
    """Onsets and ongoing disputes of 1816–2010; then it counts nothing and we know nothing.

    `ongoingrivalry` there was Thompson and Dreyer's coding, to 2010.
    """
    ours = whole.group_by("year").agg(
        pl.col("gmlmidongoing", "gmlmidonset").sum(),
        pl.col("gmlmidonset").count().alias("known"),
        pl.col("td_ongoingrivalry").sum(),
    )
    by_year = {row["year"]: row for row in ours.to_dicts()}
    with REFERENCE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            year = int(row["year"])
            mine = by_year[year]
            assert mine["known"] == int(row["gmlmidonset__n"]), year
            assert mine["gmlmidongoing"] == int(row["gmlmidongoing__sum"] or 0), year
            assert mine["gmlmidonset"] == int(row["gmlmidonset__sum"] or 0), year
            if year <= 2010:
                assert mine["td_ongoingrivalry"] == int(row["ongoingrivalry__sum"]), year
    assert whole["gmlmidongoing"].sum() == 4_642
    assert whole["gmlmidonset"].sum() == 3_124


# Rules of reduction

DISPUTE = {
    "key": st.integers(0, 3),
    "onset": st.integers(0, 1),
    "fatality": st.none() | st.integers(0, 6),
    "hostlev": st.integers(1, 5),
    "mindur": st.none() | st.integers(1, 900),
    "maxdur": st.none() | st.integers(1, 900),
    "recip": st.none() | st.integers(0, 1),
    "stmon": st.none() | st.integers(1, 12),
}
SCHEMA = dict.fromkeys(DISPUTE, pl.Int32)


def rows_of(*rows: dict[str, int | None]) -> pl.DataFrame:
    plain = {"key": 0, "onset": 1, "fatality": 0, "hostlev": 2, "mindur": 1, "maxdur": 1}
    plain |= {"recip": 0, "stmon": 1}
    return pl.DataFrame([{**plain, **row} for row in rows], schema=SCHEMA)


def chosen(*rows: dict[str, int | None], rules: tuple[str, ...] = reduction.STANDARD) -> int:
    numbered = rows_of(*rows).with_row_index("which")
    return int(reduction.reduce(numbered, ["key"], rules)["which"].item())


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ({"onset": 0, "fatality": 6, "hostlev": 5}, {"onset": 1}),
        ({"fatality": 0, "hostlev": 5}, {"fatality": 1}),
        ({"hostlev": 4, "mindur": 900}, {"hostlev": 5}),
        ({"mindur": 9, "maxdur": 900}, {"mindur": 10, "maxdur": 10}),
        ({"maxdur": 9, "recip": 1}, {"maxdur": 10}),
        ({"recip": 0, "stmon": 1}, {"recip": 1, "stmon": 12}),
        ({"stmon": 3}, {"stmon": 2}),
    ],
)
def test_each_rule_overrules_all_after_it(worse, better):
    assert chosen(worse, better) == 1
    assert chosen(better, worse) == 0


def test_unknown_deaths_rank_between_none_and_the_lowest_class():
    assert chosen({"fatality": None}, {"fatality": 1}) == 1
    assert chosen({"fatality": 0}, {"fatality": None}) == 1


def test_the_first_of_equals_is_kept():
    assert chosen({}, {}, {}) == 0


def test_the_order_of_rules_is_the_users():
    early, deadly = {"stmon": 1}, {"stmon": 6, "fatality": 3}
    assert chosen(early, deadly) == 1
    assert chosen(early, deadly, rules=("stmon", "fatality")) == 0
    assert chosen(early, deadly, rules=()) == 0


@given(st.lists(st.fixed_dictionaries(DISPUTE), max_size=12), st.permutations(reduction.STANDARD))
def test_reduction_keeps_one_row_of_every_key(rows, rules):
    frame = pl.DataFrame(rows, schema=SCHEMA)
    once = reduction.reduce(frame, ["key"], rules)
    assert sorted(once["key"]) == sorted(frame["key"].unique())
    assert once.join(frame, on=frame.columns, how="anti", nulls_equal=True).is_empty()
    assert reduction.reduce(once, ["key"], rules).equals(once)
    turned = reduction.reduce(frame.reverse(), ["key"], rules)
    assert turned.sort("key").equals(once.sort("key"))  # what ties under all seven is equal


def test_an_unknown_rule_is_refused_by_name():
    with pytest.raises(BadPanel, match="Did you mean fatality"):
        nouns.disputes(reduce=("onset", "fatalities"))
    with pytest.raises(BadPanel, match="twice"):
        nouns.disputes(reduce=("onset", "onset"))
    with pytest.raises(BadPanel, match="one text"):
        nouns.disputes(reduce="onset")


def test_unknown_lists_parties_and_columns_are_refused_by_name():
    with pytest.raises(BadPanel, match="gml, mid"):
        nouns.disputes("icb")
    with pytest.raises(BadPanel, match="primary and secondary"):
        nouns.ucdp("third")
    with pytest.raises(BadPanel, match="tss, td, kgd"):
        nouns.rivalries("diehl")
    with pytest.raises(UnknownVariable, match="gmlmidonset"):
        nouns.disputes(keep=["gmlonset"])


# Disputes


@mirror
def test_crimea_is_a_dispute_of_2014_and_beyond_what_gibler_and_colleagues_cover(ask):
    """Two disputes began that year: Crimea in February (4683) and the east in April (4682)."""
    row = ask(RUSSIA, UKRAINE, 2014, nouns.disputes("mid"), nouns.disputes())
    assert (row["cowmidonset"], row["cowhostlev"], row["cowdispnum"]) == (1, 4, 4682)
    assert row["gmlmidonset"] is row["gmldispnum"] is None
    first = ask(RUSSIA, UKRAINE, 2014, nouns.disputes("mid", reduce=["onset", "stmon"]))
    assert (first["cowdispnum"], first["cowstmon"]) == (4683, 2)


@mirror
def test_the_falklands_are_a_war_to_cow_and_short_of_one_to_gibler_and_colleagues(ask):
    row = ask(ARGENTINA, UK, 1982, nouns.disputes(), nouns.disputes("mid"))
    assert row["gmldispnum"] == row["cowdispnum"] == 3630
    assert (row["gmlhostlev"], row["cowhostlev"]) == (4, 5)
    assert (row["gmlfatality"], row["cowfatality"]) == (5, 6)


@mirror
def test_cuba_1962(ask):
    row = ask(USA, RUSSIA, 1962, nouns.disputes(), nouns.interstate_wars(), nouns.crises())
    assert (row["gmlmidonset"], row["cowinterongoing"]) == (1, 0)
    assert (row["icbonset"], row["icbcrisno"]) == (1, 196)
    assert ask(USA, CUBA, 1962, nouns.crises())["icbcrisno"] == 196


@mirror
def test_without_a_dispute_nothing_is_known_of_its_deaths(ask):
    row = ask(FRANCE, FRG, 1960, nouns.disputes())
    assert (row["gmlmidongoing"], row["gmlmidonset"]) == (0, 0)
    assert row["gmlfatality"] is row["gmlhostlev"] is row["gmldispnum"] is None


@mirror
def test_in_a_directed_panel_each_state_has_its_own_level(ask):
    """In Crimea (4683) Russia used force (4), Ukraine displayed it (3)."""
    own = nouns.disputes("mid", reduce=["stmon"], keep=["cowdispnum", "cowhostlev1", "cowhostlev2"])
    there = ask(RUSSIA, UKRAINE, 2014, own, directed=True)
    back = ask(UKRAINE, RUSSIA, 2014, own, directed=True)
    assert (there["cowhostlev1"], there["cowhostlev2"]) == (4, 3)
    assert (back["cowhostlev1"], back["cowhostlev2"]) == (3, 4)


@mirror
def test_a_dispute_is_under_way_for_both_or_for_neither(load):
    both = dyad_years(1816, 2014, directed=True, load=load).add(nouns.disputes("mid")).collect()
    turned = both.rename({"state1": "state2", "state2": "state1"})
    joined = both.join(turned, on=["state1", "state2", "year"], suffix="_turned")
    assert joined.height == both.height
    for name in ("cowmidongoing", "cowmidonset", "cowdispnum"):
        assert joined[name].equals(joined[f"{name}_turned"], null_equal=True, check_names=False)


# Incidents


@mirror
def test_russia_and_ukraine_met_in_thirty_six_incidents_in_2014(ask):
    row = ask(RUSSIA, UKRAINE, 2014, nouns.incidents())
    assert (row["midincidents"], row["midinchostlev"]) == (36, 4)
    assert ask(RUSSIA, UKRAINE, 2009, nouns.incidents())["midinchostlev"] is None


@mirror
def test_a_blockade_of_four_years_is_under_way_in_each(load):
    """Incident 3551002: the blockade of Yugoslavia, November 1992 to September 1996."""
    years = dyad_years(1993, 1996, load=load).add(nouns.incidents()).pair(USA, SERBIA).collect()
    assert years["midinchostlev"].to_list() == [4, 4, 4, 4]


@mirror
def test_nobody_has_an_incident_with_an_ally_of_the_same_side(load):
    """The United States and Canada blockaded together."""
    noun = nouns.incidents()
    pairs = dyad_years(1993, 1993, load=load).add(noun).pair(USA, 20).collect()
    assert pairs["midincidents"].to_list() == [0]


# Wars


@mirror
def test_the_six_day_war_is_seen_by_all(ask):
    row = ask(
        EGYPT, ISRAEL, 1967, nouns.disputes(), nouns.interstate_wars(), nouns.ucdp(), nouns.crises()
    )
    assert (row["gmlmidonset"], row["gmlhostlev"]) == (1, 5)
    assert (row["cowinteronset"], row["warnum"]) == (1, 169)
    assert (row["ucdponset"], row["ucdpintensity"], row["ucdpconflictid"]) == (1, 2, 11343)
    assert (row["icbonset"], row["icbcrisno"]) == (1, 222)


@mirror
def test_a_war_that_resumed_within_the_year_counts_once(load, ask):
    """Sixteen rows repeat a pair, war and year: Israel's first war among them."""
    rows = load("interstate_wars")
    keys = ["warnum", "ccode1", "ccode2", "year"]
    assert rows.height - rows.select(keys).n_unique() == 16
    row = ask(EGYPT, ISRAEL, 1948, nouns.interstate_wars())
    assert (row["cowinterongoing"], row["cowinteronset"], row["warnum"]) == (1, 1, 148)


@mirror
def test_two_wars_of_russia_and_china_in_1900_are_one_year_at_war(ask):
    row = ask(RUSSIA, CHINA, 1900, nouns.interstate_wars())
    assert (row["cowinteronset"], row["warnum"]) == (1, 82)


@mirror
def test_america_against_iraq_was_helping_kuwait_in_1991_and_a_party_in_2003(ask):
    both = (nouns.ucdp(), nouns.ucdp("secondary"))
    gulf, invasion = ask(USA, IRAQ, 1991, *both), ask(USA, IRAQ, 2003, *both)
    assert (gulf["ucdpconflict"], gulf["ucdp2ndconflict"]) == (0, 1)
    assert (invasion["ucdpconflict"], invasion["ucdp2ndconflict"]) == (1, 0)


@mirror
def test_primary_and_secondary_parties_are_never_the_same_pair_of_a_conflict(load):
    keys = ["state1", "state2", "year"]
    primary, secondary = (nouns.ucdp(kind).rows(load) for kind in ("primary", "secondary"))
    both = primary.join(secondary, on=keys)
    assert (both["ucdpconflictid"] != both["ucdp2ndconflictid"]).all()


def test_who_fought_is_no_helper_even_where_another_row_says_so():
    """Made up: 2 fought 645 in conflict 1; beside it 200 fought 645 with help from 2."""
    rows = [(1, 2001, 2, None, 645, None), (1, 2001, 200, 2, 645, None)]
    conflicts = pl.DataFrame(
        rows,
        schema=["conflict_id", "year", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd"],
        orient="row",
        schema_overrides={"gwno_b_2nd": pl.Int64},
    ).with_columns(
        type_of_conflict=pl.lit("interstate"),
        intensity_level=pl.lit(2),
        start_date2=pl.date(2001, 1, 1),
    )
    primary, secondary = (nouns.ucdp(kind).rows(lambda _: conflicts) for kind in PARTIES)
    assert sorted(primary.select("state1", "state2").rows()) == [(2, 645), (200, 645)]
    assert secondary.is_empty()


@mirror
def test_ucdp_knows_the_war_in_ukraine_that_the_list_of_states_no_longer_reaches(load):
    rows = nouns.ucdp().rows(load).filter(state1=RUSSIA, state2=UKRAINE)
    assert sorted(rows["year"]) == [2022, 2023, 2024]
    assert rows["ucdpintensity"].to_list() == [2, 2, 2]


# Crises


@mirror
def test_crimea_was_a_crisis_of_two_years_begun_in_the_first(ask):
    begun, gone_on = (ask(RUSSIA, UKRAINE, year, nouns.crises()) for year in (2014, 2015))
    assert begun["icbcrisno"] == gone_on["icbcrisno"] == 471
    assert (begun["icbonset"], gone_on["icbonset"]) == (1, 0)


@mirror
def test_germany_and_yemen_are_found_after_they_were_united(ask):
    """The Gulf war, and the Hanish islands, which Eritrea took in 1995."""
    assert ask(GERMANY, IRAQ, 1991, nouns.crises())["icbcrisno"] == 393
    assert ask(531, 679, 1995, nouns.crises())["icbcrisno"] == 416


# Rivalries


@mirror
def test_three_codings_of_america_and_russia(load):
    """TSS: 1945–1989 and from 2007; KGD: from the first dispute of 1946 to the end of 2000."""
    years = (
        dyad_years(1940, 2010, load=load)
        .add(nouns.rivalries(), nouns.rivalries("kgd"))
        .pair(USA, RUSSIA)
        .collect()
    )
    strategic = years.filter(ongoingrivalry=1)["year"].to_list()
    assert strategic == [*range(1945, 1990), *range(2007, 2011)]
    assert years.filter(kgd_ongoingrivalry=1)["year"].to_list() == list(range(1946, 2001))
    assert years.filter(pl.col("year") > 2001)["kgd_ongoingrivalry"].null_count() == 9


@mirror
def test_an_isolated_conflict_is_no_rivalry(ask):
    """The United States and China in the Boxer rising: two disputes and no more."""
    assert ask(USA, CHINA, 1900, nouns.rivalries("kgd"))["kgd_ongoingrivalry"] == 0
    assert ask(USA, CHINA, 1950, nouns.rivalries("kgd"))["kgd_ongoingrivalry"] == 1


@mirror
def test_austria_inherits_the_last_two_years_of_a_rivalry_with_serbia(ask):
    assert ask(305, SERBIA, 1919, nouns.rivalries())["ongoingrivalry"] == 1
    assert ask(305, SERBIA, 1921, nouns.rivalries())["ongoingrivalry"] == 0


@mirror
@pytest.mark.parametrize(
    ("as_of", "year", "seen"),
    [
        ("1992-12-31", 1991, 1),  # the end in 1989 is not yet seen
        ("1993-01-01", 1991, 0),  # now it is
        ("1993-01-01", 1989, 1),
        ("2007-12-31", 2007, None),  # the year is not over
        ("2008-01-01", 2007, 1),  # a new rivalry is seen at once
        ("2008-01-01", 2006, 0),
    ],
)
def test_an_end_is_seen_three_years_late_and_a_start_at_once(as_of, year, seen, load):
    panel = dyad_years(1980, 2010, as_of=as_of, load=load).add(nouns.rivalries())
    years = panel.pair(USA, RUSSIA).collect().filter(year=year)
    assert years["ongoingrivalry"].to_list() in ([seen], [] if seen is None else [seen])


# The peace scale


@mirror
def test_the_cold_war_ended_in_a_transition_that_has_no_number(ask):
    """Rivals to 8 November 1989, lesser rivals from February 1992."""
    levels = {
        year: ask(USA, RUSSIA, year, nouns.peace_scale()) for year in (1988, 1989, 1990, 1992)
    }
    assert [row["peacelevel"] for row in levels.values()] == [0, None, None, 0.25]
    assert [row["peacetransition"] for row in levels.values()] == [0, 1, 1, 0]
    assert levels[1989]["peaceworst"] == 0
    assert levels[1990]["peaceworst"] is None


@mirror
def test_crimea_made_rivals_within_the_year(ask):
    before, after = (ask(RUSSIA, UKRAINE, year, nouns.peace_scale()) for year in (2013, 2014))
    assert (before["peacelevel"], after["peacelevel"]) == (0.5, 0)


@mirror
def test_the_treaty_of_rome_is_found_though_the_file_has_one_germany(ask):
    """France and West Germany: warm peace from 24 March 1957, a security community from 1992."""
    assert ask(FRANCE, FRG, 1956, nouns.peace_scale())["peacelevel"] == 0.5
    assert ask(FRANCE, FRG, 1957, nouns.peace_scale())["peacelevel"] == 0.75
    assert ask(FRANCE, FRG, 1957, nouns.peace_scale())["peaceworst"] == 0.5
    assert ask(FRANCE, GERMANY, 1992, nouns.peace_scale())["peacelevel"] == 1


@mirror
def test_where_two_levels_overlap_the_later_counts(ask):
    """Belarus and Turkmenistan: negative peace to 2020, and warm peace from 2 January 2015."""
    before, after = (ask(370, 701, year, nouns.peace_scale()) for year in (2014, 2016))
    assert (before["peacelevel"], before["peaceworst"]) == (0.5, 0.5)
    assert (after["peacelevel"], after["peaceworst"]) == (0.75, 0.75)


@mirror
def test_no_level_is_a_code(whole):
    assert set(whole["peacelevel"].drop_nulls()) == {0, 0.25, 0.5, 0.75, 1}
    both = whole.filter(pl.col("peaceworst").is_not_null() & pl.col("peacelevel").is_not_null())
    assert (both["peaceworst"] <= both["peacelevel"]).all()


@mirror
def test_peace_levels_are_seen_three_years_late(load):
    panel = dyad_years(2010, 2016, as_of="2017-01-01", load=load).add(nouns.peace_scale())
    years = panel.pair(RUSSIA, UKRAINE).collect()
    assert years["peacelevel"].to_list() == [0.5, 0.5, 0.5, 0.5, None, None, None]


# Territorial threat


@mirror
def test_nobody_was_more_threatened_than_the_ottoman_empire_in_1913(load):
    threat = nouns.territorial_threat()
    years = state_years(1816, 2016, load=load).add(threat).collect()
    worst = years.sort("lterrthreat", descending=True, nulls_last=True).row(0, named=True)
    assert (worst["state"], worst["year"]) == (640, 1913)
    assert (years["lterrthreat_lwr"] < years["lterrthreat_upr"]).drop_nulls().all()


# Claims


@mirror
def test_argentina_claims_the_falklands_and_britain_claims_nothing_known(ask):
    there = ask(ARGENTINA, UK, 1982, nouns.claims(), directed=True)
    assert (there["icowclaim"], there["icowterr"], there["icowmid"]) == (1, 1, 1)
    back = ask(UK, ARGENTINA, 1982, nouns.claims(), directed=True)
    assert back["icowclaim"] is back["icowclaims"] is None
    assert ask(UK, ARGENTINA, 1982, nouns.claims())["icowterr"] == 1


@mirror
def test_no_claim_is_known_never_to_exist(whole):
    """Kashmir is not in the data: India and Pakistan are unknown, not without a claim."""
    assert whole["icowclaim"].drop_nulls().unique().to_list() == [1]
    kashmir = whole.filter(pl.col("state1") == 750, pl.col("state2") == 770)
    assert kashmir["icowclaim"].null_count() == kashmir.height > 0


@mirror
def test_rivers_and_seas_before_1900_are_not_looked_at(whole):
    old = whole.filter(pl.col("year") < 1900)
    assert old["icowterr"].drop_nulls().len() > 0
    assert old["icowriver"].null_count() == old["icowmar"].null_count() == old.height


# Other panels


@mirror
def test_directed_panels_and_those_of_the_other_list_keep_their_rows(load):
    every = [made() for made in ALL.values()]
    directed = dyad_years(1960, 1962, directed=True, load=load)
    assert directed.add(*every).collect().height == directed.collect().height
    other = dyad_years(1990, 1992, system="gw", load=load)
    assert other.add(*every).collect().height == other.collect().height


@mirror
def test_events_without_a_direction_are_the_same_both_ways(load):
    """The war of 1967 and the crisis of 1962 look alike from both capitals."""
    alike = [name for name, made in ALL.items() if made().per == "dyad"]
    panel = dyad_years(1962, 1967, directed=True, load=load).add(*(ALL[name]() for name in alike))
    there = panel.collect()
    back = there.rename({"state1": "state2", "state2": "state1"}).select(there.columns)
    assert there.equals(back.sort("state1", "state2", "year"))

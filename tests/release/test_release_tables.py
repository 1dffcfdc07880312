"""Every table: its columns, its key, its order, and facts anyone can look up."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from detente.release.tables import TABLES

I8, I16, I32, F32, F64 = pl.Int8, pl.Int16, pl.Int32, pl.Float32, pl.Float64
STR, BOOL, DAY = pl.String, pl.Boolean, pl.Date

OBLIGATIONS = ("defense", "offense", "neutral", "nonagg", "consul")

SCHEMAS = {
    "state_spells": {
        "system": STR,
        "code": I32,
        "state": I32,
        "name": STR,
        "start": DAY,
        "end": DAY,
        "microstate": BOOL,
        "list_end": BOOL,
    },
    "pledge_spells": {
        "state1": I32,
        "state2": I32,
        "atopid": I32,
        "start": DAY,
        "end": DAY,
        "first": I32,
        "last": I32,
        **dict.fromkeys(OBLIGATIONS, BOOL),
        "defense12": BOOL,
        "defense21": BOOL,
    },
    "dispute_years": {
        "dispnum": I32,
        "state1": I32,
        "state2": I32,
        "year": I32,
        "last": I32,
        "onset": BOOL,
        "hostility": I8,
        "fatality": I8,
    },
    "war_years": {"warnum": I32, "state1": I32, "state2": I32, "year": I32},
    "ucdp_years": {
        "conflict": I32,
        "state1": I32,
        "state2": I32,
        "year": I32,
        "intensity": I8,
        "start": DAY,
    },
    "rivalry_spells": {
        "coding": STR,
        "rivalry": I32,
        "name": STR,
        "state1": I32,
        "state2": I32,
        "first": I32,
        "last": I32,
    },
    "contiguity_spells": {"state1": I32, "state2": I32, "type": I8, "start": DAY, "end": DAY},
    "majors": {"state": I32, "start": DAY, "end": DAY},
    "capabilities": {"state": I32, "year": I32, "cinc": F32},
    "regimes": {"state": I32, "year": I32, "polyarchy": F32, "polity2": I8},
    "capitals": {
        "state": I32,
        "capital": STR,
        "start": DAY,
        "end": DAY,
        "lat": F64,
        "lng": F64,
        "corrected": BOOL,
    },
    "igo_spells": {"igo": STR, "state": I32, "first": I32, "last": I32},
    "leaders": {"coding": STR, "state": I32, "leader": STR, "start": DAY, "end": DAY},
    "ideal_points": {
        "state": I32,
        "year": I32,
        "ideal": F32,
        "low": F32,
        "high": F32,
        "votes": I16,
    },
}
"""Tables of published data. Those of our own facts have the columns of their CSV files."""

KEYS = {
    "state_spells": ("system", "code", "start"),
    "pledge_spells": ("state1", "state2", "atopid", "start", "first"),
    "dispute_years": ("dispnum", "state1", "state2", "year"),
    "war_years": ("warnum", "state1", "state2", "year"),
    "ucdp_years": ("conflict", "state1", "state2", "year"),
    "rivalry_spells": ("coding", "rivalry"),
    "contiguity_spells": ("state1", "state2", "start", "type"),
    "majors": ("state", "start"),
    "capabilities": ("state", "year"),
    "regimes": ("state", "year"),
    "capitals": ("state", "start"),
    "igo_spells": ("igo", "state", "first"),
    "leaders": ("coding", "state", "start", "leader"),
    "ideal_points": ("state", "year"),
    "bloc_members": ("bloc", "state_iso3", "start"),
    "bloc_rules": ("bloc",),
    "treaties": ("atopid",),
    "later_pacts": ("id",),
    "later_events": ("id",),
}


def test_every_table_is_described_here():
    assert set(KEYS) == {table.name for table in TABLES}
    assert set(SCHEMAS) == {table.name for table in TABLES if table.sources}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_columns_and_types(starter, name):
    assert dict(starter.table(name).schema) == SCHEMAS[name]


@pytest.mark.parametrize("name", sorted(KEYS))
def test_no_key_occurs_twice_or_is_missing(starter, name):
    keys = starter.table(name).select(KEYS[name])
    assert not keys.is_duplicated().any()
    assert keys.null_count().row(0) == (0,) * len(KEYS[name])


@pytest.mark.parametrize("name", sorted(KEYS))
def test_rows_are_in_order(starter, name):
    """By every column, from left to right, so that equal tables are equal files."""
    table = starter.table(name)
    assert table.equals(table.sort(table.columns))


@pytest.mark.parametrize("name", sorted(n for n in SCHEMAS if "state1" in SCHEMAS[n]))
def test_pairs_are_written_one_way(starter, name):
    table = starter.table(name)
    assert (table["state1"] < table["state2"]).all()


@pytest.mark.parametrize("name", sorted(n for n in SCHEMAS if "end" in SCHEMAS[n]))
def test_no_spell_ends_before_it_starts(starter, name):
    assert starter.table(name).filter(pl.col("end") < pl.col("start")).is_empty()


@pytest.mark.parametrize("name", ["rivalry_spells", "igo_spells", "pledge_spells"])
def test_no_run_of_years_ends_before_it_starts(starter, name):
    assert starter.table(name).filter(pl.col("last") < pl.col("first")).is_empty()


def test_every_pair_is_of_states_somebody_lists(starter):
    """But for Hyderabad, which UCDP alone counts, and Venice, a rival of Portugal in 1494."""
    hyderabad, venice = 751, 324
    listed = {hyderabad, venice, *starter.table("state_spells")["state"]}
    for name in SCHEMAS:
        table = starter.table(name)
        for column in {"state", "state1", "state2"} & set(table.columns):
            assert set(table[column]) <= listed, (name, column)


# ── states ──────────────────────────────────────────────────────────────────────────────


def test_two_lists_of_states_date_west_germany_differently(starter):
    """Gleditsch and Ward from September 1949; Correlates of War from sovereignty in May 1955."""
    spells = starter.table("state_spells").filter(pl.col("state") == 260)
    began = dict(spells.select("system", "start").iter_rows())
    assert began == {"cow": date(1955, 5, 5), "gw": date(1949, 9, 21)}


def test_united_germany_takes_its_old_number(starter):
    gw = starter.table("state_spells").filter((pl.col("system") == "gw") & (pl.col("code") == 260))
    assert sorted(gw.select("start", "state").rows()) == [
        (date(1949, 9, 21), 260),
        (date(1990, 10, 3), 255),
    ]


def test_the_end_of_a_list_is_no_end_of_a_state(starter):
    """Marked where a spell ends only because the list does: 2016 and 2020."""
    ended = starter.table("state_spells").filter("list_end")
    assert {(s, day.year) for s, day in ended.select("system", "end").iter_rows()} == {
        ("cow", 2016),
        ("gw", 2020),
    }


# ── pledges ─────────────────────────────────────────────────────────────────────────────

NATO, HELSINKI = 3180, 3740


@pytest.fixture(scope="module")
def pledges(starter):
    return starter.table("pledge_spells")


def test_natos_founders_are_sixty_six_pairs(pledges):
    """Twelve states signed in Washington on 4 April 1949: 12 · 11 / 2."""
    founded = pledges.filter((pl.col("atopid") == NATO) & (pl.col("start") == date(1949, 4, 4)))
    assert founded.height == 66
    assert founded["defense12"].all()
    assert founded["defense21"].all()


@pytest.mark.parametrize(
    ("state", "signed", "pairs"),
    [
        (290, date(1997, 12, 16), 18),  # Poland, with Hungary and the Czechs
        (366, date(2003, 3, 26), 25),  # Estonia, one of seven
        (341, date(2016, 5, 19), 28),  # Montenegro
        (640, date(1951, 10, 22), 13),  # Turkey, with Greece
    ],
)
def test_nato_entries_count_from_the_signature(pledges, state, signed, pairs):
    """Legal membership came later: Poland's on 12 March 1999."""
    of_state = pledges.filter(
        (pl.col("atopid") == NATO) & ((pl.col("state1") == state) | (pl.col("state2") == state))
    )
    assert of_state["start"].min() == signed
    assert of_state.filter(pl.col("start") == signed).height == pairs


@pytest.mark.parametrize(
    ("pair", "atopid", "who"),
    [
        ((2, 630), 3365, "owes"),  # the USA to Iran, 1959
        ((2, 740), 3220, "owes"),  # the USA to Japan, 1951
        ((325, 338), 3865, "owes"),  # Italy to Malta, 1980
        ((338, 620), 3963, "is owed"),  # Libya to Malta, 1984
    ],
)
def test_one_sided_guarantees_keep_their_direction(pledges, pair, atopid, who):
    """Defence counts for the pair, whoever owes it; which of the two does is kept."""
    one, two = pair
    spell = pledges.filter(
        (pl.col("atopid") == atopid) & (pl.col("state1") == one) & (pl.col("state2") == two)
    )
    assert spell["defense"].all()
    assert spell["defense12"].to_list() == [who == "owes"] * spell.height
    assert spell["defense21"].to_list() == [who == "is owed"] * spell.height


def test_cyprus_was_guaranteed_and_guaranteed_nobody(pledges):
    """By Britain, Greece and Turkey, on 16 August 1960.

    The three guarantors, NATO allies, stand under this treaty as if they owed each other defence
    by it too: the member file has no pairs, and the dyad file, which has, names no treaty.
    """
    guarantee = pledges.filter((pl.col("atopid") == 3405) & pl.col("defense"))
    owed_by_cyprus = guarantee.filter(
        (pl.col("state1") == 352) & pl.col("defense12")
        | (pl.col("state2") == 352) & pl.col("defense21")
    )
    assert owed_by_cyprus.is_empty()
    owed_to_it = guarantee.filter((pl.col("state1") == 352) | (pl.col("state2") == 352))
    assert owed_to_it.select("state1", "state2").rows() == [(200, 352), (350, 352), (352, 640)]


def test_helsinki_is_an_umbrella(starter, pledges):
    """Non-aggression among 1,600 pairs and more from 1 August 1975, America and Russia included."""
    text = pledges.filter(pl.col("atopid") == HELSINKI)
    assert text["start"].min() == date(1975, 8, 1)
    assert text["nonagg"].all()
    assert not text["defense"].any()
    assert text.filter((pl.col("state1") == 2) & (pl.col("state2") == 365))["end"].to_list() == [
        None
    ]
    treaty = starter.table("treaties").filter(pl.col("atopid") == HELSINKI)
    assert (treaty["name"].item(), treaty["umbrella"].item()) == ("Helsinki Final Act", True)


@pytest.mark.parametrize(
    ("pair", "atopid", "start", "end"),
    [
        ((200, 365), 2535, date(1941, 7, 12), date(1955, 5, 7)),  # renounced over German arms
        ((2, 365), 2550, date(1942, 1, 1), date(1945, 9, 2)),  # to the surrender of Japan
        ((220, 260), NATO, date(1954, 10, 23), date(1990, 10, 3)),  # then Germany's
        ((220, 255), NATO, date(1990, 10, 3), None),
    ],
)
def test_pacts_from_day_to_day(pledges, pair, atopid, start, end):
    spell = pledges.filter(
        (pl.col("state1") == pair[0]) & (pl.col("state2") == pair[1]) & (pl.col("atopid") == atopid)
    )
    assert (spell["start"].min(), spell["end"].max()) == (start, end)


def test_defence_added_later_counts_from_its_own_day(pledges):
    """SADC: a protocol on non-aggression of August 2001, a defence pact of August 2003."""
    pair = pledges.filter(
        (pl.col("atopid") == 4985) & (pl.col("state1") == 551) & (pl.col("state2") == 552)
    ).sort("start")
    assert pair["defense"].to_list() == [False, True]
    assert pair["start"].to_list() == [date(2001, 8, 14), date(2003, 8, 26)]


def test_years_and_days_of_a_pledge_agree(pledges):
    assert pledges["start"].dt.year().cast(I32).equals(pledges["first"])
    ended = pledges.filter(pl.col("end").is_not_null())
    assert ended["end"].dt.year().cast(I32).equals(ended["last"])
    assert pledges.filter(pl.col("end").is_null())["last"].unique().to_list() == [2018]


def test_every_treaty_has_a_name(starter, pledges):
    assert set(pledges["atopid"]) <= set(starter.table("treaties")["atopid"])


@pytest.mark.mirror
def test_pledges_agree_with_the_published_dyad_file_in_every_year(pledges, published):
    """All five obligations, of all 136,625 dyad-years with any: no difference."""
    year = ["state1", "state2", "year"]
    ours = (
        pledges.with_columns(year=pl.int_ranges("first", pl.col("last") + 1, dtype=I32))
        .explode("year")
        .group_by(year)
        .agg(pl.col(OBLIGATIONS).max())
        .sort(year)
    )
    theirs = (
        published("atop_dyads")
        .select(
            pl.min_horizontal("ccode1", "ccode2").cast(I32).alias("state1"),
            pl.max_horizontal("ccode1", "ccode2").cast(I32).alias("state2"),
            pl.col("year").cast(I32),
            *(pl.col(f"atop_{kind}").eq(1).alias(kind) for kind in OBLIGATIONS),
        )
        .group_by(year)
        .agg(pl.col(OBLIGATIONS).max())
        .filter(pl.any_horizontal(OBLIGATIONS))
        .sort(year)
    )
    assert ours.height == 136_625
    assert ours.equals(theirs)


@pytest.mark.mirror
def test_the_direction_of_defence_agrees_with_the_dyad_file(pledges, published):
    """Who owes whom, for every directed dyad-year with a defence obligation."""
    year = ["state1", "state2", "year"]
    rows = pledges.with_columns(year=pl.int_ranges("first", pl.col("last") + 1, dtype=I32)).explode(
        "year"
    )
    one_way = rows.filter("defense12").select(year)
    other_way = rows.filter("defense21").select(
        pl.col("state2").alias("state1"), pl.col("state1").alias("state2"), "year"
    )
    ours = pl.concat([one_way, other_way]).unique().sort(year)
    theirs = (
        published("atop_dyads")
        .filter(pl.col("atop_defense") == 1)
        .select(pl.col("ccode1", "ccode2", "year").cast(I32))
        .rename({"ccode1": "state1", "ccode2": "state2"})
        .unique()
        .sort(year)
    )
    assert ours.equals(theirs)


# ── rivalries, borders, powers ──────────────────────────────────────────────────────────


def test_rivalries_of_two_codings(starter):
    """264 by Thompson, Sakuwa & Suhas, of which 56 still ran when the coding ended in 2020."""
    spells = starter.table("rivalry_spells")
    tss = spells.filter(pl.col("coding") == "tss")
    assert (tss.height, tss["last"].null_count()) == (264, 56)
    assert spells.filter(pl.col("coding") == "td").height == 197


def test_borders_hold_no_marker_rows(starter):
    """Types 1 to 5 only; the 180 rows of type 0 in the published file are no borders."""
    borders = starter.table("contiguity_spells")
    assert set(borders["type"]) == {1, 2, 3, 4, 5}
    soviet = borders.filter((pl.col("state1") == 365) & (pl.col("state2") == 700))
    assert soviet.select("type", "start", "end").rows() == [
        (1, date(1920, 1, 1), date(1991, 12, 1))
    ]


def test_major_powers(starter):
    """Five have the rank in 1950; France lost it for the years of occupation."""
    majors = starter.table("majors")
    day = date(1950, 6, 25)
    there = majors.filter(
        (pl.col("start") <= day) & (pl.col("end").is_null() | (pl.col("end") >= day))
    )
    assert sorted(there["state"]) == [2, 200, 220, 365, 710]
    france = majors.filter(pl.col("state") == 220).sort("start")
    assert france["end"].to_list() == [date(1940, 6, 22), None]


def test_capabilities_of_the_strongest(starter):
    """Britain in 1850, the United States in 1950, China in 2010."""
    shares = starter.table("capabilities")
    for year, state in ((1850, 200), (1950, 2), (2010, 710)):
        strongest = shares.filter(pl.col("year") == year).sort("cinc").row(-1, named=True)
        assert strongest["state"] == state, year
    assert shares["cinc"].drop_nulls().is_between(0, 1).all()
    assert shares["year"].max() == 2022


def test_spain_became_a_democracy(starter):
    spain = starter.table("regimes").filter(pl.col("state") == 230)
    polyarchy = dict(spain.select("year", "polyarchy").iter_rows())
    assert polyarchy[1975] < 0.2
    assert polyarchy[1980] > 0.8
    assert starter.table("regimes")["polyarchy"].drop_nulls().is_between(0, 1).all()
    assert starter.table("regimes")["polity2"].drop_nulls().is_between(-10, 10).all()


@pytest.mark.parametrize(
    ("state", "capital", "lat", "lng"),
    [
        (2, "Washington D.C.", 38.9, -77.0),
        (615, "Algiers", 36.75, 3.05),
        (670, "Riyadh", 24.71, 46.68),  # 205 km off in the published file
        (140, "Brasilia", -15.79, -47.88),  # 835 km
        (616, "Tunis", 36.81, 10.18),  # 338 km
    ],
)
def test_capitals_lie_where_they_are(starter, state, capital, lat, lng):
    rows = starter.table("capitals").filter(
        (pl.col("state") == state) & (pl.col("capital") == capital)
    )
    assert rows["lat"].item() == pytest.approx(lat, abs=0.1)
    assert rows["lng"].item() == pytest.approx(lng, abs=0.1)


def test_a_capital_that_moved(starter):
    brazil = starter.table("capitals").filter(pl.col("state") == 140).sort("start")
    assert brazil["capital"].to_list() == ["Rio de Janeiro", "Brasilia"]
    assert brazil["end"].to_list() == [date(1960, 4, 20), None]


# ── organisations, leaders, votes ───────────────────────────────────────────────────────


def united_nations(starter, state):
    spells = starter.table("igo_spells").filter(
        (pl.col("igo") == "un") & (pl.col("state") == state)
    )
    return spells.select("first", "last").rows()


def test_members_of_the_united_nations(starter):
    """Switzerland joined in 2002; China's seat changed hands in 1971; the record ends in 2014."""
    assert united_nations(starter, 225) == [(2002, 2014)]
    assert united_nations(starter, 713) == [(1949, 1970)]
    assert united_nations(starter, 710) == [(1945, 1948), (1971, 2014)]


def test_the_published_file_has_both_germanies_in_the_united_nations_too_early(starter):
    """They were admitted on 18 September 1973; the file has them from 1965. Carried as published."""
    assert [united_nations(starter, state)[0][0] for state in (260, 265)] == [1965, 1965]


def test_leaders_of_the_soviet_union(starter):
    """Archigos to the day: Stalin until 5 March 1953, Gorbachev from 11 March 1985."""
    soviet = starter.table("leaders").filter(
        (pl.col("coding") == "archigos") & (pl.col("state") == 365)
    )
    by_name = {row["leader"]: row for row in soviet.iter_rows(named=True)}
    assert by_name["Stalin"]["end"] == date(1953, 3, 5)
    assert by_name["Gorbachev"]["start"] == date(1985, 3, 11)


def test_the_end_of_a_leader_file_is_no_end_in_office(starter):
    """Obama in Archigos (to 2015) and Biden in REIGN (to March 2021) are still there."""
    usa = starter.table("leaders").filter((pl.col("state") == 2) & pl.col("end").is_null())
    assert usa.select("coding", "leader").rows() == [("archigos", "Obama"), ("reign", "Biden")]


def test_america_and_russia_never_traded_places(starter):
    """In every year from 1946 the United States lie on the positive side of the Soviet Union."""
    points = starter.table("ideal_points")
    years = points.filter(pl.col("state").is_in([2, 365])).pivot(
        "state", index="year", values="ideal"
    )
    assert years.height >= 75
    assert (years["2"] > years["365"]).all()
    assert (points["low"] <= points["ideal"]).all()
    assert (points["ideal"] <= points["high"]).all()


# ── our own facts ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("state", "joined"),
    [("POL", date(1999, 3, 12)), ("FIN", date(2023, 4, 4)), ("SWE", date(2024, 3, 7))],
)
def test_legal_membership_of_nato(starter, state, joined):
    """The day the instrument of accession was deposited, not that of the protocol."""
    members = starter.table("bloc_members").filter(
        (pl.col("bloc") == "NATO") & (pl.col("state_iso3") == state)
    )
    assert members.select("start", "end").rows() == [(joined, None)]


def test_every_bloc_has_a_rule_of_admission(starter):
    assert set(starter.table("bloc_members")["bloc"]) == set(starter.table("bloc_rules")["bloc"])
    assert starter.table("bloc_rules").height == 26


def test_every_spell_of_a_bloc_has_a_source(starter):
    """A title and a publisher for each; one, the Arab League's Yemen, was read in print."""
    members = starter.table("bloc_members")
    assert members["source_title"].null_count() == 0
    assert members["source_publisher"].null_count() == 0
    printed = members.filter(pl.col("source_url").is_null())
    assert printed.select("bloc", "state_iso3").rows() == [("ARABLEAGUE", "YEM")]


def test_north_korea_and_russia_allied_again(starter):
    """Pyongyang, 19 June 2024: after ATOP, and so from our own reading."""
    pact = starter.table("later_pacts").filter(pl.col("id") == "prk-rus-2024")
    assert pact.select("date_signed", "parties", "rung").rows() == [
        (date(2024, 6, 19), "PRK;RUS", "defence")
    ]

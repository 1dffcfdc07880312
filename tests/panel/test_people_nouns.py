"""Leaders, votes, cyber incidents and opinion in panels: facts anyone can look up."""

from __future__ import annotations

import polars as pl
import pytest

from detente.errors import BadPanel, OutOfCoverage, OutsideSystem, Unreadable
from detente.panel import dyad_years, leader_dyad_years, leader_years, peace_years, state_years
from detente.panel.noun import Noun
from detente.panel.nouns import noun
from detente.sources import formats

pytestmark = pytest.mark.mirror

USA, CANADA, UK, POLAND, FRG, GERMANY, RUSSIA, UKRAINE = 2, 20, 200, 290, 260, 255, 365, 369
ESTONIA, ETHIOPIA, ISRAEL, CHINA, TAIWAN, CHILE = 366, 530, 666, 710, 713, 155

STATE = ("leaders", "willingness", "leader_experience", "ideal_points")
DYAD = ("vote_agreement", "ideal_distance", "cyber", "opinion")


def row(frame: pl.DataFrame, **keys: object) -> dict[str, object]:
    """The one row with these keys."""
    found = frame.filter(*(pl.col(name) == value for name, value in keys.items()))
    assert found.height == 1, f"{found.height} rows for {keys}"
    return found.row(0, named=True)


def made(name: str) -> Noun:
    return noun(name)()


@pytest.fixture(scope="module")
def led(load):
    """Leader-years since 1945 with what is known of leaders."""
    panel = leader_years(1945, 2015, load=load)
    return panel.add(*(made(name) for name in STATE[:3])).lag("leader_tenure").collect()


@pytest.fixture(scope="module")
def states(load):
    """State-years in G–W codes with the leaders of 31 December."""
    panel = state_years(1950, 2017, system="gw", load=load)
    return panel.add(*(made(name) for name in STATE)).collect()


@pytest.fixture(scope="module")
def votes(load):
    """Dyad-years of the United Nations."""
    panel = dyad_years(1945, 2016, load=load)
    return panel.add(made("vote_agreement"), made("ideal_distance")).collect()


# ── leader-years ────────────────────────────────────────────────────────────────────────


def test_the_united_states_had_three_presidents_in_1881(load):
    """Hayes to March, Garfield, who was shot, and Arthur from September."""
    year = leader_years(1881, 1881, load=load).collect().filter(pl.col("state") == USA)
    assert year["leader"].to_list() == ["USA-1877", "USA-1881-1", "USA-1881-2"]


def test_keys_of_leader_years_are_unique(load):
    for panel in (
        leader_years(1870, 2015, load=load),
        leader_years(1870, 2015, system="cow", load=load),
        leader_dyad_years(1870, 2015, load=load),
        leader_dyad_years(1900, 1950, system="cow", directed=True, load=load),
    ):
        assert panel.duplicates().is_empty()


def test_kohl_leads_another_cow_state_from_3_october_1990(load):
    """COW ends the FRG (260) and begins Germany (255); Gleditsch and Ward go on with 260."""
    cow = leader_years(1989, 1991, system="cow", load=load).collect()
    kohl = cow.filter(pl.col("leader") == "GFR-1982").sort("year", "state")
    assert kohl.select("state", "year").rows() == [
        *[(FRG, 1989), (GERMANY, 1990), (FRG, 1990), (GERMANY, 1991)]
    ]
    gw = leader_years(1989, 1991, load=load).collect()
    assert gw.filter(pl.col("leader") == "GFR-1982")["state"].to_list() == [FRG] * 3


def test_pindling_has_no_year_before_the_independence_of_the_bahamas(load):
    """Premier from 1967, but the state is listed from 10 July 1973."""
    years = leader_years(1960, 1980, load=load).collect().filter(pl.col("leader") == "BHM-1967")
    assert years["year"].min() == 1973


def test_haile_selassie_lost_his_state_and_came_back(load):
    """Ethiopia is no member of the COW system between May 1936 and May 1941."""
    years = leader_years(1930, 1974, system="cow", load=load).collect()
    selassie = years.filter((pl.col("state") == ETHIOPIA) & pl.col("leader").str.ends_with("1941"))
    assert selassie["year"].min() == 1941
    assert years.filter(pl.col("state") == ETHIOPIA, pl.col("year") == 1938).is_empty()


def test_reagan_and_gorbachev_were_in_office_together_for_five_years(load):
    """From 11 March 1985 to 20 January 1989."""
    pairs = leader_dyad_years(1980, 1995, load=load).pair(USA, RUSSIA).collect()
    both = pairs.filter(pl.col("leader1") == "USA-1981", pl.col("leader2") == "RUS-1985")
    assert both["year"].to_list() == [1985, 1986, 1987, 1988, 1989]


def test_leaders_who_never_met_are_no_dyad(load):
    """Carter left office in January 1981, Andropov came in November 1982."""
    pairs = leader_dyad_years(1977, 1983, load=load).pair(USA, RUSSIA).collect()
    assert not {("USA-1977", "RUS-1982")} & set(pairs.select("leader1", "leader2").rows())


def test_directed_leader_dyads_are_twice_the_undirected(load):
    for system in ("gw", "cow"):
        one = leader_dyad_years(1900, 1960, system=system, load=load).collect()
        two = leader_dyad_years(1900, 1960, system=system, directed=True, load=load).collect()
        assert two.height == 2 * one.height
        assert (one["state1"] < one["state2"]).all()


def test_one_pair_is_built_as_the_whole_panel_has_it(load):
    whole = leader_dyad_years(1970, 2015, load=load).collect()
    pair = leader_dyad_years(1970, 2015, load=load).pair(USA, RUSSIA).collect()
    same = whole.filter(pl.col("state1") == USA, pl.col("state2") == RUSSIA)
    assert pair.equals(same)


def days_in_office(load, year: int) -> pl.DataFrame:
    """Leader, state and day, one row for each day of a year both were there (G–W)."""
    first, last = pl.date(year, 1, 1), pl.date(year, 12, 31)

    def days(frame: pl.DataFrame, code: str, *keep: str) -> pl.DataFrame:
        now = frame.filter(pl.col("startdate") <= last, pl.col("enddate") >= first)
        begin, end = pl.max_horizontal("startdate", first), pl.min_horizontal("enddate", last)
        return now.select(
            *keep, pl.col(code).alias("state"), day=pl.date_ranges(begin, end)
        ).explode("day")

    members = days(load("gw_states"), "gwcode")
    return days(load("archigos"), "gwcode", "obsid").join(members, on=["state", "day"])


@pytest.mark.parametrize("year", [1879, 1918, 1945, 1960, 1991])
def test_rows_are_those_of_counting_days(load, year):
    """Every leader on every day, as the R package does it, and every pair of them."""
    held = days_in_office(load, year)
    years = leader_years(year, year, load=load).collect()
    assert set(held.select("obsid", "state").rows()) == set(years.select("leader", "state").rows())
    pairs = held.join(held, on="day", suffix="2").filter(pl.col("state") < pl.col("state2"))
    met = pairs.select("obsid", "obsid2", "state", "state2").unique()
    rows = leader_dyad_years(year, year, load=load).collect().drop("year")
    assert rows.height == met.height
    assert set(rows.rows()) == set(met.rows())


def test_years_without_leaders_are_refused(load):
    with pytest.raises(OutsideSystem, match="1870–2015"):
        leader_years(2010, 2016, load=load)
    with pytest.raises(OutsideSystem):
        leader_dyad_years(1860, 1900, load=load)
    with pytest.raises(BadPanel, match="No list of states"):
        leader_years(1900, 1910, system="un", load=load)


# ── nouns of states and dyads in panels of leaders ──────────────────────────────────────


@pytest.mark.parametrize("system", ["cow", "gw"])
@pytest.mark.parametrize("directed", [False, True])
def test_a_leader_dyad_has_the_values_of_its_dyad(load, system, directed):
    """Contiguity, alliances and capabilities are of the states, whoever leads them."""
    nouns = [made(name) for name in ("contiguity", "alliances", "capabilities", "majors")]
    how = {"system": system, "directed": directed, "load": load}
    people = leader_dyad_years(1930, 1950, **how).add(*nouns).collect()
    pairs = dyad_years(1930, 1950, **how).add(*nouns).collect()
    keys = ["state1", "state2", "year"]
    joined = people.select("leader1", "leader2", *keys).join(
        pairs, on=keys, how="left", maintain_order="left"
    )
    assert joined.equals(people.select(joined.columns))


def test_a_lag_stays_with_the_leader(led):
    """Carter's first year has no year before; Ford's tenure is not his."""
    assert row(led, leader="USA-1977", year=1977)["leader_tenure_lag"] is None
    carter = row(led, leader="USA-1977", year=1978)
    assert carter["leader_tenure_lag"] == 345  # 20 January to 31 December 1977


def test_peace_years_start_again_with_each_leader(load):
    panel = leader_years(1970, 1985, load=load).add(made("leaders"))
    frame = panel.add(peace_years("leader_irregular_exit")).collect()
    assert row(frame, leader="USA-1981", year=1981)["peace_years"] == 0
    assert row(frame, leader="USA-1981", year=1985)["peace_years"] == 4


def test_a_frame_keyed_by_leader_can_be_joined(load):
    own = pl.DataFrame({"leader": ["USA-1977"], "nobel": [1]})
    frame = leader_years(1976, 1981, load=load).add(own, on=["leader"]).collect()
    assert frame.filter(pl.col("nobel") == 1)["leader"].unique().to_list() == ["USA-1977"]
    with pytest.raises(BadPanel, match="text"):
        leader_years(1976, 1981, load=load).add(own.with_columns(leader=1), on=["leader"]).collect()


# ── leaders, willingness, experience ────────────────────────────────────────────────────


def test_kennedys_inauguration_was_regular_and_his_death_was_not(states):
    """The R package counts 1961 too, because Kennedy's exit, two years on, is irregular."""
    assert row(states, state=USA, year=1961)["leader_irregular_exit"] == 0
    shot = row(states, state=USA, year=1963)
    assert (shot["leader_irregular_exit"], shot["leader_irregular_entry"]) == (1, 0)
    assert (shot["n_leaders"], shot["leadertransition"]) == (2, 1)
    assert (shot["leader_name"], shot["leader_tenure"]) == ("Johnson", 39)


def test_pinochet_came_and_allende_went_by_force(states):
    coup = row(states, state=CHILE, year=1973)
    assert (coup["leader_irregular_entry"], coup["leader_irregular_exit"]) == (1, 1)
    assert coup["leader_id"] == "CHL-1973"


def test_archigos_ends_in_2015_and_nobody_is_led_after(states):
    """Those in office on its last day did not leave that day."""
    after = states.filter(pl.col("year") > 2015)
    assert after.height > 0
    assert after["n_leaders"].null_count() == after.height
    assert row(states, state=USA, year=2015)["leadertransition"] == 0


def test_outside_archigos_can_be_refused(load):
    with pytest.raises(OutOfCoverage, match="1875–2015"):
        state_years(2014, 2016, outside="error", load=load).add(made("leaders")).collect()


def test_reign_knows_leaders_after_archigos(load):
    """Poroshenko from 7 June 2014; Putin without a break from 2000."""
    frame = state_years(2008, 2016, load=load).add(noun("leaders")("reign")).collect()
    assert row(frame, state=UKRAINE, year=2016)["reign_leader_name"] == "Poroshenko"
    assert row(frame, state=RUSSIA, year=2010)["reign_leader_name"] == "Putin"
    with pytest.raises(BadPanel, match="archigos, reign"):
        noun("leaders")("polity")


def test_reign_and_archigos_go_into_one_panel(load):
    frame = state_years(1990, 1990, load=load).add(made("leaders"), noun("leaders")("reign"))
    bush = row(frame.collect(), state=USA, year=1990)
    assert bush["leader_tenure"] == bush["reign_leader_tenure"] == 710


def test_eisenhower_served_and_wilson_did_not(load):
    """LEAD: the general of 1944, and the professor of 1913."""
    frame = leader_years(1913, 1960, load=load).add(made("leader_experience")).collect()
    assert row(frame, leader="USA-1953", year=1955)["milservice"] == 1
    assert row(frame, leader="USA-1913", year=1915)["milservice"] == 0


def test_a_leader_year_has_its_own_leader_and_a_state_year_the_last(led, states):
    """In 1977 Ford was President to 20 January and Carter after."""
    ford, carter = (row(led, leader=who, year=1977) for who in ("USA-1974", "USA-1977"))
    assert ford["theta1_mean"] != carter["theta1_mean"]
    assert row(states, state=USA, year=1977)["theta1_mean"] == carter["theta1_mean"]
    assert (ford["leader_name"], ford["leader_tenure"], ford["yrinoffice"]) == ("Ford", 895, 4)


def test_willingness_ends_in_2004_for_leaders_who_stayed(led):
    """Blair was in office to 2007; the scores cover 2004."""
    assert row(led, leader="UKG-1997", year=2004)["theta1_mean"] is not None
    assert row(led, leader="UKG-1997", year=2005)["theta1_mean"] is None
    assert row(led, leader="UKG-1997", year=2005)["leader_name"] == "Blair"


# ── the General Assembly ────────────────────────────────────────────────────────────────


def test_canada_and_britain_vote_alike_more_than_america_and_russia(votes):
    cold = row(votes, state1=USA, state2=RUSSIA, year=1985)
    warm = row(votes, state1=CANADA, state2=UK, year=1985)
    assert cold["un_agree"] < 0.2 < 0.7 < warm["un_agree"]
    assert cold["ideal_distance"] > 3 > 1 > warm["ideal_distance"]


def test_agreement_is_what_counting_by_hand_gives(load, votes):
    """Every roll call of 1989 on which the USA and the USSR both voted."""
    calls = load("un_roll_calls").filter(pl.col("date").dt.year() == 1989).select("rcid")
    cast = load("un_votes").join(calls, on="rcid")
    one = dict(cast.filter(pl.col("country") == "United States").select("rcid", "vote").rows())
    two = dict(cast.filter(pl.col("country") == "Russia").select("rcid", "vote").rows())
    both = one.keys() & two.keys()
    worth = {"yes": 1.0, "abstain": 0.5, "no": 0.0}
    counted = row(votes, state1=USA, state2=RUSSIA, year=1989)
    assert counted["un_votes"] == len(both)
    assert counted["un_agree"] == sum(one[v] == two[v] for v in both) / len(both)
    assert counted["un_agree_half"] == pytest.approx(
        1 - sum(abs(worth[one[v]] - worth[two[v]]) for v in both) / len(both), abs=1e-12
    )


def test_the_seat_of_china_changed_hands_in_1971(votes):
    """Resolution 2758 of 25 October 1971."""
    seat = votes.filter(pl.col("state1") == USA)
    china = seat.filter(pl.col("state2") == CHINA, pl.col("un_votes").is_not_null())
    taiwan = seat.filter(pl.col("state2") == TAIWAN, pl.col("un_votes").is_not_null())
    assert china["year"].min() == taiwan["year"].max() == 1971


def test_both_germanies_vote_from_1973(votes):
    """Admitted on 18 September 1973; one Germany votes from 1991."""
    seat = votes.filter(pl.col("state1") == USA, pl.col("un_votes").is_not_null())
    years = {code: seat.filter(pl.col("state2") == code)["year"] for code in (255, 260, 265)}
    assert years[260].min() == years[265].min() == 1973
    assert (years[260].max(), years[255].min()) == (1990, 1991)


def test_the_assembly_held_no_roll_call_in_1964(votes):
    """Arrears for peacekeeping, Article 19: the session that opened in December did not vote."""
    year = votes.filter(pl.col("year") == 1964)
    assert year["un_agree"].null_count() == year.height


def test_switzerland_is_unknown_before_it_joined(votes):
    """10 September 2002."""
    swiss = votes.filter(pl.col("state1") == USA, pl.col("state2") == 225)
    voted = swiss.filter(pl.col("un_agree").is_not_null())
    assert voted["year"].min() == 2002


def test_ideal_distance_is_the_difference_of_the_points(load):
    frame = dyad_years(1946, 2016, load=load).add(made("ideal_points"), made("ideal_distance"))
    apart = (pl.col("idealpointfp1") - pl.col("idealpointfp2")).abs()
    gap = frame.collect().select((apart - pl.col("ideal_distance")).abs().max()).item()
    assert gap < 1e-6
    for name in ("ideal_points", "ideal_distance"):
        assert "no forecast" in made(name).note


# ── cyber incidents and opinion ─────────────────────────────────────────────────────────


def test_estonia_was_attacked_in_2007_and_attacked_nobody(load):
    """The attacks of April 2007, after the bronze soldier was moved."""
    panel = dyad_years(1999, 2016, directed=True, load=load).add(made("cyber")).collect()
    attack = row(panel, state1=RUSSIA, state2=ESTONIA, year=2007)
    assert attack["cyber_incidents"] >= 1
    assert row(panel, state1=ESTONIA, state2=RUSSIA, year=2007)["cyber_incidents"] == 0
    assert row(panel, state1=RUSSIA, state2=ESTONIA, year=1999)["cyber_incidents"] is None


def test_a_pair_nobody_looked_at_has_no_cyber_peace(load):
    """Only rivals are in the data: Canada and Britain are unknown, not 0."""
    panel = dyad_years(2000, 2016, load=load).add(made("cyber")).pair(CANADA, UK).collect()
    assert panel["cyber_incidents"].null_count() == panel.height


def test_both_directions_of_a_pair_add_up(load):
    """Every incident of 2000–2016 is in the undirected panel once."""
    how = {"load": load}
    one = dyad_years(2000, 2016, **how).add(made("cyber")).collect()
    two = dyad_years(2000, 2016, directed=True, **how).add(made("cyber")).collect()
    assert one["cyber_incidents"].sum() == two["cyber_incidents"].sum() > 250


def test_answers_in_kind_are_not_counted_twice(load):
    """431 incidents, each with a second row for the answer; one began in 2021."""
    listed = load("dcid")
    assert listed.height == 2 * 431 == 2 * listed["incident"].n_unique()
    assert listed["response"].sum() == 431
    rows = made("cyber").rows(load).filter(pl.col("year") <= 2020)
    assert rows["cyber_incidents"].sum() == 430


def test_poles_after_the_invasion_of_ukraine(load):
    """Pew, spring 2022: 2 or 3 in 100 favourable to Russia."""
    rows = made("opinion").rows(load)
    assert row(rows, state1=POLAND, state2=RUSSIA, year=2022)["pew_favourable"] < 0.04


def test_opinion_is_directed(load):
    """What Russians think of America is not what Americans think of Russia."""
    panel = dyad_years(2010, 2016, directed=True, load=load).add(made("opinion")).collect()
    here = row(panel, state1=USA, state2=RUSSIA, year=2014)
    there = row(panel, state1=RUSSIA, state2=USA, year=2014)
    assert here["pew_favourable"] == pytest.approx(0.19, abs=0.025)
    assert there["pew_favourable"] == pytest.approx(0.23, abs=0.025)
    both = dyad_years(2014, 2014, load=load).add(made("opinion")).pair(USA, RUSSIA).collect()
    mean = (here["pew_favourable"] + there["pew_favourable"]) / 2
    assert both["pew_favourable"].item() == pytest.approx(mean)


def test_a_text_file_is_no_workbook(tmp_path):
    """A damaged download is one clear error."""
    damaged = tmp_path / "dcid.xlsx"
    damaged.write_text("not found")
    with pytest.raises(Unreadable, match="workbook"):
        formats.excel(damaged, "Sheet1")


# ── all of them ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [*STATE, *DYAD])
def test_a_noun_keeps_rows_covers_its_years_and_has_unique_keys(load, name):
    this = made(name)
    rows = this.rows(load)
    keys = [key for key in ("state", "state1", "state2", "year") if key in rows.columns]
    assert not rows.select(keys).is_duplicated().any()
    if this.per == "dyad":
        assert (rows["state1"] < rows["state2"]).all()
    bare = dyad_years(1860, 2016, load=load)
    frame = bare.add(this).collect()
    assert frame.select("state1", "state2", "year").equals(bare.collect())
    outside = frame.filter(~pl.col("year").is_between(*this.covers))
    assert outside.height > 0
    values = outside.select(this.columns(dyadic=True))
    assert all(column.null_count() == values.height for column in values)
    inside = frame.filter(pl.col("year").is_between(*this.covers))
    assert all(inside[column].count() > 0 for column in this.columns(dyadic=True))

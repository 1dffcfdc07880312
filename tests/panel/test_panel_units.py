"""Units of panels: who was there, in which year, month or bloc, and with whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from detente.errors import BadBloc, BadPanel, OutsideSystem, UnknownName
from detente.panel import (
    bloc_years,
    dyad_months,
    dyad_years,
    state_months,
    state_years,
)
from detente.panel.nouns import alliances, capabilities, contiguity, noun

Load = Callable[[str], pl.DataFrame]
pytestmark = pytest.mark.mirror


# ── whole frames ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("system", "last", "directed", "rows"),
    [
        ("cow", 2016, False, 956_145),
        ("cow", 2016, True, 1_912_290),
        ("gw", 2017, False, 969_658),
    ],
)
def test_the_frames_have_the_rows_of_the_reference(
    load: Load, system: str, last: int, directed: bool, rows: int
) -> None:
    panel = dyad_years(1816, last, system=system, directed=directed, load=load)  # type: ignore[arg-type]
    assert panel.collect().height == rows
    assert panel.duplicates().is_empty()


def test_suriname_and_south_vietnam_were_never_a_dyad(load: Load) -> None:
    """South Vietnam left the system on 30 April 1975; Suriname entered on 25 November."""
    pairs = dyad_years(1975, 1975, load=load).pairs()
    assert (115, 817) not in pairs
    assert (2, 817) in pairs
    assert (2, 115) in pairs


def test_undirected_rows_have_the_lower_code_first_and_directed_ones_both_orders(
    load: Load,
) -> None:
    once = dyad_years(1950, 1955, load=load).collect()
    twice = dyad_years(1950, 1955, directed=True, load=load).collect()
    assert (once["state1"] < once["state2"]).all()
    turned = once.select(pl.col("state2").alias("state1"), pl.col("state1").alias("state2"), "year")
    assert pl.concat([once, turned]).sort("state1", "state2", "year").equals(twice)


@pytest.mark.parametrize("partial", ["any", "first", "last"])
def test_a_state_of_part_of_a_year_counts_by_the_rule(load: Load, partial: str) -> None:
    """West Germany ended on 2 October 1990: there on 1 January, but not on 31 December."""
    years = state_years(1990, 1990, partial=partial, load=load).pairs()  # type: ignore[arg-type]
    assert ((260,) in years) is (partial != "last")
    assert ((255,) in years) is (partial != "first")
    assert (816,) in years


# ── months ──────────────────────────────────────────────────────────────────────────────


def test_west_germany_and_germany_share_october_1990(load: Load) -> None:
    """West Germany ended on the 2nd, Germany began on the 3rd; both were states that month."""
    months = state_months(1990, 1990, load=load).collect()
    assert months.filter(pl.col("state") == 260)["month"].to_list() == list(range(1, 11))
    assert months.filter(pl.col("state") == 255)["month"].to_list() == [10, 11, 12]


def test_states_that_share_a_month_but_no_day_are_no_dyad(load: Load) -> None:
    assert dyad_months(1990, 1990, load=load).pair(255, 260).collect().is_empty()


def test_months_hold_the_same_dyads_as_years(load: Load) -> None:
    years = dyad_years(1944, 1946, load=load).collect()
    months = dyad_months(1944, 1946, load=load).collect()
    assert months.select(years.columns).unique(maintain_order=True).equals(years)


def test_directed_months_are_both_orders(load: Load) -> None:
    once = dyad_months(1990, 1990, load=load).collect()
    assert dyad_months(1990, 1990, directed=True, load=load).collect().height == 2 * once.height


def test_what_is_recorded_by_the_year_stands_in_each_of_its_months(load: Load) -> None:
    nouns = (contiguity(), alliances(), capabilities(keep=["cinc"]))
    years = dyad_years(2015, 2017, system="gw", load=load).add(*nouns)
    months = dyad_months(2015, 2017, system="gw", load=load).add(*nouns)
    keys = ["state1", "state2", "year"]
    spread = months.collect().select(keys).join(years.collect(), on=keys, how="left")
    assert months.collect().drop("month").equals(spread.sort(keys))
    for by_month, by_year in zip(
        months.coverage().iter_rows(named=True), years.coverage().iter_rows(named=True), strict=True
    ):
        assert by_month["outside"] >= by_year["outside"]
        assert (by_month["first"], by_month["last"]) == (by_year["first"], by_year["last"])


def test_months_end_with_the_month_of_as_of(load: Load) -> None:
    months = state_months(1990, 1991, as_of="1990-10-02", load=load).collect()
    assert months.select(pl.max("year"), pl.col("month").filter(pl.col("year") == 1990).max()).row(
        0
    ) == (1990, 10)
    assert 255 not in months["state"], "Germany began the day after"


def test_until_keeps_whole_years_or_whole_months(load: Load) -> None:
    assert state_years(1990, 1992, load=load).until("1991-12-30").collect()["year"].max() == 1990
    assert state_years(1990, 1992, load=load).until("1991-12-31").collect()["year"].max() == 1991
    months = state_months(1990, 1992, load=load).until("1991-03-30").collect()
    assert months.select("year", "month").unique().sort("year", "month").row(-1) == (1991, 2)
    assert state_months(1990, 1992, load=load).until("1991-03-31").collect().select(
        "year", "month"
    ).unique().sort("year", "month").row(-1) == (1991, 3)


# ── blocs ───────────────────────────────────────────────────────────────────────────────


def test_nato_grows_from_twelve_members(load: Load) -> None:
    """Greece and Turkey joined in 1952, West Germany in 1955, Spain in 1982."""
    years = bloc_years("NATO", 1948, 1990, load=load).collect()
    size = dict(years.group_by("year").len().iter_rows())
    assert 1948 not in size
    assert [size[year] for year in (1949, 1951, 1952, 1955, 1982, 1989)] == [12, 12, 14, 15, 16, 16]
    assert years["bloc"].unique().to_list() == ["NATO"]
    assert years.columns == ["state", "year", "bloc"]


def test_germany_is_a_member_under_the_number_it_had(load: Load) -> None:
    for system, codes in (("cow", {1989: 260, 1991: 255}), ("gw", {1989: 260, 1991: 260})):
        years = bloc_years("NATO", 1989, 1991, system=system, load=load).collect()  # type: ignore[arg-type]
        for year, code in codes.items():
            there = years.filter(pl.col("year") == year, pl.col("state").is_in([255, 260]))
            assert there["state"].to_list() == [code]


def test_frozen_members_are_those_of_one_day_in_every_year(load: Load) -> None:
    """Poland joined NATO in 1999; frozen at 2016 it is there in 1950, and West Germany by 1955."""
    frozen = bloc_years("NATO", 1950, 2016, "frozen", load=load).collect()
    assert (290, 1950) in frozen.select("state", "year").rows()
    assert (260, 1960) in frozen.select("state", "year").rows()
    early = bloc_years("NATO", 1950, 2016, "frozen", "1960", load=load).collect()
    assert 290 not in early["state"]
    assert early["year"].max() == 1960


def test_relations_of_a_bloc_are_its_members_and_every_other_state(load: Load) -> None:
    rows = bloc_years("NATO", 1949, 1949, relations=True, load=load).collect()
    states = state_years(1949, 1949, load=load).collect().height
    assert rows.height == 12 * (states - 1)
    assert int(rows["both_members"].sum()) == 12 * 11


def test_aggregates_of_all_dyads_and_of_the_bloc_s_are_the_same(load: Load) -> None:
    nouns = (contiguity(), capabilities(keep=["cinc"]))
    how = {"conttype": ["mean", "max", "sum", "share", "cinc"]}
    from_dyads = dyad_years(1949, 1960, load=load).add(*nouns).aggregate("NATO", how)
    from_bloc = bloc_years("NATO", 1949, 1960, relations=True, load=load).add(*nouns)
    one, two = from_dyads.collect(), from_bloc.aggregate("NATO", how).collect()
    assert one.drop_nulls().height == one.height
    floats = [name for name, dtype in one.schema.items() if dtype.is_float()]
    assert one.drop(floats).equals(two.drop(floats))
    for name in floats:
        assert (one[name] - two[name]).abs().max() < 1e-9  # type: ignore[operator]


def test_the_share_of_nato_bound_to_the_soviet_union_by_helsinki_is_one(load: Load) -> None:
    """The Helsinki Final Act of 1975 binds every member."""
    panel = (
        dyad_years(1974, 1975, load=load)
        .add(alliances(keep=["atop_nonagg"]))
        .aggregate("NATO", {"atop_nonagg": "share"})
    )
    soviet = panel.collect().filter(pl.col("state") == 365)
    before, after = soviet["atop_nonagg_share"].to_list()
    assert before < 1
    assert after == 1
    assert soviet["n_members"].to_list() == soviet["atop_nonagg_n_known"].to_list() == [15, 15]


def test_aggregates_leave_the_unknown_out_and_count_it(load: Load) -> None:
    """In 2017 nobody knows the borders; that is no zero."""
    panel = dyad_years(2016, 2017, system="gw", load=load).add(contiguity())
    by_state = panel.aggregate("NATO", {"conttype": ["share", "sum"]}).collect()
    unknown = by_state.filter(pl.col("year") == 2017)
    assert unknown["conttype_n_known"].sum() == 0
    assert unknown["conttype_share"].null_count() == unknown.height
    assert unknown["conttype_sum"].null_count() == unknown.height
    assert (unknown["n_members"] > 0).all()
    known = by_state.filter(pl.col("year") == 2016)
    assert (
        known["conttype_share"].null_count() == known.filter(pl.col("conttype_n_known") == 0).height
    )


def test_a_bloc_of_ones_own_is_aggregated_too(load: Load) -> None:
    panel = (
        dyad_years(1992, 1993, load=load)
        .add(contiguity())
        .aggregate("MINSK=BLR,RUS,UKR", {"conttype": "share"})
    )
    poland = panel.collect().filter(pl.col("state") == 290)
    assert poland["n_members"].to_list() == [3, 3]
    assert poland["conttype_share"].to_list() == [1, 1], "Kaliningrad, Brest, Lviv"


def test_an_aggregate_is_a_panel_again(load: Load) -> None:
    panel = (
        dyad_years(1950, 1955, load=load)
        .add(contiguity())
        .aggregate("NATO", {"conttype": "share"})
        .lag("conttype_share")
    )
    frame = panel.collect()
    assert frame.columns[:3] == ["bloc", "state", "year"]
    assert frame.filter(pl.col("year") == 1950)["conttype_share_lag"].null_count() == (
        frame.filter(pl.col("year") == 1950).height
    )
    assert panel.duplicates().is_empty()
    assert "legal members" in panel.dictionary().filter(pl.col("column") == "bloc")["label"].item()


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (lambda: bloc_years("NTAO", 1950, 1951), UnknownName, "NATO"),
        (lambda: bloc_years("NATO", 1950, 1951, "thawed"), BadPanel, "live"),
        (lambda: bloc_years("MINE=Atlantis", 1950, 1951), UnknownName, "Atlantis"),
        (lambda: bloc_years("NATO=RUS", 1950, 1951), BadBloc, "already"),
        (lambda: bloc_years("NATO", 1950, 2030), OutsideSystem, "1816–2016"),
        (lambda: dyad_years(1950, 1951).aggregate("NATO", {"x": "median"}), BadPanel, "median"),
        (lambda: dyad_years(1950, 1951).aggregate("NATO", {}), BadPanel, "needs columns"),
        (lambda: state_years(1950, 1951).aggregate("NATO", {"x": "sum"}), BadPanel, "dyad_years"),
        (lambda: dyad_months(1950, 1951).aggregate("NATO", {"x": "sum"}), BadPanel, "dyad-month"),
    ],
)
def test_a_bloc_that_cannot_be_had_is_one_clear_error(
    ask: Callable[[], object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        ask()


def test_weights_need_capabilities(load: Load) -> None:
    panel = dyad_years(1950, 1950, load=load).add(contiguity())
    with pytest.raises(BadPanel, match=r"capabilities\(\)"):
        panel.aggregate("NATO", {"conttype": "cinc"}).collect()


# ── as of a day ─────────────────────────────────────────────────────────────────────────


def test_nothing_after_as_of_changes_a_panel(load: Load) -> None:
    """Rows of later years are replaced by nonsense, and states that began later are struck out."""
    as_of = date(1990, 6, 30)

    def falsified(name: str) -> pl.DataFrame:
        frame = load(name)
        if name == "cow_states":
            return frame.filter(pl.date("styear", "stmonth", "stday") <= as_of).with_columns(
                endyear=pl.when(pl.date("endyear", "endmonth", "endday") > as_of)
                .then(pl.lit(2016))
                .otherwise(pl.col("endyear"))
            )
        if name in ("atop_dyads", "nmc"):
            return frame.filter(pl.col("year") < 1990)
        return frame

    nouns = (alliances(), capabilities())
    for unit in (dyad_years, dyad_months):
        true = unit(1985, 2016, as_of=as_of, load=load).add(*nouns).collect()
        false = unit(1985, 2016, as_of=as_of, load=falsified).add(*nouns).collect()
        assert true.equals(false)
        assert true["year"].max() == 1990
        assert true.filter(pl.col("year") == 1990)["cinc1"].null_count() > 0


@pytest.mark.parametrize("name", ["alliances", "capabilities", "contiguity", "igos", "majors"])
def test_adding_a_noun_never_changes_the_rows(load: Load, name: str) -> None:
    made = noun(name)()
    for directed in (False, True):
        bare = dyad_years(2010, 2016, directed=directed, load=load)
        keys = list(bare.unit.keys)
        assert bare.add(made).collect().select(keys).equals(bare.collect())


def test_members_are_carried_past_the_list_and_it_is_said(load: Load) -> None:
    """COW's list ends in 2016: 195 states then, and so in 2018; the border source ends too."""
    panel = dyad_years(2015, 2018, load=load).add(contiguity())
    frame = panel.collect()
    assert frame.filter(year=2018).height == frame.filter(year=2016).height
    carried = panel.coverage().filter(noun="membership").row(0, named=True)
    assert (carried["last"], carried["carry"]) == (2016, 2)
    assert frame.filter(pl.col("year") > 2016)["conttype"].is_null().all()

"""What a panel does not know: unknown years in counts, later knowledge, years of a variable."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from detente.errors import OutOfCoverage
from detente.panel import dyad_years, peace_years, state_years
from detente.panel.nouns import NOUNS, democracy, disputes, incidents, majors, noun, ucdp

Load = Callable[[str], pl.DataFrame]

USA, UK, CUBA, FRANCE, FRG, MALAYSIA = 2, 200, 40, 220, 260, 820


def _count(frame: pl.DataFrame, one: int, two: int, year: int) -> int | None:
    row = frame.filter(state1=one, state2=two, year=year)
    value: int | None = row["peace_years"].item()
    return value


@pytest.mark.mirror
def test_years_before_a_source_begins_are_no_peace(load: Load) -> None:
    """UCDP begins in 1946, the incidents in 1993: neither says anything of the years before."""
    for events, event, pair, first in (
        (ucdp(), "ucdpconflict", (USA, UK), 1946),
        (incidents(), "midincidents", (USA, CUBA), 1993),
    ):
        panel = dyad_years(1816, 2016, load=load).pair(*pair).add(events, peace_years(event))
        frame = panel.collect()
        assert _count(frame, *pair, first - 1) is None
        assert _count(frame, *pair, first) == 0
        label = panel.dictionary().filter(column="peace_years")["label"].item()
        assert "left-truncated in 1 states or pairs" in label


@pytest.mark.mirror
def test_unknown_years_end_a_count_in_the_other_list_of_states(load: Load) -> None:
    panel = dyad_years(1816, 2010, system="gw", load=load).pair(FRANCE, FRG)
    frame = panel.add(disputes(), peace_years("gmlmidonset")).collect()
    known = frame.filter(pl.col("gmlmidonset").is_not_null())
    after = known.filter(pl.col("year") >= 1949)["year"].min()
    assert frame.filter(year=1954)["peace_years"].item() is None
    assert after == 1955
    assert _count(frame, FRANCE, FRG, 1955) == 0
    assert _count(frame, FRANCE, FRG, 1957) == 2


@pytest.mark.mirror
@pytest.mark.parametrize("counting", ["calendar", "rows"])
def test_a_run_of_nulls_ends_a_count(load: Load, counting: str) -> None:
    years = range(2000, 2008)
    own = pl.DataFrame(
        {
            "state": [MALAYSIA] * 8,
            "year": list(years),
            "event": [0, 1, 0, None, None, 0, 0, 1],
        },
        schema={"state": pl.Int32, "year": pl.Int32, "event": pl.Int8},
    )
    panel = state_years(2000, 2007, load=load).pair(MALAYSIA).add(own, on=["state", "year"])
    counted = panel.add(peace_years("event", counting=counting))  # type: ignore[arg-type]
    assert counted.collect()["peace_years"].to_list() == [0, 1, 0, None, None, 0, 1, 2]


@pytest.mark.mirror
def test_counts_that_begin_late_are_counted_as_truncated(load: Load) -> None:
    """One was there when the years begin, one again after an unknown year, one begins unknown."""
    codes = [(2, 0, 0, 0), (344, 0, None, 0), (349, None, 0, 0)]  # USA, Croatia, Slovenia
    own = pl.DataFrame(
        [
            (code, year, v)
            for code, *vs in codes
            for year, v in zip((1993, 1994, 1995), vs, strict=True)
        ],
        schema={"state": pl.Int32, "year": pl.Int32, "event": pl.Int8},
        orient="row",
    )
    panel = state_years(1993, 1995, load=load).add(own, on=["state", "year"])
    label = panel.add(peace_years("event")).dictionary().filter(column="peace_years")["label"]
    assert "left-truncated in 3 states or pairs" in label.item()


@pytest.mark.mirror
def test_a_state_that_ended_later_was_there(load: Load) -> None:
    """On 30 June 1990 nobody knew that neither Germany would see 31 December as it was."""
    panel = state_years(1990, 1990, partial="last", as_of="1990-06-30", load=load)
    assert {260, 265} <= set(panel.collect()["state"])
    assert not {260, 265} & set(
        state_years(1990, 1990, partial="last", load=load).collect()["state"]
    )


def _altered(load: Load, source: str, running: pl.Expr, columns: list[str]) -> Load:
    """The loader with a source in which what ended after a year turned out otherwise."""

    def other(name: str) -> pl.DataFrame:
        frame = load(name)
        if name != source:
            return frame
        return frame.with_columns(
            pl.when(running).then(6 - pl.col(c).fill_null(0)).otherwise(c).alias(c) for c in columns
        )

    return other


@pytest.mark.mirror
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("coding", ["gml", "mid"])
def test_how_a_dispute_ends_is_unknown_while_it_runs(
    load: Load, coding: str, directed: bool
) -> None:
    """Other deaths, hostility or length of disputes that went on past 1969 change nothing then."""
    prefix, source = ("gml", "gml_dyads") if coding == "gml" else ("cow", "mid_dyads")
    own = ["fatality1", "fatality2", "fatalpre1", "fatalpre2"]
    own += ["hostlev1", "hostlev2", "hiact1", "hiact2"]
    whole = ["fatality", "hostlev", "mindur", "maxdur", "recip"]
    later = pl.col("year").max().over("dispnum") > 1969
    loads = [load, _altered(load, source, later, own + (whole if coding == "gml" else []))]
    if coding == "mid":
        loads.append(_altered(load, "mid_disputes", pl.col("endyear") > 1969, whole))
    keep = [f"{prefix}{name}" for name in ("midongoing", "midonset", "dispnum", *whole, *own)]
    frames = [
        dyad_years(1960, 1970, directed=directed, as_of="1970-06-30", load=one)
        .add(disputes(coding, keep=keep))
        .collect()
        for one in loads
    ]
    assert all(frame.equals(frames[0]) for frame in frames[1:])
    there = frames[0].filter(pl.col(f"{prefix}midongoing") == 1)
    running = there.filter(pl.col(f"{prefix}hostlev").is_null())
    assert 0 < running.height < there.height
    assert running[f"{prefix}dispnum"].null_count() == 0
    ended = dyad_years(1960, 1970, directed=directed, load=loads[0]).add(disputes(coding))
    assert ended.collect().filter(year=1969)[f"{prefix}hostlev"].null_count() < (
        frames[0].filter(year=1969)[f"{prefix}hostlev"].null_count()
    )


@pytest.mark.mirror
def test_how_hostile_an_incident_became_is_unknown_while_it_runs(load: Load) -> None:
    later = pl.col("endyear") > 1999
    frames = [
        dyad_years(1993, 2000, as_of="2000-06-30", load=one).add(incidents()).collect()
        for one in (load, _altered(load, "mid_incident_participants", later, ["hostlev"]))
    ]
    assert frames[0].equals(frames[1])
    whole = dyad_years(1993, 2000, load=load).add(incidents()).collect().filter(year=1999)
    known = frames[0].filter(year=1999)
    assert whole["midincidents"].equals(known["midincidents"])
    assert whole["midinchostlev"].null_count() < known["midinchostlev"].null_count()


@pytest.mark.mirror
def test_variables_of_a_noun_cover_their_own_years(load: Load) -> None:
    """Polity ends in 2018 where the noun goes on: null after, counted, and refused."""
    panel = state_years(2015, 2020, load=load).add(democracy())
    coverage = {row["noun"]: row for row in panel.coverage().iter_rows(named=True)}
    frame = panel.collect()
    assert (coverage["democracy"]["last"], coverage["democracy"]["outside"]) == (2025, 0)
    late = coverage["democracy.polity2"]
    assert (late["first"], late["last"]) == (1816, 2018)
    assert late["outside"] == frame.filter(pl.col("year") > 2018).height
    assert frame.filter(pl.col("year") > 2018)["polity2"].null_count() == late["outside"]
    with pytest.raises(OutOfCoverage, match=r"democracy\.polity2 covers 1816–2018"):
        state_years(2015, 2020, outside="error", load=load).add(democracy()).collect()
    alone = state_years(2015, 2020, load=load).add(democracy(keep=["polity2"])).coverage()
    assert alone.filter(noun="democracy")["last"].item() == 2018
    assert "democracy.polity2" not in alone["noun"]


@pytest.mark.mirror
@pytest.mark.parametrize("name", sorted(NOUNS))
def test_every_variable_is_known_from_its_first_year_to_its_last(load: Load, name: str) -> None:
    """What a variable says it covers is where it has values, or a declared absence."""
    what = noun(name)()
    rows = what.rows(load)
    for variable in what.variables:
        if variable.absent is not None:
            continue
        first, last = variable.covers or what.covers
        years = rows.filter(pl.col(variable.name).is_not_null())["year"]
        years = years.filter(years.is_between(*what.covers))
        if name == "interstate_wars":  # a number of a war, and none was fought in these years
            continue
        assert years.min() == first, variable.name
        assert years.max() == (2020 if variable.name == "polity2" else last), variable.name


@pytest.mark.mirror
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("name", ["contiguity", "alliances", "dyadic_trade", "vote_agreement"])
def test_carried_values_do_not_depend_on_where_the_panel_starts(
    load: Load, name: str, directed: bool
) -> None:
    what = noun(name)(carry=12)
    long, short = (
        dyad_years(first, 2020, directed=directed, load=load).add(what)
        for first in (what.covers[1], what.covers[1] + 1)
    )
    later = long.collect().filter(pl.col("year") > what.covers[1])
    assert short.collect().equals(later)
    assert later[f"{name}_carried"].sum() > 0


@pytest.mark.mirror
def test_carried_rows_are_not_outside(load: Load) -> None:
    """A value is carried from 2016 to 2019; 2020 is outside."""
    panel = state_years(2017, 2019, outside="error", load=load).add(majors(carry=3))
    frame = panel.collect()
    assert frame.filter(state=USA)["majors_carried"].all()
    assert panel.coverage().filter(noun="majors")["outside"].item() == 0
    longer = state_years(2016, 2020, load=load).add(majors(carry=3))
    outside = longer.coverage().filter(noun="majors")["outside"].item()
    assert outside == longer.collect().filter(year=2020).height
    with pytest.raises(OutOfCoverage, match=r"carried to 2019.*between\(2016, 2019\)"):
        state_years(2016, 2020, outside="error", load=load).add(majors(carry=3)).collect()


@pytest.mark.mirror
def test_nothing_is_carried_to_a_state_that_was_not_there(load: Load) -> None:
    """South Sudan began in 2011; as known in 2011 nothing of 2010 can be carried to it."""
    panel = state_years(2011, 2011, as_of="2011-12-31", load=load).add(majors(carry=3))
    carried = panel.collect().filter(pl.col("state").is_in([USA, 626])).sort("state")
    assert carried["majors_carried"].to_list() == [True, False]
    assert carried.select(majors().variables[0].name).to_series().to_list() == [1, None]

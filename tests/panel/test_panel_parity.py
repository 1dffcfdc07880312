"""What peacesciencer prints for the same frame, year by year, and every difference explained.

The figures are counts and sums of undirected COW dyad-years 1816–2016 by peacesciencer 1.1.0.
Conflict has parity tests of its own, row by row (test_conflict_nouns).
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from detente.panel import dyad_years, peace_years
from detente.panel.nouns import (
    alliances,
    capabilities,
    contiguity,
    disputes,
    igos,
    majors,
    rivalries,
)

pytestmark = [pytest.mark.mirror, pytest.mark.parity]

COLUMNS = (
    "conttype",
    "atop_defense",
    "atop_consul",
    "gmlmidongoing",
    "gmlmidonset",
    "cinc1",
    "td_ongoingrivalry",
    "dyadigos",
)


@pytest.fixture(scope="module")
def frame(load):
    return (
        dyad_years(1816, 2016, load=load)
        .add(
            contiguity(),
            alliances(),
            disputes("gml"),
            capabilities(keep=["cinc"]),
            rivalries("td"),
            igos(),
        )
        .collect()
    )


@pytest.fixture(scope="module")
def printed():
    """The R package's figures, one row a year."""
    path = Path(__file__).parent / "data" / "panel_by_year.csv"
    return pl.read_csv(path).with_columns(pl.col("year").cast(pl.Int32))


@pytest.fixture(scope="module")
def ours(frame, printed):
    """Our counts and sums beside theirs."""
    made = frame.group_by("year").agg(
        pl.len().alias("rows"),
        *(pl.col(name).count().alias(f"{name}__count") for name in COLUMNS),
        *(pl.col(name).cast(pl.Float64).sum().alias(f"{name}__ours") for name in COLUMNS),
    )
    return printed.join(made, on="year").sort("year")


def differing(table, ours_, theirs, within=1e-6):
    """Years in which a sum differs."""
    return table.filter((pl.col(ours_) - pl.col(theirs)).abs() > within)["year"].to_list()


def test_every_year_has_the_same_dyads(ours):
    assert (ours["rows"] == ours["n"]).all()
    assert ours["rows"].sum() == 956_145


@pytest.mark.parametrize("name", ["conttype", "gmlmidongoing", "gmlmidonset", "dyadigos"])
def test_equal_in_every_year(ours, name):
    """Counts too: these disputes end in 2010 and organisations in 2014, and then are null."""
    assert (ours[f"{name}__count"] == ours[f"{name}__n"]).all()
    assert differing(ours, f"{name}__ours", f"{name}__sum") == []


def test_capabilities_are_equal_until_newer_figures_begin(ours):
    """NMC 7.0 here, 6.0 there: the same to 1973, revised by a tenth of a per cent since."""
    years = differing(ours, "cinc1__ours", "cinc1__sum")
    assert years == list(range(1974, 2017))
    ratio = (ours["cinc1__ours"] / ours["cinc1__sum"]).filter(ours["year"] >= 1974)
    assert ratio.is_between(0.998, 1.002).all()


def test_rivalries_are_theirs_to_2010_and_unknown_after(ours):
    """Thompson & Dreyer end in 2010; the package fills zeros from there, we nulls."""
    covered = ours.filter(pl.col("year") <= 2010)
    assert differing(covered, "td_ongoingrivalry__ours", "ongoingrivalry__sum") == []
    after = ours.filter(pl.col("year") > 2010)
    assert (after["td_ongoingrivalry__count"] == 0).all()
    assert (after["ongoingrivalry__n"] == after["n"]).all()
    assert (after["ongoingrivalry__sum"] == 0).all()


@pytest.fixture(scope="module")
def one_way(load, frame):
    """ATOP as the R package takes it: the direction from the lower code to the higher alone."""
    lower = (
        load("atop_dyads")
        .filter(pl.col("ccode1") < pl.col("ccode2"))
        .rename({"ccode1": "state1", "ccode2": "state2"})
    )
    return frame.select("state1", "state2", "year").join(lower, on=["state1", "state2", "year"])


@pytest.mark.parametrize(
    ("pledge", "lost"), [("defense", 64), ("neutral", 29), ("nonagg", 10), ("consul", 0)]
)
def test_one_direction_loses_pledges(frame, one_way, pledge, lost):
    """A guarantee of the higher code to the lower is not seen: 64 defence dyad-years go."""
    name = f"atop_{pledge}"
    assert frame[name].sum() - one_way[name].sum() == lost


@pytest.mark.parametrize(
    ("name", "newer", "most"),
    [
        ("atop_defense", list(range(1876, 1891)), 1),
        ("atop_consul", [*range(1981, 1991), *range(1992, 2017)], 2),
    ],
)
def test_what_remains_are_treaties_that_atop_5_1_added(ours, one_way, name, newer, most):
    """Taken in one direction, ours has one or two dyads a year more; the package has ATOP 5.0."""
    sums = one_way.group_by("year").agg(pl.col(name).sum().alias("lower"))
    both = ours.join(sums, on="year", how="left").with_columns(pl.col("lower").fill_null(0))
    more = both.with_columns(more=pl.col("lower") - pl.col(f"{name}__sum"))
    assert more.filter(pl.col("more") != 0)["year"].to_list() == newer
    assert more.filter(pl.col("more") != 0)["more"].is_between(1, most).all()


def test_a_border_that_came_back(load):
    """The Soviet Union and Afghanistan in 1950: a marker row of type 0 hides it in R."""
    panel = dyad_years(1950, 1950, load=load).add(contiguity()).pair(365, 700).collect()
    assert panel["conttype"].to_list() == [1]


def test_nothing_is_filled_in_where_sources_end(load):
    """In 2018 every pair is without a border and every state a major power in R; here unknown."""
    panel = dyad_years(2018, 2018, load=load).add(contiguity(), majors(), disputes("gml"))
    last = panel.collect()
    for name in ("conttype", "major1", "major2", "gmlmidonset"):
        assert last[name].is_null().all()
    assert panel.coverage().filter(noun="membership").height == 1


def test_peace_years_of_france_and_estonia(load):
    """22 in 1940; in 1991, after 51 years without an Estonia, 73 by the calendar, 23 by rows."""
    panel = (
        dyad_years(1816, 2016, load=load)
        .add(disputes("gml", keep=["gmlmidonset"]))
        .add(peace_years("onset"), peace_years("onset", name="rows", counting="rows"))
        .pair(220, 366)
    )
    frame = panel.collect().filter(pl.col("year").is_in([1940, 1991]))
    assert frame["peace_years"].to_list() == [22, 73]
    assert frame["rows"].to_list() == [22, 23]

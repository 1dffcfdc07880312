"""The tables of facts read as they should."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from detente import facts
from detente.errors import UnknownSource


@pytest.mark.parametrize("name", facts.TABLES)
def test_every_table_reads_and_names_sources(name):
    table = facts.read(name)
    assert table.height > 0
    source = next(c for c in ("source", "source_publisher") if c in table.columns)
    assert table[source].null_count() == 0


def test_an_unknown_table_is_an_error():
    with pytest.raises(UnknownSource):
        facts.read("nonsense")


def test_a_day_keeps_its_precision():
    """The Quad met in May 2007 and stopped in 2008: a month and a year."""
    row = facts.read("blocs").filter(bloc="QUAD", state_iso3="IND").row(0, named=True)
    assert (row["start"], row["start_precision"]) == (date(2007, 5, 1), "month")
    assert (row["end"], row["end_precision"]) == (date(2008, 1, 1), "year")
    assert row["counts_to"] == date(2008, 12, 31)


def test_the_helsinki_final_act_is_an_umbrella():
    row = facts.read("treaties").filter(atopid=3740).row(0, named=True)
    assert row["umbrella"] and row["signed"] == date(1975, 8, 1)


def test_every_treaty_of_atop_has_one_row():
    treaties = facts.read("treaties")
    assert treaties.height == treaties["atopid"].n_unique() == 789


def test_blank_cells_are_null():
    for name in facts.TABLES:
        table = facts.read(name)
        for column in table.select(pl.col(pl.String)).columns:
            assert not (table[column] == "").any(), (name, column)


def test_three_capitals_were_misplaced_by_hundreds_of_kilometres():
    checked = facts.read("capitals_checked")
    assert dict(checked.select("capital", "off_km").iter_rows()) == {
        "Brasilia": 837,
        "Tunis": 337,
        "Riyadh": 205,
    }
    assert checked["second_km"].max() < 10


@pytest.mark.mirror
def test_the_misplaced_capitals_are_those_of_the_published_file(mirror):
    from detente.sources import capitals

    published = capitals.read(mirror / capitals.CAPITALS.path)
    for row in facts.read("capitals_checked").iter_rows(named=True):
        found = published.filter(
            (pl.col("ccode") == row["state"]) & (pl.col("capital") == row["capital"])
        )
        assert found.height == 1
        assert abs(found["lat"][0] - row["published_lat"]) < 1e-3
        assert abs(found["lng"][0] - row["published_lng"]) < 1e-3
        assert found["stdate"].cast(pl.Date)[0] == row["start"]

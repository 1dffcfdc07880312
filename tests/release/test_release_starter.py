"""The starter as a whole: what it holds, on whose terms, and that it can be made again."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from detente.release.starter import VINTAGE_DATE, build_starter
from detente.release.tables import SOURCES, TABLES

MEGABYTE = 1024 * 1024
NAMES = [table.name for table in TABLES]


def test_it_holds_what_is_declared(starter):
    assert sorted(starter.tables) == sorted(NAMES)
    assert len(set(NAMES)) == len(NAMES)


def test_its_date_is_written_into_it(starter):
    """1 June 2026, and no clock was asked."""
    assert starter.date == VINTAGE_DATE == date(2026, 6, 1)
    assert (starter.kind, starter.id) == ("starter", "2026.06 starter")


def test_it_is_small(starter):
    """Eight megabytes are allowed to the wheel."""
    files = [path.stat().st_size for path in starter.folder.glob("*")]
    assert sum(files) <= 8 * MEGABYTE


def test_its_folder_holds_nothing_else(starter):
    expected = {f"{name}.parquet" for name in NAMES} | {"vintage.json"}
    assert {path.name for path in starter.folder.iterdir()} == expected


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_every_table_has_terms_and_sources(starter, table):
    """A table without a source is made of our own facts, and then says where each was read."""
    assert starter.terms(table.name) == table.terms
    assert len(table.terms) > 10
    assert table.title
    stamps = starter.provenance(table.name)
    assert tuple(stamp.name for stamp in stamps) == table.sources
    for stamp in stamps:
        assert stamp.version
        assert stamp.licence
        assert stamp.cite
        assert len(stamp.sha256) == 64
    if not table.sources:
        assert starter.table(table.name)["source_url"].str.starts_with("http").any()


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_what_the_record_says(starter, name):
    record, path = starter.record(name), starter.folder / f"{name}.parquet"
    assert record.rows == starter.table(name).height
    assert record.bytes == path.stat().st_size


def test_sources_are_those_of_the_tables():
    assert set(SOURCES) == {source for table in TABLES for source in table.sources}


# ── made again ──────────────────────────────────────────────────────────────────────────


@pytest.mark.mirror
@pytest.mark.parametrize("name", NAMES)
def test_the_committed_table_is_what_the_builder_makes(starter, fresh, name):
    """Byte for byte, from the published files; the lock pins what writes Parquet."""
    assert fresh.record(name).sha256 == starter.record(name).sha256


@pytest.mark.mirror
def test_the_committed_record_is_what_the_builder_makes(starter, fresh):
    committed, made = (vintage.folder / "vintage.json" for vintage in (starter, fresh))
    assert made.read_bytes() == committed.read_bytes()


@pytest.mark.mirror
def test_the_order_of_a_source_does_not_reach_the_tables(starter, published, tmp_path):
    """The same rows, dealt out in another order, give the same bytes."""

    def shuffled(name: str) -> pl.DataFrame:
        return published(name).sample(fraction=1, shuffle=True, seed=1945)

    again = build_starter(tmp_path, load=shuffled)
    differing = [n for n in NAMES if again.record(n).sha256 != starter.record(n).sha256]
    assert differing == []

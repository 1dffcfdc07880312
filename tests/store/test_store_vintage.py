"""Tables of one date: written the same way every time, checked when read, the full ones first."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import catalogue, left_behind, source

import detente
from detente import store
from detente.errors import ChecksumMismatch, DataError, SourceMissing, Unreadable
from detente.store import write as writing_room
from detente.store.write import parquet_bytes

NMC = source("nmc", b"nmc", "https://example.org/nmc.csv")
DAY = date(2026, 6, 1)
MAJORS = pl.DataFrame(
    {
        "state": pl.Series([365, 2, 200], dtype=pl.Int16),
        "start": [date(1816, 1, 1), date(1898, 8, 13), date(1816, 1, 1)],
        "end": [None, None, date(1991, 12, 26)],
        "cinc": [0.1, float("nan"), None],
        "now": [True, True, None],
    }
)
TABLES = {"majors": (MAJORS, (store.Stamp.of(NMC),), "COW: free with citation")}


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A starter vintage in the place of the package's own."""
    import sys

    folder = tmp_path / "starter"
    store.write_vintage(folder, "starter", DAY, TABLES)
    monkeypatch.setattr(sys.modules["detente.store.vintage"], "STARTER", folder)
    return folder


def full(tables: object = TABLES, day: date = DAY) -> Path:
    folder = store.full_folder(["nmc"], catalogue=catalogue(NMC))
    store.write_vintage(folder, "full", day, tables)  # type: ignore[arg-type]
    return folder


def test_a_vintage_says_what_it_is(starter: Path):
    vintage = store.vintage(catalogue=catalogue(NMC))
    assert (vintage.kind, vintage.date, vintage.id) == ("starter", DAY, "2026.06 starter")
    assert vintage.tables == ("majors",)
    assert vintage.terms("majors") == "COW: free with citation"
    (stamp,) = vintage.provenance("majors")
    assert (stamp.name, stamp.version, stamp.sha256) == ("nmc", "1.0", NMC.sha256)
    assert (stamp.licence, stamp.cite, stamp.url) == (NMC.licence, NMC.cite, NMC.url)
    assert vintage.record("majors").rows == 3
    vintage.verify()


def test_a_table_keeps_its_types_and_is_read_once(starter: Path):
    vintage = store.vintage(catalogue=catalogue(NMC))
    table = vintage.table("majors")
    assert table.schema == MAJORS.schema
    assert table["state"].to_list() == [2, 200, 365]
    assert vintage.table("majors") is table
    assert store.vintage(catalogue=catalogue(NMC)).table("majors") is table


def test_an_unknown_table_suggests_the_nearest(starter: Path):
    with pytest.raises(DataError, match="Did you mean majors") as unknown:
        store.vintage("starter").table("major")
    assert unknown.value.suggestions == ("majors",)
    with pytest.raises(DataError, match="It has majors"):
        store.vintage("starter").provenance("zzz")


def test_an_altered_table_is_not_read(starter: Path):
    vintage = store.Vintage(starter)
    path = starter / "majors.parquet"
    path.write_bytes(parquet_bytes(MAJORS.head(1)))
    for use in (vintage.verify, lambda: vintage.table("majors")):
        with pytest.raises(ChecksumMismatch) as altered:
            use()
        assert altered.value.expected == vintage.record("majors").sha256
        assert altered.value.got in altered.value.message
    path.unlink()
    with pytest.raises(Unreadable, match="Install detente anew"):
        vintage.table("majors")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "damaged"),
        ("[]", "damaged"),
        ('{"format": 1, "kind": "starter"}', "damaged"),
        ('{"format": 2}', "its format is 2, known is 1"),
    ],
)
def test_a_damaged_record_is_unreadable(starter: Path, text: str, reason: str):
    (starter / "vintage.json").write_text(text)
    with pytest.raises(Unreadable, match=reason):
        store.Vintage(starter)


def test_the_full_data_take_over(starter: Path):
    served = catalogue(NMC)
    with pytest.raises(SourceMissing, match="detente data fetch"):
        store.vintage("full", catalogue=served)
    folder = full()
    assert folder.name.startswith(f"full-{detente.__version__}-")
    for kind in (None, "full"):
        vintage = store.vintage(kind, catalogue=served)
        assert (vintage.id, vintage.folder) == ("2026.06 full", folder)
    assert store.vintage("starter", catalogue=served).kind == "starter"


def test_full_data_of_other_files_do_not_take_over(starter: Path):
    """The source was declared anew, or its reader changed, since they were built."""
    full()
    for change in ({"sha256": "0" * 64}, {"reader": 2}):
        served = catalogue(replace(NMC, **change))
        assert store.vintage(catalogue=served).kind == "starter"


@pytest.mark.parametrize("lack", ["table", "file", "bytes", "date", "version"])
def test_incomplete_full_data_do_not_take_over(
    starter: Path, lack: str, monkeypatch: pytest.MonkeyPatch
):
    folder = full(
        tables={"other": TABLES["majors"]} if lack == "table" else TABLES,
        day=date(2025, 6, 1) if lack == "date" else DAY,
    )
    if lack == "file":
        (folder / "majors.parquet").unlink()
    elif lack == "bytes":
        (folder / "majors.parquet").write_bytes(b"PAR1")
    elif lack == "version":
        monkeypatch.setattr(detente, "__version__", "9.9.9")
    assert store.vintage(catalogue=catalogue(NMC)).kind == "starter"


def test_without_starter_tables_the_message_says_how_to_build_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    import sys

    monkeypatch.setattr(sys.modules["detente.store.vintage"], "STARTER", tmp_path)
    with pytest.raises(SourceMissing, match="build-starter"):
        store.vintage(catalogue=catalogue(NMC))


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path):
    folder = tmp_path / "tables"
    store.write_vintage(folder, "starter", DAY, {**TABLES, "old": TABLES["majors"]})
    store.write_vintage(folder, "starter", DAY, TABLES)
    assert left_behind(tmp_path) == ["majors.parquet", "vintage.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_equal_tables_are_left_alone(tmp_path: Path):
    """So two processes that build the same vintage both succeed."""
    folder = tmp_path / "tables"
    store.write_vintage(folder, "starter", DAY, TABLES)
    first = (folder / "vintage.json").stat()
    store.write_vintage(folder, "starter", DAY, TABLES)
    assert (folder / "vintage.json").stat().st_ino == first.st_ino
    (folder / "majors.parquet").write_bytes(b"")
    store.write_vintage(folder, "starter", DAY, TABLES)
    store.Vintage(folder).verify()


def test_a_build_that_fails_leaves_the_old_vintage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "tables"
    store.write_vintage(folder, "starter", DAY, TABLES)

    class Killed(BaseException):
        pass

    def die(path: Path, content: bytes) -> None:
        raise Killed

    monkeypatch.setattr(writing_room, "write_bytes", die)
    with pytest.raises(Killed):
        store.write_vintage(folder, "starter", date(2027, 1, 1), TABLES)
    assert store.Vintage(folder).date == DAY
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


COLUMNS = st.fixed_dictionaries(
    {
        "state": st.none() | st.integers(2, 990),
        "start": st.none() | st.dates(date(1816, 1, 1), DAY),
        "name": st.none() | st.text(max_size=6),
        "cinc": st.none() | st.floats(0, 1),
        "defence": st.none() | st.booleans(),
    }
)
SCHEMA = {
    "state": pl.Int16,
    "start": pl.Date,
    "name": pl.String,
    "cinc": pl.Float64,
    "defence": pl.Boolean,
}


@given(st.lists(COLUMNS, max_size=30), st.randoms(use_true_random=False), st.integers(0, 30))
@settings(deadline=None, max_examples=60)
def test_equal_frames_give_equal_bytes(rows, chance, cut):
    """Whatever the order of the rows and however the frame was put together."""
    frame = pl.DataFrame(rows, schema=SCHEMA)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    pieces = pl.concat(
        [pl.DataFrame(shuffled[:cut], schema=SCHEMA), pl.DataFrame(shuffled[cut:], schema=SCHEMA)],
        rechunk=False,
    )
    content = parquet_bytes(frame)
    assert content == parquet_bytes(frame) == parquet_bytes(pieces)
    assert pl.read_parquet(content).sort(pl.all()).equals(frame.sort(pl.all()))


def test_writing_twice_gives_the_same_bytes(tmp_path: Path):
    for name in ("one", "two"):
        store.write_vintage(tmp_path / name, "starter", DAY, TABLES)
    for name in os.listdir(tmp_path / "one"):  # noqa: PTH208
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()

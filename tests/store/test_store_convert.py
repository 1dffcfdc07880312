"""Converted once, keyed by file and reader, and made anew when damaged."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from serving import lay_mirror, read_csv, source, table

from detente import store
from detente.errors import ChecksumMismatch, SourceMissing
from detente.store.folders import raw_path
from detente.store.progress import progress_bar, silent

CONTENT = table(rows=100)


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> store.Catalogue:
    """A source that was fetched from a mirror, which is gone now; its reader counts its calls."""
    nmc = source("nmc", CONTENT, None)
    catalogue = store.Catalogue((nmc,), lambda name: counting)
    counting.calls = 0
    folder = lay_mirror(tmp_path / "data", {"nmc.csv": CONTENT})
    store.fetch(mirror=folder, progress=False, catalogue=catalogue)
    return catalogue


class _Counting:
    calls = 0

    def __call__(self, path: Path) -> pl.DataFrame:
        self.calls += 1
        return read_csv(path)


counting = _Counting()


def parquet(served: store.Catalogue) -> Path:
    (status,) = store.status(catalogue=served)
    assert status.parquet is not None
    return status.parquet


def test_a_file_is_read_by_its_reader_once(served: store.Catalogue):
    for _ in range(3):
        assert store.source("nmc", catalogue=served).equals(pl.read_csv(CONTENT))
    assert counting.calls == 1


def test_a_new_reader_reads_the_file_again(served: store.Catalogue):
    """The old table stays for the older version of the package that may share the cache."""
    newer = store.Catalogue((source("nmc", CONTENT, None, reader=2),), served.reader)
    store.source("nmc", catalogue=newer)
    assert counting.calls == 2
    assert parquet(newer) != parquet(served)
    assert "-r2." in parquet(newer).name


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:],
    ],
    ids=["empty", "half", "one bit"],
)
def test_a_damaged_table_is_made_anew_in_silence(served: store.Catalogue, damage):
    path = parquet(served)
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    (verdict,) = store.verify(catalogue=served)
    assert verdict.finding == "table damaged" and not verdict.sound
    assert store.source("nmc", catalogue=served).equals(pl.read_csv(CONTENT))
    assert counting.calls == 2
    assert path.read_bytes() == sound


def test_a_damaged_table_of_another_writer_goes(served: store.Catalogue):
    path = parquet(served)
    foreign = path.with_name(path.name.replace(path.name.split(".")[-2], "0" * 16))
    path.rename(foreign)
    store.source("nmc", catalogue=served)
    assert path.is_file() and not foreign.exists()


def test_a_table_outlives_its_file(served: store.Catalogue):
    raw_path(served.get("nmc")).unlink()
    assert store.source("nmc", catalogue=served).height == 100
    parquet(served).unlink()
    with pytest.raises(SourceMissing, match="only a mirror has it"):
        store.source("nmc", catalogue=served)


def test_a_file_altered_in_the_cache_is_not_read(served: store.Catalogue):
    raw_path(served.get("nmc")).write_bytes(b"state,year,cinc\n2,1816,9.9\n")
    parquet(served).unlink()
    with pytest.raises(ChecksumMismatch, match="detente data fetch nmc"):
        store.source("nmc", catalogue=served)
    assert counting.calls == 1


def test_an_altered_file_is_replaced_from_the_mirror(
    served: store.Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    raw_path(served.get("nmc")).write_bytes(b"")
    parquet(served).unlink()
    monkeypatch.setenv("DETENTE_MIRROR", str(tmp_path / "data"))
    assert store.source("nmc", catalogue=served).height == 100


def test_progress_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    with progress_bar(True) as report:
        assert report is silent
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress_bar(False) as report:
        assert report is silent
    with progress_bar(True) as report:
        report("nmc 7.0 (1 of 1)", 512, 1024)
    out, err = capsys.readouterr()
    assert out == "" and "nmc 7.0 (1 of 1)" in err


def test_the_cache_lies_where_the_environment_says(cache: Path, monkeypatch: pytest.MonkeyPatch):
    assert store.cache_dir() == cache
    monkeypatch.delenv("DETENTE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    assert store.cache_dir().name == "detente"

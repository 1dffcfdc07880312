"""`detente data`: thin wrappers, whose words are checked here."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from serving import Server, lay_mirror, read_csv, source, table
from typer.testing import CliRunner, Result

from detente import store
from detente.cli.data import data
from detente.errors import ChecksumMismatch, SourceMissing, UnknownSource
from detente.release import starter as building
from detente.sources import registry
from detente.store.folders import raw_path

CONTENT = table(rows=100)
VOTES = table(rows=50, seed=2)


@pytest.fixture(autouse=True)
def registered(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[store.Catalogue, Path]:
    """Two sources in place of the package's, one of them in a mirror only, and starter tables."""
    sources = (server.offer("nmc", CONTENT), source("votes", VOTES, None))
    monkeypatch.setattr(registry, "all_sources", lambda: sources)
    monkeypatch.setattr(registry, "reader", lambda name: read_csv)
    tables = {"majors": (pl.DataFrame({"state": [2]}), (store.Stamp.of(sources[0]),), "free")}
    store.write_vintage(tmp_path / "starter", "starter", date(2026, 6, 1), tables)
    monkeypatch.setattr(sys.modules["detente.store.vintage"], "STARTER", tmp_path / "starter")
    monkeypatch.setattr(
        building,
        "missing_sources",
        lambda: tuple(status.name for status in store.status() if not status.fetched),
    )

    def build_full() -> store.Vintage:
        folder = store.full_folder(["nmc", "votes"])
        store.write_vintage(folder, "full", date(2026, 6, 1), tables)
        return store.Vintage(folder)

    monkeypatch.setattr(building, "build_full", build_full)
    folder = lay_mirror(tmp_path / "data", {"nmc.csv": CONTENT, "votes.csv": VOTES})
    return store.Catalogue(sources, registry.reader), folder


def run(*arguments: str, code: int = 0) -> str:
    """What a command prints, if all goes well."""
    result: Result = CliRunner().invoke(data, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code
    return result.output


def test_list_shows_what_is_there():
    lines = run("list").splitlines()
    assert lines[0].split() == ["name", "covers", "size", "fetched", "version,", "unit"]
    assert lines[1].split(maxsplit=5) == [
        "nmc", "1816–2023", "2.8", "kB", "no", "1.0, state-year (cow codes)",
    ]  # fmt: skip
    assert "mirror only" in lines[2]
    run("fetch", "nmc")
    assert "yes" in run("list").splitlines()[1]


def test_info_shows_all_that_is_declared_in_eighty_columns(registered):
    nmc = registered[0].get("nmc")
    text = run("info", "nmc")
    assert text.startswith("nmc 1.0: The table nmc\n")
    for said in (
        nmc.licence,
        nmc.cite,
        nmc.homepage,
        nmc.url,
        nmc.sha256,
        "a row that is not there",
    ):
        assert said in text
    assert max(map(len, text.splitlines())) <= 80
    assert "only a mirror has it" in run("info", "votes")


def test_fetch_without_a_mirror_says_what_is_left_out():
    text = run("fetch")
    assert "nmc 1.0: from the network" in text
    assert "No full vintage: it also needs votes, which only a mirror has" in text
    assert "2026.06 starter stays in use" in text


def test_fetch_of_all_builds_the_full_vintage(registered):
    text = run("fetch", "--mirror", str(registered[1]))
    assert text.splitlines() == [
        "nmc 1.0: from the mirror",
        "votes 1.0: from the mirror",
        "Built 2026.06 full, which is used from now on.",
    ]
    assert "2026.06 full: 1 table verified" in run("verify")
    assert "2026.06 full in" in run("where")


def test_fetch_of_one_builds_nothing():
    assert run("fetch", "nmc") == "nmc 1.0: from the network\n"
    assert run("fetch", "nmc") == "nmc 1.0: already in the cache\n"


def test_verify_shows_both_hashes_of_an_altered_file(registered):
    nmc = registered[0].get("nmc")
    run("fetch", "nmc")
    assert run("verify", "nmc") == "nmc: verified\n"
    raw_path(nmc).write_bytes(b"x")
    text = run("verify", "nmc", code=1)
    assert "nmc: altered" in text and nmc.sha256 in text
    assert "detente data fetch nmc" in text


def test_where_names_the_folders(cache: Path, monkeypatch: pytest.MonkeyPatch):
    text = run("where")
    assert str(cache) in text
    assert "none (set DETENTE_MIRROR=FOLDER)" in text
    assert "2026.06 starter in" in text
    monkeypatch.setenv("DETENTE_MIRROR", "/data/mirror")
    assert "/data/mirror" in run("where")


def test_build_starter_takes_the_files_from_a_mirror(
    registered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def build(folder: Path) -> store.Vintage:
        tables = {"shares": (store.source("votes"), (), "free")}
        store.write_vintage(folder, "starter", date(2026, 6, 1), tables)
        return store.Vintage(folder)

    monkeypatch.setattr(building, "build_starter", build)
    with pytest.raises(SourceMissing):
        run("build-starter", "--output", str(tmp_path / "out"))
    text = run("build-starter", "--mirror", str(registered[1]), "--output", str(tmp_path / "out"))
    assert text.startswith("2026.06 starter: 1 table, ")
    assert store.Vintage(tmp_path / "out").table("shares").height == 50


def test_errors_are_left_to_the_group(registered):
    with pytest.raises(UnknownSource):
        run("info", "nmd")
    with pytest.raises(SourceMissing):
        run("fetch", "votes")
    (registered[1] / "nmc.csv").write_bytes(b"x")
    with pytest.raises(ChecksumMismatch):
        run("fetch", "nmc", "--mirror", str(registered[1]))

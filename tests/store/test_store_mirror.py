"""A folder with the published files, found by checksum wherever they lie in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl
import pytest
from serving import HASTY, Server, catalogue, closed_port, lay_mirror, left_behind, source, table

from detente import store
from detente.errors import BadMirror, ChecksumMismatch, SourceMissing
from detente.store.catalogue import declared

CONTENT = table(rows=200)


def fetch(*sources: object, **options: object) -> list[store.Fetched]:
    served = catalogue(*sources)  # type: ignore[arg-type]
    return store.fetch(catalogue=served, patience=HASTY, progress=False, **options)  # type: ignore[arg-type]


def test_a_file_that_moved_is_found_through_the_manifest(server: Server, tmp_path: Path):
    nmc = server.offer("nmc", CONTENT)
    folder = lay_mirror(tmp_path / "data", {"elsewhere/renamed file.csv": CONTENT})
    (got,) = fetch(nmc, mirror=folder)
    assert (got.origin, got.path.read_bytes()) == ("mirror", CONTENT)
    assert got.path.name == f"{nmc.sha256}-nmc.csv"
    assert server.requests == 0


def test_the_environment_names_the_mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A frame is taken from it without a fetch before."""
    nmc = source("nmc", CONTENT, None)
    monkeypatch.setenv("DETENTE_MIRROR", str(lay_mirror(tmp_path / "data", {"a.csv": CONTENT})))
    assert store.source("nmc", catalogue=catalogue(nmc)).equals(pl.read_csv(CONTENT))
    (status,) = store.status(catalogue=catalogue(nmc))
    assert status.raw is not None and status.parquet is not None


def test_what_the_mirror_lacks_comes_from_its_address(server: Server, tmp_path: Path):
    nmc, tss = server.offer("nmc", CONTENT), server.offer("tss", table(seed=5))
    folder = lay_mirror(tmp_path / "data", {"nmc.csv": CONTENT})
    assert [got.origin for got in fetch(nmc, tss, mirror=folder)] == ["mirror", "network"]


def test_offline_what_the_mirror_lacks_is_named(tmp_path: Path):
    url = f"http://127.0.0.1:{closed_port()}/x.csv"
    nmc, tss = source("nmc", CONTENT, url), source("tss", table(seed=5), url)
    folder = lay_mirror(tmp_path / "data", {"nmc.csv": CONTENT})
    with pytest.raises(SourceMissing) as absence:
        fetch(tss, nmc, mirror=folder)
    assert absence.value.names == ("tss",)
    assert [s.fetched for s in store.status(catalogue=catalogue(tss, nmc))] == [False, True]


def test_a_derived_file_exists_in_a_mirror_only(server: Server, tmp_path: Path):
    """Asked for by name it is an error without a mirror; among all it is left out."""
    nmc, votes = server.offer("nmc", CONTENT), source("votes", table(seed=6), None)
    with pytest.raises(SourceMissing, match="votes: no address yields this file, only a mirror"):
        fetch(nmc, votes, names=["votes"])
    assert [got.name for got in fetch(nmc, votes)] == ["nmc"]
    folder = lay_mirror(tmp_path / "data", {"votes.csv": table(seed=6)})
    assert [got.origin for got in fetch(nmc, votes, mirror=folder)] == ["cache", "mirror"]


def test_a_listed_file_with_other_bytes_is_refused(server: Server, cache: Path, tmp_path: Path):
    nmc = server.offer("nmc", CONTENT)
    folder = lay_mirror(tmp_path / "data", {"nmc.csv": CONTENT})
    (folder / "nmc.csv").write_bytes(CONTENT[:-1])
    with pytest.raises(ChecksumMismatch) as mismatch:
        fetch(nmc, mirror=folder)
    assert mismatch.value.expected == nmc.sha256
    assert mismatch.value.got == hashlib.sha256(CONTENT[:-1]).hexdigest()
    assert mismatch.value.got in mismatch.value.message
    assert left_behind(cache) == []


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (None, "manifest cannot be read"),
        (b"", "lists no file"),
        (b"path,sha256\n", "lists no file"),
        (b"file,hash\na,b\n", "lacks a path or sha256"),
        (b"path,sha256\na.csv\n", "lacks a path or sha256"),
        (b'path,sha256\n"a.csv,aa\n', "manifest cannot be read"),
        (b"path,sha256\n\xff\xfe,aa\n", "manifest cannot be read"),
        (b"path,sha256\n../secret,aa\n", "outside the folder"),
        (b"path,sha256\n/etc/hosts,aa\n", "outside the folder"),
    ],
)
def test_a_bad_manifest_is_its_own_error(tmp_path: Path, manifest: bytes | None, reason: str):
    if manifest is not None:
        (tmp_path / "MANIFEST.csv").write_bytes(manifest)
    with pytest.raises(BadMirror, match=reason) as bad:
        fetch(source("nmc", CONTENT, None), mirror=tmp_path)
    assert bad.value.folder == tmp_path


def test_a_listed_file_that_is_gone_is_a_bad_mirror(tmp_path: Path):
    folder = lay_mirror(tmp_path / "data", {"nmc.csv": CONTENT})
    (folder / "nmc.csv").unlink()
    with pytest.raises(BadMirror, match=r"lists nmc\.csv \(nmc 1\.0\), which cannot be read"):
        fetch(source("nmc", CONTENT, None), mirror=folder)


@pytest.mark.mirror
def test_all_sources_come_from_the_mirror(mirror: Path):
    """Every declared file is there, is what was declared, and can be read and converted."""
    fetched = store.fetch(mirror=mirror, progress=False)
    assert [got.name for got in fetched] == list(declared().names)
    assert {got.origin for got in fetched} == {"mirror"}
    assert {verdict.finding for verdict in store.verify()} == {"verified"}
    assert all(status.fetched for status in store.status())
    assert {got.origin for got in store.fetch(mirror=mirror, progress=False)} == {"cache"}

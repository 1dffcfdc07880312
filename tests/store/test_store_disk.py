"""A disk that is full or read-only is a clear error, and nothing half is left."""

from __future__ import annotations

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from serving import HASTY, Server, catalogue, lay_mirror, left_behind, source, table

from detente import store
from detente.errors import StoreUnwritable

CONTENT = table(rows=8_000)  # about 240 kB that hardly compress


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file system of 64 kB that serves as the cache."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("needs the command mount")
    if done.returncode:
        pytest.skip(f"needs the right to mount a small disk: {done.stderr.strip()}")
    monkeypatch.setenv("DETENTE_CACHE", str(place))
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_download_that_fills_the_disk(server: Server, small_disk: Path):
    nmc = server.offer("nmc", CONTENT)
    with pytest.raises(StoreUnwritable) as refusal:
        store.fetch(catalogue=catalogue(nmc), patience=HASTY, progress=False)
    assert refusal.value.reason == os.strerror(errno.ENOSPC)
    assert refusal.value.folder == small_disk / "files"
    assert "DETENTE_CACHE=FOLDER" in refusal.value.message
    assert "Free some space" in refusal.value.message
    assert left_behind(small_disk) == []


def test_a_mirror_that_fills_the_disk(small_disk: Path, tmp_path: Path):
    folder = lay_mirror(tmp_path / "data", {"nmc.csv": CONTENT})
    served = catalogue(source("nmc", CONTENT, None))
    with pytest.raises(StoreUnwritable, match="No space left"):
        store.fetch(catalogue=served, mirror=folder, progress=False)
    assert left_behind(small_disk) == []


def test_a_conversion_that_fills_the_disk(small_disk: Path, tmp_path: Path):
    """The published file fits, its table does not: the file stays, and a retry needs no network."""
    content = table(rows=1_800)
    folder = lay_mirror(tmp_path / "data", {"nmc.csv": content})
    nmc = source("nmc", content, None)
    with pytest.raises(StoreUnwritable, match="No space left"):
        store.fetch(catalogue=catalogue(nmc), mirror=folder, progress=False)
    assert left_behind(small_disk) == [f"{nmc.sha256}-nmc.csv"]


def test_a_read_only_disk(server: Server, small_disk: Path):
    nmc = server.offer("nmc", table(rows=100))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreUnwritable, match=r"Read-only file system.*Make it writable"):
        store.fetch(catalogue=catalogue(nmc), patience=HASTY, progress=False)


def test_a_read_only_disk_still_serves_what_it_holds(server: Server, small_disk: Path):
    served = catalogue(server.offer("nmc", table(rows=100)))
    store.fetch(catalogue=served, patience=HASTY, progress=False)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    (got,) = store.fetch(catalogue=served, patience=HASTY, progress=False)
    assert got.origin == "cache"
    assert store.source("nmc", catalogue=served).height == 100


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.EPERM, errno.EDQUOT])
@pytest.mark.parametrize("way", ["network", "mirror"])
@pytest.mark.parametrize("new", [True, False], ids=["new", "there"])
def test_a_folder_that_refuses(
    server: Server,
    cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    way: str,
    new: bool,
):
    if not new:
        (cache / "files").mkdir(parents=True)
    nmc = server.offer("nmc", table(rows=100))
    folder = lay_mirror(tmp_path / "data", {"a.csv": table(rows=100)})

    def refuse(*arguments: object, **options: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    with pytest.raises(StoreUnwritable) as refusal:
        store.fetch(
            catalogue=catalogue(nmc),
            patience=HASTY,
            progress=False,
            mirror=folder if way == "mirror" else None,
        )
    assert refusal.value.reason == os.strerror(code)


def test_a_cache_that_is_a_file(server: Server, cache: Path):
    cache.write_text("not a folder")
    with pytest.raises(StoreUnwritable, match="Not a directory"):
        store.fetch(catalogue=catalogue(server.offer("nmc", CONTENT)), progress=False)

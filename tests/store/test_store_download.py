"""Fetching over a bad line: what arrives is what was declared, or nothing is kept."""

from __future__ import annotations

import os
import time
from pathlib import Path

import polars as pl
import pytest
from serving import HASTY, Move, Server, catalogue, closed_port, left_behind, source, table

from detente import store
from detente.errors import ChecksumMismatch, FetchFailed, SourceMissing, UnknownSource
from detente.store.folders import raw_path

CONTENT = table()
HALF = 28 * 1024


def fetch(*sources: object, **options: object) -> list[store.Fetched]:
    served = catalogue(*sources)  # type: ignore[arg-type]
    return store.fetch(catalogue=served, patience=HASTY, progress=False, **options)  # type: ignore[arg-type]


def test_a_file_is_stored_under_its_checksum_and_converted_once(server: Server, cache: Path):
    nmc = server.offer("nmc", CONTENT)
    (got,) = fetch(nmc)
    assert (got.name, got.origin) == ("nmc", "network")
    assert got.path == cache / "files" / f"{nmc.sha256}-nmc.csv"
    assert got.path.read_bytes() == CONTENT
    assert store.source("nmc", catalogue=catalogue(nmc)).equals(pl.read_csv(CONTENT))
    (again,) = fetch(nmc)
    assert again.origin == "cache"
    assert server.requests == 1


def test_a_lost_connection_is_taken_up_where_it_broke(server: Server):
    nmc = server.offer("nmc", CONTENT)
    server.moves = [Move("drop", at=1024), Move("drop", at=2048)]
    (got,) = fetch(nmc)
    assert got.path.read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=1024-", "bytes=3072-"]


def test_a_partial_file_outlives_the_fetch_that_began_it(server: Server, cache: Path):
    nmc = server.offer("nmc", CONTENT)
    server.always = Move("drop", at=1024)
    with pytest.raises(FetchFailed, match="tried 4 times"):
        fetch(nmc)
    assert left_behind(cache) == [f"{nmc.sha256}.part"]
    server.always = Move()
    (got,) = fetch(nmc)
    assert got.path.read_bytes() == CONTENT
    assert server.ranges[-1] == "bytes=4096-"
    assert not list(cache.rglob("*.part"))


def test_a_server_that_knows_no_ranges_starts_anew(server: Server):
    nmc = server.offer("nmc", CONTENT)
    server.moves = [Move("drop", at=HALF), Move("ignore range")]
    (got,) = fetch(nmc)
    assert got.path.read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={HALF}-"]


def test_a_server_that_sends_another_range_is_asked_from_the_start(server: Server):
    nmc = server.offer("nmc", CONTENT)
    server.moves = [Move("drop", at=HALF), Move("other range")]
    (got,) = fetch(nmc)
    assert got.path.read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={HALF}-", None]


def test_a_server_that_is_busy_is_asked_again(server: Server):
    nmc = server.offer("nmc", CONTENT)
    server.moves = [Move("status", status=500), Move("status", status=429)]
    (got,) = fetch(nmc)
    assert got.path.read_bytes() == CONTENT
    assert server.requests == 3


def test_patience_with_a_busy_server_ends(server: Server, cache: Path):
    nmc = server.offer("nmc", CONTENT)
    server.always = Move("status", status=503)
    with pytest.raises(FetchFailed) as failure:
        fetch(nmc)
    assert failure.value.url == nmc.url
    assert failure.value.reason == "the server answered 503 Service Unavailable"
    assert server.requests == HASTY.tries
    assert left_behind(cache) == []


def test_a_file_that_is_gone_is_not_asked_for_twice(server: Server, cache: Path):
    gone = source("gone", CONTENT, f"{server.base}/gone.csv")
    with pytest.raises(FetchFailed, match="404 Not Found"):
        fetch(gone)
    assert server.requests == 1
    assert left_behind(cache) == []


@pytest.mark.parametrize(
    "silence",
    [Move("stall", at=700, wait=0.8), Move("delay", wait=0.8)],
    ids=["midway", "at first"],
)
def test_a_server_that_falls_silent_is_asked_again(server: Server, silence: Move):
    nmc = server.offer("nmc", CONTENT)
    server.moves = [silence]
    (got,) = fetch(nmc)
    assert got.path.read_bytes() == CONTENT
    assert server.requests == 2


def test_an_answer_without_length_that_ends_early_is_continued(server: Server):
    nmc = server.offer("nmc", CONTENT)
    server.moves = [Move("no length", at=HALF)]
    (got,) = fetch(nmc)
    assert got.path.read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={HALF}-"]


@pytest.mark.parametrize(
    "fault", [Move("corrupt"), Move("truncate", at=HALF)], ids=lambda m: m.kind
)
def test_a_wrong_file_shows_both_hashes_and_leaves_nothing(
    server: Server, cache: Path, fault: Move
):
    nmc = server.offer("nmc", CONTENT)
    server.always = fault
    with pytest.raises(ChecksumMismatch) as mismatch:
        fetch(nmc)
    assert mismatch.value.expected == nmc.sha256
    assert mismatch.value.got != nmc.sha256
    assert mismatch.value.expected in mismatch.value.message
    assert mismatch.value.got in mismatch.value.message
    assert left_behind(cache) == []
    assert server.requests == 1


@pytest.mark.parametrize(
    "size", [HALF, len(CONTENT), len(CONTENT) + 9], ids=["half", "whole", "more"]
)
def test_a_partial_file_that_was_altered_is_dropped_and_fetched_anew(
    server: Server, cache: Path, size: int
):
    nmc = server.offer("nmc", CONTENT)
    part = cache / "files" / f"{nmc.sha256}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"x" * size)
    (got,) = fetch(nmc)
    assert got.path.read_bytes() == CONTENT
    assert server.ranges[-1] is None
    assert not part.exists()


def test_a_wrong_file_put_together_from_parts_is_fetched_once_more_only(
    server: Server, cache: Path
):
    nmc = server.offer("nmc", CONTENT)
    server.moves = [Move("drop", at=HALF), Move("corrupt"), Move("corrupt")]
    with pytest.raises(ChecksumMismatch):
        fetch(nmc)
    assert server.ranges == [None, f"bytes={HALF}-", None]
    assert left_behind(cache) == []


def test_a_partial_longer_than_what_the_server_has_is_dropped(server: Server, cache: Path):
    nmc = server.offer("nmc", CONTENT)
    server.moves = [Move("drop", at=HALF), Move("truncate", at=HALF // 2)]
    (got,) = fetch(nmc)
    assert got.path.read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={HALF}-", None]


def test_a_file_damaged_in_the_cache_is_fetched_again(server: Server):
    nmc = server.offer("nmc", CONTENT)
    fetch(nmc)
    raw_path(nmc).write_bytes(b"state,year,cinc\n2,1816,1.0\n")
    (verdict,) = store.verify(catalogue=catalogue(nmc))
    assert (verdict.finding, verdict.expected) == ("altered", nmc.sha256)
    (got,) = fetch(nmc)
    assert (got.origin, got.path.read_bytes()) == ("network", CONTENT)
    assert [v.finding for v in store.verify(catalogue=catalogue(nmc))] == ["verified"]


def test_one_failure_does_not_stop_the_others(server: Server):
    good = server.offer("good", CONTENT)
    bad = source("bad", table(seed=2), f"{server.base}/bad.csv")
    worse = source("worse", table(seed=3), f"{server.base}/worse.csv")
    with pytest.raises(FetchFailed, match=r"bad\.csv.*These failed as well: worse") as failure:
        fetch(bad, worse, good)
    assert failure.value.failed == ("bad", "worse")
    assert [s.fetched for s in store.status(catalogue=catalogue(bad, worse, good))] == [
        False,
        False,
        True,
    ]


def test_without_a_connection_the_message_names_all_and_every_way():
    """One address is tried; when no connection can be made the others are not."""
    base = f"http://127.0.0.1:{closed_port()}"
    nmc, atop = (
        source(name, table(seed=i), f"{base}/{name}") for i, name in enumerate(["nmc", "atop"])
    )
    with pytest.raises(SourceMissing) as absence:
        fetch(nmc, atop)
    message = absence.value.message
    assert absence.value.names == ("nmc", "atop")
    for way in (
        "nmc 1.0 and atop 1.0 are not in the cache",
        "no connection could be made",
        "detente data fetch nmc atop",
        "--mirror FOLDER",
        "DETENTE_MIRROR=FOLDER",
        f"{base}/nmc",
        f"{base}/atop",
    ):
        assert way in message


def test_a_frame_is_never_fetched_unasked(server: Server):
    nmc = server.offer("nmc", CONTENT)
    with pytest.raises(SourceMissing, match="detente data fetch nmc"):
        store.source("nmc", catalogue=catalogue(nmc))
    assert server.requests == 0


def test_an_unknown_source_suggests_the_nearest(server: Server):
    with pytest.raises(UnknownSource, match="Did you mean nmc"):
        fetch(server.offer("nmc", CONTENT), names=["ncm"])


def test_what_killed_processes_left_is_swept_after_an_hour(server: Server, cache: Path):
    nmc = server.offer("nmc", CONTENT)
    files = cache / "files"
    files.mkdir(parents=True)
    kept = f"{nmc.sha256}-old.csv"
    ages = {"tmpold": 2.0, "tmpnew": 0.5, "a.part": 2.0, "b.part": 24 * 8.0, kept: 24 * 800.0}
    for name, hours in ages.items():
        (files / name).write_bytes(b"x")
        moment = time.time() - 3600 * hours
        os.utime(files / name, (moment, moment))
    fetch(nmc)
    assert {path.name for path in files.iterdir()} == {
        "tmpnew",
        "a.part",
        kept,
        f"{nmc.sha256}-nmc.csv",
    }

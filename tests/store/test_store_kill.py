"""kill −9 at any moment leaves the old state or the new one; two at once both succeed."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest
from serving import HASTY, Move, Server, catalogue, left_behind, serving, table

from detente import store
from detente.store.folders import holds

WORKER = Path(__file__).with_name("worker.py")
CONTENT = table(rows=3_000, seed=7)


def start(
    url: str, cache: Path, *, hold: float = 0.0, deed: int | None = None
) -> subprocess.Popen[str]:
    """A process that fetches CONTENT into `cache`."""
    orders = {"rows": 3_000, "seed": 7, "url": url, "hold": hold, "deed": deed}
    return subprocess.Popen(
        [sys.executable, str(WORKER), json.dumps(orders)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={
            "DETENTE_CACHE": str(cache),
            "NO_PROXY": "127.0.0.1",
            "PATH": "/usr/bin:/bin",
            "POLARS_MAX_THREADS": "1",
        },
    )


def assert_whole_or_absent(cache: Path, sha256: str) -> None:
    """No half file lies under a final name."""
    for path in (cache / "files").glob("*-nmc.csv"):
        assert holds(path, sha256)
    for path in (cache / "parquet").glob("*.parquet"):
        assert pl.read_parquet(path).equals(pl.read_csv(CONTENT))


def assert_next_fetch_succeeds(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fetch after the kill brings the file and its table."""
    monkeypatch.setenv("DETENTE_CACHE", str(cache))
    served = catalogue(server.offer("nmc", CONTENT))
    server.always = Move()
    (got,) = store.fetch(catalogue=served, patience=HASTY, progress=False)
    assert got.path.read_bytes() == CONTENT
    assert store.source("nmc", catalogue=served).equals(pl.read_csv(CONTENT))
    assert [verdict.finding for verdict in store.verify(catalogue=served)] == ["verified"]


@pytest.mark.slow
def test_killed_before_any_write_of_a_fetch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The process dies before its 1st, 2nd, … deed in the cache, until a fetch gets through."""
    with serving() as server:
        nmc = server.offer("nmc", CONTENT)
        assert nmc.url is not None
        whole = start(nmc.url, tmp_path / "whole", deed=0)
        out, err = whole.communicate(timeout=30)
        found = re.search(r"deeds (\d+)", out)
        assert whole.returncode == 0 and found, err
        deeds = int(found[1])
        assert deeds >= 10

        def kill_before(deed: int) -> Path:
            cache = tmp_path / f"killed-{deed}"
            worker = start(nmc.url or "", cache, deed=deed)
            worker.communicate(timeout=30)
            assert worker.returncode == -signal.SIGKILL
            return cache

        with ThreadPoolExecutor(3) as pool:
            caches = list(pool.map(kill_before, range(1, deeds + 1)))
        for cache in caches:
            assert_whole_or_absent(cache, nmc.sha256)
            assert_next_fetch_succeeds(server, cache, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.02, 0.1, 0.25, 0.4, 0.6, 0.8, 1.0])
def test_killed_after_some_time(
    server: Server, cache: Path, delay: float, monkeypatch: pytest.MonkeyPatch
):
    """The file takes half a second to arrive and half a second to read."""
    nmc = server.offer("nmc", CONTENT)
    server.always = Move("slow", at=len(CONTENT) // 10, wait=0.05)
    worker = start(nmc.url or "", cache, hold=0.5)
    with worker:
        assert worker.stdout is not None and worker.stdout.readline() == "ready\n"
        time.sleep(delay)
        worker.kill()
    assert_whole_or_absent(cache, nmc.sha256)
    assert_next_fetch_succeeds(server, cache, monkeypatch)
    if 0.1 < delay < 0.5:
        assert server.ranges[-1], "what had arrived was continued"


@pytest.mark.slow
def test_two_processes_fetch_at_once(server: Server, cache: Path):
    nmc = server.offer("nmc", CONTENT)
    server.always = Move("slow", at=len(CONTENT) // 10, wait=0.05)
    workers = [start(nmc.url or "", cache, hold=0.1) for _ in range(2)]
    for worker in workers:
        out, err = worker.communicate(timeout=30)
        assert worker.returncode == 0, err
        assert out == "ready\nfetched\n"
        assert err == ""
    assert server.ranges[:2] == [None, None]
    raw, parquet = sorted(left_behind(cache), key=lambda name: name.endswith(".parquet"))
    assert raw == f"{nmc.sha256}-nmc.csv"
    assert_whole_or_absent(cache, nmc.sha256)
    assert parquet.startswith(f"nmc-{nmc.sha256[:16]}-r1.")

"""A process that fetches one source, to be killed by a test.

Arguments as JSON: the content's seed and rows, its address, how long the reader takes,
and `deed`, the number of the write to the cache before which the process kills itself.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import sys
import time
from pathlib import Path

import polars as pl
import requests  # noqa: F401  (imported here so that the measured time is that of the fetch)
from serving import HASTY, read_csv, source, table

from detente import store

DEEDS = {"open", "os.rename", "os.remove", "os.mkdir", "os.chmod"}


def count_deeds(last: int) -> None:
    """Die before the `last`-th deed in the cache; if that is 0, tell at the end how many there were."""
    cache = os.environ["DETENTE_CACHE"]
    deeds = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal deeds
        if event in DEEDS and str(arguments[0]).startswith(cache):
            deeds += 1
            if deeds == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    if not last:
        atexit.register(lambda: say(f"deeds {deeds}"))


def say(what: str) -> None:
    """Tell the test, at once."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main(rows: int, seed: int, url: str, hold: float, deed: int | None) -> None:
    declared = source("nmc", table(rows, seed), url)

    def read(path: Path) -> pl.DataFrame:
        time.sleep(hold)
        return read_csv(path)

    if deed is not None:
        count_deeds(deed)
    say("ready")
    store.fetch(
        catalogue=store.Catalogue((declared,), lambda name: read), patience=HASTY, progress=False
    )
    say("fetched")


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))

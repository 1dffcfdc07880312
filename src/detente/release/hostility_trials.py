"""Trying every specification of the near logit at every other origin, for past origins to choose."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from detente.models.hostility import disputes, trials
from detente.models.hostility.features import features
from detente.models.past import CodedPast
from detente.store import Vintage
from detente.store.atomic import write_bytes

HOME = Path(trials.__file__).with_name(trials.FILE)


def build_hostility_trials(
    vintage: Vintage,
    path: Path = HOME,
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Try every specification on the coded sources of a vintage, and write what each lost.

    The same tables and code give the same text.

    Raises
    ------
    StoreUnwritable     the file cannot be written
    """
    losses: dict[str, dict[int, float]] = {}
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        by_year = pool.map(tried, [vintage.folder] * len(trials.YEARS), trials.YEARS)
        for done, (year, lost) in enumerate(zip(trials.YEARS, by_year, strict=True), start=1):
            for name, loss in lost.items():
                losses.setdefault(name, {})[year] = loss
            if progress is not None:
                progress(done, len(trials.YEARS))
    write_bytes(path, trials.written(losses).encode())
    return path


def tried(folder: Path, year: int) -> dict[str, float]:
    """What every specification lost in a year, by the tables in a folder."""
    past = _past(folder)
    known, event = disputes.training(past, "dispute", 1)
    return trials.tried(features(past), known, event, past.cube.year(year))


@lru_cache(maxsize=1)
def _past(folder: Path) -> CodedPast:
    vintage = Vintage(folder)
    return CodedPast(vintage, vintage.date)

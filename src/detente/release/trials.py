"""Trying every way to fit the treaty processes at every origin, for the weights of their pool."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from detente.models.past import CodedPast
from detente.models.treaty import trials
from detente.store import Vintage
from detente.store.atomic import write_bytes

HOME = Path(trials.__file__).with_name(trials.FILE)


def build_trials(
    vintage: Vintage,
    path: Path = HOME,
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Try every way on the coded sources of a vintage, and write what each lost.

    A year is tried on what was known on the day its outcome was, and so when it first counts.
    The same tables and code give the same text.

    Raises
    ------
    StoreUnwritable     the file cannot be written
    """
    years = trials.known_years(CodedPast(vintage, vintage.date))
    losses: dict[tuple[str, str], dict[int, float]] = {}
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        by_year = pool.map(_tried, [vintage.folder] * len(years), years)
        for done, one in enumerate(by_year, start=1):
            for name, lost in one.items():
                losses.setdefault(name, {}).update(lost)
            if progress is not None:
                progress(done, len(years))
    write_bytes(path, trials.written(losses).encode())
    return path


def _tried(folder: Path, year: int) -> trials.Losses:
    return trials.tried(CodedPast(Vintage(folder), date(year + 2, 1, 1)), [year])

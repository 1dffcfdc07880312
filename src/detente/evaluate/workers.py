"""Origins forecast side by side, in processes of one thread each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from detente.errors import DetenteError
from detente.evaluate.forecasts import Happened, Wanted, forecast_at
from detente.evaluate.ledger import Ledger
from detente.models.forecasters import FORECASTERS, Forecaster, Outcome
from detente.store import Vintage

Progress = Callable[[int, int], None]

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "NUMBA_NUM_THREADS"), "1"
)


@dataclass(frozen=True)
class Work:
    """What it takes to forecast an origin and to write it down."""

    vintage: Vintage
    happened: Happened
    ledger: Ledger
    models: Mapping[str, Forecaster]

    def do(self, year: int, wanted: list[Wanted]) -> None:
        """Forecast an origin and add it to the ledger."""
        self.ledger.write(year, forecast_at(self.vintage, self.happened, year, wanted, self.models))


def complete(
    work: Work,
    missing: Mapping[int, list[Wanted]],
    *,
    jobs: int,
    progress: Callable[[int], None],
) -> None:
    """Forecast what is missing; `progress` is called with the number of origins done.

    Models that are not in the registry cannot travel to another process: all is then done
    in this one.
    """
    travel = all(model in FORECASTERS for model in work.models.values())
    if jobs < 2 or len(missing) < 2 or not travel:
        for done, (year, wanted) in enumerate(missing.items(), start=1):
            work.do(year, wanted)
            progress(done)
        return
    with (
        _environment(ONE_THREAD),
        ProcessPoolExecutor(
            min(jobs, len(missing)),
            mp_context=get_context("spawn"),
            initializer=_start,
            initargs=(work.vintage.folder, tuple(work.happened.courses), work.ledger),
        ) as pool,
    ):
        running = [pool.submit(_do, year, wanted) for year, wanted in missing.items()]
        try:
            for done, future in enumerate(as_completed(running), start=1):
                future.result()
                progress(done)
        except BrokenProcessPool as error:
            raise DetenteError(
                "A process of the back-test was ended from outside, perhaps for want of memory. "
                "Give the same command with --jobs 1; a ledger keeps what was done."
            ) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_works: list[Work] = []  # of this process, if it is a worker


def _start(folder: Path, outcomes: tuple[Outcome, ...], ledger: Ledger) -> None:
    vintage = Vintage(folder)
    models = {one.name: one for one in FORECASTERS}
    _works[:] = [Work(vintage, Happened(vintage, vintage.date, outcomes), ledger, models)]


def _do(year: int, wanted: list[Wanted]) -> None:
    _works[0].do(year, wanted)


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Variables that processes started meanwhile inherit."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value

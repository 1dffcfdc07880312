"""A back-test: every origin, every model, refitted on what was known; scores and a ledger."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from detente.evaluate.forecasts import FACTS, Happened
from detente.evaluate.ledger import Ledger, make_of
from detente.evaluate.origins import FIRST_ORIGIN
from detente.evaluate.question import Asked, ask
from detente.evaluate.record import track_record
from detente.evaluate.scored import TrackRecord
from detente.evaluate.workers import Work, complete
from detente.measures.decisions import decisions, onsets
from detente.models.forecasters import Forecaster
from detente.store import Vintage


@dataclass(frozen=True)
class Backtest:
    """What models were worth, and every forecast they made.

    Attributes
    ----------
    vintage : the id of the data
    ledger : one row per outcome, horizon, origin and pair at risk, with what came of it, the
        base rate known at the origin, and a column of chances for each model
    """

    vintage: str
    record: TrackRecord
    ledger: pl.DataFrame


def backtest(
    vintage: Vintage,
    *,
    outcomes: Sequence[str] = ("defence_pact",),
    horizons: Sequence[int] = (1,),
    first: int = FIRST_ORIGIN,
    last: int | None = None,
    models: Sequence[str | Forecaster] | None = None,
    jobs: int = 1,
    folder: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Backtest:
    """Forecast at every origin from what was known there, and score it.

    Parameters
    ----------
    first, last : first and last origin; each horizon ends with the last one fully observed
    models : names of forecasters, or forecasters; None for all that can run
    jobs : processes; with forecasters that are not in the registry all runs in this one
    folder : where the ledger is kept, one file per origin; what is there already is not
        forecast again. None keeps it in memory alone
    progress : called with the origins done and their number

    Raises
    ------
    BadHorizon      no whole number of years from 1 to 20
    BadQuestion     no such outcome or model, or no origin between the years
    DataError       a model failed, or the folder holds forecasts of other data or code
    """
    asked = ask(outcomes, horizons, first, last, models)
    happened = Happened(vintage, vintage.date, asked.outcomes)
    wanted = asked.by_origin({name: course.end for name, course in happened.courses.items()})
    with ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="detente-")))
        ledger = Ledger(folder, make_of(vintage))
        missing = {year: ledger.missing(year, all_of_it) for year, all_of_it in wanted.items()}
        missing = {year: some for year, some in sorted(missing.items()) if some}
        there = len(wanted) - len(missing)

        def done(origins: int) -> None:
            if progress is not None:
                progress(there + origins, len(wanted))

        done(0)
        complete(Work(vintage, happened, ledger, asked.models), missing, jobs=jobs, progress=done)
        forecasts = _of(asked, ledger.all(sorted(wanted)))
    decided = decisions(onsets(happened.cube), vintage.table("pledge_spells"))
    record = track_record(forecasts, decided, vintage.table("treaties"))
    return Backtest(vintage.id, record, forecasts)


def _of(asked: Asked, forecasts: pl.DataFrame) -> pl.DataFrame:
    """What was asked, of a ledger that may hold more."""
    return forecasts.filter(
        pl.col("outcome").is_in(asked.outcomes), pl.col("horizon").is_in(asked.horizons)
    ).select(*FACTS, *asked.models)

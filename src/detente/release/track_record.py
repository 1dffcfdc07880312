"""Building the track record that ships: a full back-test, and the forecasts of the last year coded."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import polars as pl

from detente.dates import HORIZONS
from detente.evaluate.forecasts import Happened, asked
from detente.evaluate.ledger import make_of
from detente.evaluate.origins import FIRST_ORIGIN, origin, rows_in
from detente.evaluate.outcomes import Course
from detente.evaluate.record import SEED
from detente.evaluate.run import backtest
from detente.evaluate.stored import STORED
from detente.evaluate.units import accession_units, body_units, decided_units
from detente.models.forecasters import OUTCOMES, Forecaster, Outcome, forecaster
from detente.models.past import CodedPast, Past
from detente.store import Vintage
from detente.store.artefact import Artefact, write_artefact

Frame = pl.DataFrame
Progress = Callable[[int, int], None]

MODELS = (
    "base",
    "persistence",
    "borders",
    "reference",
    "hazard",
    "network",
    "cells",
    "trees",
    "blend",
    "pool",
    "decisions",
    "stack",
)


def build_record(
    vintage: Vintage,
    folder: Path = STORED,
    *,
    outcomes: Sequence[Outcome] = OUTCOMES,
    horizons: Sequence[int] = HORIZONS,
    models: Sequence[str] = MODELS,
    first: int = FIRST_ORIGIN,
    jobs: int = 2,
    ledger: Path | None = None,
    progress: Progress | None = None,
) -> Artefact:
    """Score every model at every origin and write the tables that ship into a folder.

    Parameters
    ----------
    models : each is asked for the outcomes it speaks of
    first : first origin
    ledger : folder of forecasts; a build that was cut goes on from there
    progress : called with the origins done and their number

    Raises
    ------
    BadQuestion         a model needs packages that are not installed
    StoreUnwritable     the folder cannot be written
    """
    made_by = make_of(vintage)  # of the code as it is before the work, not after it
    known = [one for name in models if (one := forecaster(name)) is not None]
    speakers = [one for one in known if set(one.outcomes) & set(outcomes)]
    found = backtest(
        vintage,
        outcomes=outcomes,
        horizons=horizons,
        models=[one.name for one in speakers],
        first=first,
        jobs=jobs,
        folder=ledger,
        progress=progress,
    )
    happened = Happened(vintage, vintage.date, outcomes)
    last = happened.courses[outcomes[0]].cube.ends["pledge"]
    past = CodedPast(vintage, date(last + 1, 1, 1))
    frames = {
        **vars(found.record),
        "units": _units(vintage, range(first, last), jobs),
        "forecasts": pair_forecasts(past, happened, speakers, horizons),
        "accessions": _within(accession_units(past), horizons),
        "bodies": _within(body_units(past), horizons),
    }
    contents = {f"{name}.parquet": _parquet(frame) for name, frame in frames.items()}
    return write_artefact(folder, contents, made_by, vintage.date, SEED)


def pair_forecasts(
    past: Past, happened: Happened, models: Sequence[Forecaster], horizons: Sequence[int]
) -> Frame:
    """What every model says of every pair at risk at the end of a past's last complete year.

    Returns
    -------
    Columns `outcome`, `model`, `state1`, `state2` and a chance for each horizon (`p1`, `p5` …)
    """
    year = past.as_of.year - 1
    parts = []
    for course in happened.courses.values():
        rows = origin(course, year, 1).rows
        for model in models:
            if course.outcome in model.outcomes:
                parts.append(
                    _pairs(past, course, model, rows_in(past.cube, course.cube, rows), horizons)
                )
    return pl.concat(parts)


def _pairs(
    past: Past, course: Course, model: Forecaster, rows: np.ndarray, horizons: Sequence[int]
) -> Frame:
    cube = past.cube
    return pl.DataFrame(
        {
            "outcome": pl.repeat(course.outcome, len(rows), dtype=pl.String, eager=True),
            "model": pl.repeat(model.name, len(rows), dtype=pl.String, eager=True),
            "state1": cube.states[cube.one[rows]],
            "state2": cube.states[cube.two[rows]],
            **{
                f"p{horizon}": asked(model, past, course.outcome, rows, horizon).astype(np.float32)
                for horizon in horizons
            },
        }
    )


def _within(units: Frame, horizons: Sequence[int]) -> Frame:
    """Units with a chance for each horizon, that of one year compounding."""
    return units.drop("p").with_columns(
        (1 - (1 - units["p"]) ** horizon).cast(pl.Float32).alias(f"p{horizon}")
        for horizon in horizons
    )


def _units(vintage: Vintage, origins: range, jobs: int) -> Frame:
    """The units that decided, origins dealt out over processes."""
    parts = [list(origins[at::jobs]) for at in range(jobs)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        frames = list(pool.map(_decided, [vintage.folder] * jobs, parts))
    return pl.concat(frames).sort(
        "process", "origin", "percentile", descending=[False, False, True]
    )


def _decided(folder: Path, origins: list[int]) -> Frame:
    vintage = Vintage(folder)
    return decided_units(vintage, vintage.date, origins)


def _parquet(frame: Frame) -> bytes:
    buffer = io.BytesIO()
    frame.rechunk().write_parquet(
        buffer, compression="zstd", compression_level=19, statistics=False, row_group_size=1 << 20
    )
    return buffer.getvalue()

"""Past units kept: those of the last year coded in the package, those of other years in the cache.

Collecting them takes a second and more, reading them a moment. They hold for the very tables and
code they were collected by; of anything else they are not found, and are collected anew. They are
stored unit by unit, whose years are much alike and so take fewer bytes, and read back by year.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import get_args

import numpy as np
import polars as pl

from detente.errors import DataError, SourceMissing, StoreUnwritable
from detente.models.artefacts import LAST, MODULES, TABLES
from detente.models.past import Past
from detente.models.treaty.cases import Cases, Process, Taken, cases
from detente.models.treaty.processes import Processes
from detente.store import STARTER, Vintage
from detente.store.artefact import Artefact, read_artefact, write_artefact
from detente.store.folders import cache_dir
from detente.store.make import Make

FOLDER = STARTER.parent / "cases"
PROCESSES: tuple[Process, ...] = get_args(Process)
DECIDED = (
    *MODULES,
    "measures/decisions.py",
    "models/treaty/cases.py",
    "models/treaty/kept_cases.py",
)
PLACE = "place_"
KEPT, SHIPPED = 3, 19  # levels of compression: quick, and small


def kept_cases(vintage: Vintage, past: Past, fits: Processes, year: int, process: Process) -> Cases:
    """The past units of a process as of the end of a year: kept, else collected and then kept.

    Parameters
    ----------
    past, fits : of the first day after that year

    Raises
    ------
    Unreadable          those in the package are damaged
    ChecksumMismatch    those in the package were altered
    """
    made = Make.of(vintage, DECIDED, TABLES)
    day = date(year + 1, 1, 1)
    name = sha256("\n".join((made.data, made.version, made.code)).encode()).hexdigest()[:16]
    own = cache_dir() / "cases" / f"{day.isoformat()}-{name}"
    with suppress(SourceMissing):  # a package built without them
        if (found := _read(FOLDER, made, day, process)) is not None:
            return found
    with suppress(DataError, OSError):  # what the cache holds can be had again
        if (found := _read(own, made, day, process)) is not None:
            return found
    with suppress(StoreUnwritable, OSError):  # a cache nobody may write is no reason to stop
        write_cases(vintage, past, fits, year, own)
        if (found := _read(own, made, day, process)) is not None:
            return found
    return cases(past, fits, process)


def _read(folder: Path, made: Make, day: date, process: Process) -> Cases | None:
    """The units in a folder, if they are of this day, these tables and this code."""
    artefact = read_artefact(folder)
    if artefact.date != day or artefact.made.other_than(made) is not None:
        return None
    return _kept(folder, artefact.files[f"{process}.parquet"], process)


def write_cases(
    vintage: Vintage, past: Past, fits: Processes, year: int = LAST, folder: Path = FOLDER
) -> Artefact:
    """Store the past units of every process as of the end of a year.

    Raises
    ------
    StoreUnwritable     the folder cannot be written
    """
    made = Make.of(vintage, DECIDED, TABLES)
    level = SHIPPED if folder == FOLDER else KEPT
    contents: dict[str, bytes] = {}
    for process in PROCESSES:
        contents |= packed(cases(past, fits, process), level)
    return write_artefact(folder, contents, made, date(year + 1, 1, 1), seed=0)


@lru_cache(maxsize=6)
def _kept(folder: Path, _sha256: str, process: Process) -> Cases:
    artefact = read_artefact(folder)
    names = (f"{process}.parquet", f"{process}.json")
    return unpacked(process, {name: artefact.read(name) for name in names})


def packed(known: Cases, level: int = KEPT) -> dict[str, bytes]:
    """The units of a process as a table, and its decisions as JSON; name → content."""
    table = pl.DataFrame(
        {
            "unit": known.unit.astype(np.int32),
            "year": known.year.astype(np.int16),
            "chance": known.chance,
            "counted": known.counted,
            **{f"{PLACE}{at}": known.place[:, at] for at in range(known.place.shape[1])},
        }
    ).sort("unit", "year")
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd", compression_level=level)
    rest = {"end": known.end, "taken": [asdict(one) for one in known.taken]}
    return {
        f"{known.process}.parquet": buffer.getvalue(),
        f"{known.process}.json": json.dumps(rest).encode(),
    }


def unpacked(process: Process, contents: Mapping[str, bytes]) -> Cases:
    """The units of a process from its two files."""
    table = pl.read_parquet(io.BytesIO(contents[f"{process}.parquet"])).sort("year", "unit")
    rest = json.loads(contents[f"{process}.json"])
    return Cases(
        process=process,
        unit=table["unit"].to_numpy().astype(np.int64),
        year=table["year"].to_numpy().astype(np.int32),
        place=table.select(pl.col(f"^{PLACE}.*$")).to_numpy(),
        chance=table["chance"].to_numpy(),
        counted=table["counted"].to_numpy(),
        taken=tuple(
            Taken(
                year=one["year"],
                atopid=one["atopid"],
                states=tuple(one["states"]),
                n_dyads=one["n_dyads"],
                units=tuple(one["units"]),
            )
            for one in rest["taken"]
        ),
        end=rest["end"],
    )

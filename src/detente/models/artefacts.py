"""Fits made beforehand: the treaty processes as of the end of every year, and of the data's day.

The wheel carries one fit for each day in `days`, made from the starter tables by the code it
came with. A fit holds for these very tables and this code; of anything else it is stale, and
asking for it is an error. Then, and on any other day, fit anew: `processes.fit(Past(…))`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray

from detente.errors import OutOfCoverage, StaleArtefact
from detente.models.treaty.processes import Processes
from detente.store import STARTER, Vintage
from detente.store.artefact import Artefact, read_artefact, write_artefact
from detente.store.make import Make

FITS = STARTER.parent / "fits"
FILE = "treaty.npz"
FIRST, LAST = 1970, 2018  # years as of whose end there is a fit

TABLES = (
    "capabilities",
    "capitals",
    "contiguity_spells",
    "dispute_years",
    "igo_spells",
    "majors",
    "pledge_spells",
    "regimes",
    "rivalry_spells",
    "state_spells",
    "war_years",
)
_MEASURES = (
    "cube",
    "decisions",
    "distance",
    "groups",
    "known",
    "listed",
    "organisations",
    "register",
    "rungs",
    "system",
)
_TREATY = (
    "accession",
    "adoption",
    "coverage",
    "exits",
    "family",
    "foundation",
    "founding",
    "geography",
    "processes",
    "samples",
    "trials",
    "waves",
)
MODULES = (
    "dates.py",
    "words.py",
    *(f"measures/{name}.py" for name in _MEASURES),
    *(f"facts/{name}.csv" for name in ("blocs", "bodies", "body_dates", "names")),
    "models/belonging.py",
    "models/logit.py",
    "models/past.py",
    "models/pooled.py",
    *(f"models/treaty/{name}.py" for name in _TREATY),
    "models/treaty/trials.csv",
    "states",
)

Arrays = dict[str, NDArray[np.float64]]
Made = TypeVar("Made")


def days(vintage: Vintage) -> list[date]:
    """The days on which fits are made: 1 January of 1971 to 2019, and the vintage's own."""
    return [*(date(year + 1, 1, 1) for year in range(FIRST, LAST + 1)), vintage.date]


def make_of(vintage: Vintage) -> Make:
    """Of which data and by which code fits from a vintage would be made today."""
    return Make.of(vintage, MODULES, TABLES)


def stored_processes(
    vintage: Vintage, year: int | None = None, *, folder: Path = FITS
) -> Processes:
    """The processes fitted on what was known at the end of a year.

    Parameters
    ----------
    year : an origin from 1970 to 2018; None for the vintage's own date

    Raises
    ------
    StaleArtefact   they were made from other data, by other code or by another version
    OutOfCoverage   no fit was made for that year
    SourceMissing   the package holds none
    """
    artefact = read_artefact(folder)
    today = make_of(vintage)
    if (difference := artefact.made.other_than(today)) is not None:
        raise StaleArtefact(
            f"The fits in {folder} were made {difference}; they do not hold for "
            f"{vintage.id} and version {today.version}. Fit anew, or run `detente data build-fits`.",
            folder=folder,
            made=artefact.made,
            asked=today,
        )
    day = vintage.date if year is None else date(year + 1, 1, 1)
    known, arrays = _arrays(artefact.folder, artefact.files[FILE])
    if day not in known:
        raise OutOfCoverage(
            f"No fit was made as of {day}; there is one for the end of each year from {FIRST} to "
            f"{LAST}, and one for the vintage's date. Fit anew for another day.",
            day=day,
        )
    at = known.index(day)
    return unpacked(Processes, {name: stack[at] for name, stack in arrays.items()})


def write_fits(
    fits: Mapping[date, Processes],
    vintage: Vintage,
    folder: Path = FITS,
    *,
    made: Make | None = None,
    seed: int = 0,
) -> Artefact:
    """Store fits with the make they are of.

    Parameters
    ----------
    made : of what and by what they were made, if that was a while ago; None for just now
    seed : kept in the stamp; nothing is drawn in fitting

    Raises
    ------
    StoreUnwritable     the folder cannot be written
    """
    packs = [dict(packed(fits[day])) for day in sorted(fits)]
    stacks = {name: np.stack([pack[name] for pack in packs]) for name in packs[0]}
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        allow_pickle=False,
        day=np.array([day.isoformat() for day in sorted(fits)]),
        **stacks,
    )
    contents = {FILE: buffer.getvalue()}
    return write_artefact(folder, contents, made or make_of(vintage), vintage.date, seed)


@lru_cache(maxsize=2)
def _arrays(folder: Path, _sha256: str) -> tuple[list[date], Arrays]:
    with np.load(io.BytesIO(read_artefact(folder).read(FILE)), allow_pickle=False) as content:
        known = [date.fromisoformat(str(day)) for day in content["day"]]
        return known, {name: content[name] for name in content.files if name != "day"}


# ── results as named arrays, and back ────────────────────────────────────────────────────


def packed(result: Any, under: str = "") -> Iterator[tuple[str, NDArray[np.float64]]]:
    """The numbers of a frozen result, and of those within it: ``accession.coef`` and so on."""
    for field in fields(result):
        value, name = getattr(result, field.name), f"{under}{field.name}"
        if is_dataclass(value):
            yield from packed(value, f"{name}.")
        else:
            yield name, np.asarray(value, np.float64)


def unpacked(kind: type[Made], arrays: Mapping[str, NDArray[np.float64]], under: str = "") -> Made:
    """The result of a kind from its named arrays."""
    values: dict[str, Any] = {}
    for name, hint in get_type_hints(kind).items():
        if isinstance(hint, type) and is_dataclass(hint):
            values[name] = unpacked(hint, arrays, f"{under}{name}.")
        elif hint in (float, int):
            values[name] = hint(arrays[under + name])
        else:
            values[name] = np.array(arrays[under + name])
    return kind(**values)

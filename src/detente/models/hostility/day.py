"""The hostility an answer reads: chances of disputes and of rivalries' ends, as of a day.

What holds on the vintage's own day is stored with the package. For another day, or other
tables, it is worked out once and kept in the user's cache, under a name made of the data, the
code and the day; nothing made otherwise is ever read. Nothing here is drawn at random.

New disputes take the blend of hazard and trees where trees of the day's year are at hand, in the
package or because LightGBM is installed to fit them; else the hazard, and why is kept with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.dates import last_known_year
from detente.errors import SourceMissing
from detente.measures import known
from detente.models.hostility import ahead, drivers, forests, rivalries
from detente.models.hostility.lagged import fit_lagged, lagged_features, seen, skipped, standing
from detente.models.hostility.of_day import HostilityOfDay, packed, unpacked
from detente.models.past import Past, past_of
from detente.store import STARTER, Vintage, cache_dir
from detente.store.artefact import read_artefact, write_artefact
from detente.store.atomic import write_bytes
from detente.store.make import Make

Singles = NDArray[np.float32]

FOLDER = STARTER.parent / "hostility"
FILE = "hostility.npz"
READ = (
    "capabilities",
    "capitals",
    "contiguity_spells",
    "dispute_years",
    "majors",
    "pledge_spells",
    "regimes",
    "rivalry_spells",
    "state_spells",
    "ucdp_years",
    "war_years",
)
DECIDED = (
    "dates.py",
    "measures",
    "models/hostility",
    "models/hostility/trials.csv",
    "models/logit.py",
    "models/past.py",
    "models/survival.py",
)

Progress = Callable[[int, int], None]


def hostility(vintage: Vintage, as_of: date, *, progress: Progress | None = None) -> HostilityOfDay:
    """The hostility of a day: stored, cached, or worked out and then cached."""
    made = Make.of(vintage, DECIDED, READ)
    if as_of == vintage.date and (stored := _stored(made, FOLDER)) is not None:
        return stored
    hand = forests.at_hand(vintage, as_of)
    path = cache_dir() / "hostility" / f"{_name(made, as_of, hand)}.npz"
    if path.is_file() and (kept := _cached(path, path.stat().st_mtime_ns)) is not None:
        return kept
    found = work_out(vintage, as_of, hand=hand, progress=progress)
    write_bytes(path, packed(found))
    return found


def work_out(
    vintage: Vintage,
    as_of: date,
    *,
    hand: forests.AtHand | None = None,
    progress: Progress | None = None,
) -> HostilityOfDay:
    """The hostility of a day, anew.

    Parameters
    ----------
    hand : whether there are trees of new disputes; None to look
    progress : told the steps done and those there are
    """
    hand = hand or forests.at_hand(vintage, as_of)
    grown = forests.of_day(vintage, as_of, hand)
    past = past_of(vintage, as_of)
    cube, skip = past.cube, skipped(past)
    there = _there(past)
    rows, rivals = np.flatnonzero(there), ahead.rivals(past)
    rivals = rivals[there[rivals]]
    year = last_known_year(as_of) if skip else 0
    steps = 4 if skip else 2

    def tell(done: int) -> None:
        if progress is not None:
            progress(done, steps)

    tell(0)
    if skip:
        _fit_together(past, year)
    dispute = ahead.dispute(past, rows, grown)
    parts, between = ahead.dispute_parts(past, rows, grown)
    tell(1)
    end = ahead.rivalry_end(past, rivals)
    tell(2)
    in_year: list[Singles] = [np.zeros((3, 0), np.float32)] * 2
    for kind in range(2) if skip else ():
        ran = standing(past, rows, year, violent=bool(kind))
        in_year[kind] = np.stack([ran.chance, ran.low, ran.high]).astype(np.float32)
        tell(3 + kind)
    sides = np.concatenate([cube.one[rows], cube.two[rows]])
    states, places = np.unique(sides, return_inverse=True)
    return HostilityOfDay(
        states=cube.states[states].astype(np.int32),
        one=places[: len(rows)].astype(np.int16),
        two=places[len(rows) :].astype(np.int16),
        dispute=dispute.chances.astype(np.float32),
        horizons=np.array(dispute.fitted, np.int16),
        rival=np.searchsorted(rows, rivals).astype(np.int32),
        rivalry_end=end.chances.astype(np.float32),
        end_horizons=np.array(end.fitted, np.int16),
        dispute_base=ahead.dispute_rate(past),
        end_base=float(rivalries.base(past, rivals[:1], 1)[0]) if len(rivals) else 0.0,
        dispute_parts=parts.astype(np.float16),
        between=between,
        end_parts=drivers.of_ends(past, rivals).astype(np.float16),
        running=in_year[0],
        violent=in_year[1],
        year=year,
        skip=skip,
        model="hazard" if grown is None else "blend",
        why=hand.why,
    )


def write_hostility(
    vintage: Vintage, folder: Path = FOLDER, progress: Progress | None = None
) -> int:
    """Store the hostility of the vintage's own day; the bytes written."""
    content = packed(work_out(vintage, vintage.date, progress=progress))
    made = Make.of(vintage, DECIDED, READ)
    write_artefact(folder, {FILE: content}, made, vintage.date, seed=0)
    return len(content)


def _there(past: Past) -> NDArray[np.bool_]:
    """Pairs of states that exist on the day and did in the last full year before it."""
    cube, day = past.cube, past.as_of
    spells = known.on_the_day(past.tables.table("state_spells"), day).filter(
        (pl.col("system") == "cow")
        & (pl.col("end").is_null() | pl.col("list_end") | (pl.col("end") == day))
    )
    exists = np.isin(cube.states, spells["state"].to_numpy())
    last = min(cube.year(last_known_year(day)), cube.member.shape[1] - 1)
    return cube.member[:, last] & exists[cube.one] & exists[cube.two]


def _fit_together(past: Past, year: int) -> None:
    """The slow fits of a lag two at a time; numpy lets other threads run while it works.

    Each is kept in the past under its own name, so the order in which they end is no matter.
    """
    before = past.cube.year(year) - 1
    _ = past.cube, past.system  # made before the threads part
    rounds: tuple[tuple[Callable[[], object], ...], ...] = (
        (lambda: lagged_features(past, before), lambda: seen(past)),
        (
            lambda: fit_lagged(past, year, violent=False),
            lambda: fit_lagged(past, year, violent=True),
        ),
    )
    with ThreadPoolExecutor(2) as threads:
        for works in rounds:
            for running in [threads.submit(work) for work in works]:
                running.result()


def _name(made: Make, as_of: date, hand: forests.AtHand) -> str:
    text = f"{made.data} {made.code} {made.version} {as_of} {hand.how} {hand.why}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@lru_cache(maxsize=4)
def _cached(path: Path, _changed: int) -> HostilityOfDay | None:
    try:
        return unpacked(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError, BadZipFile):
        return None  # cut short or foreign: made anew


@lru_cache(maxsize=2)
def _stored(made: Make, folder: Path) -> HostilityOfDay | None:
    try:
        artefact = read_artefact(folder)
        stale = artefact.made.other_than(made)
        return None if stale else unpacked(artefact.read(FILE))
    except SourceMissing:
        return None

"""The draws an answer reads: the world walked from the coded record to a day and twenty years on.

Those of the vintage's own day are stored with the package. For another day, or other tables,
the world is simulated once and kept in the user's cache, under a name made of the data, the
code, the day, the number of draws and the seed; nothing made otherwise is ever read.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.dates import LONGEST_HORIZON
from detente.errors import OutOfCoverage, SourceMissing, StaleArtefact
from detente.models.artefacts import MODULES, TABLES, stored_processes
from detente.models.past import Past, past_of
from detente.models.simulate.budget import Budget
from detente.models.simulate.of_day import Draws, compressed, packed, unpacked
from detente.models.treaty import processes
from detente.models.treaty.processes import Processes
from detente.models.treaty.spread import log_spread
from detente.store import STARTER, Vintage, cache_dir
from detente.store.artefact import read_artefact, write_artefact
from detente.store.atomic import write_bytes
from detente.store.make import Make

if TYPE_CHECKING:
    from detente.models.simulate.conditions import Condition

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

STORED_DRAWS = 10_000
DRAWS = 500
PATIENCE = 60.0  # seconds for draws under a condition
SEED = 1945
LAST_YEAR = 2018  # of the coded treaties
FOLDER = STARTER.parent / "draws"
FILE = "draws.npz"
READ = (*TABLES, "bloc_members", "bloc_rules", "later_pacts")
DECIDED = (
    *MODULES,
    "models/simulate",
    "models/hostility",
    "models/hostility/trials.csv",
    "models/hazard.py",
    "models/pair_features.py",
    "models/pairs.py",
    "models/stronger.py",
    "models/survival.py",
    "models/treaty/spread.py",
    "measures/reported.py",
    "facts",
)


Progress = Callable[[int, int], None]


def draws(
    vintage: Vintage,
    as_of: date,
    *,
    count: int = DRAWS,
    seed: int = SEED,
    given: tuple[Condition, ...] = (),
    seconds: float = PATIENCE,
    progress: Progress | None = None,
) -> Draws:
    """The draws of a day: stored ones, cached ones, or new ones that are then cached.

    Parameters
    ----------
    count : how many new ones, if nothing is supposed
    given : what is supposed to happen; such draws are never the stored ones, and are as many, from
        `DRAWS` to `STORED_DRAWS`, as fit in `seconds`

    Raises
    ------
    BadCondition    a condition contradicts the record or is out of reach
    """
    made = Make.of(vintage, DECIDED, READ)
    if as_of == vintage.date and not given and (stored := _stored(made)) is not None:
        return stored
    many = f"{seconds:g} s" if given else str(count)
    path = cache_dir() / "draws" / f"{_name(made, as_of, many, seed, given)}.npz"
    if path.is_file() and (kept := _cached(path, path.stat().st_mtime_ns)) is not None:
        return kept
    found, _ = simulated(
        vintage,
        as_of,
        count=STORED_DRAWS if given else count,
        seed=seed,
        given=given,
        budget=Budget(time.monotonic() + seconds, DRAWS) if given else None,
        progress=progress,
    )
    content = packed(found)
    write_bytes(path, content)
    return unpacked(content)  # rounded, as it will be read again


def simulated(
    vintage: Vintage,
    as_of: date,
    *,
    count: int,
    seed: int = SEED,
    given: tuple[Condition, ...] = (),
    budget: Budget | None = None,
    progress: Progress | None = None,
) -> tuple[Draws, NDArray[np.int16]]:
    """New draws of a day, and what happened in each (draw, step, kind, what, state).

    Parameters
    ----------
    count : how many, or the most that a budget may allow
    """
    from detente.models.simulate.bridge import bridge
    from detente.models.simulate.carried import counted_in
    from detente.models.simulate.conditions import forced
    from detente.models.simulate.run import simulate
    from detente.models.simulate.start import start

    past = past_of(vintage, as_of)
    fits = fits_of(vintage, past)
    at = start(past, fits)
    way = bridge(past, at)
    found = simulate(
        at,
        fits,
        draws=count,
        years=LONGEST_HORIZON,
        seed=seed,
        gap=way.gap,
        forced=(*way.forced, *forced(given, past, at, way)),
        known_until=way.known_until,
        adoptions_known=way.adoptions_known,
        progress=progress,
        budget=budget,
    )
    cube = past.cube
    spread = np.zeros((len(cube.states),) * 2)
    spread[cube.one, cube.two] = spread[cube.two, cube.one] = np.nan_to_num(
        log_spread(past, fits, at.year, seed=seed)
    )
    single = np.float32
    result = Draws(
        states=cube.states[found.states].astype(np.int32),
        p=found.p.astype(single),
        some=found.some.astype(single),
        firm=found.firm.astype(single),
        in_force=counted_in(found.in_force, found.draws, past, at, way).astype(single),
        gap_sd=found.gap_sd.astype(single),
        fit_sd=spread[np.ix_(found.states, found.states)].astype(single),
        joins=found.joins.astype(single),
        inside=found.inside.astype(single),
        atopid=found.atopid,
        listed=np.array(way.listed, np.int32),
        rivals=found.rivals.astype(np.int16),
        rivalry_runs=found.rivalry_runs.astype(single),
        rivalry_ends=found.rivalry_ends.astype(single),
        rivalry_sd=_yearly(at.rivalry.horizons, at.rivalry.spread).astype(single),
        ends_and_pact=found.ends_and_pact.astype(single),
        rise_sd=at.pledges.spread,
        **_rise(past, found.states),
        origin=at.year,
        gap=way.years,
        draws=found.draws,
        seed=seed,
    )
    return result, found.events


def _rise(past: Past, states: NDArray[np.intp]) -> dict[str, Any]:
    """What moves the chance of a pledge short of a pact, between the states that take part."""
    from detente.models import stronger

    moved, cube = stronger.moved(past), past.cube
    place = np.full(len(cube.states), -1, np.intp)
    place[states] = np.arange(len(states))
    one, two = place[cube.one[moved.pairs]], place[cube.two[moved.pairs]]
    open_ = (one >= 0) & (two >= 0) & (moved.chance > 0)
    one, two = one[open_], two[open_]
    chance = np.zeros((len(states),) * 2, np.float32)
    parts = np.zeros((len(moved.parts), *chance.shape), np.float16)
    chance[one, two] = chance[two, one] = moved.chance[open_]
    parts[:, one, two] = parts[:, two, one] = moved.parts[:, open_]
    return {"rise": chance, "rise_base": moved.base, "rise_parts": parts}


def _yearly(horizons: Floats, values: Floats) -> Floats:
    """Values (k, R) of some horizons at each of 1 … 20 years, on straight lines between."""
    years = np.arange(1, LONGEST_HORIZON + 1)
    lines = [np.interp(years, horizons, values[:, at]) for at in range(values.shape[1])]
    return np.stack(lines, axis=1) if lines else np.zeros((LONGEST_HORIZON, 0))


def fits_of(vintage: Vintage, past: Past) -> Processes:
    """The processes as of the end of the last year a day knows, or of the vintage's own day.

    Stored ones where they hold for these tables and this code, else made anew.
    """
    year = None if past.as_of == vintage.date else past.register.end
    try:
        return stored_processes(vintage, year)
    except (StaleArtefact, OutOfCoverage, SourceMissing):
        end = past.as_of if year is None else date(year + 1, 1, 1)
        return processes.fit(past if end == past.as_of else Past(vintage, end))


def write_draws(vintage: Vintage, folder: Path = FOLDER, progress: Progress | None = None) -> int:
    """Store the draws of the vintage's own day; the bytes written."""
    found, events = simulated(vintage, vintage.date, count=STORED_DRAWS, progress=progress)
    contents = {FILE: packed(found), "decisions.npz": compressed(by_kind(events))}
    made = Make.of(vintage, DECIDED, READ)
    write_artefact(folder, contents, made, vintage.date, SEED)
    return sum(len(content) for content in contents.values())


def by_kind(events: NDArray[np.int16]) -> dict[str, NDArray[np.int16]]:
    """Events of draws as columns, ordered by what happened and to whom, which packs best."""
    order = np.lexsort(tuple(events[:, at] for at in (0, 1, 4, 3, 2)))
    columns = ("draw", "step", "kind", "what", "state")
    return {name: events[order, at] for at, name in enumerate(columns)}


def _name(made: Make, as_of: date, many: str, seed: int, given: tuple[Condition, ...]) -> str:
    supposed = "; ".join(sorted(str(one) for one in given))
    text = f"{made.data} {made.code} {made.version} {as_of} {many} {seed} {supposed}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@lru_cache(maxsize=4)
def _cached(path: Path, _changed: int) -> Draws | None:
    try:
        return unpacked(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None  # cut short or foreign: made anew


@lru_cache(maxsize=2)
def _stored(made: Make) -> Draws | None:
    try:
        artefact = read_artefact(FOLDER)
    except SourceMissing:
        return None
    return None if artefact.made.other_than(made) else unpacked(artefact.read(FILE))

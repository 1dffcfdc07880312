"""Does the bridge work? Past years asked about as years of today are, and what then stood.

At every asked year T coded alliances end at T − 8, disputes and organisations at T − 12. The
world is walked from there to T with the lists of members alone: no pact was read for those
years, so adoptions by organisations and all else are left to chance. Three things are asked.

- Which pacts stand at T? Against the state of T − 8 carried, and the same changed by the lists.
- Which pairs without one get one in ten years? Against the same model with records to T, and
  against the forecast made at T − 8 read as if it were of T: the loss to staleness.
- How many of a class of pairs have, or get, one? Draws give the interval (`class_years`).

Scored are pairs of states that were members of the system at T − 8 and at T: who was born since
takes no part in draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.evaluate.attribution import Attribution
from detente.evaluate.class_years import CLASSES, class_of
from detente.evaluate.origins import origin
from detente.evaluate.outcomes import Course, course
from detente.evaluate.staggered import Lags, Staggered
from detente.measures.cube import Cube, Tables, build
from detente.measures.rungs import Pledge
from detente.models.past import Past
from detente.models.simulate.bridge import Bridge, bridge
from detente.models.simulate.carried import persistence, with_lists
from detente.models.simulate.run import Simulated, simulate
from detente.models.simulate.start import Start, start
from detente.models.treaty import processes
from detente.models.treaty.processes import Processes

Frame = pl.DataFrame
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]

YEARS = range(1996, 2015)
LAST_TEN = 2008  # the last year whose ten years after it are coded
HORIZON = 10
DRAWS = 400
SEED = 1945


@dataclass(frozen=True)
class BackCast:
    """What the bridge said of one asked year, and what was so.

    Attributes
    ----------
    year : the asked one
    standing : pairs, columns `state1, state2, year, class, in_force, bridged, base, carried,
        carried_p, lists, lists_p`; `carried` and `lists` are the state itself, and with `_p`
        the share of pairs in such a state that had a pact as long after it
    ten : pairs at risk, columns `state1, state2, year, class, event, treaty, base, bridged,
        stale, current`; empty after 2008
    standing_draws, fresh_draws : (draws, C) pairs of each class with a pact at T, and those
        without one that had one within ten years
    standing_came, fresh_came, size : (C,) how many there were, and of how many pairs
    level : (C,) pairs with a pact once lists have been followed, and nothing else moved
    left_out : (2,) pairs with a pact at T, and pairs that got one, with a state born since T − 8
    listed : treaties whose members are known by name
    """

    year: int
    standing: Frame
    ten: Frame
    standing_draws: NDArray[np.int32]
    fresh_draws: NDArray[np.int32]
    standing_came: NDArray[np.int64]
    fresh_came: NDArray[np.int64]
    size: NDArray[np.int64]
    level: NDArray[np.int64]
    left_out: tuple[int, int]
    listed: tuple[int, ...]


def back_casts(
    tables: Tables,
    day: date,
    years: Iterable[int] = YEARS,
    *,
    lags: Lags | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Callable[[int], None] | None = None,
) -> list[BackCast]:
    """Back-casts of several years.

    Parameters
    ----------
    day : as of which what happened is read
    lags : years before the asked one in which records end; those of 2026 if None
    """
    happened = build(tables, day)
    came = course("defence_pact", happened)
    treaties = Attribution(happened, tables.table("pledge_spells"))
    found = []
    for year in years:
        found.append(back_cast(tables, year, came, treaties, lags=lags, draws=draws, seed=seed))
        if progress is not None:
            progress(year)
    return found


def back_cast(
    tables: Tables,
    year: int,
    came: Course,
    treaties: Attribution,
    *,
    lags: Lags | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> BackCast:
    """The back-cast of one year."""
    happened = came.cube
    past = Staggered(tables, year, lags)
    fits = processes.fit(past)
    at = start(past, fits)
    way = bridge(past, at, past.coded_to)
    living = np.flatnonzero(happened.member[:, happened.year(year)])
    place = _places(happened, past, at, living)
    part = (place >= 0).all(axis=1)
    pairs, place = living[part], place[part]
    classes = np.full(at.cover.shape, -1, np.int64)
    classes[place[:, 0], place[:, 1]] = class_of(past, at)[place[:, 0], place[:, 1]]
    classes = np.maximum(classes, classes.T)
    found = simulate(
        at,
        fits,
        draws=draws,
        years=HORIZON,
        seed=seed,
        gap=way.gap,
        forced=way.forced,
        known_until=way.known_until,
        adoptions_known=way.adoptions_known,
        classes=classes,
    )
    kind = classes[place[:, 0], place[:, 1]]
    stood = happened.pledge[:, happened.year(year)] >= Pledge.DEFENCE
    facts: dict[str, NDArray] = {  # type: ignore[type-arg]
        "state1": happened.states[happened.one[pairs]],
        "state2": happened.states[happened.two[pairs]],
        "year": np.full(len(pairs), year, np.int32),
        "class": kind,
    }
    ten, missed = _ten(tables, past, at, fits, found, came, treaties, pairs, place, facts)
    event = ten.filter("event")["class"].to_numpy()
    standing = {
        **facts,
        "in_force": stood[pairs],
        "bridged": found.in_force[place[:, 0], place[:, 1]],
        **_carried(past, at, way, place),
    }
    return BackCast(
        year=year,
        standing=pl.DataFrame(standing),
        ten=ten,
        standing_draws=_every_class(found.standing),
        fresh_draws=_every_class(found.fresh),
        standing_came=np.bincount(kind[stood[pairs]], minlength=CLASSES),
        fresh_came=np.bincount(event, minlength=CLASSES),
        size=np.bincount(kind, minlength=CLASSES),
        level=np.bincount(kind[standing["lists"]], minlength=CLASSES),
        left_out=(int(stood[living[~part]].sum()), missed),
        listed=way.listed,
    )


def _every_class(counts: NDArray[np.int32]) -> NDArray[np.int32]:
    """Counts of the classes that occur as counts of all."""
    return np.pad(counts, ((0, 0), (0, CLASSES - counts.shape[1])))


def _places(happened: Cube, past: Past, at: Start, pairs: Rows) -> Rows:
    """Where the two states of pairs stand in a start, −1 where one takes no part; (n, 2)."""
    codes = past.cube.states[at.states]
    place = {int(code): k for k, code in enumerate(codes)}
    of = np.array([place.get(int(code), -1) for code in happened.states], np.intp)
    return np.column_stack([of[happened.one[pairs]], of[happened.two[pairs]]])


def _carried(past: Staggered, at: Start, way: Bridge, place: Rows) -> dict[str, NDArray]:  # type: ignore[type-arg]
    """The state of the last coded year carried, alone and with the lists, and what each is worth."""
    one, two = place[:, 0], place[:, 1]
    base, begins, stays = persistence(past, past.lags.pledge)
    found: dict[str, NDArray] = {"base": np.full(len(place), base)}  # type: ignore[type-arg]
    for name, cover in (("carried", at.cover), ("lists", with_lists(at, way))):
        bound = cover[one, two] > 0
        found[name] = bound
        found[f"{name}_p"] = np.where(bound, stays, begins)
    return found


def _ten(
    tables: Tables,
    past: Staggered,
    at: Start,
    fits: Processes,
    found: Simulated,
    came: Course,
    treaties: Attribution,
    pairs: Rows,
    place: Rows,
    facts: dict[str, NDArray],  # type: ignore[type-arg]
) -> tuple[Frame, int]:
    """Pairs at risk, what came of each in ten years, and what was said; events left out."""
    year, happened = past.year, came.cube
    asked = origin(came, year, HORIZON)
    where = np.full(len(happened.one), -1, np.intp)
    where[pairs] = np.arange(len(pairs))
    row = where[asked.rows]
    here = row >= 0
    row = row[here]
    if year > LAST_TEN:
        here, row = here & False, row[:0]
    one, two = place[row].T
    missed = int(asked.event.sum() - asked.event[here].sum()) if year <= LAST_TEN else 0
    base = float(came.base_rates(HORIZON)[happened.year(year)])
    said = {"bridged": found.p[HORIZON - 1, one, two]}
    if len(row):
        stale = simulate(at, fits, draws=found.draws, years=HORIZON, seed=found.seed)
        said["stale"] = stale.p[HORIZON - 1, one, two]
        said["current"] = _current(tables, year, happened, asked.rows[here], found)
    else:
        said |= {"stale": np.zeros(0), "current": np.zeros(0)}
    never = {name: np.where(p > 0, p, base) for name, p in said.items()}
    return pl.DataFrame(
        {
            **{name: column[row] for name, column in facts.items()},
            "event": asked.event[here],
            "treaty": treaties.treaties(asked)[here],
            "base": np.full(len(row), base),
            **never,
        }
    ), missed


def _current(tables: Tables, year: int, happened: Cube, rows: Rows, like: Simulated) -> Floats:
    """What the same model says with every record known to the year."""
    past = Past(tables, date(year + 1, 1, 1))
    fits = processes.fit(past)
    at = start(past, fits)
    found = simulate(at, fits, draws=like.draws, years=HORIZON, seed=like.seed)
    one, two = _places(happened, past, at, rows).T
    within: Floats = found.p[HORIZON - 1, one, two]
    return within

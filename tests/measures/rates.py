"""How often pairs came to a defence pact: the two ways of counting that the tests compare.

A pact is the top rung of commitment, owed in either direction: defence, or offence, which
counts as at least defence. `pact` may be given to count otherwise.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.measures.cube import Cube
from detente.measures.rungs import Pledge
from detente.models.survival import cumulative, tallies, years_in_view, years_to_next

HORIZONS = (1, 5, 10, 20)
LAST = 2018  # ATOP 5.1

Rows = NDArray[np.bool_]


def pacts(cube: Cube) -> Rows:
    """Pair-years with a pact in force."""
    return cube.pledge >= Pledge.DEFENCE


def members_next_year(cube: Cube) -> Rows:
    """Pair-years that both states outlive by a year."""
    later = np.zeros_like(cube.member)
    later[:, :-1] = cube.member[:, 1:]
    return later


def between(cube: Cube, rows: Rows, first: int, last: int) -> Rows:
    """The rows of these calendar years."""
    kept = np.zeros_like(rows)
    span = slice(cube.year(first), cube.year(last) + 1)
    kept[:, span] = rows[:, span]
    return kept


def reached(pact: Rows, rows: Rows, horizon: int) -> Rows:
    """The rows at risk that had a pact within the horizon."""
    return rows & ~pact & (years_to_next(pact) <= horizon)


def simple(
    cube: Cube,
    rows: Rows,
    horizon: int,
    first: int = 1946,
    last: int | None = None,
    pact: Rows | None = None,
) -> float:
    """Share of rows without a pact that had one in t+1 … t+h; a pair that dies without scores 0.

    Rows run to the last year with h years of record after it, unless `last` is given.
    """
    pact = pacts(cube) if pact is None else pact
    kept = between(cube, rows & cube.member & ~pact, first, last or LAST - horizon)
    return float(reached(pact, kept, horizon).sum() / kept.sum())


def censored(cube: Cube, rows: Rows, horizon: int, pact: Rows | None = None) -> float:
    """Kaplan–Meier chance of a pact within h years, from rows of 1946 on.

    The death of a state and the end of the record censor.
    """
    pact = pacts(cube) if pact is None else pact
    kept = between(cube, rows & cube.member & ~pact, 1946, LAST - 1)
    wait = years_to_next(pact)[kept]
    view = years_in_view(cube.member, cube.year(LAST))[kept]
    events, risk = tallies(wait, view, np.zeros(len(wait), np.int64), 1)
    return float(cumulative(events, risk)[0, horizon - 1])


def recent(event: Rows, first: int, last: int) -> Rows:
    """Whether a row saw the event in t−first … t−last."""
    seen = np.zeros_like(event)
    for back in range(last, first + 1):
        seen[:, back:] |= event[:, : event.shape[1] - back]
    return seen

"""Rolling origins: the pairs at risk at the end of a year, and what came of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.evaluate.outcomes import Course
from detente.measures.cube import Cube
from detente.models.forecasters import Outcome

FIRST_ORIGIN = 1970


@dataclass(frozen=True)
class Origin:
    """Pairs at risk at the end of a year.

    Attributes
    ----------
    rows : (n,) places of the pairs in the cube of what happened
    event : (n,) whether it came within the horizon
    onset : (n,) the year in which it came; 0 without an event
    left : (n,) whether the pair left the system before the horizon without the event
    """

    outcome: Outcome
    year: int
    horizon: int
    rows: NDArray[np.intp]
    event: NDArray[np.bool_]
    onset: NDArray[np.int32]
    left: NDArray[np.bool_]


def last_origin(course: Course, horizon: int) -> int:
    """The last origin whose horizon was fully observed."""
    return course.end - horizon


def origins(course: Course, horizon: int, first: int = FIRST_ORIGIN) -> list[Origin]:
    """Every origin from `first` on whose horizon was fully observed."""
    last = last_origin(course, horizon)
    return [origin(course, year, horizon) for year in range(first, last + 1)]


def origin(course: Course, year: int, horizon: int) -> Origin:
    """The pairs at risk at the end of a year, and what came of each."""
    at = course.cube.year(year)
    rows = np.flatnonzero(course.risk[:, at])
    wait = course.wait[rows, at].astype(np.int32)
    event = wait <= horizon
    return Origin(
        outcome=course.outcome,
        year=year,
        horizon=horizon,
        rows=rows,
        event=event,
        onset=np.where(event, year + wait, 0).astype(np.int32),
        left=~event & (course.view[rows, at] < horizon),
    )


def rows_in(past: Cube, happened: Cube, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """The places in the cube of a past of pairs at risk there."""
    one, two = (
        np.searchsorted(past.states, happened.states[side[rows]])
        for side in (happened.one, happened.two)
    )
    return past.index[one, two].astype(np.intp)

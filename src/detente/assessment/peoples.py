"""A people on one side of a question, and a pair of them over the years.

A people is followed across succession (West Germany and Germany), so it may have borne
several state codes; what is on record of a pair is on record under any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.assessment.schema import Member
from detente.assessment.world import OfPairs, World
from detente.measures.cube import FIRST_YEAR
from detente.states.lineage import Stage, lineage
from detente.states.names import names

Frame = pl.DataFrame
Layer = TypeVar("Layer", np.int8, np.bool_)


@dataclass(frozen=True)
class People:
    """One state on a side, with the states its people is followed back to."""

    state: int
    code: str
    name: str
    stages: tuple[Stage, ...]
    since: date | None = None  # legal member of its bloc since
    unconfirmed: bool = False

    @cached_property
    def codes(self) -> tuple[int, ...]:
        """Every state code the people is on record under."""
        return tuple(dict.fromkeys(stage.state for stage in self.stages))

    def member(self) -> Member:
        """As the schema shows it."""
        return Member(
            state=self.state,
            code=self.code,
            name=self.name,
            since=self.since,
            unconfirmed=self.unconfirmed,
        )

    def existed(self, first: int, last: int) -> NDArray[np.bool_]:
        """In which of the years first … last the people had a state on any day."""
        out = np.zeros(last - first + 1, np.bool_)
        for stage in self.stages:
            until = stage.end.year if stage.end is not None else last
            out[max(stage.start.year - first, 0) : max(until - first + 1, 0)] = True
        return out


def people(
    world: World, state: int, day: date, *, since: date | None = None, unconfirmed: bool = False
) -> People:
    """The people of a state as it could be known on the day of the answer."""
    return People(
        state=state,
        code=names().code_on(state, day),
        name=names().name_on(state, day),
        stages=lineage(state, world.as_of, world.states),
        since=since,
        unconfirmed=unconfirmed,
    )


@dataclass(frozen=True)
class Pair:
    """Two peoples; `one` is of side A, `two` of side B."""

    one: People
    two: People

    @property
    def name(self) -> str:
        """Both names, as read in a sentence."""
        return f"{self.one.name}–{self.two.name}"

    @cached_property
    def code_pairs(self) -> list[tuple[int, int]]:
        """Every pair of state codes, the lower first."""
        return [(min(a, b), max(a, b)) for a in self.one.codes for b in self.two.codes if a != b]

    def rows(self, table: OfPairs) -> Frame:
        """The rows of a table of pairs that are about this pair."""
        return table.rows(self.code_pairs)


@dataclass(frozen=True)
class Track:
    """A pair over the years of the cube, whatever codes it is on record under.

    `together` tells the years in which both had a state (Gleditsch–Ward), `framed` those in
    which COW lists both.
    """

    years: NDArray[np.int32]
    pledge: NDArray[np.int8]
    hostility: NDArray[np.int8]
    rivalry: NDArray[np.bool_]
    dispute: NDArray[np.bool_]
    onset: NDArray[np.bool_]
    border: NDArray[np.int8]
    majors: NDArray[np.int8]
    framed: NDArray[np.bool_]
    together: NDArray[np.bool_]


def track(world: World, pair: Pair) -> Track:
    """Both axes and the structure of a pair, year by year from 1816."""
    cube = world.cube
    rows = [at for a, b in pair.code_pairs if (at := cube.pair(a, b)) >= 0]
    last = int(cube.years[-1])

    def most(layer: NDArray[Layer]) -> NDArray[Layer]:
        if not rows:
            return np.zeros(len(cube.years), layer.dtype)
        most_of_them: NDArray[Layer] = layer[rows].max(axis=0)
        return most_of_them

    border = cube.border[rows] if rows else np.zeros((1, len(cube.years)), np.int8)
    nearest = np.where(border > 0, border, 9).min(axis=0)
    return Track(
        years=cube.years,
        pledge=most(cube.pledge),
        hostility=most(cube.hostility),
        rivalry=most(cube.rivalry),
        dispute=most(cube.dispute),
        onset=most(cube.onset),
        border=np.where(nearest < 9, nearest, 0).astype(np.int8),
        majors=np.add(world.major(pair.one.codes), world.major(pair.two.codes)),
        framed=most(cube.member),
        together=pair.one.existed(FIRST_YEAR, last) & pair.two.existed(FIRST_YEAR, last),
    )

"""One vintage as it could be known on one day: all that an assessment reads."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.dates import last_known_year
from detente.measures import cube as cubes
from detente.measures import known
from detente.measures.cube import Cube
from detente.measures.rungs import pledge_rung
from detente.models import reference
from detente.models.analogues import Space, space
from detente.models.hostility.day import hostility
from detente.models.hostility.of_day import HostilityOfDay
from detente.models.simulate.conditions import Condition
from detente.models.simulate.draws import PATIENCE, Progress, draws
from detente.models.simulate.of_day import Draws
from detente.states.lineage import successions
from detente.states.systems import StateTable
from detente.store import Vintage

Frame = pl.DataFrame
SEED = 1945  # of the bootstrap; printed with every answer
MODERN_CLASS = 1946  # classes start here, or in 1816 for days before 1970
MODERN_FROM = 1970


@dataclass(frozen=True)
class Treaty:
    """A treaty's name: a title somebody read, or a description."""

    atopid: int
    name: str
    titled: bool
    umbrella: bool


KEY = 10_000  # state codes have at most four digits


class OfPairs:
    """A table of pairs of states, looked up by pair."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        keys = _keys(frame["state1"].to_numpy(), frame["state2"].to_numpy())
        self._order = np.argsort(keys, kind="stable")
        pairs, starts, counts = np.unique(keys[self._order], return_index=True, return_counts=True)
        spans = zip(starts.tolist(), (starts + counts).tolist(), strict=True)
        self._spans = dict(zip(pairs.tolist(), spans, strict=True))
        self._none = frame.clear()

    def rows(self, pairs: Iterable[tuple[int, int]]) -> Frame:
        """The rows of any of these pairs (the lower code first), in the table's order."""
        spans = [span for a, b in set(pairs) if (span := self._spans.get(a * KEY + b)) is not None]
        if not spans:
            return self._none
        return self.frame[np.sort(np.concatenate([self._order[slice(*span)] for span in spans]))]


def _keys(one: NDArray[np.int32], two: NDArray[np.int32]) -> NDArray[np.int64]:
    return one.astype(np.int64) * KEY + two


class World:
    """The tables of a vintage, cut at `as_of`; derived parts are made when first asked for."""

    def __init__(
        self,
        vintage: Vintage,
        as_of: date,
        given: tuple[Condition, ...] = (),
        seconds: float = PATIENCE,
    ) -> None:
        self.vintage = vintage
        self.as_of = as_of
        self.given = given
        self.seconds = seconds
        self.known_year = last_known_year(as_of)
        self._parties: dict[tuple[int, date], int] = {}
        self._families: dict[int, tuple[int, ...]] = {}
        self._majors: dict[tuple[int, ...], NDArray[np.int8]] = {}
        self._ideals: dict[tuple[int, ...], dict[int, float]] = {}
        self.progress: Progress | None = None

    def table(self, name: str) -> Frame:
        """A table of the vintage, uncut: every reader cuts it at `as_of` by its lag."""
        return self.vintage.table(name)

    @cached_property
    def states(self) -> StateTable:
        """Who existed when."""
        return StateTable(self.table("state_spells"))

    @cached_property
    def cube(self) -> Cube:
        """Both axes for every pair and year."""
        return cubes.build(self.vintage, self.as_of)

    @cached_property
    def draws(self) -> Draws:
        """The world walked forward from the coded record to the day and twenty years on."""
        return draws(
            self.vintage,
            self.as_of,
            given=self.given,
            seconds=self.seconds,
            progress=self.progress,
        )

    @cached_property
    def hostility(self) -> HostilityOfDay:
        """Chances of disputes and of rivalries' ends as of the day; the draws tell the progress."""
        return hostility(self.vintage, self.as_of)

    def walk(self) -> None:
        """Have draws and hostility ready; on a new day they are worked out side by side."""
        with ThreadPoolExecutor(1) as beside:
            hostile = beside.submit(lambda: self.hostility)
            _ = self.draws
            hostile.result()

    @cached_property
    def first_class_year(self) -> int:
        """The first year of reference classes."""
        return MODERN_CLASS if self.as_of.year >= MODERN_FROM else cubes.FIRST_YEAR

    @cached_property
    def classes(self) -> dict[reference.Outcome, reference.Classes]:
        """The reference classes of every outcome."""
        return reference.fit(self.cube, self.first_class_year, seed=SEED)

    @cached_property
    def pledges(self) -> OfPairs:
        """Pledge spells with their rung."""
        spells = known.on_the_day(self.table("pledge_spells"), self.as_of).with_columns(
            rung=pledge_rung(), last=pl.min_horizontal("last", pl.lit(self.as_of.year))
        )
        return OfPairs(spells)

    @cached_property
    def disputes(self) -> OfPairs:
        """Dispute-years."""
        return OfPairs(known.disputes(self.table("dispute_years"), self.as_of))

    @cached_property
    def wars(self) -> OfPairs:
        """War-years."""
        return OfPairs(known.year_end(self.table("war_years"), self.as_of))

    @cached_property
    def ucdp(self) -> OfPairs:
        """Years of interstate conflict between primary parties, by UCDP."""
        return OfPairs(known.year_end(self.table("ucdp_years"), self.as_of))

    @cached_property
    def rivalries(self) -> OfPairs:
        """Strategic rivalries (Thompson, Sakuwa & Suhas)."""
        coded = self.table("rivalry_spells").filter(pl.col("coding") == "tss")
        return OfPairs(known.hindsight(coded, self.as_of))

    @cached_property
    def ideal_points(self) -> Frame:
        """Published UN ideal points."""
        return known.year_end(self.table("ideal_points"), self.as_of)

    @cached_property
    def ideals(self) -> dict[int, dict[int, float]]:
        """The published UN ideal point of each state by year."""
        found: dict[int, dict[int, float]] = {}
        for state, year, ideal in self.ideal_points.select("state", "year", "ideal").iter_rows():
            found.setdefault(state, {})[year] = ideal
        return found

    def ideals_of(self, codes: tuple[int, ...]) -> dict[int, float]:
        """The ideal point of a people by year, the latest first."""
        if codes not in self._ideals:
            years = {y: ideal for code in codes for y, ideal in self.ideals.get(code, {}).items()}
            self._ideals[codes] = dict(sorted(years.items(), reverse=True))
        return self._ideals[codes]

    @cached_property
    def first_end(self) -> int:
        """Rivalries are counted as ended from this year on: 1945 with modern classes."""
        return max(self.first_class_year - 1, cubes.FIRST_YEAR)

    @cached_property
    def space(self) -> Space:
        """Where every pair-year lies among the others."""
        return space(self.cube, self.shares)

    @cached_property
    def treaties(self) -> dict[int, Treaty]:
        """Treaties by ATOP number."""
        return {
            atopid: Treaty(atopid, name, confidence != "C", bool(umbrella))
            for atopid, name, umbrella, confidence in self.table("treaties")
            .select("atopid", "name", "umbrella", "confidence")
            .iter_rows()
        }

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """CINC over the cube's states and years; NaN where not measured."""
        return self._by_state("capabilities", "cinc")

    def _by_state(self, table: str, value: str) -> NDArray[np.float64]:
        rows = known.year_end(self.table(table), self.as_of).drop_nulls(value)
        cube = self.cube
        out = np.full((len(cube.states), len(cube.years)), np.nan)
        at = np.searchsorted(cube.states, rows["state"].to_numpy())
        column = rows["year"].to_numpy() - cubes.FIRST_YEAR
        inside = (at < len(cube.states)) & (column >= 0) & (column < len(cube.years))
        at, column = at[inside], column[inside]
        right = cube.states[at] == rows["state"].to_numpy()[inside]
        out[at[right], column[right]] = rows[value].to_numpy()[inside][right]
        return out

    def parties(self, atopid: int, when: date) -> int:
        """How many states a treaty bound on a day."""
        key = (atopid, when)
        if key not in self._parties:
            rows = self.pledges.frame.filter(
                (pl.col("atopid") == atopid)
                & (pl.col("start") <= when)
                & (pl.col("end").is_null() | (pl.col("end") >= when))
            )
            self._parties[key] = pl.concat([rows["state1"], rows["state2"]]).n_unique()
        return self._parties[key]

    def major(self, codes: tuple[int, ...]) -> NDArray[np.int8]:
        """1 in each year of the cube in which a state under any of these codes was a major power."""
        if codes not in self._majors:
            at = np.flatnonzero(np.isin(self.cube.states, codes))
            self._majors[codes] = np.any(self.cube.major[at], axis=0).astype(np.int8)
        return self._majors[codes]

    def family(self, state: int) -> tuple[int, ...]:
        """Every code the people of a state is on record under, followed both ways in time."""
        if state not in self._families:
            steps = [s for s in successions().known(self.as_of) if s.followed]
            codes = [state]
            for code in codes:  # grows while it is walked
                codes += [
                    other
                    for step in steps
                    if code in (step.predecessor, step.successor)
                    for other in (step.predecessor, step.successor)
                    if other not in codes
                ]
            self._families[state] = tuple(dict.fromkeys(codes))
        return self._families[state]

    def share(self, codes: tuple[int, ...]) -> tuple[float, int] | None:
        """The latest capability share on record under any of these codes, and its year."""
        latest = (
            self._latest_shares[code]
            for code in dict.fromkeys(codes)
            if code in self._latest_shares
        )
        return max(latest, key=lambda share: share[1], default=None)

    @cached_property
    def _latest_shares(self) -> dict[int, tuple[float, int]]:
        """The latest share of each state, and its year."""
        rows = known.year_end(self.table("capabilities"), self.as_of).drop_nulls("cinc")
        latest = rows.sort("year").group_by("state").last()
        return {
            state: (float(share), int(year))
            for state, share, year in latest.select("state", "cinc", "year").iter_rows()
        }


@lru_cache(maxsize=8)
def world(
    vintage: Vintage,
    as_of: date,
    given: tuple[Condition, ...] = (),
    seconds: float = PATIENCE,
) -> World:
    """The world of a vintage on a day, under conditions; the last few are kept.

    Parameters
    ----------
    seconds : for draws under conditions
    """
    return World(vintage, as_of, given, seconds)

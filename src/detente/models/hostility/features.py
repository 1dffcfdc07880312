"""What is known of each pair at the end of each year: history of conflict, structure, power.

Every column is worked out for all years at once from the layers of a past, each cell from its
own year and those before it. Rivalries run until their end could be seen, three years on; a
dispute counts as violent from the year it ended, when its level is told. So the row of a year
is the same in a past cut at that year and in a later one. Two things are revised in hindsight:
the distance between capitals is that of the past's day, and CINC is that of one release.

Disputes may be read with a delay: then the row of year t holds the disputes known at t − delay
and everything else as of t, which is how the world looks where dispute records have ended.

References
----------
Beck, Katz & Tucker (1998), American Journal of Political Science 42: 1260–1288. Bremer (1992),
Journal of Conflict Resolution 36: 309–341 (contiguity, power, democracy). Diehl & Goertz
(2000), *War and Peace in International Rivalry* (repeated disputes).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.dates import HINDSIGHT_YEARS
from detente.measures import known
from detente.measures.cube import Cube
from detente.measures.rungs import Pledge
from detente.models.hostility.circle import circle
from detente.models.hostility.history import (
    any_in,
    carried,
    count_in,
    delayed,
    fading,
    run_length,
    spline,
    years_since,
)
from detente.models.past import FIRST_YEAR_FITTED, Past

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]
Layers = Iterator[tuple[str, NDArray[np.generic]]]

QUIET_CAP = 60  # years of peace; beyond, all are alike
QUIET_KNOTS = (0.0, 1.0, 4.0, 10.0, 25.0, 50.0)
HALF_LIVES = (1.0, 4.0, 15.0)  # years, of the fading sums of onsets
HEAVY_HALF_LIFE = 8.0  # years, of violence and deaths
SHARE_PRIOR = 0.02, 8.0  # disputes and years added to a pair's own before taking its rate
LEAST_SHARE = 1e-6  # CINC of the smallest states rounds to zero
LEAST_KM, UNKNOWN_KM = 10.0, 8000.0  # a state without a capital on record is far from all
UNKNOWN_POLYARCHY = 0.3  # never measured: mostly small states
FORCE, WAR = 4, 5  # MID levels: use of force, war


@dataclass(frozen=True)
class Features:
    """Columns over pair-years, by year and then pair.

    Attributes
    ----------
    names : (k,) of the columns
    pair, column : (n,) the pair and the cube's column of the year; every pair-year since 1946
        in which both were members, and every pair in the last year
    x : (n, k) float32, finite
    last : the last column
    """

    names: tuple[str, ...]
    pair: Rows
    column: Rows
    x: Floats
    last: int

    def now(self, pairs: Rows) -> Rows:
        """Places of these pairs in the last year."""
        return int(np.searchsorted(self.column, self.last)) + pairs

    def get(self, name: str, rows: Rows | slice = slice(None)) -> Floats:
        """One column, over all rows or some."""
        values: Floats = self.x[rows, self.names.index(name)]
        return values

    def some(self, names: Sequence[str], rows: Rows) -> Floats:
        """Some of the columns over some of the rows."""
        columns = np.array([self.names.index(name) for name in names])
        values: Floats = self.x[rows[:, None], columns]
        return values


def features(past: Past) -> Features:
    """The features of every pair-year of a past, made once.

    The last year is the last of which disputes are known: 2014 in MID 5.0, however much later
    the day.
    """
    last = past.cube.year(past.cube.ends["dispute"])
    return past.keep("hostility features", lambda: build(past, last, delay=0))


def build(past: Past, last: int, delay: int) -> Features:
    """Features up to column `last`, disputes read with a delay of years.

    Layers whose source ends before the column hold their last year.
    """
    cube = past.cube
    first = cube.year(FIRST_YEAR_FITTED)
    used = carried(cube.member, last + 1)[:, first:].copy()
    used[:, -1] = True
    column, pair = np.nonzero(used.T)
    column += first
    names, columns = [], []
    for name, values in _layers(past, last + 1, delay):
        taken = values[pair, column] if values.ndim == 2 else values[pair]
        names.append(name)
        columns.append(taken.astype(np.float32))
    for number, bent in enumerate(spline(columns[names.index("quiet")], QUIET_KNOTS), start=1):
        names.append(f"quiet_{number}")
        columns.append(bent)
    return Features(tuple(names), pair, column, np.column_stack(columns), last)


def rivalry_as_known(cube: Cube) -> Flags:
    """Rivalries as they were seen at the end of each year: an end is seen three years late."""
    return any_in(cube.rivalry, HINDSIGHT_YEARS)


def _layers(past: Past, stop: int, delay: int) -> Layers:
    """Name and values of each column, over pairs and years or over pairs alone."""
    cube = past.cube
    rivalry = carried(rivalry_as_known(cube), stop)
    border, pledge, majors = (
        carried(layer[:, : cube.year(cube.ends[name]) + 1], stop)
        for name, layer in (
            ("border", cube.border),
            ("pledge", cube.pledge),
            ("major", cube.majors()),
        )
    )
    onset = delayed(cube.onset, delay, stop)
    yield "rivalry", rivalry
    yield "rivalry_age", np.log1p(run_length(rivalry))
    yield "former_rivalry", np.logical_or.accumulate(rivalry, axis=1) & ~rivalry
    yield "land", border == 1
    yield "contiguous", border > 0
    yield "majors", majors
    yield "pact", pledge >= Pledge.DEFENCE
    yield "pledge", pledge > Pledge.NONE
    yield from _disputes(past, onset, stop, delay)
    yield from _states(past, stop)
    recent = fading(onset, HALF_LIVES[1])
    first = cube.year(FIRST_YEAR_FITTED)
    yield from circle(cube, recent, rivalry, pledge >= Pledge.DEFENCE, border > 0, first)


def _disputes(past: Past, onset: Flags, stop: int, delay: int) -> Layers:
    cube = past.cube
    dispute = delayed(cube.dispute, delay, stop)
    member = delayed(cube.member, delay, stop)
    rows = _dispute_rows(past)
    yield "onset", onset
    yield "onsets_5", np.log1p(count_in(onset, 5))
    yield "onsets_10", np.log1p(count_in(onset, 10))
    for half in HALF_LIVES:
        yield f"onsets_fading_{half:g}", np.log1p(fading(onset, half))
    quiet = np.minimum(years_since(dispute, member), QUIET_CAP)
    yield "quiet", quiet
    yield "log_quiet", np.log1p(quiet.astype(np.float32))
    yield "never", ~np.logical_or.accumulate(dispute, axis=1)
    disputes, years = SHARE_PRIOR
    together = np.cumsum(member, axis=1, dtype=np.float32) + np.float32(years)
    own = np.cumsum(onset, axis=1, dtype=np.float32) + np.float32(disputes)
    yield "log_rate", np.log(own / together)

    running = _placed(cube, rows.filter(pl.col("last") > pl.col("year")), pl.lit(1))
    ended = rows.filter(pl.col("last") == pl.col("year"))
    violent = _placed(cube, ended.filter(pl.col("hostility") >= FORCE), pl.lit(1)) > 0
    deaths = _placed(cube, ended, pl.col("fatality").fill_null(0))
    yield "running", delayed(running, delay, stop)
    violent = delayed(violent, delay, stop)
    yield "violent_10", np.log1p(count_in(violent, 10))
    yield "violent_fading", np.log1p(fading(violent, HEAVY_HALF_LIFE))
    yield "deaths_fading", np.log1p(fading(delayed(deaths, delay, stop), HEAVY_HALF_LIFE))
    war = _placed(cube, ended.filter(pl.col("hostility") >= WAR), pl.lit(1)) > 0
    yield "war_fading", np.log1p(fading(delayed(war, delay, stop), HALF_LIVES[2]))


def _states(past: Past, stop: int) -> Layers:
    cube, system = past.cube, past.system
    one, two = cube.one, cube.two
    km = np.nan_to_num(system.km[one, two], nan=UNKNOWN_KM)
    yield "log_km", np.log(np.maximum(km, LEAST_KM))
    shares = np.nan_to_num(carried(system.cinc, stop), nan=0.0)
    strength = np.log(np.maximum(shares, LEAST_SHARE)).astype(np.float32)
    larger = np.maximum(strength[one], strength[two])
    smaller = np.minimum(strength[one], strength[two])
    yield "larger", larger
    yield "smaller", smaller
    yield "balance", smaller - larger
    polyarchy = carried(system.polyarchy, stop)
    rule = np.nan_to_num(polyarchy, nan=UNKNOWN_POLYARCHY).astype(np.float32)
    yield "less_democratic", np.minimum(rule[one], rule[two])
    yield "more_democratic", np.maximum(rule[one], rule[two])
    age = np.log1p(run_length(carried(system.member, stop)).astype(np.float32))
    yield "younger", np.minimum(age[one], age[two])


def _placed(cube: Cube, rows: pl.DataFrame, value: pl.Expr) -> Floats:
    """The largest value of each pair and year, (P, Y)."""
    out = np.zeros(cube.member.shape, np.float32)
    values = rows.select(value.alias("value").cast(pl.Float32))["value"].to_numpy()
    values = np.broadcast_to(values, rows.height)
    np.maximum.at(out, (rows["pair"].to_numpy(), rows["column"].to_numpy()), values)
    return out


def _dispute_rows(past: Past) -> pl.DataFrame:
    """Dispute-years as known on the past's day, with `pair` and `column`."""
    cube = past.cube
    rows = known.disputes(past.tables.table("dispute_years"), past.as_of)
    codes = rows["state1"].is_in(cube.states) & rows["state2"].is_in(cube.states)
    rows = rows.filter(codes)
    one, two = (np.searchsorted(cube.states, rows[side]) for side in ("state1", "state2"))
    return rows.with_columns(
        pair=pl.Series(cube.index[one, two]), column=pl.col("year") - int(cube.years[0])
    )

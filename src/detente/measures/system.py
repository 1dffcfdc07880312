"""States by year: who belongs to the system, how old, how strong, how democratic, and how far apart.

Dense arrays over states and years, on the states of a cube, cut at the same day. Values that
end before the day are carried from the last year their source could tell; `ends` says which.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.dates import last_known_year
from detente.measures import known
from detente.measures.cube import FIRST_YEAR, Cube, Tables
from detente.measures.distance import geodesic_km

Frame = pl.DataFrame
Floats = NDArray[np.float64]

COVERAGE = {"cinc": 2022, "polyarchy": 2025}
REGIONS = (
    "Americas",
    "Europe",
    "Sub-Saharan Africa",
    "Middle East and North Africa",
    "Asia",
    "Oceania",
)
_FIRST_CODES = np.array([200, 400, 600, 700, 900])  # COW numbers states by region


@dataclass(frozen=True)
class System:
    """States (S) and years (Y) of a cube.

    Attributes
    ----------
    member : (S, Y) bool      in the COW system on any day of the year
    born : (S, Y) int32       the year in which its current stay in the system began; 0 outside
    region : (S,) int8        index into `REGIONS`, by the number COW gave the state
    km : (S, S)               between capitals, the last known on the day; NaN without one
    cinc : (S, Y)             share of the system's capabilities, carried; NaN never measured
    polyarchy : (S, Y)        V-Dem electoral democracy, 0–1, carried; NaN never measured
    ends : layer → last year that was known
    """

    member: NDArray[np.bool_]
    born: NDArray[np.int32]
    region: NDArray[np.int8]
    km: Floats
    cinc: Floats
    polyarchy: Floats
    ends: dict[str, int]


def build(tables: Tables, cube: Cube) -> System:
    """The states of a cube as they could be known on its day."""
    as_of = cube.as_of
    last = last_known_year(as_of)
    ends = {layer: min(last, end) for layer, end in COVERAGE.items()}
    member, born = _membership(known.on_the_day(tables.table("state_spells"), as_of), cube)
    return System(
        member=member,
        born=born,
        region=region_of(cube.states),
        km=_apart(known.on_the_day(tables.table("capitals"), as_of), cube),
        cinc=_by_year(known.year_end(tables.table("capabilities"), as_of), "cinc", cube),
        polyarchy=_by_year(known.year_end(tables.table("regimes"), as_of), "polyarchy", cube),
        ends=ends,
    )


def region_of(states: NDArray[np.int32]) -> NDArray[np.int8]:
    """Region of each COW code, as an index into `REGIONS`."""
    return np.searchsorted(_FIRST_CODES, states, side="right").astype(np.int8)


def _membership(spells: Frame, cube: Cube) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
    shape = (len(cube.states), len(cube.years))
    member, born = np.zeros(shape, np.bool_), np.zeros(shape, np.int32)
    rows = spells.filter(pl.col("system") == "cow").select("state", "start", "end", "list_end")
    for state, start, end, carried in rows.iter_rows():
        at = int(np.searchsorted(cube.states, state))
        first = max(start.year, FIRST_YEAR) - FIRST_YEAR
        stop = len(cube.years) if end is None or carried else end.year - FIRST_YEAR + 1
        member[at, first:stop] = True
        born[at, first:stop] = start.year
    return member, born


def _apart(capitals: Frame, cube: Cube) -> Floats:
    last = capitals.sort("start").group_by("state").agg(pl.col("lat", "lng").last())
    lat, lng = (np.full(len(cube.states), np.nan) for _ in range(2))
    at = np.searchsorted(cube.states, last["state"].to_numpy())
    top = len(cube.states) - 1
    here = cube.states[np.minimum(at, top)] == last["state"].to_numpy()
    lat[at[here]], lng[at[here]] = last["lat"].to_numpy()[here], last["lng"].to_numpy()[here]
    km = np.full((len(cube.states),) * 2, np.nan)
    km[cube.one, cube.two] = geodesic_km(lat[cube.one], lng[cube.one], lat[cube.two], lng[cube.two])
    km[cube.two, cube.one] = km[cube.one, cube.two]
    np.fill_diagonal(km, 0.0)
    return km


def _by_year(rows: Frame, value: str, cube: Cube) -> Floats:
    """Values over states and years, each carried until the next one."""
    rows = rows.drop_nulls(value).sort("year")
    out = np.full((len(cube.states), len(cube.years)), np.nan)
    at = np.searchsorted(cube.states, rows["state"].to_numpy())
    column = rows["year"].to_numpy() - FIRST_YEAR
    top = len(cube.states) - 1
    here = (
        (cube.states[np.minimum(at, top)] == rows["state"].to_numpy())
        & (column >= 0)
        & (column < len(cube.years))
    )
    out[at[here], column[here]] = rows[value].to_numpy()[here]
    return carried(out)


def carried(values: Floats) -> Floats:
    """Each row's values, every gap filled with the last value before it."""
    at = np.where(np.isfinite(values), np.arange(values.shape[1]), 0)
    np.maximum.accumulate(at, axis=1, out=at)
    filled: Floats = np.take_along_axis(values, at, axis=1)
    return filled

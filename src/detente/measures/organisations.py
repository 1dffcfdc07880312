"""Organisations by year: which states are full members of which intergovernmental body.

From the COW list, to 2014; later years carry the last one and `end` says so. Before 1965 the
list is five-yearly and its makers filled the years between.

References
----------
Pevehouse, Nordstrom, McManus & Jamison (2020), Journal of Peace Research 57: 492–503.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.measures.cube import Cube, Tables

COVERED_TO = 2014


@dataclass(frozen=True)
class Organisations:
    """Organisations (G), states (S) and years (N) from `first` to the cube's last.

    Attributes
    ----------
    names : (G,) COW's short names
    member : (G, S, N) bool
    founded : (G,) int32      first year on the list
    first : the calendar year of column 0
    end : the last year that was known; later columns carry it
    """

    names: tuple[str, ...]
    member: NDArray[np.bool_]
    founded: NDArray[np.int32]
    first: int
    end: int

    def at(self, year: int) -> NDArray[np.bool_]:
        """Members in a calendar year, (G, S)."""
        return self.member[:, :, year - self.first]


def build(tables: Tables, cube: Cube, first: int) -> Organisations:
    """The organisations known on the cube's day, from a calendar year on."""
    last = int(cube.years[-1])
    end = min(last, COVERED_TO)
    spells = (
        tables.table("igo_spells")
        .filter(pl.col("first") <= end)
        .with_columns(pl.min_horizontal("last", pl.lit(end)))
    )
    names = spells["igo"].unique().sort().to_list()
    number = {name: at for at, name in enumerate(names)}
    founded = np.full(len(names), end, np.int32)
    member = np.zeros((len(names), len(cube.states), last - first + 1), np.bool_)
    where = {int(state): at for at, state in enumerate(cube.states)}
    for igo, state, begin, until in spells.select("igo", "state", "first", "last").iter_rows():
        at = number[igo]
        founded[at] = min(founded[at], begin)
        if state in where and until >= first:
            stop = last if until == end else until
            member[at, where[state], max(begin, first) - first : stop - first + 1] = True
    return Organisations(tuple(names), member, founded, first, end)

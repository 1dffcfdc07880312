"""Organisations by year: which states are full members of which intergovernmental body.

From the COW list, to 2014. Later years carry the last one and `end` says so; over it are laid the
bodies whose members were read to the day (`listed`). Before 1965 the list is five-yearly and its
makers filled the years between.

References
----------
Pevehouse, Nordstrom, McManus & Jamison (2020), Journal of Peace Research 57: 492–503.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.measures import listed
from detente.measures.cube import Cube, Tables
from detente.states.systems import StateTable

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
    end : the last year of the list; later columns carry it, but for bodies read to the day
    """

    names: tuple[str, ...]
    member: NDArray[np.bool_]
    founded: NDArray[np.int32]
    first: int
    end: int

    def at(self, year: int) -> NDArray[np.bool_]:
        """Members in a calendar year, (G, S)."""
        return self.member[:, :, year - self.first]


def coded(tables: Tables, cube: Cube, first: int) -> Organisations:
    """The list alone, its last year carried."""
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


def to_the_day(
    carried: Organisations, tables: Tables, cube: Cube, origin: int, day: date
) -> Organisations:
    """Organisations with the members that were read laid over the years after their list.

    Parameters
    ----------
    carried : the list, its last year carried
    origin : the last year of coded alliances, in which walks to the day begin: it and later ones
        show the members of the day, earlier ones those at their own end
    day : the last one of which members are known
    """
    last = carried.first + carried.member.shape[2] - 1
    days = {
        year: min(date(year, 12, 31), day) if year < origin else day
        for year in range(carried.end + 1, last + 1)
    }
    if not days:
        return carried
    states = StateTable(tables.table("state_spells"))
    lists = {end: listed.known_on(end, states) for end in sorted(set(days.values()))}
    read = {name for known in lists.values() for name, members in known.items() if members}
    new = sorted(read - set(carried.names))
    names = (*carried.names, *new)
    number = {name: at for at, name in enumerate(names)}
    where = {int(state): at for at, state in enumerate(cube.states)}
    more = np.zeros((len(new), *carried.member.shape[1:]), np.bool_)
    member = np.concatenate([carried.member, more])
    for year, end in days.items():
        for name, members in lists[end].items():
            if name not in number:  # it ended before it could be on either
                continue
            column = member[number[name], :, year - carried.first]
            column[:] = False
            column[[where[state] for state in members if state in where]] = True
    founded = [listed.bodies()[name].since for name in new]
    return replace(
        carried,
        names=names,
        member=np.ascontiguousarray(member),
        founded=np.concatenate([carried.founded, np.array(founded, np.int32)]),
    )

"""The register of treaties: who is a party to what, by year, and what each text owes.

A treaty is in force in a year if any pair of states is bound by it. A state is a *party* if
any obligation binds it to another, and a *defence party* if it owes or is owed defence.
Signatures date a treaty, as in ATOP.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.measures import known
from detente.measures.cube import Cube, Tables
from detente.measures.rungs import Pledge, pledge_rung

Frame = pl.DataFrame


@dataclass(frozen=True)
class Register:
    """Treaties (T), states (S) and years (N) from `first` to the cube's last.

    Attributes
    ----------
    atopid : (T,) ATOP's numbers in rising order
    begun : (T,) int32        the year of the first obligation
    party : (T, S, N) bool    bound by any obligation
    defence : (T, S, N) bool  bound by defence, in either direction
    rung : (T, N) int8        the strongest commitment in force; 0 not in force
    first : the calendar year of column 0
    end : the last year that was known; later columns are empty
    """

    atopid: NDArray[np.int32]
    begun: NDArray[np.int32]
    party: NDArray[np.bool_]
    defence: NDArray[np.bool_]
    rung: NDArray[np.int8]
    first: int
    end: int

    def column(self, year: int) -> int:
        """The column of a calendar year."""
        return year - self.first


def build(tables: Tables, cube: Cube, first: int) -> Register:
    """The treaties known on the cube's day, from a calendar year on."""
    end = cube.ends["pledge"]
    spells = known.on_the_day(tables.table("pledge_spells"), cube.as_of).with_columns(
        rung=pledge_rung(),
        until=pl.min_horizontal(pl.coalesce(pl.col("end").dt.year(), pl.lit(end)), pl.lit(end)),
    )
    atopid = np.unique(spells["atopid"].to_numpy()).astype(np.int32)
    years = int(cube.years[-1]) - first + 1
    shape = (len(atopid), len(cube.states), years)
    party, defence = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    rung = np.zeros((len(atopid), years), np.int8)
    begun = np.full(len(atopid), end, np.int32)
    treaty = np.searchsorted(atopid, spells["atopid"].to_numpy())
    one = np.searchsorted(cube.states, spells["state1"].to_numpy())
    two = np.searchsorted(cube.states, spells["state2"].to_numpy())
    start = spells["first"].to_numpy()
    stop = spells["until"].to_numpy()
    rungs = spells["rung"].to_numpy()
    for t, a, b, since, last, level in zip(treaty, one, two, start, stop, rungs, strict=True):
        begun[t] = min(begun[t], since)
        if last < first or since > end:
            continue
        when = slice(max(since, first) - first, last - first + 1)
        for state in (a, b):
            if state < len(cube.states):
                party[t, state, when] = True
                if level >= Pledge.DEFENCE:
                    defence[t, state, when] = True
        rung[t, when] = np.maximum(rung[t, when], level)
    return Register(atopid, begun, party, defence, rung, first, end)

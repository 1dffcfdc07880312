"""Pairs below a defence pact, year by year: what each was like, and whether a rung was reached.

One row is a pair of states in a year in which both were members and owed each other no
defence. A past cut later gives the same row (`pair_features`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import DataError
from detente.measures.cube import FIRST_YEAR, Cube
from detente.measures.rungs import Pledge
from detente.models.pair_features import Layer, Rows, features
from detente.models.past import FIRST_YEAR_FITTED, Past


@dataclass(frozen=True)
class Pairs:
    """Rows (n) of pairs below a defence pact, by year then pair, since 1946.

    Attributes
    ----------
    names : (k,) names of the columns
    pair : (n,) row of the cube
    year : (n,) calendar year
    x : (n, k) float32
    last : the last year, that of the last pledge known
    """

    names: tuple[str, ...]
    pair: Rows
    year: NDArray[np.int32]
    x: Layer
    last: int

    def until(self, year: int) -> slice:
        """The rows of years up to and including one."""
        return slice(0, int(np.searchsorted(self.year, year, side="right")))

    def now(self, rows: Rows) -> Rows:
        """Where pairs of the cube stand among the rows of the last year, (m,).

        Raises
        ------
        DataError       a pair that was not below a pact, both states being members, in `last`
        """
        begin = int(np.searchsorted(self.year, self.last))
        here = self.pair[begin:]
        at = np.minimum(np.searchsorted(here, rows), max(len(here) - 1, 0))
        if len(rows) and (not len(here) or (here[at] != rows).any()):
            raise DataError(
                f"Some of these pairs were not at risk at the end of {self.last}: both must be "
                "members of the system and owe each other no defence."
            )
        return begin + at


def pairs(past: Past) -> Pairs:
    """All pairs below a defence pact in every year since 1946, made once for a past."""
    return past.keep("pairs", lambda: _build(past))


def reached(
    cube: Cube, pair: Rows, year: NDArray[np.int32], horizon: int, least: NDArray[np.int8] | Pledge
) -> NDArray[np.bool_]:
    """Whether a rung of at least `least` was in force in any of t+1 … t+h, both being members.

    Parameters
    ----------
    pair, year : (n,) pairs and their years t, t + h within the cube
    least : a rung, or one for each row
    """
    column = year - FIRST_YEAR
    hit = np.zeros(len(pair), np.bool_)
    for ahead in range(1, horizon + 1):
        now = pair, column + ahead
        hit |= cube.member[now] & (cube.pledge[now] >= least)
    return hit


def thinned(y: NDArray[np.bool_], every: int, seed: int) -> tuple[Rows, NDArray[np.float64]]:
    """Every row with the event and one in `every` of the others, which weighs as much as all.

    Events are so rare that the rows left out would tell a fit next to nothing.

    Returns
    -------
    kept, weight : (m,) places among the rows, and how many rows each stands for

    References
    ----------
    King & Zeng (2001), Political Analysis 9: 137–163.
    """
    kept = np.flatnonzero(y | (np.random.default_rng(seed).random(len(y)) < 1 / every))
    others = int((~y).sum()) / max(int((~y[kept]).sum()), 1)
    return kept, np.where(y[kept], 1.0, others)


def _build(past: Past) -> Pairs:
    cube = past.cube
    last = cube.ends["pledge"]
    span = slice(cube.year(FIRST_YEAR_FITTED), cube.year(last) + 1)
    open_rows = cube.member[:, span] & (cube.pledge[:, span] < Pledge.DEFENCE)
    column, pair = np.nonzero(open_rows.T)
    year = (column + FIRST_YEAR_FITTED).astype(np.int32)
    layers = dict(features(past, pair, year))
    x = np.empty((len(pair), len(layers)), np.float32)
    for at, values in enumerate(layers.values()):
        x[:, at] = values
    return Pairs(tuple(layers), pair, year, x, last)

"""Where each key stands among the rows, looked up in constant time.

A table of codes gives the number of a state or pair, and a block of that many rows and as
many columns as there are years gives the row. The cost of a look-up does not grow with the
panel, as that of a binary search does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
ABSENT = -1


@dataclass(frozen=True)
class Places:
    """A look-up from keys to rows.

    Attributes
    ----------
    unit : (T, T) code and code → number of the pair, or (T, 1) of the state; −1 where none
    first : the first year
    row : (U, Y) number and year → row of the panel, −1 where none
    """

    unit: Ints
    first: int
    row: Ints

    @classmethod
    def of(cls, year: Ints, one: Ints, two: Ints | None, keep: NDArray[np.bool_]) -> Places:
        """The places of the rows that are kept; of two with one key the last."""
        rows = np.flatnonzero(keep).astype(np.int32)
        year, one = year[rows], one[rows]
        two = np.zeros_like(one) if two is None else two[rows]
        unit = np.full((_top(one), _top(two)), ABSENT, np.int32)
        unit[one, two] = 0
        known = np.nonzero(unit == 0)
        unit[known] = np.arange(len(known[0]), dtype=np.int32)
        first = int(year.min(initial=np.iinfo(np.int32).max)) if len(year) else 0
        span = int(year.max()) - first + 1 if len(year) else 0
        row = np.full((len(known[0]), span), ABSENT, np.int32)
        row[unit[one, two], year - first] = rows
        return cls(unit, first, row)

    def __call__(self, year: Ints, one: Ints, two: Ints | None) -> Ints:
        """The row of each key, −1 where there is none."""
        found = np.full(len(year), ABSENT, np.int32)
        column = year - self.first
        other = np.zeros_like(one) if two is None else two
        inside = (
            (one >= 0)
            & (one < self.unit.shape[0])
            & (other >= 0)
            & (other < self.unit.shape[1])
            & (column >= 0)
            & (column < self.row.shape[1])
        )
        if inside.all():
            number = self.unit[one, other]
            return np.where(number >= 0, self.row[number, column], np.int32(ABSENT))
        number = self.unit[one[inside], other[inside]]
        found[inside] = np.where(number >= 0, self.row[number, column[inside]], np.int32(ABSENT))
        return found


def _top(codes: Ints) -> int:
    return int(codes.max(initial=0)) + 1

"""Spells into years."""

from __future__ import annotations

import numpy as np
import polars as pl

Frame = pl.DataFrame


def expand(spells: Frame, first: str = "first", last: str = "last") -> Frame:
    """One row per spell and calendar year, `year` in place of the first and last year."""
    begin = spells[first].to_numpy().astype(np.int64)
    length = np.maximum(spells[last].to_numpy().astype(np.int64) - begin + 1, 0)
    rows = np.repeat(np.arange(len(begin)), length)
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    years = pl.Series("year", (begin[rows] + offset).astype(np.int32))
    return spells.drop(first, last)[rows].with_columns(years)

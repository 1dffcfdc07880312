"""Runs of years on one rung of one axis; years without a pair or outside coverage stand apart."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.assessment.schema import Stretch
from detente.measures.cube import FIRST_YEAR

Told = Literal["coded", "no pair", "outside coverage"]


def stretches(
    layer: NDArray[np.int8],
    together: NDArray[np.bool_],
    rungs: type[IntEnum],
    *,
    first: int = FIRST_YEAR,
    last: int,
    end: int,
) -> list[Stretch]:
    """The runs of a pair's years on one axis.

    Parameters
    ----------
    layer, together : rung by year from 1816, and whether both had a state
    rungs : `Pledge` or `Hostility`
    first, last : years shown
    end : last year coded and known
    """
    runs: list[tuple[int, int, int | None, Told]] = []
    for year in range(first, last + 1):
        at = year - FIRST_YEAR
        value: int | None = None
        how: Told = "coded"
        if year > end or at >= len(layer):
            how = "outside coverage"
        elif not together[at] and layer[at] == 0:
            how = "no pair"
        else:
            value = int(layer[at])
        if runs and runs[-1][2:] == (value, how):
            runs[-1] = (runs[-1][0], year, value, how)
        else:
            runs.append((year, year, value, how))
    return [
        Stretch(first=begun, last=ended, rung=value, label=_label(rungs, value, how), how=how)
        for begun, ended, value, how in runs
    ]


def _label(rungs: type[IntEnum], value: int | None, how: Told) -> str:
    if value is None:
        return how
    label: str = rungs(value).label  # type: ignore[attr-defined]
    return label

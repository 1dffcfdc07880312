"""Discrete-time survival: how long until an event, with leaving seen as leaving.

Time runs in whole years after a row's own year. A row that leaves view (its pair ends, or
the record ends) before its event is censored, never counted as a survivor.

References
----------
Kaplan & Meier (1958), JASA 53: 457–481. Singer & Willett (1993), Journal of Educational
Statistics 18: 155–195 (discrete time).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.dates import LONGEST_HORIZON

NEVER = np.int16(9999)


def years_to_next(event: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Years from each cell to the next event strictly later in its row; NEVER where none.

    Parameters
    ----------
    event : (P, Y) bool

    Returns
    -------
    (P, Y) int16, at least 1
    """
    wait = np.full(event.shape, NEVER, np.int16)
    for year in range(event.shape[1] - 2, -1, -1):
        after = wait[:, year + 1]
        wait[:, year] = np.where(event[:, year + 1], 1, np.where(after < NEVER, after + 1, NEVER))
    return wait


def years_in_view(member: NDArray[np.bool_], end: int) -> NDArray[np.int16]:
    """Whole years after each cell during which the pair exists without a break.

    Parameters
    ----------
    member : (P, Y) bool
    end : last column in which an event could be seen
    """
    view = np.zeros(member.shape, np.int16)
    for year in range(min(end, member.shape[1] - 1) - 1, -1, -1):
        view[:, year] = np.where(member[:, year + 1], view[:, year + 1] + 1, 0)
    return view


def tallies(
    wait: NDArray[np.int16],
    view: NDArray[np.int16],
    group: NDArray[np.int64],
    groups: int,
    horizon: int = LONGEST_HORIZON,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Events and rows at risk in each year after the start, by group.

    Parameters
    ----------
    wait, view : (n,) years to the event and in view
    group : (n,) group of each row, 0 … groups−1

    Returns
    -------
    events, risk : (groups, horizon)
    """
    seen = wait <= view
    leave = np.minimum(np.minimum(wait, view), horizon + 1).astype(np.int64)
    width = horizon + 2
    events = np.bincount(
        group[seen] * width + np.minimum(wait[seen], horizon + 1), minlength=groups * width
    ).reshape(groups, width)[:, 1 : horizon + 1]
    left = np.bincount(group * width + leave, minlength=groups * width).reshape(groups, width)
    risk = left[:, ::-1].cumsum(1)[:, ::-1][:, 1 : horizon + 1]
    return events.astype(np.float32), risk.astype(np.float32)


def cumulative(events: NDArray[np.floating], risk: NDArray[np.floating]) -> NDArray[np.float64]:
    """Kaplan–Meier chance of an event within 1, 2, … years, over the last axis.

    Where nobody is at risk any more the curve stays where it was.
    """
    hazard = np.divide(events, risk, out=np.zeros(events.shape, np.float64), where=risk > 0)
    survival: NDArray[np.float64] = np.cumprod(1 - hazard, axis=-1)
    return 1 - survival

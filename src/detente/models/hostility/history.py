"""How a quantity of the past weighs on a year: fading sums, counts in a window, years since.

Arrays run over rows (pairs or states) and years; each cell is worked out from its own year and
those before it, never from later ones.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Kind = TypeVar("Kind", bound=np.generic)


def carried(layer: NDArray[Kind], stop: int) -> NDArray[Kind]:
    """The layer over years 0 … stop − 1, its last year held where it ends before."""
    missing = stop - layer.shape[1]
    return layer[:, :stop] if missing <= 0 else np.pad(layer, ((0, 0), (0, missing)), "edge")


def delayed(layer: NDArray[Kind], delay: int, stop: int) -> NDArray[Kind]:
    """The layer over years 0 … stop − 1, each year showing what stood `delay` years before."""
    shown = carried(layer, stop - delay)
    return np.pad(shown, ((0, 0), (delay, 0))) if delay else shown


def fading(event: Flags | Floats, half_life: float) -> Floats:
    """Sum of what happened up to each year, each year's part halved every `half_life` years."""
    keep = np.float32(0.5 ** (1 / half_life))
    out = event.astype(np.float32)
    for year in range(1, out.shape[1]):
        out[:, year] += keep * out[:, year - 1]
    return out


def count_in(event: Flags, window: int) -> Floats:
    """How many of the last `window` years, each cell's own among them, had the event."""
    total = np.cumsum(event, axis=1, dtype=np.int16)
    out = total.astype(np.float32)
    out[:, window:] -= total[:, :-window]
    return out


def any_in(on: Flags, window: int) -> Flags:
    """Whether it was so in any of the last `window` years, each cell's own among them."""
    out = on.copy()
    for back in range(1, window):
        out[:, back:] |= on[:, :-back]
    return out


def years_since(event: Flags, start: Flags) -> NDArray[np.int16]:
    """Years since the last event, or since the row's first year on record where none came yet.

    Parameters
    ----------
    event : (P, Y)
    start : (P, Y)      the row exists; the clock stands at 0 until it first does
    """
    out = np.zeros(event.shape, np.int16)
    begun = start[:, 0].copy()
    for year in range(1, event.shape[1]):
        out[:, year] = np.where(event[:, year] | ~begun, 0, out[:, year - 1] + 1)
        begun |= start[:, year]
    return out


def run_length(on: Flags) -> NDArray[np.int16]:
    """For how many years up to each cell it has been so without a break."""
    out = np.zeros(on.shape, np.int16)
    out[:, 0] = on[:, 0]
    for year in range(1, on.shape[1]):
        out[:, year] = np.where(on[:, year], out[:, year - 1] + 1, 0)
    return out


def spline(years: Floats, knots: tuple[float, ...]) -> list[Floats]:
    """Bent terms of a restricted cubic spline, one for all knots but two: linear outside them.

    The linear term is left to the caller; terms are scaled by the outer knots' distance squared.

    References
    ----------
    Durrleman & Simon (1989), Statistics in Medicine 8: 551–561.
    """
    last, before = knots[-1], knots[-2]

    def cube(at: float) -> Floats:
        powers: Floats = np.maximum(years - np.float32(at), 0) ** 3
        return powers

    return [
        (
            cube(knot)
            - cube(before) * np.float32((last - knot) / (last - before))
            + cube(last) * np.float32((before - knot) / (last - before))
        )
        / np.float32((last - knots[0]) ** 2)
        for knot in knots[:-2]
    ]

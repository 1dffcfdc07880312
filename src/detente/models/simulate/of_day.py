"""The draws of a day as arrays: what an answer reads of every pair, treaty and rivalry."""

from __future__ import annotations

import io
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.models.moved import Moved, moved

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Halves = NDArray[np.float16]

SYMMETRIC = ("p", "some", "firm", "in_force", "gap_sd", "fit_sd", "rise", "rise_parts")


@dataclass(frozen=True)
class Draws:
    """What the draws say of every pair on a day; n states, T treaties, 20 years.

    Attributes
    ----------
    states : (n,) COW codes
    p : (20, n, n)        chance of a pact within 1 … 20 years, of pairs without one that day
    some, firm : (20, n, n) the same of a pledge of any kind, of pairs without one that day, and of
        non-aggression or a pact, of pairs below it; never below that of a pact
    in_force : (n, n)     chance of a pact that day: the share of draws, and one more that follows
        the lists
    gap_sd : (n, n)       spread of the log chance over worlds of that day
    fit_sd : (n, n)       spread of the log chance over what could have been fitted
    joins : (20, T, n)    chance that a state joins a treaty within 1 … 20 years
    inside : (T, n)       share of draws in which it is a party that day, joins forced included
    atopid : (T,) 0 for treaties founded in draws
    listed : ATOP numbers of the treaties whose members are known to the day
    rivals : (R, 2) places of the states of rivalries on record since the origin
    rivalry_runs : (R,)    share of draws in which each runs that day
    rivalry_ends : (20, R) chance that it ends within 1 … 20 years, if it runs that day
    rivalry_sd : (20, R)   spread of its log-odds over what the hazard may be
    ends_and_pact : (20, R) chance that it ends and the two come under a pact, both within 1 … 20
        years, if it runs that day and they have none
    rise_sd : spread of the log chance of a lesser pledge over what its rate may be
    rise : (n, n) chance of a pledge short of a pact in the year after the origin, 0 where no rung
        is left below; rise_base : its rate since 1946
    rise_parts : (len(stronger.DRIVERS), n, n) what moves its log-odds
    origin : last year of coded treaties; gap : years from there to the day
    """

    states: NDArray[np.int32]
    p: Singles
    some: Singles
    firm: Singles
    in_force: Singles
    gap_sd: Singles
    fit_sd: Singles
    joins: Singles
    inside: Singles
    atopid: NDArray[np.int32]
    listed: NDArray[np.int32]
    rivals: NDArray[np.int16]
    rivalry_runs: Singles
    rivalry_ends: Singles
    rivalry_sd: Singles
    ends_and_pact: Singles
    rise_sd: float
    rise: Singles
    rise_base: float
    rise_parts: Halves
    origin: int
    gap: float
    draws: int
    seed: int

    def place(self, state: int) -> int | None:
        """Where a COW code stands, None if it took no part."""
        at = int(np.searchsorted(self.states, state))
        return at if at < len(self.states) and self.states[at] == state else None

    def rise_moved(self, state1: int, state2: int) -> Moved | None:
        """What moves the chance of a pledge short of a pact; None where none is left to make."""
        from detente.models.stronger import DRIVERS, REMAINDER

        i, j = self.place(state1), self.place(state2)
        if i is None or j is None or self.rise[i, j] == 0:
            return None
        parts = dict(zip(DRIVERS, self.rise_parts[:, i, j].tolist(), strict=True))
        return moved(self.rise_base, float(self.rise[i, j]), parts, REMAINDER)

    def rivalry(self, state1: int, state2: int) -> Rivalry | None:
        """What becomes of the rivalry of two COW codes; None if none runs that day in any draw."""
        places = {self.place(state1), self.place(state2)}
        for at, pair in enumerate(self.rivals.tolist()):
            if set(pair) == places and self.rivalry_runs[at] > 0:
                of = (self.rivalry_ends, self.rivalry_sd, self.ends_and_pact)
                return Rivalry(
                    float(self.rivalry_runs[at]), *(one[:, at].astype(float) for one in of)
                )
        return None


class Rivalry(NamedTuple):
    """What draws say of one rivalry, each within 1 … 20 years, (20,); see `Draws`."""

    runs: float
    ends: Floats
    sd: Floats
    ends_and_pact: Floats


def packed(found: Draws) -> bytes:
    """Draws as the bytes of a compressed file: one triangle of what is symmetric, rounded.

    A chance of a pact that day is kept whole, for near 1 it would be rounded to a certainty.
    """
    values = {field.name: np.asarray(getattr(found, field.name)) for field in fields(found)}
    lower = np.tril_indices(len(found.states), -1)
    for name in SYMMETRIC:
        values[name] = values[name][..., lower[0], lower[1]]
    return compressed({k: v if k == "in_force" else rounded(v) for k, v in values.items()})


def rounded(values: NDArray) -> NDArray:  # type: ignore[type-arg]
    """Single floats to twelve binary digits, a part in four thousand; all else as it is."""
    if values.dtype != np.float32:
        return values
    bits = np.ascontiguousarray(values).view(np.uint32)
    return ((bits + np.uint32(0x800)) & np.uint32(0xFFFFF000)).view(np.float32)


def compressed(arrays: dict[str, NDArray]) -> bytes:  # type: ignore[type-arg]
    """Arrays by name as the bytes of a compressed file."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def unpacked(content: bytes) -> Draws:
    """Draws from the bytes of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        values = {name: arrays[name] for name in arrays.files}
    n = len(values["states"])
    low, high = np.tril_indices(n, -1)
    for name in SYMMETRIC:
        square = np.zeros((*values[name].shape[:-1], n, n), values[name].dtype)
        square[..., low, high] = square[..., high, low] = values[name]
        values[name] = square
    scalars = {
        "rise_sd": float,
        "rise_base": float,
        "origin": int,
        "gap": float,
        "draws": int,
        "seed": int,
    }
    return Draws(**{k: scalars[k](v) if k in scalars else v for k, v in values.items()})

"""What it means that two pairs are alike: six conditions, numbered into nested cells.

A cell is a number written in mixed base, one digit per condition in the order of
`CONDITIONS`. Dropping the last condition is a division, so wider cells hold narrower ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from detente.measures.cube import Cube

CONDITIONS = ("pledge", "hostility", "dispute", "relevance", "contiguity", "majors")
SIZES = {"pledge": 4, "hostility": 3, "dispute": 2, "relevance": 2, "contiguity": 2, "majors": 3}
STRATA = ("pairs with no hostility on record", "rivals", "pairs in open hostility")
DISPUTE_WINDOW = 10  # years t−9 … t
WIDTHS = len(CONDITIONS) + 1  # from all conditions to none
KINDS = int(np.prod(list(SIZES.values())))


@dataclass(frozen=True)
class Profile:
    """What a pair is like, in the terms of the six conditions; None where nobody coded it."""

    pledge: int  # commitment rung 0–3
    hostility: int  # 0 none on record, 1 strategic rivalry, 2 open hostility without one
    dispute: bool  # a MID in the last ten years
    relevance: bool | None  # contiguous, or a major power among them
    contiguity: bool | None  # on land or across at most 400 miles of water
    majors: int  # how many of the two are major powers

    def key(self) -> tuple[int, ...]:
        """The values in the order of `CONDITIONS`, up to the first that is unknown."""
        values = (getattr(self, name) for name in CONDITIONS)
        return tuple(int(value) for value in takewhile(lambda value: value is not None, values))


def cell_of(key: tuple[int, ...], width: int) -> int:
    """The cell of a profile once the last `width` conditions are dropped."""
    cell = 0
    for name, value in list(zip(CONDITIONS, key, strict=False))[: len(CONDITIONS) - width]:
        cell = cell * SIZES[name] + value
    return cell


def narrow_per_wide(width: int) -> int:
    """How many of the narrowest cells one cell of this width holds."""
    return int(np.prod([SIZES[name] for name in CONDITIONS[len(CONDITIONS) - width :]]))


def hostility_of(cell: NDArray[np.int64]) -> NDArray[np.int64]:
    """The hostility digit of the narrowest cells."""
    digit: NDArray[np.int64] = cell // narrow_per_wide(len(CONDITIONS) - 2) % SIZES["hostility"]
    return digit


def cells(cube: Cube) -> NDArray[np.int16]:
    """The narrowest cell of each pair-year; −1 where a condition is unknown."""
    border = cube.border > 0
    majors = cube.majors()
    values = {
        "pledge": cube.pledge,
        "hostility": hostility_kind(cube.hostility, cube.rivalry),
        "dispute": recent_dispute(cube.dispute),
        "relevance": border | (majors > 0),
        "contiguity": border,
        "majors": majors,
    }
    cell = np.zeros(cube.member.shape, np.int16)
    for name in CONDITIONS:
        cell = cell * SIZES[name] + values[name].astype(np.int16)
    known = min(cube.ends[layer] for layer in ("pledge", "dispute", "rivalry", "border", "major"))
    cell[:, cube.year(known) + 1 :] = -1
    return cell


def cells_carried(cube: Cube) -> NDArray[np.int64]:
    """The narrowest cell of each pair at the cube's day, (P,), every layer at its last year."""
    at = {layer: cube.year(end) for layer, end in cube.ends.items()}
    border = cube.border[:, at["border"]] > 0
    major = cube.major[:, at["major"]].astype(np.int64)
    majors = major[cube.one] + major[cube.two]
    rivalry = cube.rivalry[:, at["rivalry"]]
    hostility = cube.hostility[:, at["dispute"]]
    window = slice(max(at["dispute"] - DISPUTE_WINDOW + 1, 0), at["dispute"] + 1)
    values = {
        "pledge": cube.pledge[:, at["pledge"]],
        "hostility": hostility_kind(hostility, rivalry),
        "dispute": cube.dispute[:, window].any(axis=1),
        "relevance": border | (majors > 0),
        "contiguity": border,
        "majors": majors,
    }
    cell = np.zeros(len(cube.one), np.int64)
    for name in CONDITIONS:
        cell = cell * SIZES[name] + values[name]
    return cell


def hostility_kind(hostility: NDArray[np.int8], rivalry: NDArray[np.bool_]) -> NDArray[np.int8]:
    """The hostility condition: 0 none on record, 1 rivalry, 2 open hostility without one."""
    kind = (hostility > 0).astype(np.int8) << 1
    kind[rivalry] = 1
    return kind


def recent_dispute(dispute: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A dispute in t−9 … t, over the years of each pair."""
    recent = dispute.copy()
    for back in range(1, DISPUTE_WINDOW):
        recent[:, back:] |= dispute[:, :-back]
    return recent

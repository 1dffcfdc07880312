"""Boosted trees as data: what LightGBM fitted, asked and taken apart without it.

A tree is asked by following its splits from the root. Along the way the mean of the fitted rows
below moves from that of all rows to that of the leaf; each move is put down to the column that
was asked, so the parts of a row sum to the distance of its log-odds from the mean.

References
----------
Ke et al. (2017), NeurIPS 30 (LightGBM). Saabas (2014), "Interpreting random forests" (the parts
along a path).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from lightgbm import Booster

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Flags = NDArray[np.bool_]

AT_ONCE = 1024  # rows held in memory


@dataclass(frozen=True)
class Forest:
    """T trees of S splits and S + 1 leaves; a smaller tree has some that no row reaches.

    Attributes
    ----------
    names : (k,) of the columns
    column : (T, S) the column a split asks
    threshold : (T, S) a row with at most so much goes left
    left, right : (T, S) the split below, or ~leaf; splits come after those above them
    start : log-odds before the first tree
    leaf : (T, S + 1) what a leaf adds
    share : (T, S + 1) of the fitted rows that came to it
    """

    names: tuple[str, ...]
    column: NDArray[np.uint8]
    threshold: Singles
    left: NDArray[np.int8]
    right: NDArray[np.int8]
    start: float
    leaf: Floats
    share: Singles

    def log_odds(self, x: Singles) -> Floats:
        """Log-odds of rows (n, k) without missing values."""
        leaves = self._values.copy()
        leaves[:, : self.column.shape[1]] = 0
        return self.start + self._summed(x, leaves.reshape(-1, 1))[:, 0]

    def contributions(self, x: Singles) -> Floats:
        """What each column adds to the expectation along the paths of rows, (n, k)."""
        trees, splits = self.column.shape
        moves = np.zeros((trees, 2 * splits + 1, len(self.names)))
        every = np.arange(trees)
        for at, *children in self._downwards():
            for child in children:
                moved = self._values[every, child] - self._values[:, at]
                moves[every, child, self.column[:, at]] += moved  # 0 by a split none reaches
        return self._summed(x, moves.reshape(-1, len(self.names)))

    @cached_property
    def expectation(self) -> float:
        """Mean log-odds of the fitted rows, from which the parts of a row are counted."""
        return float(self.start + self._values[:, 0].sum())

    @cached_property
    def _values(self) -> Floats:
        """Mean of the fitted rows at every split and then every leaf, (T, 2S + 1)."""
        trees, splits = self.column.shape
        every = np.arange(trees)
        weight = np.concatenate([np.zeros((trees, splits)), self.share], axis=1)
        value = np.concatenate([np.zeros((trees, splits)), self.leaf], axis=1)
        for at, left, right in reversed(list(self._downwards())):
            one, two = weight[every, left], weight[every, right]
            weight[:, at] = one + two
            mean = one * value[every, left] + two * value[every, right]
            value[:, at] = mean / np.where(one + two > 0, one + two, 1)
        return value

    def _downwards(self) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.int64]]]:
        """Each split with the places of what lies left and right of it, (T,) of 2S + 1."""
        splits = self.column.shape[1]
        for at in range(splits):
            left, right = (
                np.where(side[:, at] >= 0, side[:, at], splits + ~side[:, at]).astype(np.int64)
                for side in (self.left, self.right)
            )
            yield at, left, right

    def _summed(self, x: Singles, values: Floats) -> Floats:
        """Values of splits and leaves (T (2S + 1), m), summed over those a row comes by, (n, m)."""
        blocks = [x[begin : begin + AT_ONCE] for begin in range(0, max(len(x), 1), AT_ONCE)]
        return np.concatenate([self._reached(block) @ values for block in blocks])

    def _reached(self, x: Singles) -> Floats:
        """1 where a row (n, k) comes by a split or leaf, (n, T (2S + 1))."""
        trees, splits = self.column.shape
        every = np.arange(trees)
        below: Flags = x.T[self.column] <= self.threshold[:, :, None]
        reached = np.zeros((trees, 2 * splits + 1, len(x)), np.bool_)
        reached[:, 0] = True
        for at, left, right in self._downwards():
            here = reached[:, at]
            reached[every, left] |= here & below[:, at]
            reached[every, right] |= here & ~below[:, at]
        return reached.reshape(-1, len(x)).T.astype(np.float64)


def forest_of(booster: Booster, trees: int, leaves: int) -> Forest:
    """The trees of a booster over single-precision columns without missing values.

    Thresholds are taken down to single precision, which moves no such column across one.

    Parameters
    ----------
    trees, leaves : so many at most; where fewer were grown, the rest add nothing
    """
    model = booster.dump_model()
    grown = [_Grown(tree["tree_structure"]) for tree in model["tree_info"]]
    shape = (trees, leaves - 1)
    column, threshold = np.zeros(shape, np.uint8), np.full(shape, np.inf, np.float32)
    left, right = np.full(shape, -1, np.int8), np.full(shape, -1, np.int8)
    leaf, count = np.zeros((trees, leaves)), np.zeros((trees, leaves))
    for at, tree in enumerate(grown):
        for number, split in tree.splits.items():
            column[at, number] = split["split_feature"]
            threshold[at, number] = single_below(split["threshold"])
            left[at, number] = _place(split["left_child"])
            right[at, number] = _place(split["right_child"])
        for number, one in tree.leaves.items():
            leaf[at, number] = one["leaf_value"]
            count[at, number] = one.get("leaf_count", 1)
    share = count / np.maximum(count.sum(axis=1, keepdims=True), 1)
    start = float(leaf[0] @ share[0])  # LightGBM adds the mean to the leaves of the first tree
    leaf[0, list(grown[0].leaves)] -= start
    return Forest(
        names=tuple(model["feature_names"]),
        column=column,
        threshold=threshold,
        left=left,
        right=right,
        start=start,
        leaf=leaf,
        share=share.astype(np.float32),
    )


class _Grown:
    """The splits and leaves of a tree as LightGBM tells it, by number."""

    def __init__(self, root: dict[str, Any]) -> None:
        self.splits: dict[int, dict[str, Any]] = {}
        self.leaves: dict[int, dict[str, Any]] = {}
        left = [root]
        while left:
            node = left.pop()
            if "split_index" not in node:
                self.leaves[node.get("leaf_index", 0)] = node
                continue
            assert node["decision_type"] == "<=", node["decision_type"]
            self.splits[node["split_index"]] = node
            left += [node["left_child"], node["right_child"]]


def _place(node: dict[str, Any]) -> int:
    """The number of a split, or ~ that of a leaf."""
    return int(node["split_index"]) if "split_index" in node else ~int(node["leaf_index"])


def single_below(value: float) -> np.float32:
    """The largest number of single precision that is not above a value."""
    near = np.float32(value)
    return near if float(near) <= value else np.nextafter(near, np.float32(-np.inf))

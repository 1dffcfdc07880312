"""A hazard in two parts: pairs with something between them, and the silent rest.

Nine pairs in ten have never had a dispute, share no border, are no rivals and count no major
power; their few disputes follow other things than those of the rest. One logit for each part
fits both better than one for all, and the rich one has an eighth of the rows.

References
----------
Maoz & Russett (1993), American Political Science Review 87: 624–638 (politically relevant
dyads). King & Zeng (2001), Political Analysis 9: 137–163 (thinned rows with weights).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.models.hostility.features import Features, Rows
from detente.models.logit import Logit, fit_logit

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SILENT = (
    "log_km",
    "log_quiet",
    "larger",
    "smaller",
    "less_democratic",
    "more_democratic",
    "pact",
    "younger",
    "other_disputes_more",
    "other_disputes_fewer",
    "common_foes",
    "foes_of_allies",
    "other_rivals_more",
    "other_rivals_fewer",
    "hot_neighbours",
)
PRODUCTS = (
    ("rivalry", "onsets_fading_4"),
    ("rivalry", "log_quiet"),
    ("rivalry", "other_disputes_fewer"),
    ("land", "log_quiet"),
    ("land", "onsets_fading_4"),
    ("majors", "onsets_fading_4"),
    ("majors", "other_disputes_fewer"),
    ("contiguous", "other_disputes_fewer"),
    ("contiguous", "less_democratic"),
    ("less_democratic", "onsets_fading_4"),
)
EVERY = 8  # of the silent rows without the event, one in eight is fitted and weighs eight


@dataclass(frozen=True)
class Parted:
    """A fitted hazard.

    Attributes
    ----------
    near : the logit of pairs with something between them
    silent : the logit of the rest, or one chance for all where they had too few events
    """

    near: Logit
    silent: Logit | float

    def chance(self, table: Features, rows: Rows) -> Floats:
        """Chance of the event on these rows."""
        near = something(table, rows)
        out = np.empty(len(rows))
        out[near] = self.near.chance(design(table, rows[near]))
        out[~near] = (
            self.silent
            if isinstance(self.silent, float)
            else self.silent.chance(table.some(SILENT, rows[~near]).astype(np.float64))
        )
        return out


def something(table: Features, rows: Rows) -> Flags:
    """Pairs that had a dispute, share a border, are or were rivals, or count a major power."""
    flags: Flags = table.get("never", rows) == 0
    for name in ("contiguous", "rivalry", "former_rivalry", "majors"):
        flags |= table.get(name, rows) > 0
    return flags


def design(table: Features, rows: Rows) -> Floats:
    """All columns and the products of some, (n, k)."""
    products = [table.get(a, rows) * table.get(b, rows) for a, b in PRODUCTS]
    return np.column_stack([table.x[rows], *products]).astype(np.float64)


def fit_parted(table: Features, rows: Rows, event: Flags, ridge: float) -> Parted:
    """Fit both parts.

    Parameters
    ----------
    rows : (n,) places in the table
    event : (n,) whether it came
    ridge : penalty on standardised coefficients, see `fit_logit`

    Raises
    ------
    DataError       no event among the pairs with something between them
    """
    near = something(table, rows)
    return Parted(
        near=fit_logit(design(table, rows[near]), event[near].astype(np.float64), ridge=ridge),
        silent=_silent(table, rows[~near], event[~near], ridge),
    )


def _silent(table: Features, rows: Rows, event: Flags, ridge: float) -> Logit | float:
    if not event.any():
        return 0.5 / (len(rows) + 1)
    kept = event | ((table.pair[rows] + table.column[rows]) % EVERY == 0)
    weight = np.where(event[kept], 1.0, (~event).sum() / max((~event[kept]).sum(), 1))
    x = table.some(SILENT, rows[kept]).astype(np.float64)
    return fit_logit(x, event[kept].astype(np.float64), ridge=ridge, weight=weight)

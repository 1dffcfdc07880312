"""A hazard in two parts: pairs with something between them, and the silent rest.

Nine pairs in ten have never had a dispute, share no border, are no rivals and count no major
power; their few disputes follow other things than those of the rest. One logit for each part
fits both better than one for all, and the rich one has an eighth of the rows. The rich one is
fitted by a specification of the family, which past origins choose (`trials`); that of the silent
has these columns and this ridge whatever is chosen.

References
----------
Maoz & Russett (1993), American Political Science Review 87: 624–638 (politically relevant
dyads). King & Zeng (2001), Political Analysis 9: 137–163 (thinned rows with weights).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.models.hostility.family import Specification
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
SILENT_RIDGE = 30.0  # for each year of the horizon
EVERY = 8  # of the silent rows without the event, one in eight is fitted and weighs eight


@dataclass(frozen=True)
class Near:
    """A fitted logit of pairs with something between them.

    Attributes
    ----------
    specification : by which it was fitted
    logit : over the columns of its `design`
    """

    specification: Specification
    logit: Logit

    def chance(self, table: Features, rows: Rows) -> Floats:
        """Chance of the event on these rows."""
        return self.logit.chance(design(table, rows, self.specification))


@dataclass(frozen=True)
class Parted:
    """A fitted hazard.

    Attributes
    ----------
    near : the logit of pairs with something between them
    silent : the logit of the rest, or one chance for all where they had too few events
    """

    near: Near
    silent: Logit | float

    def chance(self, table: Features, rows: Rows) -> Floats:
        """Chance of the event on these rows."""
        near = something(table, rows)
        out = np.empty(len(rows))
        out[near] = self.near.chance(table, rows[near])
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


def design(table: Features, rows: Rows, specification: Specification) -> Floats:
    """The columns of a specification and then its products, (n, k)."""
    columns, pairs = specification.columns(table.names), specification.pairs(table.names)
    products = [table.get(one, rows) * table.get(two, rows) for one, two in pairs]
    return np.column_stack([table.some(columns, rows), *products]).astype(np.float64)


def fit_parted(
    table: Features, rows: Rows, event: Flags, specification: Specification, horizon: int = 1
) -> Parted:
    """Fit both parts.

    Parameters
    ----------
    rows : (n,) places in the table
    event : (n,) whether it came
    specification : of the logit of pairs with something between them
    horizon : years in which the event may come; both ridges grow with it

    Raises
    ------
    DataError       no event among the pairs with something between them
    """
    near = something(table, rows)
    return Parted(
        near=fit_near(table, rows[near], event[near], specification, horizon),
        silent=_silent(table, rows[~near], event[~near], SILENT_RIDGE * horizon),
    )


def fit_near(
    table: Features, rows: Rows, event: Flags, specification: Specification, horizon: int
) -> Near:
    """Fit the logit of pairs with something between them, on rows that are all of such pairs."""
    x, ridge = design(table, rows, specification), specification.ridge * horizon
    return Near(specification, fit_logit(x, event.astype(np.float64), ridge=ridge))


def _silent(table: Features, rows: Rows, event: Flags, ridge: float) -> Logit | float:
    if not event.any():
        return 0.5 / (len(rows) + 1)
    kept = event | ((table.pair[rows] + table.column[rows]) % EVERY == 0)
    weight = np.where(event[kept], 1.0, (~event).sum() / max((~event[kept]).sum(), 1))
    x = table.some(SILENT, rows[kept]).astype(np.float64)
    return fit_logit(x, event[kept].astype(np.float64), ridge=ridge, weight=weight)

"""What each specification of the near logit lost at earlier origins, and so which is taken later.

At every other year from 1952 each was fitted on the pair-years before, of pairs with something
between them, and forecast the disputes of the year after; `trials.csv` beside this module holds
what each lost. At an origin the one that lost least in the years that were over is taken: it
follows the leader, and nothing that came later has a say. The choice is by new disputes within one
year, and serves every horizon, violent disputes, the years after the records and the beginnings
of rivalries: rarer events would choose by chance.

References
----------
Dawid (1984), JRSS A 147: 278–292 (prequential forecasts). Cesa-Bianchi & Lugosi (2006),
*Prediction, Learning, and Games* (following the leader).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from io import StringIO

import numpy as np
from numpy.typing import NDArray

from detente.models.hostility.family import FAMILY, Specification
from detente.models.hostility.features import Features, Rows
from detente.models.hostility.parted import fit_near, something

Flags = NDArray[np.bool_]
Losses = Mapping[str, Mapping[int, float]]
"""Name of a specification → year → log loss, in nats."""

FILE = "trials.csv"
YEARS = range(1952, 2013, 2)  # fitted on the years before, scored on the disputes of the next
LEAST, MOST = 1e-12, 1 - 1e-12


def chosen(year: int) -> Specification:
    """The specification that lost least in the trials that were over at the end of a year.

    Parameters
    ----------
    year : the last of which disputes are known
    """
    losses = trials()

    def lost(one: Specification) -> float:
        return sum(loss for at, loss in losses[one.name].items() if at < year)

    return min(FAMILY, key=lost)  # the first, while all are level


@lru_cache(maxsize=1)
def trials() -> Losses:
    """The losses on record."""
    text = files(__package__).joinpath(FILE).read_text("utf-8")
    return {
        row.pop("specification"): {int(year): float(value) for year, value in row.items()}
        for row in csv.DictReader(StringIO(text))
    }


def written(losses: Losses) -> str:
    """Losses as the text of `trials.csv`: a row for each specification, a column for each year."""
    years = sorted({year for own in losses.values() for year in own})
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["specification", *years])
    for name, own in losses.items():
        table.writerow([name, *(f"{own[year]:.4f}" for year in years)])
    return out.getvalue()


def tried(table: Features, known: Rows, event: Flags, column: int) -> dict[str, float]:
    """What every specification lost in a year, fitted on the years before.

    Parameters
    ----------
    known : rows of the table of which it is known whether a dispute began in the year after
    event : whether one did
    column : of the year
    """
    near = something(table, known)
    known, event = known[near], event[near]
    before, then = table.column[known] < column, table.column[known] == column
    losses = {}
    for one in FAMILY:
        fitted = fit_near(table, known[before], event[before], one, horizon=1)
        chance = np.clip(fitted.chance(table, known[then]), LEAST, MOST)
        losses[one.name] = float(-np.log(np.where(event[then], chance, 1 - chance)).sum())
    return losses

"""What may come after the day of a question: a new dispute, or the end of a rivalry.

Disputes are known only to the end of their records: the year before the day while they are
current, 2014 thereafter. The years between are skipped, not guessed: the event is an onset
within h years of the day's last full year, T + 1 … T + h, and the features of T show the
disputes of as many years before, in every row fitted as on the day itself, with all else
current. A day inside a year counts that whole year as its first. The chance is the mean of the
log-odds of hazard and trees where there are trees of the day's year (`forests`), else that of the
hazard. With nothing skipped it is that of `trees.blend`, or of `disputes.hazard`.

A dispute's interval is the middle 90% of the pair's true chance, under the spread that
back-casts over the same lag left around their forecasts, for rivals and the rest apart. With
records ended it is that of `lagged` for the year T; with records current that of back-casts of
next year's onsets, both by the hazard. The same spread, of the odds, holds for every horizon.

The end of a rivalry is the pool's, for rivalries that run as far as is known on the day. Where
rivalry records end before, it is the chance from the day on should the rivalry still run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.dates import HORIZONS, last_known_year
from detente.models.hostility import disputes, drivers, lagged, rivalries, spread
from detente.models.hostility.features import Features, Rows, features
from detente.models.hostility.forest import Forest
from detente.models.hostility.forests import Forests
from detente.models.hostility.ladder import laddered
from detente.models.hostility.parted import something
from detente.models.hostility.trees import LEAST, MOST
from detente.models.hostility.trials import chosen
from detente.models.logit import expit, logit
from detente.models.past import Past

Floats = NDArray[np.float64]
Chances = NDArray[np.float64]
Flags = NDArray[np.bool_]

DISPUTE = "dispute"


class Within(NamedTuple):
    """Chances of an event within some years of the day, (n,) each.

    Attributes
    ----------
    chance : that it comes
    low, high : the middle 90% of what a pair's true chance may be
    """

    chance: Chances
    low: Chances
    high: Chances


@dataclass(frozen=True)
class Ladder:
    """Chances at the horizons that were fitted, (k,); those between lie on straight lines.

    Attributes
    ----------
    fitted : (k,) years
    chances : (3, k, n) of n pairs: the chance, the low and the high end of its interval
    """

    fitted: Sequence[int]
    chances: Chances

    def within(self, horizon: int) -> Within:
        """Chances at any horizon; they never fall with it."""
        at = {years: place for place, years in enumerate(self.fitted)}

        def climbed(row: Chances) -> Chances:
            return laddered(self.fitted, horizon, lambda fitted: row[at[fitted]])

        return Within(*(climbed(row) for row in self.chances))


def dispute(past: Past, rows: Rows, forests: Forests | None = None) -> Ladder:
    """A new dispute within some years of the day, for pairs of the cube.

    Parameters
    ----------
    forests : the trees of the day's year; None for the hazard alone
    """
    table, fitted = lagged.seen(past), disputes.fitted_horizons(past)
    others, rivals = _spreads(past)
    running = table.get("rivalry", table.now(rows)) > 0
    doubt = np.where(running, rivals.both, others.both)
    made = [disputes.hazard_at(past, DISPUTE, table, rows, h) for h in fitted]
    if forests is not None:
        made = _blended(table, rows, made, [forests[h] for h in fitted])
    return Ladder(fitted, np.stack([_between(chance, doubt) for chance in made], axis=1))


def dispute_rate(past: Past) -> float:
    """New disputes by pair-years since 1946, as far as they are known."""
    return float(disputes.training(past, DISPUTE, 1, lagged.seen(past))[1].mean())


def dispute_parts(past: Past, rows: Rows, forests: Forests | None = None) -> tuple[Floats, Flags]:
    """What moves the log-odds of a new dispute within one year; see `drivers.of_disputes`."""
    table = lagged.seen(past)
    model = disputes.fitted_at(past, DISPUTE, table, 1)
    forest = None if forests is None else forests[1]
    return drivers.of_disputes(table, model, table.now(rows), forest)


def rivals(past: Past) -> Rows:
    """Pairs whose rivalry runs, as far as is known on the day."""
    cube = past.cube
    last = cube.year(cube.ends["rivalry"])
    return np.flatnonzero(cube.rivalry[:, last] & ~cube.rivalry_end[:, last])


def rivalry_end(past: Past, rows: Rows) -> Ladder:
    """The end of a rivalry within some years of the day, for pairs that are rivals."""
    made = [
        _between(rivalries.pooled(past, rows, h), rivalries.pool_spread(past, rows, h))
        for h in HORIZONS
    ]
    return Ladder(list(HORIZONS), np.stack(made, axis=1))


def _spreads(past: Past) -> tuple[lagged.Spread, lagged.Spread]:
    """Spread of the odds around the chance among pairs that are no rivals, and among rivals."""
    if lagged.skipped(past):
        fitted = lagged.fit_lagged(past, last_known_year(past.as_of), violent=False)
        return fitted.others, fitted.rivals

    def tried() -> tuple[lagged.Spread, lagged.Spread]:
        known, event = disputes.training(past, DISPUTE, 1)
        ends = past.cube.year(past.cube.ends["dispute"])
        specification = chosen(past.cube.ends["dispute"])
        return lagged.spreads(features(past), known, event, ends, 1, specification)

    return past.keep("dispute spreads", tried)


def _blended(
    table: Features, rows: Rows, hazards: Sequence[Chances], grown: Sequence[Forest]
) -> list[Chances]:
    """The mean of the log-odds of hazard and trees at each horizon; the silent keep the hazard."""
    at = table.now(rows)
    near = something(table, at)
    x = table.some(grown[0].names, at[near])
    boosted = np.maximum.accumulate([forest.log_odds(x) for forest in grown])
    made = np.maximum.accumulate(hazards)
    made[:, near] = expit((logit(np.clip(made[:, near], LEAST, MOST)) + boosted) / 2)
    return list(made)


def _between(chance: Chances, doubt: Floats) -> Chances:
    """A chance with the ends of its interval, (3, n).

    Parameters
    ----------
    doubt : (n,) log standard deviation of the odds
    """
    low, high = np.empty(len(chance)), np.empty(len(chance))
    for one in np.unique(doubt):
        these = doubt == one
        low[these], high[these] = spread.middle(chance[these], float(one))
    return np.stack([chance, np.minimum(low, chance), np.maximum(high, chance)])

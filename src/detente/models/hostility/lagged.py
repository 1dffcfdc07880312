"""Hostility today, where dispute records end years before: fitted directly for that lag.

Asked for a year, with disputes known to an earlier one, the model looks at every past year the
way the asked year is seen now: disputes of as many years before, all else current, rivalries
with ends three years late, and conflict between governments (UCDP, primary parties) to two
years before. Two logits, one for pairs with something between them and one for the rest, then
give the chance that a dispute runs in the year. The first is specified as past origins choose for
new disputes (`trials`), with UCDP's two columns always in.

The truth scatters around such a chance far more than one fit's standard errors say. Disputes
of a class of pairs rise and fall together, by a factor that years-old records cannot tell, and
each pair has odds of its own that last. Both spreads are estimated on back-casts of earlier
years, for rivals and the rest apart, and together they give a pair's interval.

References
----------
Beck, Katz & Tucker (1998), American Journal of Political Science 42: 1260–1288. Gleditsch,
Wallensteen, Eriksson, Sollenberg & Strand (2002), Journal of Peace Research 39: 615–637.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.dates import last_known_year
from detente.errors import DataError
from detente.measures.rungs import Hostility
from detente.models.hostility import spread
from detente.models.hostility.family import Specification
from detente.models.hostility.features import Features, Rows, build, features
from detente.models.hostility.history import delayed, fading
from detente.models.hostility.parted import Parted, fit_parted, something
from detente.models.hostility.trials import chosen
from detente.models.past import Past

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

UCDP_DELAY = 1  # beyond the row's year: rows of t−1 speak of t and see conflict to t−2
UCDP_HALF_LIFE = 3.0  # years
TRIALS, TRIAL_EVERY = 6, 2  # back-casts from which the spread is estimated, and years between
CLASSES = 16
CLASS_FLAGS = ("rivalry", "contiguous", "onsets_10", "majors")


@dataclass(frozen=True)
class Standing:
    """Hostility of pairs in the asked year, (n,) each.

    Attributes
    ----------
    chance : that a dispute (or a violent one) runs in the year
    low, high : the middle 90% of what the pair's true chance may be
    gap : years between the last known disputes and the asked year
    """

    chance: Floats
    low: Floats
    high: Floats
    gap: int


@dataclass(frozen=True)
class Spread:
    """Log standard deviations of the truth around the forecast.

    Attributes
    ----------
    classes : of the rate of a class of pairs in a year
    pairs : of the odds of a pair, beyond its class
    """

    classes: float
    pairs: float

    @property
    def both(self) -> float:
        """Of a pair's odds in all."""
        return float(np.hypot(self.classes, self.pairs))


UNTRIED = Spread(1.0, 1.5)  # where no earlier year could be forecast


@dataclass(frozen=True)
class Lagged:
    """A fit for one lag.

    Attributes
    ----------
    table : features as seen with the lag, up to the year before the asked one
    model : the logits
    others, rivals : how far the truth lies from the forecast, among pairs that are no rivals
        and among rivals
    gap : years between the last known disputes and the asked year
    """

    table: Features
    model: Parted
    others: Spread
    rivals: Spread
    gap: int

    def chance(self, rows: Rows) -> Floats:
        """Chance of a dispute in the asked year for pairs of the cube."""
        return self.model.chance(self.table, self.table.now(rows))

    def rivalry(self, rows: Rows) -> Flags:
        """Which pairs of the cube were seen as rivals."""
        return self.table.get("rivalry", self.table.now(rows)) > 0


def standing(past: Past, rows: Rows, year: int, *, violent: bool = False) -> Standing:
    """The chance that a dispute runs in a year, disputes being known to an earlier one.

    Parameters
    ----------
    rows : pairs of the past's cube
    year : the asked year, later than the last of which disputes are known
    violent : count only disputes at MID level 4 or 5

    Raises
    ------
    DataError       disputes of the year are known, so there is nothing to estimate
    """
    fitted = fit_lagged(past, year, violent=violent)
    chance, rivals = fitted.chance(rows), fitted.rivalry(rows)
    low, high = np.empty(len(rows)), np.empty(len(rows))
    for these, spreads in ((rivals, fitted.rivals), (~rivals, fitted.others)):
        low[these], high[these] = spread.middle(chance[these], spreads.both)
    return Standing(chance, low, high, fitted.gap)


def fit_lagged(past: Past, year: int, *, violent: bool) -> Lagged:
    """The fit for the lag between the last known disputes and a year, made once for a past."""
    name = f"lagged {year} {violent}"
    return past.keep(name, lambda: _fit(past, year, violent))


def classes(table: Features, rows: Rows) -> NDArray[np.int64]:
    """The class of each row, 0–15: rivalry, a border, a known dispute, a major power."""
    flags = [table.get(name, rows) > 0 for name in CLASS_FLAGS]
    number: NDArray[np.int64] = np.sum([2**at * flag for at, flag in enumerate(flags)], axis=0)
    return number


def _fit(past: Past, year: int, violent: bool) -> Lagged:
    cube = past.cube
    ends = cube.year(cube.ends["dispute"])
    asked = cube.year(year)
    gap = asked - ends
    if gap < 1:
        raise DataError(
            f"Disputes of {year} are on record as of {past.as_of}; read them instead of estimating. "
            f"The first year to estimate is {cube.ends['dispute'] + 1}.",
            year=year,
        )
    table = lagged_features(past, asked - 1)
    runs = cube.dispute & ((cube.hostility >= Hostility.CRISIS) | (not violent))
    known = np.flatnonzero(table.column < ends)
    pair, column = table.pair[known], table.column[known]
    both = cube.member[pair, column] & cube.member[pair, column + 1]
    known, event = known[both], runs[pair, column + 1][both]
    specification = chosen(cube.ends["dispute"])
    model = fit_parted(table, known, event, specification)
    others, rivals = spreads(table, known, event, ends, gap, specification)
    return Lagged(table, model, others, rivals, gap)


def spreads(
    table: Features,
    known: Rows,
    event: Flags,
    ends: int,
    gap: int,
    specification: Specification,
) -> tuple[Spread, Spread]:
    """How far the truth lay from back-casts of earlier years: for no rivals, and for rivals.

    Parameters
    ----------
    known : rows of the table of which it is known whether the event came in the year after
    event : whether it did
    ends : the last column of which disputes are known
    gap : columns from there to the asked one
    specification : of the forecast whose spread it is, and of every back-cast
    """
    trials = _trials(table, known, event, ends, gap, specification)
    rivals = table.get("rivalry", trials.rows) > 0
    return trials.spread(table, ~rivals), trials.spread(table, rivals)


def skipped(past: Past) -> int:
    """Whole years between the last one whose disputes are known and the day."""
    return last_known_year(past.as_of) - past.cube.ends["dispute"]


def seen(past: Past) -> Features:
    """The features of pairs as seen on the day, disputes at the lag of that day."""
    if not skipped(past):
        return features(past)
    return lagged_features(past, past.cube.year(last_known_year(past.as_of)))


def lagged_features(past: Past, last: int) -> Features:
    """Features up to a column after the records' end, as every year is seen with that lag.

    Disputes are delayed by as many years as the column lies after their last known one, and
    UCDP's conflicts are added.
    """
    delay = last - past.cube.year(past.cube.ends["dispute"])
    return past.keep(f"lagged features {last}", lambda: _table(past, last, delay))


def _table(past: Past, last: int, delay: int) -> Features:
    table = build(past, last, delay)
    conflict = delayed(fading(_primary(past, last), UCDP_HALF_LIFE), UCDP_DELAY, last + 1)
    now = delayed(_primary(past, last), UCDP_DELAY, last + 1)
    x = np.column_stack(
        [table.x, np.log1p(conflict[table.pair, table.column]), now[table.pair, table.column]]
    )
    names = (*table.names, "conflict_fading", "conflict")
    return Features(names, table.pair, table.column, x.astype(np.float32), table.last)


def _primary(past: Past, last: int) -> NDArray[np.float32]:
    """Years of armed conflict between two governments as primary parties, (P, last + 1)."""
    cube = past.cube
    rows = past.tables.table("ucdp_years").filter(
        (pl.col("year") <= int(cube.years[0]) + last - UCDP_DELAY)
        & (pl.col("year") < past.as_of.year)
        & pl.col("state1").is_in(cube.states)
        & pl.col("state2").is_in(cube.states)
    )
    one, two = (np.searchsorted(cube.states, rows[side]) for side in ("state1", "state2"))
    out = np.zeros((len(cube.one), last + 1), np.float32)
    out[cube.index[one, two], rows["year"].to_numpy() - int(cube.years[0])] = 1
    return out


@dataclass(frozen=True)
class Trials:
    """Back-casts of earlier years: rows of the table, the chance each had, and what came."""

    rows: Rows
    chance: Floats
    event: Flags

    def spread(self, table: Features, these: Flags) -> Spread:
        """How far the truth lay from the back-casts on some of the rows."""
        rows, chance, event = self.rows[these], self.chance[these], self.event[these]
        if not event.any():
            return UNTRIED
        year, unit = np.unique(table.column[rows], return_inverse=True)
        unit = unit * CLASSES + classes(table, rows)
        cells = len(year) * CLASSES
        expected = np.asarray(np.bincount(unit, chance, cells), np.float64)
        observed = np.asarray(np.bincount(unit, event, cells), np.float64)
        near = something(table, rows)
        own = spread.of_pairs(table.pair[rows[near]], chance[near], event[near])
        return Spread(spread.of_classes(expected, observed), own)


def _trials(
    table: Features,
    known: Rows,
    event: Flags,
    ends: int,
    gap: int,
    specification: Specification,
) -> Trials:
    """Earlier years, each forecast by a fit on the years that were known `gap` before."""
    column = table.column[known]
    rows, chance, came = [known[:0]], [np.zeros(0)], [event[:0]]
    for trial in range(ends - 1, ends - 1 - TRIALS * TRIAL_EVERY, -TRIAL_EVERY):
        before, then = column < trial - gap, column == trial
        if not event[before].any():
            break
        fitted = fit_parted(table, known[before], event[before], specification)
        rows.append(known[then])
        chance.append(fitted.chance(table, known[then]))
        came.append(event[then])
    return Trials(np.concatenate(rows), np.concatenate(chance), np.concatenate(came))

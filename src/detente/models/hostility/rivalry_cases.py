"""Rivalries by year: what was known of each while it ran, and how long it had still to run.

The rivalries are Thompson, Sakuwa & Suhas's. Their codings are made in hindsight: an end is
seen three years late, so a year is closed for a horizon only three years after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dates import HINDSIGHT_YEARS
from detente.measures.rungs import Pledge
from detente.models.hostility.features import (
    LEAST_SHARE,
    UNKNOWN_POLYARCHY,
    rivalry_as_known,
)
from detente.models.hostility.history import (
    any_in,
    carried,
    count_in,
    delayed,
    fading,
    run_length,
    years_since,
)
from detente.models.past import Past
from detente.models.survival import years_to_next

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]

FIRST_YEAR_OF_CASES = 1920
WINDOW = 5  # years in which other endings count as recent
QUIET_CAP = 40
REGIONS_NAMED = ("americas", "europe", "africa", "middle_east", "asia")
REGION = (*REGIONS_NAMED, "any_major")
OTHERS = ("other_rivals", "others_ended")


@dataclass(frozen=True)
class Cases:
    """Rivalry-years (n) by year, from 1920 to the last known one.

    Attributes
    ----------
    names : (k,) of the columns
    pair, column : (n,) the pair and the cube's column of the year
    x : (n, k)
    wait : (n,) years to the end, 9999 where none is known
    last : the last column; there every pair has a row, in a rivalry or not
    closed : the last column whose ends are known
    """

    names: tuple[str, ...]
    pair: Rows
    column: Rows
    x: Floats
    wait: NDArray[np.int16]
    last: int
    closed: int

    def columns(self, names: tuple[str, ...]) -> Floats:
        """Some of the columns, (n, len(names))."""
        values: Floats = self.x[:, [self.names.index(name) for name in names]]
        return values

    def between(self, first: int, last: int) -> slice:
        """Rows of columns first … last."""
        start, stop = np.searchsorted(self.column, [first, last + 1])
        return slice(int(start), int(stop))

    def now(self, pairs: Rows) -> Rows:
        """Places of these pairs in the last year."""
        return int(np.searchsorted(self.column, self.last)) + pairs


def cases(past: Past) -> Cases:
    """The rivalry-years of a past, made once."""
    return past.keep("rivalry cases", lambda: _cases(past))


def _cases(past: Past) -> Cases:
    cube = past.cube
    last = cube.year(cube.ends["rivalry"])
    both = carried(cube.member, last + 2)
    running = cube.rivalry[:, : last + 1] & ~cube.rivalry_end[:, : last + 1]
    running &= both[:, : last + 1] & both[:, 1:]
    running[:, : cube.year(FIRST_YEAR_OF_CASES)] = False
    running[:, last] = True
    column, pair = np.nonzero(running.T)
    layers = dict(_layers(past, last + 1))
    x = np.column_stack(
        [values[pair, column] if values.ndim == 2 else values[pair] for values in layers.values()]
    ).astype(np.float64)
    wait = years_to_next(cube.rivalry_end)[pair, column]
    closed = cube.year(cube.ends["rivalry_end"])
    return Cases(tuple(layers), pair, column, x, wait, last, closed)


def _layers(past: Past, stop: int) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Name and values of each column, over pairs and years or over pairs alone."""
    cube, system = past.cube, past.system
    one, two = cube.one, cube.two
    for number, name in enumerate(REGIONS_NAMED):
        yield name, (system.region[one] == number) & (system.region[two] == number)
    majors = carried(cube.majors()[:, : cube.year(cube.ends["major"]) + 1], stop)
    yield "any_major", majors > 0

    known = rivalry_as_known(cube)[:, :stop]
    ended = delayed(cube.rivalry_end, HINDSIGHT_YEARS, stop)
    states = (len(cube.states), stop)
    rivals, endings = (np.zeros(states, np.float32) for _ in range(2))
    recent = any_in(ended, WINDOW)
    for side in (one, two):
        np.add.at(rivals, side, known)
        np.add.at(endings, side, recent)
    yield "other_rivals", np.log1p(np.maximum(rivals[one] + rivals[two] - 2, 0))
    yield "others_ended", np.minimum(endings[one] + endings[two], 3)

    yield "log_age", np.log1p(run_length(cube.rivalry[:, :stop]).astype(np.float32))
    member = carried(cube.member, stop)
    quiet = years_since(
        carried(cube.dispute[:, : cube.year(cube.ends["dispute"]) + 1], stop), member
    )
    yield "log_quiet", np.log1p(np.minimum(quiet, QUIET_CAP).astype(np.float32))
    onset = carried(cube.onset[:, : cube.year(cube.ends["dispute"]) + 1], stop)
    yield "onsets", fading(onset, 4.0)
    yield "land", carried(cube.border[:, : cube.year(cube.ends["border"]) + 1], stop) == 1
    strength = np.log(np.maximum(np.nan_to_num(carried(system.cinc, stop)), LEAST_SHARE))
    balance = strength[one] - strength[two]
    yield "balance", np.abs(balance)
    shift = np.zeros_like(balance)
    shift[:, 10:] = np.abs(balance[:, 10:] - balance[:, :-10])
    yield "shift", shift
    rule = np.nan_to_num(carried(system.polyarchy, stop), nan=UNKNOWN_POLYARCHY)
    yield "less_democratic", np.minimum(rule[one], rule[two])
    gain, change = np.zeros_like(rule), np.zeros_like(rule)
    gain[:, 5:] = np.maximum(rule[:, 5:] - rule[:, :-5], 0)
    change[:, 3:] = np.minimum(np.abs(rule[:, 3:] - rule[:, :-3]), 0.5)
    yield "democratising", np.maximum(gain[one], gain[two])
    yield "regime_change", np.maximum(change[one], change[two])
    pledge = carried(cube.pledge[:, : cube.year(cube.ends["pledge"]) + 1], stop)
    yield "pact", pledge >= Pledge.DEFENCE
    yield "pledge", pledge > Pledge.NONE
    ends = count_in(ended, WINDOW).sum(axis=0)
    rate = np.log((ends + 2) / (WINDOW * known.sum(axis=0) + 60))
    yield "recent_ends", np.broadcast_to(rate, known.shape)

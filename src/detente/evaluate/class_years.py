"""Classes of pairs, and whether intervals of their counts hold what came.

A class-year is a class of pairs in one asked year; its count is that of its pairs with a pact,
or of those that got one. Draws give the count a distribution. Where a class's number lies in it
tells whether intervals are honest; a count that equals some of the draws is held by the share of
the ties that is, so that counts which seldom differ from zero are no more covered than they should be.

References
----------
Czado, Gneiting & Held (2009), Biometrics 65: 1254–1261 (randomised PIT of counts).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.measures.system import REGIONS
from detente.models.past import Past
from detente.models.simulate.start import Start

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Partition = Literal["places", "ties", "rivals"]

TIES = (
    "rivals",
    "bordering",
    "bordering, a lesser pledge",
    "same region",
    "same region, a lesser pledge",
    "apart",
    "apart, a lesser pledge",
)
PLACES = len(REGIONS) * (len(REGIONS) + 1) // 2
CLASSES = PLACES * len(TIES)
NOMINAL = 0.9
SPREADS = tuple(0.25 * step for step in range(11))  # log standard deviations that are tried
MOST_TIMES = 40  # draws that are added up at most
WIDENED = 4000  # draws once widened, of the few there are


def class_of(past: Past, at: Start) -> NDArray[np.int64]:
    """The class of each pair of a start: where its states lie and what ties them, (n, n)."""
    one, two = np.minimum.outer(at.region, at.region), np.maximum.outer(at.region, at.region)
    place = one * len(REGIONS) - one * (one - 1) // 2 + two - one
    near = np.where(at.border, 0, np.where(one == two, 1, 2))
    cube = past.cube
    rivals = np.zeros((len(cube.states),) * 2, np.bool_)
    rivals[cube.one, cube.two] = rivals[cube.two, cube.one] = cube.rivalry[:, -1]
    tie = np.where(rivals[np.ix_(at.states, at.states)], 0, 1 + 2 * near + at.lesser)
    return np.asarray(place * len(TIES) + tie, np.int64)


def grouped(counts: NDArray[np.integer], partition: Partition) -> Counts:
    """Counts of the classes of a partition, from those of all: (…, C) to (…, k)."""
    square = counts.astype(np.int64).reshape(*counts.shape[:-1], PLACES, len(TIES))
    summed: Counts = square.sum(axis=-1 if partition == "places" else -2)
    return summed[..., :1] if partition == "rivals" else summed


@dataclass(frozen=True)
class ClassYears:
    """Counts of k classes in Y years.

    Attributes
    ----------
    drawn, came : (Y, draws, k) and (Y, k)
    level : (Y, k) what is left if nothing moves that is not known
    size : (Y, k) pairs of the class
    """

    drawn: Counts
    came: Counts
    level: Counts
    size: Counts

    @property
    def flat(self) -> ClassYears:
        """The class-years that have pairs, as classes of one year each: (n, draws), (n,)."""
        year, k = np.nonzero(self.size > 0)
        return ClassYears(
            self.drawn[year, :, k], self.came[year, k], self.level[year, k], self.size[year, k]
        )


@dataclass(frozen=True)
class Coverage:
    """Class-years whose count lay in the middle 90% of the draws.

    Attributes
    ----------
    class_years, held : those with pairs, and how many of them did, ties in parts
    below, above : those whose count lay under and over the interval
    """

    class_years: int
    held: float
    below: float
    above: float


def coverage(of: ClassYears, spread: float = 0.0, seed: int = 0) -> Coverage:
    """How often the middle 90% of the draws held what came.

    Parameters
    ----------
    spread : log standard deviation of a class-year's factor by which draws are widened
    """
    flat = of.flat
    drawn = widened(flat, spread, np.random.default_rng(seed))
    low = share_under(drawn, flat.came, (1 - NOMINAL) / 2)
    high = 1 - share_under(drawn, flat.came, (1 + NOMINAL) / 2)
    return Coverage(
        class_years=len(low),
        held=float((1 - low - high).sum()),
        below=float(low.sum()),
        above=float(high.sum()),
    )


def share_under(drawn: Counts, came: Counts, place: float) -> Floats:
    """Chance that each count lies under a place, 0 to 1, in its draws, ties broken at random.

    Parameters
    ----------
    drawn, came : (n, draws), (n,)
    """
    below = (drawn < came[:, None]).mean(axis=1)
    ties = (drawn == came[:, None]).mean(axis=1)
    inside = np.clip((place - below) / np.where(ties > 0, ties, 1.0), 0.0, 1.0)
    under: Floats = np.where(ties > 0, inside, (below < place).astype(np.float64))
    return under


def widened(flat: ClassYears, spread: float, rng: np.random.Generator) -> Counts:
    """Draws whose every class-year moves by a lognormal factor of median 1, (n, `WIDENED`).

    What moves comes in decisions, whole or not at all: a factor of 2.3 adds up two other draws,
    and a third with a chance of .3.
    """
    n, draws = flat.drawn.shape
    if spread == 0.0:
        return flat.drawn
    moved = flat.drawn - flat.level[:, None]
    factor = np.exp(spread * rng.standard_normal((n, WIDENED)))
    times = np.floor(factor + rng.random((n, WIDENED))).astype(np.int64)
    total = np.zeros((n, WIDENED), np.int64)
    for more in range(min(int(times.max(initial=0)), MOST_TIMES)):
        other = rng.integers(0, draws, (n, WIDENED))
        total += np.where(times > more, np.take_along_axis(moved, other, axis=1), 0)
    counts: Counts = np.clip(flat.level[:, None] + total, 0, flat.size[:, None])
    return counts


def likeliest(of: ClassYears, seed: int = 0) -> float:
    """The spread under which the counts of class-years are likeliest."""
    flat = of.flat
    best = []
    for spread in SPREADS:
        drawn = widened(flat, spread, np.random.default_rng(seed))
        best.append(float(_log_density(drawn, flat.came).sum()))
    return SPREADS[int(np.argmax(best))]


def _log_density(drawn: Counts, came: Counts) -> Floats:
    """Log chance of each count, from draws smoothed over about a tenth of the count."""
    width = 0.5 + 0.1 * came[:, None]
    near = np.exp(-0.5 * ((drawn - came[:, None]) / width) ** 2) / width
    found: Floats = np.log(near.mean(axis=1) + 1 / drawn.shape[1] / (1 + 10 * came))
    return found

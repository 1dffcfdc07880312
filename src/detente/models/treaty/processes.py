"""The three processes together: what was fitted, and the hazard each gives every pair.

A pair without a pact becomes allied if one of the two joins a treaty of the other, or both join
one; if a body of both adopts a pact that binds them; or if the two found one of their own. The
hazards add: p = 1 − exp(−(accession + adoption + foundation)).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.measures.groups import Floats
from detente.models.logit import Logit
from detente.models.past import FIRST_YEAR_FITTED, Past
from detente.models.pooled import Part, pooled
from detente.models.treaty import accession, adoption, coverage, exits, foundation, waves
from detente.models.treaty import geography as geo
from detente.models.treaty.exits import Ends
from detente.models.treaty.family import FAMILIES, Process
from detente.models.treaty.founding import foundings
from detente.models.treaty.samples import sample
from detente.models.treaty.trials import weights

BALANCED_EVERY = 3  # adoptions are balanced on every third year


@dataclass(frozen=True)
class Processes:
    """Fits of the processes as of a year: what they learned from, and nothing later.

    Attributes
    ----------
    accession_balance, adoption_balance : pairs that came, over pairs expected, in the years
        fitted on. A logit is balanced in decisions; decisions of many pairs are not the same
        share of them everywhere, and these two make the pairs agree as well
    accession_effect : how much wider than independent cases the clusters of accessions make
        the covariance, at least 1
    wave : shape of the common factor of a treaty's accessions in a year; small means waves
    ends : hazards of leaving, dissolution and lapse
    """

    accession: Logit
    adoption: Logit
    coverage: Logit
    foundation: Logit
    accession_balance: float
    adoption_balance: float
    accession_effect: float
    wave: float
    ends: Ends


@dataclass(frozen=True)
class Hazards:
    """Hazard of a pact in the next year, by process, over the pairs of the cube (P,)."""

    accession: Floats
    adoption: Floats
    foundation: Floats

    @property
    def total(self) -> Floats:
        """The three together."""
        return self.accession + self.adoption + self.foundation


def fit(past: Past) -> Processes:
    """Fit every process on what was known; kept with the past."""
    return past.keep("treaty processes", lambda: _fit(past))


def _fit(past: Past) -> Processes:
    joins, balance, effect, wave = _accession(past)
    adopts = _pool(past, "adoption").logit
    covers = coverage.fit(past)
    return Processes(
        accession=joins,
        adoption=adopts,
        coverage=covers,
        foundation=_pool(past, "foundation").logit,
        accession_balance=balance,
        adoption_balance=_adoption_balance(past, adopts, covers),
        accession_effect=effect,
        wave=wave,
        ends=exits.fit(past),
    )


class Pool(NamedTuple):
    """The ways to fit a process as one logit, and what each of the rows fitted on weighed."""

    logit: Logit
    weight: Floats


def _pool(past: Past, process: Process, effect: float = 1.0) -> Pool:
    """All ways to fit a process, each with the weight its earlier forecasts gave it."""
    rows, end = sample(past, process), past.register.end
    heard = weights(process, end, effect)
    parts = [
        Part(weight, rows.fit(way, end), np.array(way.columns(process)))
        for way, weight in heard.items()
    ]
    faded = np.sum([weight * rows.faded(way, end) for way, weight in heard.items()], axis=0)
    return Pool(pooled(parts, onto=rows.fit(FAMILIES[process][0], end)), faded)


def _accession(past: Past) -> tuple[Logit, float, float, float]:
    """The fit of accession, the balance of its pairs, its design effect, its waves."""
    units = past.keep("accession units", lambda: accession.units(past))
    rows, end = sample(past, "accession"), past.register.end
    _, at = np.unique(
        units.treaty[units.closed].astype(np.int64) * 10_000 + rows.year, return_inverse=True
    )
    plain = FAMILIES["accession"][0]
    first = rows.fit(plain, end)
    surprise = rows.faded(plain, end) * (rows.came - first.chance(rows.x, rows.offset))
    effect = first.design_effect(rows.x, surprise, at)
    fitted, weight = _pool(past, "accession", effect)
    chance = fitted.chance(rows.x, rows.offset)
    parties = np.exp(rows.x[:, accession.FEATURES.index("parties (log)")])
    balance = float((weight * parties) @ rows.came) / float((weight * parties) @ chance)
    wave = waves.shape(_counted(at, rows.came), _counted(at, chance))
    return fitted, balance, effect, wave


def _counted(at: NDArray[np.intp], values: Floats) -> Floats:
    """Sums of values by a number from 0."""
    return np.bincount(at, values).astype(np.float64)


def _adoption_balance(past: Past, adopts: Logit, covers: Logit) -> float:
    """Pairs that adoptions bound by pairs expected, over the years fitted on."""
    bound = expected = 0.0
    for founding in foundings(past):
        if founding.adopted(adoption.bodies(past, founding.year - 1).members):
            bound += len(founding.pairs)
    years = range(FIRST_YEAR_FITTED, past.register.end, BALANCED_EVERY)
    for year in years:
        at, chance = _adopting(past, adopts, year)
        ground = geo.ground(past, year)
        for members, p in zip(at.members, chance, strict=True):
            one, two = coverage.unallied(members, ground)
            expected += p * covers.chance(coverage.features(members, ground, one, two)).sum()
    return bound / (expected * BALANCED_EVERY)


def hazards(past: Past, fits: Processes, year: int) -> Hazards:
    """Each pair's hazard in the year after `year`."""
    cube = past.cube
    pairs = foundation.at_risk(past, year)
    own = np.zeros(len(cube.one))
    own[pairs] = fits.foundation.chance(
        foundation.features(past, year, pairs).astype(np.float64), -np.log(len(pairs))
    )
    return Hazards(
        accession=_of_accession(past, fits, year)[cube.one, cube.two],
        adoption=_of_adoption(past, fits, year)[cube.one, cube.two],
        foundation=own,
    )


def joining(past: Past, fits: Processes, year: int) -> tuple[NDArray[np.intp], Floats]:
    """Treaties open to more, (T,), and each state's hazard of joining each, (T, S)."""
    register = past.register
    treaties = accession.open_treaties(past, year)
    here = past.system.member[:, past.cube.year(year)]
    t, s = np.nonzero(here[None, :] & ~register.defence[treaties, :, register.column(year)])
    hazard = np.zeros((len(treaties), len(here)))
    if len(t):
        x = accession.features(past, year, treaties, t, s)
        hazard[t, s] = fits.accession.chance(x, -np.log(len(t))) * fits.accession_balance
    return treaties, hazard


def adopting(past: Past, fits: Processes, year: int) -> tuple[adoption.Bodies, Floats]:
    """Bodies at risk and each one's hazard of adopting a pact, (G,)."""
    at, chance = _adopting(past, fits.adoption, year)
    return at, chance * fits.adoption_balance


def _adopting(past: Past, adopts: Logit, year: int) -> tuple[adoption.Bodies, Floats]:
    at = adoption.bodies(past, year)
    return at, adopts.chance(adoption.features(past, year, at), -np.log(len(at.members)))


def _of_accession(past: Past, fits: Processes, year: int) -> Floats:
    register = past.register
    treaties, joins = joining(past, fits, year)
    inside = register.defence[treaties, :, register.column(year)].astype(np.float64)
    one_joins = inside.T @ joins
    together = np.zeros_like(one_joins)
    for hazard in joins:
        together += waves.both(hazard, fits.wave)
    return one_joins + one_joins.T + together


def _of_adoption(past: Past, fits: Processes, year: int) -> Floats:
    ground = geo.ground(past, year)
    at, adopts = adopting(past, fits, year)
    hazard = np.zeros((len(ground.here),) * 2)
    for members, chance in zip(at.members, adopts, strict=True):
        one, two = coverage.unallied(members, ground)
        bound = fits.coverage.chance(coverage.features(members, ground, one, two))
        hazard[one, two] += chance * bound
    return hazard + hazard.T

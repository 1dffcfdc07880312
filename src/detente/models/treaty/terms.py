"""The terms of a pair's hazard: every way in which a pact may come about, with its covariates.

A pair's hazard is a sum. One of the two joins a treaty of the other, or both join one; a body
of both adopts a pact that binds them; or the two found one of their own. Each term is a product
of logits, or for two that join together what their common wave makes of it, so that a hazard
can be taken apart exactly (`drivers`) and its largest terms be told by name (`paths`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import DataError
from detente.measures.groups import Floats
from detente.models.logit import Logit
from detente.models.treaty import coverage, foundation
from detente.models.treaty.scene import Scene

Kind = Literal["one joins", "both join", "a body adopts", "the two found"]
Process = Literal["accession", "adoption", "coverage", "foundation"]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Factor:
    """One logit of n terms.

    Attributes
    ----------
    x : (n, k) covariates of each term
    """

    process: Process
    logit: Logit
    x: Floats
    offset: float


@dataclass(frozen=True)
class Terms:
    """The n terms of one kind.

    Attributes
    ----------
    factors : one, or two whose chances make the hazard
    balance : that of the process
    wave : shape of the common factor of two that join together; None for products
    group : (n,) index into the scene's treaties or bodies; −1 for the two themselves
    joins : (n, 2) whether the pair's first and second state joins
    """

    kind: Kind
    factors: tuple[Factor, ...]
    balance: float
    wave: float | None
    group: Rows
    joins: NDArray[np.bool_]

    def hazard(self, chances: tuple[Floats, ...]) -> tuple[Floats, tuple[Floats, ...]]:
        """Hazard from the chances of the factors, and its slope in each of them."""
        if self.wave is not None:
            one, two = (self.balance * p for p in chances)
            value, slopes = together(one, two, self.wave)
            return value, tuple(self.balance * slope for slope in slopes)
        if len(chances) == 1:
            return self.balance * chances[0], (np.full_like(chances[0], self.balance),)
        one, two = chances
        return self.balance * one * two, (self.balance * two, self.balance * one)

    @property
    def hazards(self) -> Floats:
        """The hazard of each term, (n,)."""
        return self.hazard(tuple(f.logit.chance(f.x, f.offset) for f in self.factors))[0]


def together(one: Floats, two: Floats, wave: float) -> tuple[Floats, tuple[Floats, Floats]]:
    """Chance that two join in one year (`waves.both`), and its slope in either hazard."""
    a, b = np.exp(one / wave), np.exp(two / wave)
    neither = (a + b - 1) ** -wave
    value: Floats = 1 - np.exp(-one) - np.exp(-two) + neither
    common = neither / (a + b - 1)
    return value, (np.exp(-one) - a * common, np.exp(-two) - b * common)


def terms(scene: Scene, pair: int) -> tuple[Terms, ...]:
    """Every term of the hazard of a row of the cube, by kind.

    Raises
    ------
    DataError       the pair is not at risk: a pact is in force, or a state is not there
    """
    cube = scene.past.cube
    i, j = int(cube.one[pair]), int(cube.two[pair])
    if not scene.at_risk[i, j]:
        raise DataError(
            f"States {cube.states[i]} and {cube.states[j]} were not at risk of a defence pact at "
            f"the end of {scene.year}: one is in force, or one of them was no member of the "
            "system. Ask about another pair or year.",
            pair=pair,
            year=scene.year,
        )
    return (
        _one_joins(scene, i, j),
        _both_join(scene, i, j),
        _a_body_adopts(scene, i, j),
        _the_two_found(scene, pair),
    )


def _one_joins(scene: Scene, i: int, j: int) -> Terms:
    inside, unit = scene.inside, scene.unit
    first = np.flatnonzero((unit[:, i] >= 0) & inside[:, j])
    second = np.flatnonzero((unit[:, j] >= 0) & inside[:, i])
    x = scene.joining[np.concatenate([unit[first, i], unit[second, j]])]
    which = np.repeat([[True, False], [False, True]], [len(first), len(second)], axis=0)
    fits = scene.fits
    factor = Factor("accession", fits.accession, x, scene.joining_offset)
    group = np.concatenate([first, second])
    return Terms("one joins", (factor,), fits.accession_balance, None, group, which)


def _both_join(scene: Scene, i: int, j: int) -> Terms:
    group = np.flatnonzero((scene.unit[:, i] >= 0) & (scene.unit[:, j] >= 0))
    fits = scene.fits
    factors = tuple(
        Factor(
            "accession", fits.accession, scene.joining[scene.unit[group, s]], scene.joining_offset
        )
        for s in (i, j)
    )
    which = np.ones((len(group), 2), np.bool_)
    return Terms("both join", factors, fits.accession_balance, fits.wave, group, which)


def _a_body_adopts(scene: Scene, i: int, j: int) -> Terms:
    members = scene.bodies.members
    group = np.flatnonzero(members[:, i] & members[:, j])
    one, two = np.array([i]), np.array([j])
    bound = [coverage.features(members[g], scene.ground, one, two) for g in group]
    x = np.concatenate(bound) if bound else np.zeros((0, len(coverage.FEATURES)))
    fits = scene.fits
    factors = (
        Factor("adoption", fits.adoption, scene.adopting[group], scene.adopting_offset),
        Factor("coverage", fits.coverage, x, 0.0),
    )
    which = np.zeros((len(group), 2), np.bool_)
    return Terms("a body adopts", factors, fits.adoption_balance, None, group, which)


def _the_two_found(scene: Scene, pair: int) -> Terms:
    x = foundation.features(scene.past, scene.year, np.array([pair])).astype(np.float64)
    factor = Factor("foundation", scene.fits.foundation, x, scene.founding_offset)
    nobody = np.zeros((1, 2), np.bool_)
    return Terms("the two found", (factor,), 1.0, None, np.array([-1]), nobody)

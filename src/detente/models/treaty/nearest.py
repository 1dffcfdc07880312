"""Decisions most like the one that would make a pair allies, and what became of units as alike.

For each process that carries a good part of a pair's hazard the likeliest unit is taken (a state
and a treaty, a body, the two), and compared with past units by what their covariates add to the
log-odds. Beside the decisions stand units as alike that decided nothing: one year of each unit,
the one most like, so that a case is counted once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.models.treaty.cases import Process, Taken
from detente.models.treaty.paths import Path
from detente.models.treaty.scene import Scene
from detente.models.treaty.terms import Kind

WITHIN = 10  # years after which a unit is said not to have decided
ALIKE = 20  # units as alike that are counted
NEAREST = 4  # decisions named
OTHERS = 3  # units named that did not
LEAST_SHARE = 0.2  # of the pair's hazard, for a process to be looked at

PROCESS: dict[Kind, Process] = {
    "one joins": "accession",
    "both join": "accession",
    "a body adopts": "adoption",
    "the two found": "foundation",
}


@dataclass(frozen=True)
class Near:
    """A decision that was taken by a unit much like the one asked about.

    Attributes
    ----------
    distance : in log-odds; 0 for a unit alike in all that the fit weighs
    chance : one-year chance of the unit in the year before, by the fit of today: it had learned
        from this decision too
    """

    taken: Taken
    distance: float
    chance: float


@dataclass(frozen=True)
class Other:
    """A unit much like the one asked about that did not decide.

    Attributes
    ----------
    group : as in `Cases.unit`
    """

    unit: int
    year: int
    distance: float


@dataclass(frozen=True)
class Likeness:
    """What the likeliest unit of a process is like.

    Attributes
    ----------
    path : the path it belongs to; share : of the process in the pair's hazard
    chance : the unit's own one-year chance to decide
    decisions : the nearest, nearest first
    alike : units counted; followed : of them, with a decision within `within` years
    others : the nearest without one
    """

    process: Process
    path: Path
    share: float
    chance: float
    decisions: tuple[Near, ...]
    alike: int
    followed: int
    within: int
    others: tuple[Other, ...]


def nearest(scene: Scene, ways: Sequence[Path]) -> tuple[Likeness, ...]:
    """Likenesses of each process that carries a fifth of a pair's hazard, the weightiest first.

    Parameters
    ----------
    ways : `paths(scene, pair)`
    """
    shares: dict[Process, float] = {}
    first: dict[Process, Path] = {}
    for path in ways:
        process = PROCESS[path.kind]
        shares[process] = shares.get(process, 0.0) + path.share
        first.setdefault(process, path)
    weighty = sorted((p for p in shares if shares[p] >= LEAST_SHARE), key=lambda p: -shares[p])
    return tuple(_likeness(scene, p, first[p], shares[p]) for p in weighty)

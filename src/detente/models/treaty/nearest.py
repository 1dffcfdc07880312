"""Decisions most like the one that would make a pair allies, and what became of units as alike.

For each process that carries a good part of a pair's hazard the likeliest unit is taken (a state
and a treaty, a body, the two), and compared with past units by what their covariates add to the
log-odds. Beside the decisions stand units as alike that decided nothing: one year of each unit,
the one most like, so that a case is counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.measures.groups import Floats
from detente.models.past import Past
from detente.models.treaty import foundation
from detente.models.treaty.cases import SIDE, Cases, Process, Taken, body_number, cases
from detente.models.treaty.paths import Path, organisation_name, treaty_name
from detente.models.treaty.scene import Scene
from detente.models.treaty.terms import Kind
from detente.states.names import name_on

WITHIN = 10  # years after which a unit is said not to have decided
ALIKE = 20  # units as alike that are counted
NEAREST = 4  # decisions named
OTHERS = 3  # units named that did not
LEAST_SHARE = 0.2  # of the pair's hazard, for a process to be looked at

Known = Callable[[Process], Cases]

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
    unit : number as in `Cases.unit`
    text : by name
    """

    unit: int
    text: str
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


def nearest(
    scene: Scene, pair: int, ways: Sequence[Path], known: Known | None = None
) -> tuple[Likeness, ...]:
    """The likeness of each process that carries a fifth of a pair's hazard, weightiest first.

    Parameters
    ----------
    pair : row of the cube; ways : `paths(scene, pair)`
    known : gives the past units of a process, if they are kept; None to collect them
    """
    shares: dict[Process, float] = {}
    first: dict[Process, Path] = {}
    for path in ways:
        process = PROCESS[path.kind]
        shares[process] = shares.get(process, 0.0) + path.share
        first.setdefault(process, path)
    weighty = sorted((p for p in shares if shares[p] >= LEAST_SHARE), key=lambda p: -shares[p])
    collect: Known = known or (lambda process: cases(scene.past, scene.fits, process))
    return tuple(_likeness(scene, pair, first[p], shares[p], collect(p)) for p in weighty)


def _likeness(scene: Scene, pair: int, path: Path, share: float, known: Cases) -> Likeness:
    process = PROCESS[path.kind]
    unit, place, chance = _asked(scene, pair, path)
    apart: Floats = np.sqrt(((known.place - place) ** 2).sum(axis=1))
    others, alike, followed = _others(scene.past, known, apart, unit)
    return Likeness(
        process=process,
        path=path,
        share=share,
        chance=chance,
        decisions=_decisions(known, apart),
        alike=alike,
        followed=followed,
        within=WITHIN,
        others=others,
    )


def _asked(scene: Scene, pair: int, path: Path) -> tuple[int, Floats, float]:
    """The unit that would have to decide: its number, its place (k,) and its chance.

    Of two that would have to join together, the one less likely to.
    """
    fits = scene.fits
    process = PROCESS[path.kind]
    if process == "foundation":
        x = foundation.features(scene.past, scene.year, np.array([pair])).astype(np.float64)
        chance = fits.foundation.chance(x, scene.founding_offset)
        return pair, fits.foundation.contributions(x)[0], float(chance[0])
    if process == "adoption":
        number = int(body_number(scene.bodies)[path.group])
        x = scene.adopting[[path.group]]
        return number, fits.adoption.contributions(x)[0], float(scene.adopts[path.group])
    states = np.searchsorted(scene.past.cube.states, path.joiners)
    units = scene.unit[path.group, states]
    least = int(scene.joins[units].argmin())
    number = int(scene.treaties[path.group]) * SIDE + int(states[least])
    x = scene.joining[[units[least]]]
    return number, fits.accession.contributions(x)[0], float(scene.joins[units[least]])


def _decisions(known: Cases, apart: Floats) -> tuple[Near, ...]:
    """The decisions whose nearest unit is nearest."""
    found = []
    for taken in known.taken:
        rows = np.flatnonzero((known.year == taken.year - 1) & np.isin(known.unit, taken.units))
        if len(rows):
            row = rows[apart[rows].argmin()]
            found.append(Near(taken, float(apart[row]), float(known.chance[row])))
    return tuple(sorted(found, key=lambda near: near.distance)[:NEAREST])


def _others(
    past: Past, known: Cases, apart: Floats, own: int
) -> tuple[tuple[Other, ...], int, int]:
    """The nearest units that did not decide; units counted; of them, those that decided.

    Each unit but the one asked about is taken in the year in which it was most like it, among
    years after which `WITHIN` more are known.
    """
    seen = known.counted & (known.year + WITHIN <= known.end)
    rows = np.flatnonzero(seen & (known.unit != own))
    rows = rows[np.argsort(apart[rows], kind="stable")]
    _, first = np.unique(known.unit[rows], return_index=True)
    rows = rows[np.sort(first)][:ALIKE]
    followed = known.followed(WITHIN)[rows]
    others = tuple(
        Other(
            unit=int(known.unit[row]),
            text=unit_name(past, known.process, int(known.unit[row]), int(known.year[row])),
            year=int(known.year[row]),
            distance=float(apart[row]),
        )
        for row in rows[~followed][:OTHERS]
    )
    return others, len(rows), int(followed.sum())


def unit_name(past: Past, process: Process, unit: int, year: int) -> str:
    """A unit of `Cases` by the names of a year: ``Austria, North Atlantic Treaty``."""
    day, cube = date(year, 12, 31), past.cube
    if process == "foundation":
        ends = (cube.states[side[unit]] for side in (cube.one, cube.two))
        return "–".join(name_on(int(state), day) for state in ends)
    if process == "adoption":
        if unit < SIDE:
            return organisation_name(past, unit)
        return treaty_name(past, int(past.register.atopid[unit - SIDE]))
    treaty, state = divmod(unit, SIDE)
    named = treaty_name(past, int(past.register.atopid[treaty]))
    return f"{name_on(int(cube.states[state]), day)}, {named}"

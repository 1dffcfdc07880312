"""Past units of a process, as points among which the likest are looked for.

A unit's place is what each of its covariates adds to its log-odds, so units are near where the
fit sees little to choose between them, and covariates that do not matter do not part them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.measures.decisions import decisions, onsets
from detente.measures.groups import Floats
from detente.models.logit import Logit
from detente.models.past import FIRST_YEAR_FITTED, Past
from detente.models.treaty import accession, adoption, foundation
from detente.models.treaty.founding import Founding, alike, foundings
from detente.models.treaty.processes import Processes

Rows = NDArray[np.int64]
Process = Literal["accession", "adoption", "foundation"]

SIDE = 100_000  # a unit's number is its group times this and its state


@dataclass(frozen=True)
class Taken:
    """A decision, and the units it was taken by.

    Attributes
    ----------
    year : of the decision; its units are looked at a year before
    states : codes of those that joined or founded
    n_dyads : new pairs of allies, by the rule of `measures.decisions`
    units : numbers as in `Cases.unit`
    """

    year: int
    atopid: int
    states: tuple[int, ...]
    n_dyads: int
    units: tuple[int, ...]


@dataclass(frozen=True)
class Cases:
    """Units of one process, n rows over the years, and the decisions among them.

    Attributes
    ----------
    unit : (n,) a treaty and a state (index of the register × SIDE + index of the state); a body
        (index of the organisation, or SIDE + index of the register); a row of the cube
    year : (n,)
    place : (n, k) contributions to the log-odds, to seven digits
    chance : (n,) of the decision in the next year, by the fit, to seven digits
    counted : (n,) false for rows there only because a decision followed
    taken : the decisions, in order
    end : the last year known
    """

    process: Process
    unit: Rows
    year: NDArray[np.int32]
    place: NDArray[np.float32]
    chance: NDArray[np.float32]
    counted: NDArray[np.bool_]
    taken: tuple[Taken, ...]
    end: int

    def row(self, unit: int, year: int) -> int:
        """The row of a unit in a year; −1 without one."""
        found = np.flatnonzero((self.unit == unit) & (self.year == year))
        return int(found[0]) if len(found) else -1

    def followed(self, within: int) -> NDArray[np.bool_]:
        """Whether the unit took a decision in the years up to year + within, (n,)."""
        events = np.unique(
            [unit * 10_000 + one.year for one in self.taken for unit in one.units]
        ).astype(np.int64)
        if not len(events):
            return np.zeros(len(self.unit), np.bool_)
        key = self.unit * 10_000 + self.year
        following = events[np.minimum(np.searchsorted(events, key, "right"), len(events) - 1)]
        return (following > key) & (following <= key + within)


def cases(past: Past, fits: Processes, process: Process) -> Cases:
    """Every past unit of a process."""
    if process == "accession":
        return _accession(past, fits)
    return _adoption(past, fits) if process == "adoption" else _foundation(past, fits)


def _accession(past: Past, fits: Processes) -> Cases:
    units = past.keep("accession units", lambda: accession.units(past))
    unit = units.treaty.astype(np.int64) * SIDE + units.state
    register, cube = past.register, past.cube
    dyads = _dyads(past)
    taken = []
    joined = np.flatnonzero(units.joined)
    decided = units.year[joined].astype(np.int64) * SIDE + units.treaty[joined]
    for decision in np.unique(decided):
        rows = joined[decided == decision]
        year = int(units.year[rows[0]]) + 1
        atopid = int(register.atopid[units.treaty[rows[0]]])
        taken.append(
            Taken(
                year=year,
                atopid=atopid,
                states=tuple(int(cube.states[s]) for s in units.state[rows]),
                n_dyads=dyads.get((year, atopid), 0),
                units=tuple(int(u) for u in unit[rows]),
            )
        )
    return _cases(
        "accession", fits.accession, unit, units.year, units.x, units.at_risk, taken, past
    )


def _adoption(past: Past, fits: Processes) -> Cases:
    units = past.keep("adoption units", lambda: adoption.units(past))
    numbers, likest = past.keep("numbers of bodies", lambda: _numbers(past))
    taken = [
        _founded(past, one, (likest[at],)) for at, one in enumerate(foundings(past)) if at in likest
    ]
    return _cases(
        "adoption", fits.adoption, numbers, units.year, units.x, units.at_risk, taken, past
    )


def body_number(at: adoption.Bodies) -> Rows:
    """Numbers of bodies that stay the same over the years, (G,)."""
    numbers: Rows = np.where(at.treaty >= 0, SIDE + at.treaty, at.organisation).astype(np.int64)
    return numbers


def _numbers(past: Past) -> tuple[Rows, dict[int, int]]:
    """The number of each row of `adoption.units`; and of the body likest each adoption."""
    numbers, likest = [], {}
    for year in range(FIRST_YEAR_FITTED, past.register.end + 1):
        at = adoption.bodies(past, year)
        number = body_number(at)
        numbers.append(number)
        for place, founding in enumerate(foundings(past)):
            if founding.year == year + 1 and founding.adopted(at.members):
                likest[place] = int(number[alike(founding, at.members).argmax()])
    return np.concatenate(numbers), likest


def _foundation(past: Past, fits: Processes) -> Cases:
    """Pairs as thinned for the fit, and every pair that founded."""
    units = past.keep("foundation units", lambda: foundation.units(past))
    index = past.cube.index
    taken = [
        _founded(past, one, tuple(int(p) for p in index[one.pairs[:, 0], one.pairs[:, 1]]))
        for one in foundation.of_their_own(past)
    ]
    return _cases(
        "foundation",
        fits.foundation,
        units.pair.astype(np.int64),
        units.year,
        units.x.astype(np.float64),
        units.at_risk,
        taken,
        past,
        counted=units.drawn,
    )


def _founded(past: Past, one: Founding, units: tuple[int, ...]) -> Taken:
    codes = tuple(int(past.cube.states[state]) for state in one.states)
    return Taken(one.year, one.atopid, codes, len(one.pairs), units)


def _cases(
    process: Process,
    model: Logit,
    unit: Rows,
    year: NDArray[np.int32],
    x: Floats,
    at_risk: NDArray[np.int32] | Floats,
    taken: Iterable[Taken],
    past: Past,
    counted: NDArray[np.bool_] | None = None,
) -> Cases:
    return Cases(
        process=process,
        unit=unit,
        year=year,
        place=model.contributions(x).astype(np.float32),
        chance=model.chance(x, -np.log(at_risk)).astype(np.float32),
        counted=np.ones(len(unit), np.bool_) if counted is None else counted,
        taken=tuple(sorted(taken, key=lambda one: (one.year, one.atopid))),
        end=past.register.end,
    )


def _dyads(past: Past) -> dict[tuple[int, int], int]:
    """New pairs of allies by year and treaty."""
    begun = onsets(past.cube, first=FIRST_YEAR_FITTED + 1, last=past.cube.ends["pledge"])
    made = decisions(begun, past.tables.table("pledge_spells"))
    return {(y, a): n for y, a, n in made.select("year", "atopid", "n_dyads").iter_rows()}

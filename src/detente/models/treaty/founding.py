"""Which founding decisions were taken by a body, and which by a pair or a core group.

A foundation of three or more states is an *adoption* if some organisation, or some treaty
without a defence clause, held nearly all of its founders the year before and was not much
larger. A decision that matches several bodies is split over them. What matches none, and
every foundation of two states, was founded by a *pair* or by a core group around one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.measures.decisions import attributed, decisions, onsets
from detente.models.past import FIRST_YEAR_FITTED, Past

Floats = NDArray[np.float64]

LEAST_FOUNDERS = 3  # two states are a pair, whatever bodies they share
CONTAINED = 0.75  # share of the founders that belonged to the body
ALIKE = 0.2  # Jaccard index of founders and body


@dataclass(frozen=True)
class Founding:
    """A foundation: the states that founded, as indices of the past's states.

    Attributes
    ----------
    year : of the first onset, so that the year before is the origin
    pairs : (m, 2) the onset pairs
    """

    year: int
    atopid: int
    states: tuple[int, ...]
    pairs: NDArray[np.intp]

    def adopted(self, bodies: NDArray[np.bool_]) -> bool:
        """Whether some body of the year before took the decision."""
        return len(self.states) >= LEAST_FOUNDERS and bool(match(self, bodies).any())


def foundings(past: Past) -> tuple[Founding, ...]:
    """Every foundation known since 1946, in order."""
    return past.keep("foundings", lambda: _foundings(past))


def _foundings(past: Past) -> tuple[Founding, ...]:
    cube = past.cube
    begun = onsets(cube, first=FIRST_YEAR_FITTED + 1, last=cube.ends["pledge"])
    spells = past.tables.table("pledge_spells")
    made = decisions(begun, spells).filter(kind="foundation")
    pairs = attributed(begun, spells)
    found = []
    for year, atopid in made.select("year", "atopid").iter_rows():
        rows = pairs.filter(year=year, atopid=atopid)
        ends = np.column_stack(
            [np.searchsorted(cube.states, rows[side].to_numpy()) for side in ("state1", "state2")]
        )
        found.append(Founding(year, atopid, tuple(sorted(set(ends.ravel().tolist()))), ends))
    return tuple(found)


def alike(founding: Founding, bodies: NDArray[np.bool_]) -> Floats:
    """Jaccard index of the founders and each body that may have taken the decision, else 0, (G,).

    Parameters
    ----------
    bodies : (G, S) members in the year before
    """
    founders = np.zeros(bodies.shape[1], np.bool_)
    founders[list(founding.states)] = True
    both = (bodies & founders).sum(axis=1)
    index = both / np.maximum((bodies | founders).sum(axis=1), 1)
    fits = (both >= CONTAINED * founders.sum()) & (index >= ALIKE)
    likeness: Floats = np.where(fits, index, 0.0)
    return likeness


def match(founding: Founding, bodies: NDArray[np.bool_]) -> Floats:
    """How a foundation is split over bodies: (G,) weights that sum to 1, or to 0 without a match.

    In proportion to how alike they are to the founders. Five adoptions before 1970 cannot tell
    this from an even split, or from the likest body alone.
    """
    weight = alike(founding, bodies)
    total = weight.sum()
    return weight / total if total > 0 else weight

"""A year as the treaty processes see it: every unit that could decide on a pact."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from detente.measures.groups import Floats, Groups
from detente.models.past import Past
from detente.models.treaty import accession, adoption, foundation
from detente.models.treaty import geography as geo
from detente.models.treaty.processes import Processes


class Scene:
    """Everything that could decide on a pact in the year after `year`.

    Attributes
    ----------
    pairs : (P,) rows of the cube at risk; at_risk : (S, S) the same as a matrix
    treaties : (T,) treaties open to more; inside : (T, S) their defence parties
    unit : (T, S) row of `joining` of a state outside, −1 of others
    joining : (n, k) covariates of accession; adopting : (G, k) of adoption
    bodies : those at risk
    """

    def __init__(self, past: Past, fits: Processes, year: int) -> None:
        self.past, self.fits, self.year = past, fits, year
        cube, register = past.cube, past.register
        self.ground = geo.ground(past, year)
        self.pairs = foundation.at_risk(past, year)
        self.at_risk = np.zeros((len(cube.states),) * 2, np.bool_)
        one, two = cube.one[self.pairs], cube.two[self.pairs]
        self.at_risk[one, two] = self.at_risk[two, one] = True
        self.treaties = accession.open_treaties(past, year)
        self.inside: Groups = register.defence[self.treaties, :, register.column(year)]
        here = past.system.member[:, cube.year(year)]
        t, s = np.nonzero(here[None, :] & ~self.inside)
        self.unit = np.full(self.inside.shape, -1, np.intp)
        self.unit[t, s] = np.arange(len(t))
        self.joining = accession.features(past, year, self.treaties, t, s)
        self.bodies = adoption.bodies(past, year)
        self.adopting = adoption.features(past, year, self.bodies)

    @cached_property
    def joins(self) -> Floats:
        """Chance of each unit of accession, (n,), before it is balanced."""
        return self.fits.accession.chance(self.joining, self.joining_offset)

    @cached_property
    def adopts(self) -> Floats:
        """Chance of each body, (G,), before it is balanced."""
        return self.fits.adoption.chance(self.adopting, self.adopting_offset)

    @property
    def joining_offset(self) -> float:
        """Minus the log of the units at risk."""
        return -float(np.log(max(len(self.joining), 1)))

    @property
    def adopting_offset(self) -> float:
        """Minus the log of the bodies at risk."""
        return -float(np.log(max(len(self.adopting), 1)))

    @property
    def founding_offset(self) -> float:
        """Minus the log of the pairs at risk."""
        return -float(np.log(len(self.pairs)))

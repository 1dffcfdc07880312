"""Units of a process as rows to fit on: what each was like at the end of a year, and what came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.measures.groups import Floats
from detente.models.logit import Logit, fit_logit
from detente.models.past import Past
from detente.models.treaty import accession, adoption, foundation
from detente.models.treaty.family import Process, Variant


@dataclass(frozen=True)
class Sample:
    """Rows (n) whose next year is known, in order of years.

    Attributes
    ----------
    year : (n,) the decision, if any, was taken in the year after
    x : (n, k) the features of the process
    came : (n,) from 0 to 1
    weight : (n,) units each row stands for
    offset : (n,) minus the log of the units at risk that year
    """

    process: Process
    year: NDArray[np.int32]
    x: Floats
    came: Floats
    weight: Floats
    offset: Floats

    def before(self, year: int) -> slice:
        """The rows whose decisions were known at the end of a year."""
        return slice(0, int(np.searchsorted(self.year, year)))

    def of(self, year: int) -> slice:
        """The rows of a year."""
        return slice(self.before(year).stop, self.before(year + 1).stop)

    def faded(self, variant: Variant, year: int) -> Floats:
        """Weights of the rows before a year as a variant forgets; events count as many as came."""
        rows = self.before(year)
        plain, came = self.weight[rows], self.came[rows]
        faded = plain * 0.5 ** ((year - self.year[rows]) / variant.half_life)
        weights: Floats = faded * (plain @ came) / (faded @ came)  # the ridge counts real ones
        return weights

    def fit(self, variant: Variant, year: int) -> Logit:
        """A variant fitted on what was known at the end of a year."""
        rows = self.before(year)
        return fit_logit(
            self.x[rows][:, variant.columns(self.process)],
            self.came[rows],
            ridge=variant.ridge,
            weight=self.faded(variant, year),
            offset=self.offset[rows],
        )


def sample(past: Past, process: Process) -> Sample:
    """The rows of a process, made once for a past."""
    return past.keep(f"sample of {process}", lambda: _MADE[process](past))


def _accession(past: Past) -> Sample:
    units = past.keep("accession units", lambda: accession.units(past))
    k = units.closed
    return Sample(
        "accession",
        units.year[k],
        units.x[k],
        units.joined[k].astype(np.float64),
        np.ones(int(k.sum())),
        -np.log(units.at_risk[k]),
    )


def _adoption(past: Past) -> Sample:
    units = past.keep("adoption units", lambda: adoption.units(past))
    k = units.closed
    return Sample(
        "adoption",
        units.year[k],
        units.x[k],
        units.y[k],
        np.ones(int(k.sum())),
        -np.log(units.at_risk[k]),
    )


def _foundation(past: Past) -> Sample:
    units = past.keep("foundation units", lambda: foundation.units(past))
    return Sample(
        "foundation",
        units.year,
        units.x.astype(np.float64),
        units.founded.astype(np.float64),
        units.weight,
        -np.log(units.at_risk),
    )


_MADE = {"accession": _accession, "adoption": _adoption, "foundation": _foundation}

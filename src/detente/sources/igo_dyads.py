"""In how many intergovernmental organisations two states sat together."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import COW_TERMS, GPL2, IGO3

IGO_DYADS = Source(
    name="igo_dyads",
    title="COW shared memberships in intergovernmental organisations",
    version="3.0",
    rows=Unit("dyad-year", "cow"),
    covers=(1816, 2014),
    path="peacesciencer/cow_igo_ndy.rda",
    url=peacesciencer("cow_igo_ndy.rda"),
    sha256="e663531dab70d1d46419fdf0d2d29d51b5b314eab055ea1f691d824e4d15af26",
    size=311260,
    homepage="https://correlatesofwar.org/data-sets/igos/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"dyadigos": "organisations"},
    licence=f"{COW_TERMS}; {GPL2}",
    cite=IGO3.cite,
    bibtex=IGO3.bibtex,
    notes="Undirected: ccode1 < ccode2. Before 1965 the project recorded memberships every five "
    "years and filled the years between.",
)


def read(path: Path) -> Frame:
    """One row per undirected dyad-year; columns `ccode1, ccode2, year, dyadigos`."""
    return formats.whole(formats.r_data(path))

"""How near the territories of two states come to each other (CShapes 2.0)."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import GPL2

MINIMUM_DISTANCES = Source(
    name="minimum_distances",
    title="Minimum distances between COW states",
    version="CShapes 2.0",
    rows=Unit("dyad-year", "cow"),
    covers=(1886, 2019),
    path="peacesciencer/cow_mindist.rda",
    url=peacesciencer("cow_mindist.rda"),
    sha256="9fa13d911c454d463044bf13a711c64b90a6131246e2d239dcdf4d01f2f263b4",
    size=227_864,
    homepage="https://icr.ethz.ch/data/cshapes/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"mindist": "kilometres between the nearest points of two territories, 0 for neighbours"},
    licence=f"{GPL2}; CShapes: free with citation",
    cite="Schvitz, Girardin, Rüegger, Weidmann, Cederman & Gleditsch (2022), Mapping the "
    "International System, 1886–2019: The CShapes 2.0 Dataset, Journal of Conflict "
    "Resolution 66(1): 144–161.",
    bibtex="""@article{schvitz2022cshapes,
  author = {Schvitz, Guy and Girardin, Luc and R{\\"u}egger, Seraina and Weidmann, Nils B. and Cederman, Lars-Erik and Gleditsch, Kristian Skrede},
  title = {Mapping the International System, 1886--2019: The {CShapes} 2.0 Dataset},
  year = {2022},
  journal = {Journal of Conflict Resolution},
  volume = {66},
  number = {1},
  pages = {144--161},
  doi = {10.1177/00220027211013563}
}""",
    notes="Undirected: ccode1 < ccode2.",
)


def read(path: Path) -> Frame:
    """One row per undirected dyad-year; columns `ccode1, ccode2, year, mindist`."""
    return formats.whole(formats.r_data(path), but={"mindist"})

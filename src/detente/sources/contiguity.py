"""Which states bordered on one another, by land or across how much water."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import COW_TERMS, GPL2

CONTIGUITY = Source(
    name="contiguity",
    title="COW direct contiguity",
    version="3.2",
    rows=Unit("directed dyad spell", "cow"),
    covers=(1816, 2016),
    path="peacesciencer/cow_contdir.rda",
    url=peacesciencer("cow_contdir.rda"),
    sha256="779062fb96238a7c55dbb3436a0925f67d8f0b5bd8e522731c0c3c55f492dd70",
    size=5990,
    homepage="https://correlatesofwar.org/data-sets/direct-contiguity/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    units={
        "conttype": "1 land, 2 up to 12 miles of water, 3 to 24, 4 to 150, 5 to 400, 0 a marker"
    },
    licence=f"{COW_TERMS}; {GPL2}",
    cite="Stinnett, Tir, Schafer, Diehl & Gochman (2002), The Correlates of War Project Direct "
    "Contiguity Data, Version 3, Conflict Management and Peace Science 19(2): 58–66.",
    bibtex="""@article{stinnett2002contiguity,
  author = {Stinnett, Douglas M. and Tir, Jaroslav and Schafer, Philip and Diehl, Paul F. and Gochman, Charles},
  title = {The {Correlates of War} Project Direct Contiguity Data, Version 3},
  journal = {Conflict Management and Peace Science},
  year = {2002},
  volume = {19},
  number = {2},
  pages = {58--66}
}""",
    notes="The 180 rows of `conttype` 0 are markers of the compiler and no borders; they overlap "
    "real spells (USSR–Afghanistan has 0 over 1919–2016 and land over 1920–1991): leave them "
    "out, then take the least type of the year. Dates are first days of months. A pair can "
    "border again after a gap. A spell that ends on 1 December 2016 had not ended.",
)


def read(path: Path) -> Frame:
    """One row per directed pair and spell; columns `ccode1, ccode2, conttype, stdate, enddate`."""
    return formats.whole(formats.r_data(path))

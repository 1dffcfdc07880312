"""Which states were major powers, from when to when."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import COW_STATES_2016, COW_TERMS, GPL2

MAJORS = Source(
    name="majors",
    title="COW major powers",
    version="2016",
    rows=Unit("state spell", "cow"),
    covers=(1816, 2016),
    path="peacesciencer/cow_majors.rda",
    url=peacesciencer("cow_majors.rda"),
    sha256="673cb752c2d1af045ea8e2c602b45bc037b84dda9537bfb060142ff255c7f2b6",
    size=394,
    homepage="https://correlatesofwar.org/data-sets/state-system-membership/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    licence=f"{COW_TERMS}; {GPL2}",
    cite=COW_STATES_2016.cite,
    bibtex=COW_STATES_2016.bibtex,
    notes="A spell that ends on 31 December 2016 had not ended.",
)


def read(path: Path) -> Frame:
    """One row per spell as a major power; columns `ccode, styear, stmonth, stday, endyear, endmonth,
    endday, version`."""
    return formats.whole(formats.r_data(path))

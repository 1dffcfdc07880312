"""Militarised disputes of the Correlates of War between two states, year by year."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import COW_TERMS, GPL2, MID5

MID_DYADS = Source(
    name="mid_dyads",
    title="COW dyadic militarised interstate disputes",
    version="5.0",
    rows=Unit("directed dyadic dispute-year", "cow"),
    covers=(1816, 2014),
    path="peacesciencer/cow_mid_dirdisps.rda",
    url=peacesciencer("cow_mid_dirdisps.rda"),
    sha256="7b9fc5fd0785b423b7ddc8b9319fa30d4e2c8a005342b88c2b1d87b7a6e62a0e",
    size=43804,
    homepage="https://correlatesofwar.org/data-sets/mids/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    missing={-9: None},
    units={"fatalpre1": "deaths", "fatalpre2": "deaths"},
    licence=f"{COW_TERMS}; {GPL2}",
    cite=MID5.cite,
    bibtex=MID5.bibtex,
    notes="Each state has its own hostility level: the level of a pair is the greater of the two "
    "(Crimea, dispute 4683: Russia 4, Ukraine 3). A pair can have several disputes in a year.",
)


def read(path: Path) -> Frame:
    """One row per directed pair, dispute and year; columns `dispnum, ccode1, ccode2, year,
    dispongoing, disponset, sidea1, sidea2, fatality1, fatality2, fatalpre1, fatalpre2, hiact1,
    hiact2, hostlev1, hostlev2, orig1, orig2`."""
    return formats.unmask(formats.whole(formats.r_data(path)), MID_DYADS.missing)

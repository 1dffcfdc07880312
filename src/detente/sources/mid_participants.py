"""Who took part in the militarised disputes of the Correlates of War, on which side."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import r_and_python_book
from detente.sources.works import COW_TERMS, MID5

MID_PARTICIPANTS = Source(
    name="mid_participants",
    title="COW participants in militarised interstate disputes (MIDB)",
    version="5.0",
    rows=Unit("spell of a state in a dispute", "cow"),
    covers=(1816, 2014),
    path="cow_mid5/MIDB 5.0.csv",
    url=r_and_python_book("MIDB 5.0.csv"),
    sha256="5189071e3b8aa32e1338f3df43fe574f4a0f2a06b2f481a3213c9e8f01211722",
    size=336982,
    homepage="https://correlatesofwar.org/data-sets/mids/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    missing={-9: None},
    units={"fatalpre": "deaths"},
    licence=f"{COW_TERMS}; the repository of the file is under CC0",
    cite=MID5.cite,
    bibtex=MID5.bibtex,
    notes="A state that left a dispute and came back has a row for each spell. Two states on "
    "opposite sides need not have met: mid_dyads says which pairs did.",
)


def read(path: Path) -> Frame:
    """One row per spell of a participant; columns `dispnum, stabb, ccode, stday, stmon, styear,
    endday, endmon, endyear, sidea, revstate, revtype1, revtype2, fatality, fatalpre, hiact,
    hostlev, orig, version`."""
    return formats.unmask(formats.whole(formats.csv(path)), MID_PARTICIPANTS.missing)

"""Who took part in militarised incidents, on which side."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import r_and_python_book
from detente.sources.works import COW_TERMS, MID5

MID_INCIDENT_PARTICIPANTS = Source(
    name="mid_incident_participants",
    title="COW participants in militarised incidents (MIDIP)",
    version="5.0",
    rows=Unit("state in an incident", "cow"),
    covers=(1993, 2014),
    path="cow_mid5/MIDIP 5.0.csv",
    url=r_and_python_book("MIDIP 5.0.csv"),
    sha256="9350d1b71c24ab2a996549b9adefa11a844a526c32fd91b532a6ec964ecac0cb",
    size=600511,
    homepage="https://correlatesofwar.org/data-sets/mids/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    missing={-9: None},
    units={"fatalpre": "deaths"},
    licence=f"{COW_TERMS}; the repository of the file is under CC0",
    cite=MID5.cite,
    bibtex=MID5.bibtex,
    notes="`insidea` 1 is the side that acted in the incident; `sidea` is the side in the whole "
    "dispute. The other side has hostility level 1 where it did nothing back. A state can join an "
    "incident late: its days, not those of the incident, are in its row. Incidents of 1992 are "
    "those of disputes that ran on into 1993.",
)


def read(path: Path) -> Frame:
    """One row per incident and state; columns `dispnum, incidnum, stabb, ccode, stday, stmon,
    styear, endday, endmon, endyear, insidea, sidea, fatality, fatalpre, action, hostlev, revtype1,
    revtype2, version`."""
    return formats.unmask(formats.whole(formats.csv(path)), MID_INCIDENT_PARTICIPANTS.missing)

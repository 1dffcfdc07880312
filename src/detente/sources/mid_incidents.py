"""Militarised incidents of the Correlates of War: one row per incident."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import r_and_python_book
from detente.sources.works import COW_TERMS, MID5

MID_INCIDENTS = Source(
    name="mid_incidents",
    title="COW militarised incidents (MIDI)",
    version="5.0",
    rows=Unit("incident"),
    covers=(1993, 2014),
    path="cow_mid5/MIDI 5.0.csv",
    url=r_and_python_book("MIDI 5.0.csv"),
    sha256="fc7d5ca720d1fcb94b3b575bbd43f24b4d2552d01e3e950027fee5b0b6bc0381",
    size=231631,
    homepage="https://correlatesofwar.org/data-sets/mids/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    missing={-9: None},
    units={"duration": "days", "tbi": "days since the incident before", "fatalpre": "deaths"},
    licence=f"{COW_TERMS}; the repository of the file is under CC0",
    cite=MID5.cite,
    bibtex=MID5.bibtex,
    notes="Incidents were coded for disputes that ran in 1993 or later; the 52 that began in 1992 "
    "belong to those and are not all of that year. 35 run from one year into another.",
)


def read(path: Path) -> Frame:
    """One row per incident; columns `dispnum, incidnum, stday, stmon, styear, endday, endmon,
    endyear, duration, tbi, fatality, fatalpre, action, hostlev, numa, version`."""
    return formats.unmask(formats.whole(formats.csv(path)), MID_INCIDENTS.missing)

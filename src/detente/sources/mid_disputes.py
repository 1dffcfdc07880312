"""Militarised interstate disputes of the Correlates of War: one row per dispute."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import r_and_python_book
from detente.sources.works import COW_TERMS, MID5

MID_DISPUTES = Source(
    name="mid_disputes",
    title="COW militarised interstate disputes (MIDA)",
    version="5.0",
    rows=Unit("dispute"),
    covers=(1816, 2014),
    path="cow_mid5/MIDA 5.0.csv",
    url=r_and_python_book("MIDA 5.0.csv"),
    sha256="fa00331f8b5e68b57d510303039081a1494b4d45df680ca38dfd8640d32c8474",
    size=134293,
    homepage="https://correlatesofwar.org/data-sets/mids/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    missing={-9: None},
    units={"mindur": "days", "maxdur": "days", "fatalpre": "deaths"},
    licence=f"{COW_TERMS}; the repository of the file is under CC0",
    cite=MID5.cite,
    bibtex=MID5.bibtex,
    notes="Crimea is dispute 4683, from 24 February 2014; `ongo2014` marks what had not ended.",
)


def read(path: Path) -> Frame:
    """One row per dispute; columns `dispnum, stday, stmon, styear, endday, endmon, endyear,
    outcome, settle, fatality, fatalpre, maxdur, mindur, hiact, hostlev, recip, numa, numb,
    ongo2014, version`."""
    return formats.unmask(formats.whole(formats.csv(path)), MID_DISPUTES.missing)

"""Which COW code a Gleditsch–Ward state has in a year."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import isard
from detente.sources.works import GPL2, MILLER

GW_COW_YEARS = Source(
    name="gw_cow_years",
    title="State-years of the G–W list with the codes of both lists",
    version="isard 46944ad",
    rows=Unit("state-year", "gw"),
    covers=(1816, 2025),
    path="isard/gw_cw_panel.rda",
    url=isard("gw_cw_panel.rda"),
    sha256="6f12e11d4137fe9255b50dee9d2e42542f576aed077adb393f53d0f272557540",
    size=15673,
    homepage="https://svmiller.com/isard/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    licence=f"{GPL2}; cite the two lists of states",
    cite=MILLER.cite,
    bibtex=MILLER.bibtex,
    notes="Years after 2020 repeat the Gleditsch–Ward members of 2020. A state that COW does not "
    "have in a year has no ccode (3,187 rows: microstates, states before COW admits them, and "
    "the Federal Republic of Germany in 1949–1954); one that only COW has, no gwcode (141).",
)


def read(path: Path) -> Frame:
    """One row per state-year; columns `stateabb, year, gwcode, ccode, gw_name, cw_name`."""
    return formats.whole(formats.r_data(path))

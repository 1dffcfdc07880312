"""Which Gleditsch–Ward code a COW state has in a year."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import isard
from detente.sources.works import GPL2, MILLER

COW_GW_YEARS = Source(
    name="cow_gw_years",
    title="State-years of the COW list with the codes of both lists",
    version="isard 46944ad",
    rows=Unit("state-year", "cow"),
    covers=(1816, 2025),
    path="isard/cw_gw_panel.rda",
    url=isard("cw_gw_panel.rda"),
    sha256="155f5413b63d6199461cdbbe76d02a55c945b6572fa77aac892b932f839f8a0c",
    size=13584,
    homepage="https://svmiller.com/isard/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    licence=f"{GPL2}; cite the two lists of states",
    cite=MILLER.cite,
    bibtex=MILLER.bibtex,
    notes="Years after 2016 repeat the COW members of 2016. A state that the COW list does not have "
    "in a year has no ccode (210 rows), one that Gleditsch and Ward do not have no gwcode "
    "(43). Matched by abbreviation and year, so the year of a change of code has one row.",
)


def read(path: Path) -> Frame:
    """One row per state-year; columns `stateabb, year, gwcode, ccode, gw_name, cw_name`."""
    return formats.whole(formats.r_data(path))

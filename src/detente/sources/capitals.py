"""Where the capitals were, for the states of the COW list."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import COW_TERMS, GPL2, MILLER

CAPITALS = Source(
    name="capitals",
    title="Capitals of COW states",
    version="peacesciencer fe150a2",
    rows=Unit("capital spell", "cow"),
    covers=(1816, 2024),
    path="peacesciencer/cow_capitals.rda",
    url=peacesciencer("cow_capitals.rda"),
    sha256="8659cd333a0cade601fd66f8de7e610962904c9562db5d07eaf4ccec862a6a0d",
    size=8604,
    homepage="https://svmiller.com/peacesciencer/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"lat": "degrees north", "lng": "degrees east"},
    licence=f"{COW_TERMS}; {GPL2}",
    cite=MILLER.cite,
    bibtex=MILLER.bibtex,
    notes="Three positions are those of the country and not of its capital: Riyadh is off by 205 "
    "km, Brasília by 835 km, Tunis by 338 km. Washington and Algiers are right. Spells say "
    "when a city was the capital, not when the state existed, and often begin on 1 January of "
    "the year. A spell that ends on 31 December 2024 had not ended.",
)


def read(path: Path) -> Frame:
    """One row per capital and spell; columns `ccode, statenme, capital, stdate, enddate, lat, lng`."""
    return formats.whole(formats.r_data(path), but={"lat", "lng"})

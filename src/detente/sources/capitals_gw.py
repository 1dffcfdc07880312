"""Where the capitals were, for the states of the Gleditsch–Ward list."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import GPL2, MILLER

CAPITALS_GW = Source(
    name="capitals_gw",
    title="Capitals of Gleditsch–Ward states",
    version="peacesciencer fe150a2",
    rows=Unit("capital spell", "gw"),
    covers=(1816, 2024),
    path="peacesciencer/gw_capitals.rda",
    url=peacesciencer("gw_capitals.rda"),
    sha256="b60bf1d3111b0532fd0310caea64fa01a96fc14faac4c3ccf7d95231c95a1197",
    size=9151,
    homepage="https://svmiller.com/peacesciencer/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"lat": "degrees north", "lng": "degrees east"},
    licence=f"not stated by its author: cite; {GPL2}",
    cite=MILLER.cite,
    bibtex=MILLER.bibtex,
    notes="Three positions are those of the country and not of its capital: Riyadh is off by 205 "
    "km, Brasília by 835 km, Tunis by 338 km. Washington and Algiers are right. Spells say "
    "when a city was the capital, not when the state existed, and often begin on 1 January of "
    "the year. A spell that ends on 31 December 2024 had not ended.",
)


def read(path: Path) -> Frame:
    """One row per capital and spell; columns `gwcode, statenme, capital, stdate, enddate, lat, lng`."""
    return formats.whole(formats.r_data(path), but={"lat", "lng"})

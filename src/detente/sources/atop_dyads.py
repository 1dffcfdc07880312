"""ATOP as directed dyad-years: what the first state owes the second."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import ATOP, GPL2

ATOP_DYADS = Source(
    name="atop_dyads",
    title="ATOP obligations between states",
    version="5.1",
    rows=Unit("directed dyad-year", "cow"),
    covers=(1815, 2018),
    path="peacesciencer/atop_alliance.rda",
    url=peacesciencer("atop_alliance.rda"),
    sha256="1449ca0369aed33ccf3ac66e959d1d7429c981a3840981facc84fcb2c2bc0441",
    size=32646,
    homepage="http://www.atopdata.org",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    licence=f"ATOP: free with citation; {GPL2}",
    cite=ATOP.cite,
    bibtex=ATOP.bibtex,
    notes="Only pairs with a treaty have rows, and each has both directions; 984 directed rows "
    "differ from their mirror image in defence (one-sided guarantees), so an undirected "
    "pledge is the greater of the two. 170 rows have a treaty in force and none of the five "
    "obligations.",
)


def read(path: Path) -> Frame:
    """One row per directed dyad-year with a treaty in force; columns `ccode1, ccode2, year,
    atop_defense, atop_offense, atop_neutral, atop_nonagg, atop_consul`, each 1 or 0."""
    return formats.whole(formats.r_data(path))

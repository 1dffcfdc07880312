"""Strategic rivalries after Thompson and Dreyer, 1494–2010."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import GPL2

TD = Source(
    name="td",
    title="Thompson–Dreyer strategic rivalries",
    version="2012",
    rows=Unit("rivalry spell", "cow"),
    covers=(1494, 2010),
    path="peacesciencer/td_rivalries.rda",
    url=peacesciencer("td_rivalries.rda"),
    sha256="06875a5100a9aaf83a073d6b78078722be7a0ef1c8a851ee31ad36914553c68b",
    size=3798,
    homepage="https://svmiller.com/peacesciencer/reference/td_rivalries.html",
    lag=Lag.HINDSIGHT,
    absent=Absent.ZERO,
    licence=f"not stated by its authors: cite; {GPL2}",
    cite="Thompson & Dreyer (2012), Handbook of International Rivalries, 1494–2010, CQ Press.",
    bibtex="""@book{thompsondreyer2012,
  author = {Thompson, William R. and Dreyer, David R.},
  title = {Handbook of International Rivalries, 1494--2010},
  publisher = {CQ Press},
  year = {2012}
}""",
    notes="`endyear` 2010 means still running when the coding stopped (42 rivalries), not an end.",
)


def read(path: Path) -> Frame:
    """One row per rivalry; columns `rivalryno, rivalryname, ccode1, ccode2, styear, endyear,
    region, type1, type2, type3`."""
    return formats.whole(formats.r_data(path))

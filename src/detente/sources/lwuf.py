"""LWUF: how willing leaders are to use force, estimated from their lives."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import GPL2

LWUF = Source(
    name="lwuf",
    title="Leaders' willingness to use force",
    version="2020",
    rows=Unit("leader"),
    covers=(1875, 2004),
    path="peacesciencer/lwuf.rda",
    url=peacesciencer("lwuf.rda"),
    sha256="a24dda4cc561338238eebd51f737c14def7e7a361c1847637affa740e7b698a8",
    size=165736,
    homepage="https://search.r-project.org/CRAN/refmans/peacesciencer/html/add_lwuf.html",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"theta1_mean": "latent score, higher is more willing"},
    licence=f"not stated by its authors: cite; {GPL2}",
    cite="Carter & Smith (2020), A Framework for Measuring Leaders' Willingness to Use Force, "
    "American Political Science Review 114(4): 1352–1358.",
    bibtex="""@article{cartersmith2020lwuf,
  author = {Carter, Jeff and Smith, Jr., Charles E.},
  title = {A Framework for Measuring Leaders' Willingness to Use Force},
  journal = {American Political Science Review},
  year = {2020},
  volume = {114},
  number = {4},
  pages = {1352--1358}
}""",
    notes="One row per leader of Archigos 4.1 (`obsid`); the 479 without scores took office after "
    "2004 or were not estimated. Model 1 rests on what LEAD knows of conflict and risk in a life, "
    "2 adds political orientation and character, 3 and 4 extend these to all 36 variables of "
    "LEAD. Its authors find 2 the best. Fitted on all leaders at once.",
)


def read(path: Path) -> Frame:
    """One row per leader; columns `obsid`, and mean and standard deviation of the score in four
    models, `theta1_mean, theta1_sd, theta2_mean, theta2_sd, theta3_mean, theta3_sd, theta4_mean,
    theta4_sd`."""
    return formats.r_data(path)

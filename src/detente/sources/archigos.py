"""Archigos: the effective leaders of states, from entry to exit."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import GPL2

ARCHIGOS = Source(
    name="archigos",
    title="Archigos leaders",
    version="4.1",
    rows=Unit("leader spell", "gw"),
    covers=(1840, 2015),
    path="peacesciencer/archigos.rda",
    url=peacesciencer("archigos.rda"),
    sha256="b58bb675856a11923b3906adf4360b61fe1be4cc30f29fda4c36ee38e69c991b",
    size=48092,
    homepage="https://www.rochester.edu/college/faculty/hgoemans/data.htm",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    licence=f"not stated by its authors: cite; {GPL2}",
    cite="Goemans, Gleditsch & Chiozza (2009), Introducing Archigos: A Dataset of Political Leaders, "
    "Journal of Peace Research 46(2): 269–283.",
    bibtex="""@article{goemans2009archigos,
  author = {Goemans, Henk E. and Gleditsch, Kristian Skrede and Chiozza, Giacomo},
  title = {Introducing {Archigos}: A Dataset of Political Leaders},
  journal = {Journal of Peace Research},
  year = {2009},
  volume = {46},
  number = {2},
  pages = {269--283},
  doi = {10.1177/0022343308100719}
}""",
    notes="Coverage begins with the leaders in office in 1875; those who came before are there only "
    "if they were still in office (Pedro II of Brazil from 1840), but for one spell that "
    "ended in 1871. An end on 31 December 2015 with `exitcode` Still in Office is no end. One "
    "leader's last day is mostly the next one's first.",
)


def read(path: Path) -> Frame:
    """One row per spell in office; columns `obsid, gwcode, leadid, leader, yrborn, gender,
    startdate, enddate, entry, exit, exitcode`."""
    return formats.whole(formats.r_data(path))

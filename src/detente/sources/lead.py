"""LEAD: what leaders had lived through before they took office."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import GPL2

LEAD = Source(
    name="lead",
    title="Leader Experience and Attribute Descriptions",
    version="2015",
    rows=Unit("leader"),
    covers=(1875, 2004),
    path="peacesciencer/LEAD.rda",
    url=peacesciencer("LEAD.rda"),
    sha256="91c91901b7facce4d681fb79bfd9f850baed6d1aa3981fc5291af0b2889e5cfb",
    size=14388,
    homepage="https://doi.org/10.1080/03050629.2015.1016157",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"yrsexper": "years in politics before office"},
    licence=f"not stated by its authors: cite; {GPL2}",
    cite="Ellis, Horowitz & Stam (2015), Introducing the LEAD Data Set, International "
    "Interactions 41(4): 718–741.",
    bibtex="""@article{ellis2015lead,
  author = {Ellis, Carli Mortenson and Horowitz, Michael C. and Stam, Allan C.},
  title = {Introducing the {LEAD} Data Set},
  journal = {International Interactions},
  year = {2015},
  volume = {41},
  number = {4},
  pages = {718--741},
  doi = {10.1080/03050629.2015.1016157}
}""",
    notes="One row per leader of Archigos 4.1 (`obsid`), leaders to 2004; a selection of the "
    "variables, as packaged for R. 479 leaders have none, others lack some.",
)


def read(path: Path) -> Frame:
    """One row per leader; columns `obsid, leveledu, milservice, combat, rebel, warwin, warloss,
    rebelwin, rebelloss, yrsexper, physhealth, mentalhealth`."""
    return formats.whole(formats.r_data(path))

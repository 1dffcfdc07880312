"""Independent states after Gleditsch and Ward, without microstates, to 2017."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import GLEDITSCH_WARD, GPL2

GW_STATES = Source(
    name="gw_states",
    title="Gleditsch–Ward independent states",
    version="2017",
    rows=Unit("state spell", "gw"),
    covers=(1816, 2017),
    path="peacesciencer/gw_states.rda",
    url=peacesciencer("gw_states.rda"),
    sha256="4746858bf919a7af31e4a7afbda77294c350e80fd3899b8c20893c5b5f7829ec",
    size=4087,
    homepage="http://ksgleditsch.com/statelist.html",
    lag=Lag.ON_THE_DAY,
    absent=Absent.ZERO,
    licence=f"not stated by its authors: academic use with citation; {GPL2}",
    cite=GLEDITSCH_WARD.cite,
    bibtex=GLEDITSCH_WARD.bibtex,
    notes="A spell that ends on 31 December 2017 had not ended. Microstates are left out; they are "
    "in gw_system.",
)


def read(path: Path) -> Frame:
    """One row per spell of independence; columns `gwcode, stateabb, statename, startdate,
    enddate`."""
    return formats.whole(formats.r_data(path))

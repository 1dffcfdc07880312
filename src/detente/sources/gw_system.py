"""Independent states after Gleditsch and Ward, with microstates, to 2020."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import isard
from detente.sources.works import GLEDITSCH_WARD, GPL2

GW_SYSTEM = Source(
    name="gw_system",
    title="Gleditsch–Ward independent states and microstates",
    version="2020",
    rows=Unit("state spell", "gw"),
    covers=(1816, 2020),
    path="isard/gw_system.rda",
    url=isard("gw_system.rda"),
    sha256="53c434467bd592fc62b33522d26eec9401478aed30376b49fb0abedcb74d86ce",
    size=4434,
    homepage="http://ksgleditsch.com/statelist.html",
    lag=Lag.ON_THE_DAY,
    absent=Absent.ZERO,
    licence=f"not stated by its authors: academic use with citation; {GPL2}",
    cite=GLEDITSCH_WARD.cite,
    bibtex=GLEDITSCH_WARD.bibtex,
    notes="A spell that ends on 31 December 2020 had not ended. Germany after 1990 keeps the code "
    "of the Federal Republic (260), Serbia after 2006 that of the old kingdom (340), Yemen "
    "after 1990 that of the north (678).",
)


def read(path: Path) -> Frame:
    """One row per spell of independence; columns `gwcode, gw_abb, gw_name, microstate` (1 or 0)
    and `start, end`."""
    return formats.whole(formats.r_data(path))

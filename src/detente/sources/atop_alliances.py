"""ATOP at the level of the treaty: what each alliance obliges its members to."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import dodl
from detente.sources.works import ATOP

ATOP_ALLIANCES = Source(
    name="atop_alliances",
    title="ATOP alliances",
    version="5.1",
    rows=Unit("treaty", "cow"),
    covers=(1815, 2018),
    path="atop51/atop5_1a.csv",
    url=dodl("atop5_1a.csv"),
    sha256="eafd146fa5c5bc2737ae829288c87d01c990a55fbc82dcc2dc08b94c0d7b5b7d",
    size=183543,
    homepage="http://www.atopdata.org",
    lag=Lag.ON_THE_DAY,
    absent=Absent.ZERO,
    licence="ATOP: free with citation; the repository of the file is under MIT",
    cite=ATOP.cite,
    bibtex=ATOP.bibtex,
    notes="An end in year 0 is no date: the treaty was in force on 31 December 2018. The "
    "obligations are those of the whole life of the treaty; where they changed, atop_phases "
    "has each. No defence treaty after 2010 and no small one after 1999 is coded, so that the "
    "last years are likely under-coded.",
)


def read(path: Path) -> Frame:
    """One row per alliance treaty (`atopid`); the codebook's columns, as published.

    The members are in `mem1` … `mem59`. The others are `atopid, cowid, cow4id, begyr, begmo, begday, endyr, endmo, endday, ineffect, bilat,
    maxphase, wartime, estmode, pubsecr, secrart, proadd, futmem, speclgth, length,
    renounce, proren, renewlgt, term, defense, offense, neutral, nonagg, consul, active,
    conditio, defcon, offcon, neucon, concon, asymm, notaiden, dipaid, terrres,
    seppeace, thirdcom, noothall, specthrt, statthr1, statthr2, conwtin, medarb, milcon,
    milaid, intcom, subord, organ1, orgpurp1, organ2, orgpurp2, base, contrib, armred,
    acqterr, divgains, demwith, reflnun, refothio, natrefal, compag, nomicoop, conres,
    agprois, conmen, ecaid, interv, source, new5, rev5, version`.
    """
    return formats.whole(formats.csv(path), but={"version"})

"""ATOP at the level of the phase: an alliance anew each time its obligations change."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import dodl
from detente.sources.works import ATOP

ATOP_PHASES = Source(
    name="atop_phases",
    title="ATOP phases of alliances",
    version="5.1",
    rows=Unit("treaty phase", "cow"),
    covers=(1815, 2018),
    path="atop51/atop5_1aph.csv",
    url=dodl("atop5_1aph.csv"),
    sha256="828ed77daf341ea377f75e042c2e51e4e6ccb0515e058db6355a89f8aebb0fcf",
    size=202256,
    homepage="http://www.atopdata.org",
    lag=Lag.ON_THE_DAY,
    absent=Absent.ZERO,
    licence="ATOP: free with citation; the repository of the file is under MIT",
    cite=ATOP.cite,
    bibtex=ATOP.bibtex,
    notes="An end in year 0 is no date: the treaty was in force on 31 December 2018. A new phase "
    "begins where obligations change: phase 2 of NATO (3180) on 19 June 1951. Treaties with "
    "one phase have `phase` 0.",
)


def read(path: Path) -> Frame:
    """One row per phase of a treaty (`atopidphase`); the codebook's columns, as published.

    The members are in `mem1` … `mem57`. The others are `atopid, atopidphase, cowid, cow4id, begyr, begmo, begday, endyr, endmo, endday,
    ineffect, bilat, phase, maxphase, wartime, estmode, pubsecr, secrart, proadd,
    futmem, speclgth, length, renounce, proren, renewlgt, term, defense, offense,
    neutral, nonagg, consul, active, conditio, defcon, offcon, neucon, concon, asymm,
    notaiden, dipaid, terrres, seppeace, thirdcom, noothall, specthrt, statthr1,
    statthr2, conwtin, medarb, milcon, milaid, intcom, subord, organ1, orgpurp1, organ2,
    orgpurp2, base, contrib, armred, acqterr, divgains, demwith, reflnun, refothio,
    natrefal, compag, nomicoop, conres, agprois, conmen, ecaid, interv, source, new5,
    rev5, version`.
    """
    return formats.whole(formats.csv(path), but={"atopidphase", "version"})

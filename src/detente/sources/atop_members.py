"""ATOP at the level of the member: who was bound to what, from signature to exit."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import dodl
from detente.sources.works import ATOP

ATOP_MEMBERS = Source(
    name="atop_members",
    title="ATOP members of alliances",
    version="5.1",
    rows=Unit("treaty member in a phase", "cow"),
    covers=(1815, 2018),
    path="atop51/atop5_1m.csv",
    url=dodl("atop5_1m.csv"),
    sha256="0e3c803f65275c3cb9309d08c04710416dff16aee936c8b4f887c7b67ee5b55b",
    size=568197,
    homepage="http://www.atopdata.org",
    lag=Lag.ON_THE_DAY,
    absent=Absent.ZERO,
    licence="ATOP: free with citation; the repository of the file is under MIT",
    cite=ATOP.cite,
    bibtex=ATOP.bibtex,
    notes="An end in year 0 is no date: the treaty was in force on 31 December 2018. Members enter "
    "when they sign, not when the treaty takes force for them: Poland is in NATO (3180) from "
    "16 December 1997, the protocol of accession, and became a member on 12 March 1999. A "
    "member that stays through a change of phase has a row for each. `term` 2 (ended by "
    "violation) stands at every member of the treaty, so the violator is unknown.",
)


def read(path: Path) -> Frame:
    """One row per member of a treaty and phase; the codebook's columns, as published.

    Columns `atopid, cowid, cow4id, member, cowsys, yrent, moent, dayent, yrexit, moexit,
    dayexit, ineffect, bilat, phase, maxphase, wartime, cowwar, estmode, pubsecr,
    secrart, proadd, futmem, speclgth, length, renounce, proren, renewlgt, term,
    termmode, termcaus, defense, offense, neutral, nonagg, consul, active, conditio,
    defcon, offcon, neucon, concon, defcoadv, defcoloc, defcocon, defconum, defcodem,
    defconpr, offcoadv, offcoloc, offcocon, offconum, offcodem, neucoadv, neucoloc,
    neucocon, neuconum, neucodem, neuconpr, neucoatt, concoadv, concoloc, concocon,
    concoreq, olimob, asymm, obvary, notaiden, dipaid, terrres, seppeace, thirdcom,
    noothall, specthrt, statthr1, statthr2, conwtin, medarb, milcon, milaid, intcom,
    subord, organ1, orgpurp1, organ2, orgpurp2, base, contrib, armred, acqterr,
    divgains, demwith, reflnun, refothio, natrefal, compag, nomicoop, conres, agprois,
    conmen, ecaid, interv, source, new5, rev5, version`.
    """
    return formats.whole(formats.csv(path), but={"version"})

"""Claims of one state on another's territory, river or sea, year by year."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

SALIENCE = ("icowsal", "salchal", "saltgt")
COLUMNS = (
    *("issue", "region", "claimdy", "claim", "dyadnum", "chal", "tgt", "year"),
    *(*SALIENCE, "icowsalc"),
    *("attbilat", "att3non", "att3bind", "attemptsp", "midissyr", "maxhost", "midfatyr", "waryr"),
)

ICOW_CLAIMS = Source(
    name="icow_claims",
    title="ICOW territorial, river and maritime claims",
    version="1.1",
    rows=Unit("claim by challenger, target and year", "cow"),
    covers=(1816, 2001),
    path="icow/ICOWdyadyr.csv",
    url=github("jlehnersd/icow", "5f31dc0ebc1954e733616caada94f2ce69432665", "data/ICOWdyadyr.csv"),
    sha256="973f12d70c2cb6bc89481846e6bf6e1427972792bee8ba2b12494962a78b483d",
    size=2202820,
    homepage="https://www.paulhensel.org/icow.html",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={
        "issue": "1 territory, 2 river, 3 sea",
        "region": "1 Western Hemisphere, 2 Western Europe, 4 Middle East",
        "icowsal": "salience 0–12",
        "attemptsp": "peaceful attempts at settlement in the year",
    },
    licence="cite ICOW; the repository of the file is under MIT",
    cite="Hensel, Mitchell, Sowers & Thyne (2008), Bones of Contention: Comparing Territorial, "
    "Maritime, and River Issues, Journal of Conflict Resolution 52(1): 117–143.",
    bibtex="""@article{hensel2008bones,
  author = {Hensel, Paul R. and Mitchell, Sara McLaughlin and Sowers, Thomas E. and Thyne, Clayton L.},
  title = {Bones of Contention: Comparing Territorial, Maritime, and River Issues},
  journal = {Journal of Conflict Resolution},
  year = {2008},
  volume = {52},
  number = {1},
  pages = {117--143}
}""",
    notes="Only the Western Hemisphere and Western Europe, and the rivers of the Middle East; "
    "rivers and seas only from 1900. A pair elsewhere without a row may well have had a claim, and "
    "which pairs lie in a region is not in the file: no row is unknown, never none. A "
    "few codes above 1000 stand for parties that no list of states has.",
)


def read(path: Path) -> Frame:
    """One row per claim, challenger, target and year; of 113 columns these: `issue, region,
    claimdy, claim, dyadnum, chal, tgt, year, icowsal, salchal, saltgt, icowsalc, attbilat,
    att3non, att3bind, attemptsp, midissyr, maxhost, midfatyr, waryr`."""
    return formats.whole(formats.csv(path).select(COLUMNS), but=SALIENCE)

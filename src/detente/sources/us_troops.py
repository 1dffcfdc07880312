"""How many US troops were stationed where."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

US_TROOPS = Source(
    name="us_troops",
    title="US troops by host",
    version="troopdata 3946bcf",
    rows=Unit("state and report", "cow"),
    covers=(1950, 2025),
    path="us_troops/troopdata_rebuild_long.rda",
    url=github(
        "meflynn/troopdata",
        "3946bcf89a6d72de8abace812dc557f1f249f5f7",
        "data/troopdata_rebuild_long.rda",
    ),
    sha256="d70930438658da75220eeae82697c12fdad427b8e4d864dbe71e469d6d3541ba",
    size=119_154,
    homepage="https://github.com/meflynn/troopdata",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"troops_ad": "active-duty people"},
    licence="the repository of the file is under GPL-3 or later",
    cite="Allen, Flynn & Machain (2022), Global US Military Deployment Data: 1950–2020, "
    "Conflict Management and Peace Science 39(3): 351–370.",
    bibtex="""@article{allen2022troops,
  author = {Allen, Michael A. and Flynn, Michael E. and Machain, Carla Martinez},
  title = {Global {US} Military Deployment Data: 1950--2020},
  year = {2022},
  journal = {Conflict Management and Peace Science},
  volume = {39},
  number = {3},
  pages = {351--370},
  doi = {10.1177/07388942211030885}
}""",
    notes="Up to four reports a year, June only to 1956; from 1957 to 2013 the rows for June "
    "repeat an older collection (source Kane 2006). A row without a source holds 0 where "
    "nothing was reported. Hosts of two names (South Korea, Italy, Turkey, Russia, South "
    "Vietnam and others) are counted twice over in September, up to three times in June. Iraq "
    "2003–05 and Afghanistan 2002–05 are 0 in September against Kane's 9,000 to 150,000. "
    "Germany stays 260 and Yemen 678 after 1990. Rows of the USA itself are there. "
    "Territories have codes above 1000.",
)


def read(path: Path) -> Frame:
    """One row per host and report; columns `ccode, countryname, year, month, source, troops_ad`."""
    columns = ["ccode", "countryname", "year", "month", "source", "troops_ad"]
    return formats.whole(formats.r_data(path).select(columns))

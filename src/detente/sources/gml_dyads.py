"""Gibler, Miller and Little's militarised disputes between two states, year by year."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import GPL2

GML_DYADS = Source(
    name="gml_dyads",
    title="GML militarised interstate disputes",
    version="2.2.1",
    rows=Unit("directed dyadic dispute-year", "cow"),
    covers=(1816, 2010),
    path="peacesciencer/gml_dirdisp.rda",
    url=peacesciencer("gml_dirdisp.rda"),
    sha256="862dd4c70ffe5b400ef9db9e136e35798f561c2aae9f00e212d1baf3b18bae4a",
    size=70064,
    homepage="https://dmgibler.people.ua.edu/mid-data.html",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    missing={-9: None},
    units={"mindur": "days", "maxdur": "days", "fatalpre": "deaths"},
    licence=f"free with citation; {GPL2}",
    cite="Gibler, Miller & Little (2016), An Analysis of the Militarized Interstate Dispute (MID) "
    "Dataset, 1816–2001, International Studies Quarterly 60(4): 719–730.",
    bibtex="""@article{gibler2016gml,
  author = {Gibler, Douglas M. and Miller, Steven V. and Little, Erin K.},
  title = {An Analysis of the {Militarized Interstate Dispute} ({MID}) Dataset, 1816--2001},
  journal = {International Studies Quarterly},
  year = {2016},
  volume = {60},
  number = {4},
  pages = {719--730},
  doi = {10.1093/isq/sqw045}
}""",
    notes="Merges and drops disputes of the COW list by design, and ends four years before it. A "
    "pair can have several disputes in a year (10,276 rows, 9,284 directed dyad-years). Two "
    "disputes have impossible months: 1272 starts in month 13, 3514 ends in month 19.",
)


def read(path: Path) -> Frame:
    """One row per directed pair, dispute and year.

    Columns `dispnum, ccode1, ccode2, year, midongoing, midonset`; for each state
    `sidea1, sidea2, revstate1, revstate2, revtype11, revtype12, revtype21, revtype22,
    fatality1, fatality2, fatalpre1, fatalpre2, hiact1, hiact2, hostlev1, hostlev2, orig1, orig2`;
    for the dispute `hiact, hostlev, mindur, maxdur, outcome, settle, fatality, fatalpre, stmon,
    endmon, recip, numa, numb, ongo2010, version`.
    """
    return formats.unmask(formats.whole(formats.r_data(path)), GML_DYADS.missing)

"""Rivalries after Klein, Goertz and Diehl, 1816–2001."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

KGD = Source(
    name="kgd",
    title="Klein–Goertz–Diehl rivalries",
    version="5.0",
    rows=Unit("spell of rivalry or isolated conflict", "cow"),
    covers=(1816, 2001),
    path="rivalry_kdg/kdg.csv",
    url=github(
        "hilangoe/CyberCrises", "21c047a73a403d806dc25a0eaa5b52f7f6dd93e0", "_data/_raw/kdg.csv"
    ),
    sha256="ac24364742127c35a1c012944981695bb029150da8786d2011151343cb9cfd2b",
    size=69047,
    homepage="https://doi.org/10.1177/0022343306063935",
    lag=Lag.HINDSIGHT,
    absent=Absent.ZERO,
    licence="not stated by its authors: cite; the repository of the file states no terms",
    cite="Klein, Goertz & Diehl (2006), The New Rivalry Dataset: Procedures and Patterns, Journal of "
    "Peace Research 43(3): 331–348.",
    bibtex="""@article{klein2006rivalry,
  author = {Klein, James P. and Goertz, Gary and Diehl, Paul F.},
  title = {The New Rivalry Dataset: Procedures and Patterns},
  journal = {Journal of Peace Research},
  year = {2006},
  volume = {43},
  number = {3},
  pages = {331--348},
  doi = {10.1177/0022343306063935}
}""",
    notes="331 of the 1,212 rows are rivalries; the others are isolated conflicts (`rivtyp2`). Days "
    "are written YYYYMMDD, with 00 for an unknown day. A spell runs from the first dispute to the "
    "end of the last; 31 December 2001 means still running when the coding stopped.",
)


def read(path: Path) -> Frame:
    """One row per spell; columns `rivnumb, rivalry, rivala, rivalb, beginr, endr` (days as whole
    numbers), `totdisp` (disputes in it), `rivtyp2` (RIVALRY or ISOLATED), `rivtypold` (ENDURING,
    PROTO or ISOLATED)."""
    return formats.whole(formats.csv(path))

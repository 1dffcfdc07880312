"""Bilateral agreements on routine defence cooperation (DCAD)."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

DEFENCE_AGREEMENTS = Source(
    name="defence_agreements",
    title="Defence cooperation agreements",
    version="1.0",
    rows=Unit("bilateral agreement", "cow"),
    covers=(1980, 2010),
    path="dcad/DCAD-v1.0-main.csv",
    url=github(
        "jandresgannon/AlliesArmaments",
        "7161d1ac7c8c367cebc15654e905a58e93fcbdba",
        "inst/extdata/Kinne_JCR_2019/DCAD-v1.0-main.csv",
    ),
    sha256="f7d56e1703ae7cd7395b636210fa5d33a5fc3feafe5686734c212ffd5af7405a",
    size=254_938,
    homepage="https://correlatesofwar.org/data-sets/defense-cooperation-agreement-dataset/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    missing={-66: None, -77: None, -88: None, -99: None},
    licence="the repository of the file is under MIT; cite the dataset",
    cite="Kinne (2020), The Defense Cooperation Agreement Dataset (DCAD), Journal of Conflict "
    "Resolution 64(4): 729–755.",
    bibtex="""@article{kinne2020dcad,
  author = {Kinne, Brandon J.},
  title = {The Defense Cooperation Agreement Dataset ({DCAD})},
  year = {2020},
  journal = {Journal of Conflict Resolution},
  volume = {64},
  number = {4},
  pages = {729--755},
  doi = {10.1177/0022002719857796}
}""",
    notes="Agreements signed from 1980 to 2010; earlier ones that still held are not in it. The end "
    "is an estimate, cut at 2010. Agreements of blocs with states (NATO–Russia) are not in it. "
    "Three rows name one state twice (0297, 1625 and 1847).",
)


def read(path: Path) -> Frame:
    """One row per agreement; columns `dcaid, ccode1, ccode2, signyear, signmonth, signday, eifyear,
    type, category1, category2, category3, terminated, endyearestimate`."""
    columns = [
        *("dcaid", "ccode1", "ccode2", "signyear", "signmonth", "signday", "eifyear"),
        *("type", "category1", "category2", "category3", "terminated", "endyearestimate"),
    ]
    whole = formats.whole(formats.csv(path).select(columns))
    return formats.unmask(whole, DEFENCE_AGREEMENTS.missing)

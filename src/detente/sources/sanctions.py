"""Who placed sanctions on whom, of what kind, and for how long (GSDB)."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

SANCTIONS = Source(
    name="sanctions",
    title="Global Sanctions Data Base, cases",
    version="4",
    rows=Unit("sanction case"),
    covers=(1949, 2023),
    path="gsdb/GSDB_V4.csv",
    url=github(
        "xintong-utk/civil-wars-research-paper",
        "131c5b0fb8f92ffcb688f96fe489851de4759baa",
        "GSDB_V4.csv",
    ),
    sha256="ef9ed413a470c4a3be73365d560bb0ea1ccc3b5c3d8746f8d269276273259f3f",
    size=142_320,
    homepage="https://www.globalsanctionsdatabase.com/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    licence="the repository of the file states none; GSDB: free on request, with citation",
    cite="Felbermayr, Kirilakha, Syropoulos, Yalcin & Yotov (2020), The Global Sanctions Data "
    "Base, European Economic Review 129: 103561; release 4.",
    bibtex="""@article{felbermayr2020gsdb,
  author = {Felbermayr, Gabriel and Kirilakha, Aleksandra and Syropoulos, Constantinos and Yalcin, Erdal and Yotov, Yoto V.},
  title = {The Global Sanctions Data Base},
  year = {2020},
  journal = {European Economic Review},
  volume = {129},
  pages = {103561},
  doi = {10.1016/j.euroecorev.2020.103561}
}""",
    notes="Senders and targets are English names, several of them parted by commas, some of "
    "them groups. An end in 2023 means not ended by then.",
)


def read(path: Path) -> Frame:
    """One row per case; columns `case_id, sanctioned_state, sanctioning_state, begin, end, trade,
    descr_trade, arms, military, financial, travel, other, target_mult, sender_mult, objective,
    success`."""
    return formats.whole(formats.csv(path))

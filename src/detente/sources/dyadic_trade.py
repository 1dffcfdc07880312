"""What each of two states imported from the other."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github
from detente.sources.works import COW_TERMS, GPL2

DYADIC_TRADE = Source(
    name="dyadic_trade",
    title="COW trade between states",
    version="4.0",
    rows=Unit("dyad-year", "cow"),
    covers=(1870, 2014),
    path="peacesciencer_0.5.0/cow_trade_ndy.rda",
    url=github(
        "cran/peacesciencer",
        "1d8046aaf5c6877281aeeaf8dcd6518c042d2549",
        "data/cow_trade_ndy.rda",
    ),
    sha256="d6c415bee486e37c50a4d16c5771b8cf0b731cd784c34d64d51b217aab2cc3d6",
    size=823_220,
    homepage="https://correlatesofwar.org/data-sets/bilateral-trade/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={
        "flow1": "imports of ccode1 from ccode2, million current US dollars",
        "flow2": "imports of ccode2 from ccode1, million current US dollars",
    },
    licence=f"{COW_TERMS}; {GPL2}",
    cite="Barbieri, Keshk & Pollins (2009), Trading Data: Evaluating our Assumptions and "
    "Coding Rules, Conflict Management and Peace Science 26(5): 471–491.",
    bibtex="""@article{barbieri2009trading,
  author = {Barbieri, Katherine and Keshk, Omar M. G. and Pollins, Brian M.},
  title = {Trading Data: Evaluating our Assumptions and Coding Rules},
  year = {2009},
  journal = {Conflict Management and Peace Science},
  volume = {26},
  number = {5},
  pages = {471--491},
  doi = {10.1177/0738894209343887}
}""",
    notes="Undirected: ccode1 < ccode2. Kept only in version 0.5.0 of the package; amounts are "
    "whole millions. 22,937 values of flow1 and 27,896 of flow2 are empty: unknown; 0 is "
    "no trade, or less than half a million. smoothflow1 differs from flow1 in 25,941 rows, where the makers smoothed it.",
)


def read(path: Path) -> Frame:
    """One row per undirected dyad-year; columns `ccode1, ccode2, year, flow1, flow2, smoothflow1,
    smoothflow2`."""
    flows = {"flow1", "flow2", "smoothflow1", "smoothflow2"}
    return formats.whole(formats.r_data(path), but=flows)

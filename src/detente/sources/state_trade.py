"""What states imported and exported in all."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import COW_TERMS, GPL2

STATE_TRADE = Source(
    name="state_trade",
    title="COW trade of states",
    version="4.0",
    rows=Unit("state-year", "cow"),
    covers=(1870, 2014),
    path="peacesciencer/cow_trade_sy.rda",
    url=peacesciencer("cow_trade_sy.rda"),
    sha256="41ad9d312b6146aa9eaa70d8f5a16a0164b6e27ee4ebe86a928c2ea4de415142",
    size=126_652,
    homepage="https://correlatesofwar.org/data-sets/bilateral-trade/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"imports": "million current US dollars", "exports": "million current US dollars"},
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
    notes="Imports of 1,548 state-years and exports of 821 are empty: unknown, not none.",
)


def read(path: Path) -> Frame:
    """One row per state-year; columns `ccode, year, imports, exports`."""
    return formats.whole(formats.r_data(path), but={"imports", "exports"})

"""At what level a state was represented in another (Diplometrics)."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

DIPLOMATIC_MISSIONS = Source(
    name="diplomatic_missions",
    title="Diplomatic representation",
    version="connections 10f3975",
    rows=Unit("directed dyad-year"),
    covers=(2000, 2020),
    path="dyad_ties/Diplomatic.parquet.gzip",
    url=github(
        "Leronen89/connections",
        "10f39754289ece5dfa9cfe4be9e1c0c35094506c",
        "dashboard_data/Diplomatic.parquet.gzip",
    ),
    sha256="5f4e3eb2e8340d5d4975db773953d44b5ea97d357f335fcbcda6715550efc4b3",
    size=96_439,
    homepage="https://korbel.du.edu/pardee/content/diplometrics",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    units={"level": "1 ambassador, 0.75 chargé d'affaires, 0.125 interests section, 0 none"},
    licence="the repository of the file states none; Pardee Institute: free with citation",
    cite="Moyer, Turner & Meisel (2021), What are the Drivers of Diplomacy? Introducing and "
    "Testing New Annual Dyadic Data Measuring Diplomatic Exchange, Journal of Peace "
    "Research 58(6): 1300–1310.",
    bibtex="""@article{moyer2021diplomacy,
  author = {Moyer, Jonathan D. and Turner, Sara D. and Meisel, Collin J.},
  title = {What are the Drivers of Diplomacy? Introducing and Testing New Annual Dyadic Data Measuring Diplomatic Exchange},
  year = {2021},
  journal = {Journal of Peace Research},
  volume = {58},
  number = {6},
  pages = {1300--1310},
  doi = {10.1177/0022343320929740}
}""",
    notes="Published for 1960–2020; this copy is cut to 2000 and later. States go by English "
    "names; no row means no mission. 1,219 pair-years are there more than once (Nigeria "
    "with Niger, Serbia with Yugoslavia): take the larger.",
)


def read(path: Path) -> Frame:
    """One row per sender, receiver and year as published; columns `sender, receiver, year, level`."""
    names = {
        "sending country": "sender",
        "destination": "receiver",
        "level of representation": "level",
    }
    return formats.whole(formats.parquet(path).rename(names), but={"level"})

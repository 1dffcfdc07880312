"""How threatened in its territory a state was, estimated from what lay around it."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import GPL2

ESTIMATES = ("lterrthreat", "sd", "lwr", "upr", "m_lterrthreat", "m_sd", "m_lwr", "m_upr")

TERR_THREAT = Source(
    name="terr_threat",
    title="Latent external territorial threat",
    version="2022",
    rows=Unit("state-year", "cow"),
    covers=(1816, 2010),
    path="peacesciencer/terrthreat.rda",
    url=peacesciencer("terrthreat.rda"),
    sha256="67394b4056144f377dc9aba832a6e0aacc46b6ec9e338f78635f793ddf00770d",
    size=836076,
    homepage="https://doi.org/10.1093/jogss/ogac012",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"lterrthreat": "latent scale, higher is more threatened; 90 % from lwr to upr"},
    licence=f"not stated by its author: cite; {GPL2}",
    cite="Miller (2022), A Random Item Response Model of External Territorial Threat, 1816–2010, "
    "Journal of Global Security Studies 7(4): ogac012.",
    bibtex="""@article{miller2022threat,
  author = {Miller, Steven V.},
  title = {A Random Item Response Model of External Territorial Threat, 1816--2010},
  journal = {Journal of Global Security Studies},
  year = {2022},
  volume = {7},
  number = {4},
  pages = {ogac012},
  doi = {10.1093/jogss/ogac012}
}""",
    notes="Threat in each pair weighted by the distance of capitals, or, in the columns that start "
    "with m_ (from 1885), by the least distance of territories. One model was fitted to all years "
    "at once, so that a value of 1900 has learned from years after it.",
)


def read(path: Path) -> Frame:
    """One row per state and year; columns `ccode, year, lterrthreat, sd, lwr, upr, m_lterrthreat,
    m_sd, m_lwr, m_upr`."""
    return formats.whole(formats.r_data(path), but=ESTIMATES)

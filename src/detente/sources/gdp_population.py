"""GDP, GDP per head and population, as estimated from every published series at once."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import isard
from detente.sources.works import GPL2

GDP_POPULATION = Source(
    name="gdp_population",
    title="GDP and population of COW states",
    version="isard 46944ad",
    rows=Unit("state-year", "cow"),
    covers=(1816, 2019),
    path="isard/cw_gdppop.rda",
    url=isard("cw_gdppop.rda"),
    sha256="205017f75f9d65b1b01c48d594a018e6ef7de285891dfea15b2dfb95a5174b97",
    size=679_708,
    homepage="https://svmiller.com/isard/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={
        "mrgdppc": "real GDP per head, 2011 international dollars",
        "pwtrgdp": "real GDP, million 2017 international dollars",
        "pwtpop": "million people",
    },
    licence=GPL2,
    cite="Fariss, Anders, Markowitz & Barnum (2022), New Estimates of Over 500 Years of "
    "Historic GDP and Population Data, Journal of Conflict Resolution 66(3): 553–591.",
    bibtex="""@article{fariss2022gdp,
  author = {Fariss, Christopher J. and Anders, Therese and Markowitz, Jonathan N. and Barnum, Miriam},
  title = {New Estimates of Over 500 Years of Historic {GDP} and Population Data},
  year = {2022},
  journal = {Journal of Conflict Resolution},
  volume = {66},
  number = {3},
  pages = {553--591},
  doi = {10.1177/00220027211054432}
}""",
    notes="Means and standard deviations (sd_) of a latent variable model, made for "
    "Gleditsch–Ward states and carried over to COW's; 43 state-years are empty. Germany, "
    "Yemen and Serbia deserve a second look.",
)


def read(path: Path) -> Frame:
    """One row per state-year; columns `ccode, year, mrgdppc, sd_mrgdppc, pwtrgdp, sd_pwtrgdp,
    pwtpop, sd_pwtpop`."""
    estimates = {"mrgdppc", "pwtrgdp", "pwtpop"}
    return formats.whole(formats.r_data(path), but=estimates | {f"sd_{name}" for name in estimates})

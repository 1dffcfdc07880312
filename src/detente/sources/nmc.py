"""National Material Capabilities: six indicators of state power, and CINC."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import COW_TERMS, GPL2

NMC = Source(
    name="nmc",
    title="COW National Material Capabilities",
    version="7.0",
    rows=Unit("state-year", "cow"),
    covers=(1816, 2022),
    path="peacesciencer/cow_nmc.rda",
    url=peacesciencer("cow_nmc.rda"),
    sha256="c265ab4ffa73c87ddc565ce08a12963e8a6aa5020a56e3658108add14b24e82d",
    size=347751,
    homepage="https://correlatesofwar.org/data-sets/national-material-capabilities/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={
        "milex": "thousand current GBP to 1913, thousand current USD from 1914",
        "milper": "thousand people",
        "irst": "thousand tons of iron and steel",
        "pec": "thousand coal-ton equivalents of energy",
        "tpop": "thousand people",
        "upop": "thousand people in cities",
        "cinc": "share of the world, 0–1",
    },
    licence=f"{COW_TERMS}; {GPL2}",
    cite="Singer (1987), Reconstructing the Correlates of War Dataset on Material Capabilities of "
    "States, 1816–1985, International Interactions 14(2): 115–132; Singer, Bremer & Stuckey (1972), "
    "Capability Distribution, Uncertainty, and Major Power War, 1820–1965, in Russett (ed.), Peace, "
    "War, and Numbers, Sage: 19–48.",
    bibtex="""@article{singer1987nmc,
  author = {Singer, J. David},
  title = {Reconstructing the {Correlates of War} Dataset on Material Capabilities of States, 1816--1985},
  journal = {International Interactions},
  year = {1987},
  volume = {14},
  number = {2},
  pages = {115--132},
  doi = {10.1080/03050628808434695}
}

@incollection{singer1972capability,
  author = {Singer, J. David and Bremer, Stuart and Stuckey, John},
  title = {Capability Distribution, Uncertainty, and Major Power War, 1820--1965},
  booktitle = {Peace, War, and Numbers},
  editor = {Russett, Bruce},
  publisher = {Sage},
  year = {1972},
  pages = {19--48}
}""",
    notes="Missing indicators are blank in this copy. Shares of one year sum to between 1.00 and "
    "1.07, since the world's total leaves out what is missing.",
)


def read(path: Path) -> Frame:
    """One row per state-year; columns `ccode, year, milex, milper, irst, pec, tpop, upop, cinc`."""
    return formats.whole(formats.r_data(path), but={"tpop", "upop", "cinc"})

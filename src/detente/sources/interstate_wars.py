"""Interstate wars of the Correlates of War, pair by pair."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import COW_TERMS, GPL2

INTERSTATE_WARS = Source(
    name="interstate_wars",
    title="COW interstate wars",
    version="4.0",
    rows=Unit("directed dyadic war-year", "cow"),
    covers=(1816, 2007),
    path="peacesciencer/cow_war_inter.rda",
    url=peacesciencer("cow_war_inter.rda"),
    sha256="d727523be3ab6f35653adc62a9b893101c8342e152af084d96f1297bb9a56131",
    size=6333,
    homepage="https://correlatesofwar.org/data-sets/cow-war/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    missing={-9: None},
    units={"batdeath1": "deaths in battle", "batdeath2": "deaths in battle"},
    licence=f"{COW_TERMS}; {GPL2}",
    cite="Sarkees & Wayman (2010), Resort to War: A Data Guide to Inter-State, Extra-State, "
    "Intra-State, and Non-State Wars, 1816–2007, CQ Press.",
    bibtex="""@book{sarkeeswayman2010,
  author = {Sarkees, Meredith Reid and Wayman, Frank Whelon},
  title = {Resort to War: A Data Guide to Inter-State, Extra-State, Intra-State, and Non-State Wars, 1816--2007},
  publisher = {CQ Press},
  year = {2010}
}""",
    notes="The first war is of 1823 and the last of 2003, but the project looked at 1816–2007: the "
    "years without rows had no war. Deaths are those of the state in the whole war, repeated "
    "in each row. In wars 46, 148 and 184 fighting stopped and resumed, so that sixteen rows "
    "repeat a pair, war and year (`resume` 1).",
)


def read(path: Path) -> Frame:
    """One row per directed pair, war and year; columns `warnum, ccode1, ccode2, year,
    cowinterongoing, cowinteronset, sidea1, sidea2, initiator1, initiator2, outcome1, outcome2,
    batdeath1, batdeath2, resume`."""
    return formats.unmask(formats.whole(formats.r_data(path)), INTERSTATE_WARS.missing)

"""The state system of the Correlates of War: who was a member, from when to when."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import COW_STATES_2016, COW_TERMS, GPL2

COW_STATES = Source(
    name="cow_states",
    title="COW State System Membership",
    version="2016",
    rows=Unit("state spell", "cow"),
    covers=(1816, 2016),
    path="peacesciencer/cow_states.rda",
    url=peacesciencer("cow_states.rda"),
    sha256="9248b9fc801124d2bb48c58740bb335a1ee4938c4096e4d5e0bd01c22bf1dc09",
    size=4081,
    homepage="https://correlatesofwar.org/data-sets/state-system-membership/",
    lag=Lag.ON_THE_DAY,
    absent=Absent.ZERO,
    licence=f"{COW_TERMS}; {GPL2}",
    cite=COW_STATES_2016.cite,
    bibtex=COW_STATES_2016.bibtex,
    notes="A spell that ends on 31 December 2016 had not ended: the list stops there. There is no "
    "German state from 9 May 1945 to 4 May 1955, when the Federal Republic (260) enters; "
    "Germany (255) returns on 3 October 1990.",
)


def read(path: Path) -> Frame:
    """One row per spell of membership; columns `stateabb, ccode, statenme, styear, stmonth,
    stday, endyear, endmonth, endday, version`."""
    return formats.whole(formats.r_data(path))

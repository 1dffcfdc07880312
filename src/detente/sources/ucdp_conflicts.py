"""State-based armed conflicts of the Uppsala programme, with their primary and secondary parties."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import GPL2

UCDP_CONFLICTS = Source(
    name="ucdp_conflicts",
    title="UCDP/PRIO armed conflicts",
    version="25.1",
    rows=Unit("conflict-year by combination of states", "gw"),
    covers=(1946, 2024),
    path="peacesciencer/ucdp_acd.rda",
    url=peacesciencer("ucdp_acd.rda"),
    sha256="e040581fa00a27a21544c5cc8d012fb841d64f2bb99d1a483c6ae68c465e6bdc",
    size=13684,
    homepage="https://ucdp.uu.se/downloads/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    units={
        "intensity_level": "1 from 25, 2 from 1,000 battle-related deaths in the year",
        "start_prec": "precision of the day, 1 exact",
    },
    licence=f"UCDP: CC BY 4.0; {GPL2}",
    cite="Gleditsch, Wallensteen, Eriksson, Sollenberg & Strand (2002), Armed Conflict 1946–2001: A "
    "New Dataset, Journal of Peace Research 39(5): 615–637; Davies, Pettersson, Sollenberg & Öberg "
    "(2025), Organized Violence 1989–2024, Journal of Peace Research 62(4).",
    bibtex="""@article{gleditsch2002acd,
  author = {Gleditsch, Nils Petter and Wallensteen, Peter and Eriksson, Mikael and Sollenberg, Margareta and Strand, H{\\aa}vard},
  title = {Armed Conflict 1946--2001: A New Dataset},
  journal = {Journal of Peace Research},
  year = {2002},
  volume = {39},
  number = {5},
  pages = {615--637},
  doi = {10.1177/0022343302039005007}
}

@article{davies2025violence,
  author = {Davies, Shawn and Pettersson, Therese and Sollenberg, Margareta and {\\"O}berg, Magnus},
  title = {Organized Violence 1989--2024},
  journal = {Journal of Peace Research},
  year = {2025},
  volume = {62},
  number = {4}
}""",
    notes="`type_of_conflict` is interstate, intrastate or II (internationalised: inside a state, "
    "with others joining). Only interstate rows name a second state in `gwno_b`; there, pairs "
    "of primary parties (a with b) fought each other, pairs of secondary ones need not have. "
    "Sees open war and hardly any smaller clash: no row is not peace. Yemen is 678 "
    "throughout. The version is that of the package's documentation and of the last year; its "
    "own table of versions still says 20.1.",
)


def read(path: Path) -> Frame:
    """One row per conflict, year and combination of the states in it; columns `conflict_id, year,
    gwno_a, gwno_a_2nd, gwno_b, gwno_b_2nd, incompatibility, intensity_level, type_of_conflict,
    start_date, start_prec, start_date2, start_prec2, ep_end, ep_end_date`."""
    return formats.whole(formats.r_data(path))

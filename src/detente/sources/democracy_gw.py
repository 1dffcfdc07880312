"""How democratic states were, by three measures, for the states of the Gleditsch–Ward list."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats, works
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import isard
from detente.sources.works import GPL2

DEMOCRACY_GW = Source(
    name="democracy_gw",
    title="V-Dem polyarchy, Polity and extended Unified Democracy Scores",
    version="V-Dem 16, Polity5 2018, extended UDS",
    rows=Unit("state-year", "gw"),
    covers=(1816, 2025),
    path="isard/gw_democracy.rda",
    url=isard("gw_democracy.rda"),
    sha256="19279af159e0c1af0ba3f4d54bee6661bfe2784de7c557e9320dc6708a62a132",
    size=223557,
    homepage="https://www.v-dem.net",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={
        "v2x_polyarchy": "index, 0–1",
        "polity2": "score, −10 to 10",
        "euds": "latent score, mean near 0",
        "aeuds": "latent score, 0 at the average cut between autocracy and democracy",
    },
    licence=f"V-Dem, Polity and UDS: cite the originals; {GPL2}",
    cite=works.DEMOCRACY.cite,
    bibtex=works.DEMOCRACY.bibtex,
    notes="`polity2` ends in 2018 (for the USA alone in 2020); the others run to 2025. V-Dem has no "
    "score for small states: those years are blank, not undemocratic. The scores of the whole "
    "past are re-estimated with every release.",
)


def read(path: Path) -> Frame:
    """One row per state-year; columns `gwcode, year, euds, aeuds, polity2, v2x_polyarchy`."""
    return formats.whole(formats.r_data(path), but={"euds", "aeuds", "v2x_polyarchy"})

"""Who took part in which multinational military exercise (MME)."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

EXERCISES = Source(
    name="exercises",
    title="Multinational military exercises, participants",
    version="MME 7, troopdata 3946bcf",
    rows=Unit("participant in an exercise", "gw"),
    covers=(1980, 2010),
    path="exercises/mme_long.rda",
    url=github(
        "meflynn/troopdata",
        "3946bcf89a6d72de8abace812dc557f1f249f5f7",
        "data/mme_long.rda",
    ),
    sha256="caf2693a6291b4e3d32fe1fa0c619d1f8dd5ebd2a57b617bf64dfda08c771dbb",
    size=375_217,
    homepage="https://doi.org/10.7910/DVN/KHFODX",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    licence="the repository of the file is under GPL-3 or later; cite the dataset",
    cite="D'Orazio & Galambos (2021), Multinational Military Exercises, 1980–2010, Harvard "
    "Dataverse, doi:10.7910/DVN/KHFODX.",
    bibtex="""@misc{dorazio2021mme,
  author = {D'Orazio, Vito and Galambos, Kevin},
  title = {Multinational Military Exercises, 1980--2010},
  year = {2021},
  howpublished = {Harvard Dataverse},
  doi = {10.7910/DVN/KHFODX}
}""",
    notes="341 participants have no code: 208 unnamed, microstates Gleditsch and Ward do not "
    "list, Yemen, and a few that are no states. Days are partly unknown; the year is "
    "that of the start.",
)


def read(path: Path) -> Frame:
    """One row per participant of an exercise; columns `mmeid, ex_name, gwcode, country, year, cpx,
    air, land, sea, amphibious, warfighting, peacekeeping, humanitarian, participant_count`."""
    columns = [
        *("mmeid", "ex_name", "gwcode", "country", "year", "cpx", "air", "land", "sea"),
        *("amphibious", "warfighting", "peacekeeping", "humanitarian", "participant_count"),
    ]
    frame = formats.r_data(path).select(columns)
    return formats.whole(frame)

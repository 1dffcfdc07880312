"""DCID: cyber incidents between rival states."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

DCID = Source(
    name="dcid",
    title="Dyadic Cyber Incident and Campaign Data",
    version="2.0, February 2023",
    rows=Unit("cyber incident, and the answer to it", "cow"),
    covers=(2000, 2020),
    path="dcid/DCID_2.0_Release_update_February_2023.xlsx",
    url=github(
        "hilangoe/CyberCrises",
        "21c047a73a403d806dc25a0eaa5b52f7f6dd93e0",
        "_data/_raw/DCID_2.0_Release_update_February_2023.xlsx",
    ),
    sha256="2855385ae89c5dacc3bc1e3993c005555abcbd9dce5bbfa6595b1aa57897df24",
    size=299127,
    homepage="https://drryanmaness.wixsite.com/cyberconflict",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"severity": "0–10"},
    licence="free with citation; none stated in the repository of the file",
    cite="Maness, Valeriano, Hedgecock, Macias & Jensen (2023), Expanding the Dyadic Cyber Incident "
    "and Campaign Dataset (DCID), Cyber Defense Review 8(2): 65–90.",
    bibtex="""@article{maness2023dcid,
  author = {Maness, Ryan C. and Valeriano, Brandon and Hedgecock, Kathryn and Macias, Jose M. and Jensen, Benjamin},
  title = {Expanding the Dyadic Cyber Incident and Campaign Dataset ({DCID})},
  journal = {The Cyber Defense Review},
  year = {2023},
  volume = {8},
  number = {2},
  pages = {65--90}
}""",
    notes="The second sheet, which supersedes the first (June 2020). Two rows for each of 431 "
    "incidents: the incident, then what the other side did in cyberspace, often nothing (method "
    "0). An answer can be another incident of the list, so only the first rows may be counted. "
    "Rival dyads alone were looked at, and which had no incident is not said: 40 pairs appear. "
    "One incident is dated 2021.",
)

SHEET = "DCID_2.0_Release_update_Februar"
COLUMNS = {
    "cyberincidentnum": "incident",
    "interactionstartdate": "start",
    "initiator": "initiator",
    "target": "target",
    "name": "name",
    "method": "method",
    "targettype": "targettype",
    "cyber_objective": "objective",
    "objective_achievement": "achieved",
    "concession": "concession",
    "damage type": "damage",
    "severity": "severity",
}


def read(path: Path) -> Frame:
    """Two rows per incident; columns `incident, response` (false for the incident, true for the
    answer), `start, initiator, target, name, method, targettype, objective, achieved,
    concession, damage, severity`."""
    frame = formats.excel(path, SHEET).select(
        pl.col(column).alias(name) for column, name in COLUMNS.items()
    )
    return formats.whole(
        frame.filter(pl.col("incident").is_not_null()).select(
            "incident",
            pl.col("incident").cum_count().over("incident").gt(1).alias("response"),
            pl.col("start").cast(pl.Date),
            pl.exclude("incident", "start"),
        ),
        but={"method"},
    )

"""REIGN: the effective leaders of states since 1950, to March 2021."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

REIGN_LEADERS = Source(
    name="reign_leaders",
    title="REIGN leaders",
    version="2021-03",
    rows=Unit("leader spell", "cow"),
    covers=(1950, 2021),
    path="reign/leaderlist_3_21.csv",
    url=github(
        "OEFDataScience/REIGN.github.io",
        "d7a8a6f17c951b68e30bbca6185d7acd9089d60b",
        "data_sets/leaderlist_3_21.csv",
    ),
    sha256="1663d94b6a00008c84c19979306c0997128225890b875c0aae5bbfb922829e44",
    size=185531,
    homepage="https://oefdatascience.github.io/REIGN.github.io/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    missing={-99: None},
    licence="not stated (citation asked; the MIT licence in the repository is that of the site's theme)",
    cite="Bell, Besaw & Frank (2021), The Rulers, Elections, and Irregular Governance (REIGN) Dataset, "
    "One Earth Future.",
    bibtex="""@misc{bell2021reign,
  author = {Bell, Curtis and Besaw, Clayton and Frank, Matthew},
  title = {The Rulers, Elections, and Irregular Governance ({REIGN}) Dataset},
  year = {2021},
  howpublished = {One Earth Future}
}""",
    notes="Ends in March 2021; no end means in office then. `sdate` is a day of the month, and ends "
    "have no day. Leaders in office in 1950 keep their first year (from 1921). De facto "
    "leaders: Putin has one spell from 2000, through Medvedev's presidency. The file is in "
    "UTF-8 but for one line.",
)


def read(path: Path) -> Frame:
    """One row per spell in office; columns `stateabb, ccode, leadid, leader, sdate, smonth, syear,
    emonth, eyear, birthyear, gender, militarycareer, l_month, l_year, codedby, notes`.

    The two columns of the file that have neither name nor content are left out.
    """
    frame = formats.csv(path).drop("", "_duplicated_0")
    return formats.unmask(formats.whole(frame, but={"militarycareer"}), REIGN_LEADERS.missing)

"""Votes in the UN General Assembly to 2023, with absences and issue codes."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github
from detente.sources.works import VOETEN

UN_VOTES_2024 = Source(
    name="un_votes_2024",
    title="UN General Assembly votes, sessions 1–78",
    version="2024-06",
    rows=Unit("vote of a state", "iso3"),
    covers=(1946, 2023),
    path="un_rollcalls/ungaVoting_003.csv",
    url=github(
        "Pigeon-Effect/Mapping-UNGA-Voting-Alliances",
        "4a2353a59cf42de98878b23840fc27b075218d77",
        "docs/static/ungaVoting_003.csv",
    ),
    sha256="42948eab4adac8302b78a02ca08e4ef0a82a752320bf634b8b26eb7a5dd2bf12",
    size=2885408,
    homepage="https://doi.org/10.7910/DVN/LEJUQZ",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"vote": "1 yes, 2 abstain, 3 no, 8 absent, 9 not a member"},
    licence="Harvard Dataverse: CC0 by default, its terms page was not read; none stated in the "
    "repository of the file",
    cite=VOETEN.cite,
    bibtex=VOETEN.bibtex,
    notes="Only six roll calls of 2024 are in it (to 4 June), and hardly any of the emergency "
    "sessions of 2022–2024: un_two_votes has ES-11/1. Turkey has 8 or 9 in 79 of the 88 votes "
    "of 2023 and 9 in 2024, Yemen 9 in 22 votes of 2023, and Fiji, Eswatini, "
    "Samoa, Liberia and Zambia in 2023 and North Macedonia, Tonga and Comoros in 2022 have 8 in "
    "half of the votes or more: there both mean unknown. Successors are carried back (RUS is the USSR). `rcid` "
    "411, 427, 449 and 495 occur twice, in the 1950s and in 2023: use it with `date`.",
)


def read(path: Path) -> Frame:
    """One row per roll call and state; columns `rcid, date`, the issues `me, nu, di, hr, co, ec`
    (true or false), `iso3, vote`. The file has a column for each of 194 states."""
    wide = formats.whole(formats.csv(path))
    index = ["rcid", "date", "me", "nu", "di", "hr", "co", "ec"]
    long = wide.unpivot(index=index, variable_name="iso3", value_name="vote")
    return long.with_columns(long["date"].str.to_date(), long["iso3"].str.to_uppercase())

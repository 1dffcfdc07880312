"""Votes of 2025 in the UN General Assembly and the Security Council."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github
from detente.sources.works import UN_LIBRARY_BIBTEX, UN_TERMS

UN_VOTES_2025 = Source(
    name="un_votes_2025",
    title="UN votes of 2025",
    version="2025-12",
    rows=Unit("vote of a state", "iso3"),
    covers=(2025, 2025),
    path="un_rollcalls/un_votes_2025_processed.csv",
    url=github(
        "HZloto/unga-2025",
        "46fa27efae8b05d522b89bbdcdcd564a96e49cef",
        "data/un_votes_2025_processed.csv",
    ),
    sha256="050ad8f72b8cfac2e9d0e1f763be7c7eff1f328e84e323e8557fb170d5845c94",
    size=263542,
    homepage="https://digitallibrary.un.org",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    licence=f"{UN_TERMS}; none stated in the repository of the file",
    cite="United Nations Dag Hammarskjöld Library, Voting Data (UN Digital Library); extract of the Data "
    "Driven Decision Lab.",
    bibtex=UN_LIBRARY_BIBTEX,
    notes="192 votes of the Assembly and 44 of the Council; two of the 193 members have no column. "
    "A blank vote is a member that did not vote or did not sit. The columns country, "
    "subregion, continent and tags were made by a language model and are left out.",
)

GUESSED = ("country", "subregion", "continent", "tags")


def read(path: Path) -> Frame:
    """One row per roll call and state.

    Columns `link, token, scrape_year, title, council, resolution, date, yes count, no count,
    abstain count, no-vote count, total votes`, then `iso3` and `vote` (YES, NO, ABSTAIN or
    null). The file has a column for each of 191 states.
    """
    wide = formats.whole(formats.csv(path).drop(GUESSED))
    index = wide.columns[: wide.columns.index("total votes") + 1]
    long = wide.unpivot(index=index, variable_name="iso3", value_name="vote")
    return long.with_columns(long["date"].str.to_date(), long["iso3"].str.to_uppercase())

"""Two votes on Ukraine, state by state: 68/262 of 2014 and ES-11/1 of 2022."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.works import UN_LIBRARY_BIBTEX, UN_TERMS

UN_TWO_VOTES = Source(
    name="un_two_votes",
    title="Two UN votes on Ukraine, 2014 and 2022",
    version="1",
    rows=Unit("vote of a state", "name"),
    covers=(2014, 2022),
    path="un_rollcalls/two_roll_calls_derived.csv",
    url=None,
    sha256="9f332482c09f914b564efb8be797d52a6144211943ffbaa50d6401a19d9a1780",
    size=13160,
    homepage="https://digitallibrary.un.org",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    licence=f"{UN_TERMS}; none stated in the repository it was derived from",
    cite="United Nations Dag Hammarskjöld Library, Voting Data (UN Digital Library).",
    bibtex=UN_LIBRARY_BIBTEX,
    notes="Derived from a script of the repository HarukiKinoshita/ukraine-viz, so no address "
    "yields this file: it exists in a mirror only. Two days are covered, 27 March 2014 and 2 "
    "March 2022, and nothing between. States have English names and no codes.",
)


def read(path: Path) -> Frame:
    """One row per state and resolution; columns `resolution, date, state, vote` (yes, no, abstain,
    absent)."""
    frame = formats.csv(path)
    return frame.with_columns(frame["date"].str.to_date())

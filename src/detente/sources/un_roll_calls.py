"""Roll calls of the UN General Assembly, sessions 1 to 74."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import unvotes
from detente.sources.works import VOETEN

UN_ROLL_CALLS = Source(
    name="un_roll_calls",
    title="UN General Assembly roll calls",
    version="2021",
    rows=Unit("roll call"),
    covers=(1946, 2019),
    path="unvotes/un_roll_calls.rda",
    url=unvotes("un_roll_calls.rda"),
    sha256="ff2070ae600cfd32176c6d149637306b9b677d6b910f48bec59a15357d673b4b",
    size=212577,
    homepage="https://doi.org/10.7910/DVN/LEJUQZ",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    licence="Harvard Dataverse: cite; the repository of the file is under MIT",
    cite=VOETEN.cite,
    bibtex=VOETEN.bibtex,
    notes="One roll call of session 74 is dated 14 January 2020; the others end in 2019. `rcid` "
    "above 9000 are emergency sessions filed under a regular one, and all of session 74. "
    "`importantvote`, `amend` and `para` are blank for many (null is not 0). Some titles are "
    "garbled in the file.",
)


def read(path: Path) -> Frame:
    """One row per roll call; columns `rcid, session, importantvote, date, unres, amend, para,
    short, descr`."""
    return formats.whole(formats.r_data(path))

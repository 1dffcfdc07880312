"""Peace Data: how hostile or peaceful the relation of two states was, to the day."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from detente.dates import Lag
from detente.errors import Unreadable
from detente.sources.declare import Absent, Frame, Source, Unit, github

TRANSITION = -9.0

PEACE_DATA = Source(
    name="peace_data",
    title="Peace Data (the peace scale)",
    version="3.1",
    rows=Unit("spell of a dyad at a level", "cow"),
    covers=(1900, 2020),
    path="peace_scale/peacedata3.1.csv",
    url=github(
        "jandresgannon/DoDL",
        "67007e1463492dcc15aa24446c99871abe937429",
        "inst/extdata/DiehlPeaceData/peacedata3.1.csv",
    ),
    sha256="ea53edd4d33c35f653143b60a428aee4790bcb05587dd37cf0a9372b152826b2",
    size=148622,
    homepage="https://doi.org/10.1177/07388942211010178",
    lag=Lag.HINDSIGHT,
    absent=Absent.UNKNOWN,
    units={
        "level": "0 serious rivalry, 0.25 lesser rivalry, 0.5 negative peace, 0.75 warm peace, "
        "1 security community; null in transition"
    },
    licence="free for non-commercial use, citing the version; commercial use by leave of the "
    "authors; the repository of the file is under MIT",
    cite="Goertz, Diehl & Balas (2016), The Puzzle of Peace: The Evolution of Peace in the "
    "International System, Oxford University Press; Diehl, Goertz & Gallegos (2021), Peace Data: "
    "Concept, Measurement, Patterns, and Research Agenda, Conflict Management and Peace Science "
    "38(5): 605–624.",
    bibtex="""@book{goertz2016puzzle,
  author = {Goertz, Gary and Diehl, Paul F. and Balas, Alexandru},
  title = {The Puzzle of Peace: The Evolution of Peace in the International System},
  publisher = {Oxford University Press},
  year = {2016}
}

@article{diehl2021peace,
  author = {Diehl, Paul F. and Goertz, Gary and Gallegos, Yahve},
  title = {Peace Data: Concept, Measurement, Patterns, and Research Agenda},
  journal = {Conflict Management and Peace Science},
  year = {2021},
  volume = {38},
  number = {5},
  pages = {605--624}
}""",
    notes="Only pairs with a relationship are listed: no row is no relationship, which has no "
    "level. A published level of -9 is a transition and no number; it is `transition` 1 here, "
    "with a null level. Days are YYYYMMDD; 19009999 is before 1900, 20209999 still so at the end, "
    "00 an unknown month or day, and three days are impossible (19620086, 19699025, 19971913). "
    "Five pairs have overlapping spells: the one that starts later counts. West Germany "
    "is 255 throughout, not 260. One pair has the higher code first (435403), and two name states "
    "that no list has (935936 and 935937, from the days on which Kiribati and Tuvalu joined the "
    "United Nations; they are 946 and 947).",
)


def read(path: Path) -> Frame:
    """One row per pair of states and spell; columns `ccode1, ccode2, start, end` (days as whole
    numbers, both included), `level, transition`.

    Raises
    ------
    Unreadable      a line that is no pair of states with spells and levels
    """
    pairs: list[tuple[int, int, int, int, float]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        dyad, *cells = [cell for cell in line.strip().split(",") if cell not in ("", ".")]
        try:
            for days, level in zip(cells[::2], cells[1::2], strict=True):
                start, end = days.split("-")
                pairs.append((int(dyad[:-3]), int(dyad[-3:]), int(start), int(end), float(level)))
        except ValueError as problem:
            raise Unreadable(
                f"Line {number} of {path.name} is no pair of states with spells and levels: the "
                "file is not what its declaration describes.",
                path=path,
                reason=f"line {number}",
            ) from problem
    spells = pl.DataFrame(
        pairs,
        schema={
            **dict.fromkeys(("ccode1", "ccode2", "start", "end"), pl.Int32),
            "level": pl.Float64,
        },
        orient="row",
    )
    changing = pl.col("level") == TRANSITION
    return spells.with_columns(
        pl.when(~changing).then("level").alias("level"),
        changing.cast(pl.Int32).alias("transition"),
    )

"""US troops by host (troopdata)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

USA = 2
UNITED = {260: 255, 678: 679}  # codes the file keeps past the unifications of 1990
TWICE = (
    *(52, 115, 316, 325, 343, 346, 360, 365, 370, 437, 439, 484, 490, 510, 552),
    *(630, 640, 678, 703, 732, 780, 811, 817),
)
"""Hosts of two names, whose troops the reports of September count twice over.

Every count of theirs is even, and twice that of Kane (2006) wherever he has the year:
South Korea 83,436 against 41,718 in 1985. South Vietnam has 1,074,754 in 1968.
"""


def us_troops(*, carry: str | int | None = None) -> Noun:
    """`us_troops`: active-duty US troops in a state, by the report of September.

    Null where September has no report, or says 0 where another collection of the same
    year (Kane 2006) has troops, as in Iraq 2003–05. Counts of hosts counted twice over
    (`TWICE`: South Korea, Italy, Turkey, South Vietnam …) are halved. The USA is no host and
    stays null. Reports before 1957 are of June and count hosts two or three times over, not
    all alike; they are left out.

    References
    ----------
    Allen, Flynn & Machain (2022), CMPS 39: 351–370.
    """
    return Noun(
        name="us_troops",
        title="US troops",
        per="state",
        codes="cow",
        covers=(1957, 2025),
        sources=("us_troops",),
        variables=(Variable("us_troops", "US active-duty troops", "people", pl.Int32),),
        rows=_rows,
    ).carried(carry)


def _rows(load: Load) -> Frame:
    reports = load("us_troops").rename({"ccode": "state"}).filter(pl.col("state") != USA)
    kane = reports.filter(pl.col("source") == "Kane 2006").select(
        "state", "year", pl.col("troops_ad").alias("kane")
    )
    one = reports.filter(pl.col("month") == "September")
    one = one.join(kane, on=["state", "year"], how="left")
    count = pl.col("troops_ad")
    reported = pl.col("source").is_not_null() | (count > 0)
    known = reported & ~((count == 0) & (pl.col("kane").fill_null(0) > 0))
    twice = pl.col("state").is_in(TWICE) & (count % 2 == 0)
    after = pl.col("year") > 1990
    return one.select(
        pl.when(after).then(pl.col("state").replace(UNITED)).otherwise("state").alias("state"),
        "year",
        pl.when(known).then(pl.when(twice).then(count // 2).otherwise(count)).alias("us_troops"),
    )

"""US troops by host (troopdata)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

KOREA, USA = 732, 2
UNITED = {260: 255, 678: 679}  # codes the file keeps past the unifications of 1990


def us_troops(*, carry: str | int | None = None) -> Noun:
    """`us_troops`: active-duty US troops in a state, by the report of September (June to 1956).

    Null where September has no report, or says 0 where another collection of the same
    year (Kane 2006) has troops, as in Iraq 2003–05. South Korea, counted twice over in every
    report since September 1957, is halved. The USA is no host and stays null.

    References
    ----------
    Allen, Flynn & Machain (2022), CMPS 39: 351–370.
    """
    return Noun(
        name="us_troops",
        title="US troops",
        per="state",
        codes="cow",
        covers=(1950, 2025),
        sources=("us_troops",),
        variables=(Variable("us_troops", "US active-duty troops", "people", pl.Int32),),
        rows=_rows,
    ).carried(carry)


def _rows(load: Load) -> Frame:
    reports = load("us_troops").rename({"ccode": "state"}).filter(pl.col("state") != USA)
    kane = reports.filter(pl.col("source") == "Kane 2006").select(
        "state", "year", pl.col("troops_ad").alias("kane")
    )
    month = pl.when(pl.col("year") <= 1956).then(pl.lit("June")).otherwise(pl.lit("September"))
    one = reports.filter(pl.col("month") == month).join(kane, on=["state", "year"], how="left")
    count = pl.col("troops_ad")
    reported = pl.col("source").is_not_null() | (count > 0)
    known = reported & ~((count == 0) & (pl.col("kane").fill_null(0) > 0))
    twice = (pl.col("state") == KOREA) & (pl.col("year") >= 1957)
    after = pl.col("year") > 1990
    return one.select(
        pl.when(after).then(pl.col("state").replace(UNITED)).otherwise("state").alias("state"),
        "year",
        pl.when(known).then(pl.when(twice).then(count // 2).otherwise(count)).alias("us_troops"),
    )

"""Major powers (COW State System Membership 2016)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable
from detente.panel.years import expand

Frame = pl.DataFrame


def majors(*, carry: str | int | None = None) -> Noun:
    """`major`: 1 for a major power on any day of the year.

    References
    ----------
    Correlates of War Project (2017), State System Membership List, v2016.
    """
    return Noun(
        name="majors",
        title="Major powers",
        per="state",
        codes="cow",
        covers=(1816, 2016),
        sources=("majors",),
        variables=(Variable("major", "Major power", "0/1", pl.Int8, 0),),
        rows=_rows,
    ).carried(carry)


def _rows(load: Load) -> Frame:
    spells = load("majors").select(
        pl.col("ccode").alias("state"),
        pl.lit(1, pl.Int8).alias("major"),
        pl.col("styear").alias("first"),
        pl.col("endyear").alias("last"),
    )
    return expand(spells).unique(["state", "year"])

"""Contiguity on land and across water (COW Direct Contiguity 3.2)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable
from detente.panel.years import expand

Frame = pl.DataFrame


def contiguity(*, carry: str | int | None = None) -> Noun:
    """`conttype`: 1 land or river, 2–5 up to 12, 24, 150, 400 miles of water, 0 not contiguous.

    The lowest type of the year counts. Rows of type 0 in the published file are a marker that
    overlaps real borders (USSR–Afghanistan), not borders; they are left out.

    References
    ----------
    Stinnett, Tir, Schafer, Diehl & Gochman (2002), CMPS 19: 58–66.
    """
    return Noun(
        name="contiguity",
        title="Contiguity",
        per="dyad",
        codes="cow",
        covers=(1816, 2016),
        sources=("contiguity",),
        variables=(
            Variable("conttype", "Contiguity type, 0 not contiguous", "type 0–5", pl.Int8, 0),
        ),
        rows=_rows,
    ).carried(carry)


def _rows(load: Load) -> Frame:
    spells = load("contiguity").filter(
        (pl.col("ccode1") < pl.col("ccode2")) & pl.col("conttype").is_between(1, 5)
    )
    years = expand(
        spells.select(
            pl.col("ccode1").alias("state1"),
            pl.col("ccode2").alias("state2"),
            pl.col("conttype").cast(pl.Int8),
            pl.col("stdate").dt.year().alias("first"),
            pl.col("enddate").dt.year().alias("last"),
        )
    )
    return years.group_by("state1", "state2", "year").agg(pl.col("conttype").min())

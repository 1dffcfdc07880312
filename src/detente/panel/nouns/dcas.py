"""Defence cooperation agreements (DCAD 1.0)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable
from detente.panel.years import expand

Frame = pl.DataFrame


def dcas(*, carry: str | int | None = None) -> Noun:
    """Bilateral agreements on routine defence cooperation, from the year of signature.

    Those signed before 1980 are not in the data, so `dca_inforce` counts too few in its first
    years. Ends are the makers' estimates. Three agreements that name one state twice are left out.

    References
    ----------
    Kinne (2020), JCR 64: 729–755.
    """
    return Noun(
        name="dcas",
        title="Defence cooperation agreements",
        per="dyad",
        codes="cow",
        covers=(1980, 2010),
        sources=("defence_agreements",),
        variables=(
            Variable("dca_signed", "Defence agreements signed", "agreements", pl.Int16, 0),
            Variable("dca_inforce", "Defence agreements in force", "agreements", pl.Int16, 0),
            Variable("dca_general", "General ones in force", "agreements", pl.Int16, 0),
        ),
        rows=_rows,
    ).carried(carry)


def _rows(load: Load) -> Frame:
    bilateral = load("defence_agreements").filter(pl.col("ccode1") != pl.col("ccode2"))
    spells = bilateral.select(
        pl.min_horizontal("ccode1", "ccode2").alias("state1"),
        pl.max_horizontal("ccode1", "ccode2").alias("state2"),
        pl.col("signyear").alias("signed"),
        pl.col("signyear").alias("first"),
        pl.col("endyearestimate").alias("last"),
        (pl.col("type") == "general").alias("general"),
    )
    return (
        expand(spells)
        .group_by("state1", "state2", "year")
        .agg(
            dca_signed=(pl.col("signed") == pl.col("year")).sum(),
            dca_inforce=pl.len(),
            dca_general=pl.col("general").sum(),
        )
    )

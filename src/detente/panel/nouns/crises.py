"""International crises between two states (ICB 15)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

UNITED = {260: 255, 678: 679}  # Germany and Yemen, which the file writes as before 1990


def crises() -> Noun:
    """`icbcrisis`: 1 where the two faced each other in an international crisis in the year.

    `icbonset` is 1 in the first year of a dyadic crisis; `icbcrises` counts the crises the pair
    was in that year; `icbcrisno` is one of them (of several one that began then, then the lowest
    number).

    References
    ----------
    Hewitt (2003), JCR 47: 669–692. Brecher, Wilkenfeld, Beardsley, James & Quinn (2023),
    International Crisis Behavior Data, Version 15.
    """
    return Noun(
        name="crises",
        title="International crises (ICB 15)",
        per="dyad",
        codes="cow",
        covers=(1918, 2020),
        sources=("icb_dyads",),
        variables=(
            Variable("icbcrisis", "In a crisis with each other", "0/1", pl.Int8, 0),
            Variable("icbonset", "A crisis with each other began", "0/1", pl.Int8, 0),
            Variable("icbcrises", "Crises with each other", "number", pl.Int8, 0),
            Variable("icbcrisno", "Number of the crisis", "number", pl.Int32),
        ),
        rows=_rows,
        note="Crises say nothing of violence: many had none. At least one of a pair was a crisis "
        "actor, the other may have been its adversary only. Germany and Yemen after 1990, "
        "260 and 678 in the file, are 255 and 679 here.",
    )


def _rows(load: Load) -> Frame:
    united = pl.col("year") > 1990
    a, b = (
        pl.when(united).then(pl.col(name).replace(UNITED)).otherwise(name)
        for name in ("statea", "stateb")
    )
    return (
        load("icb_dyads")
        .select(
            pl.min_horizontal(a, b).alias("state1"),
            pl.max_horizontal(a, b).alias("state2"),
            "year",
            "crisno",
            (pl.col("ongoing") == 0).cast(pl.Int8).alias("icbonset"),
        )
        .sort("icbonset", "crisno", descending=[True, False])
        .group_by("state1", "state2", "year")
        .agg(
            pl.lit(1).alias("icbcrisis"),
            pl.col("icbonset").max(),
            pl.col("crisno").n_unique().alias("icbcrises"),
            pl.col("crisno").first().alias("icbcrisno"),
        )
    )

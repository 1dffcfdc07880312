"""Joint military exercises (MME)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

YEMEN = 678


def exercises(*, carry: str | int | None = None) -> Noun:
    """`mme_joint`: multinational military exercises in which both took part, by year of start.

    References
    ----------
    D'Orazio & Galambos (2021), Harvard Dataverse, doi:10.7910/DVN/KHFODX.
    """
    return Noun(
        name="exercises",
        title="Joint military exercises",
        per="dyad",
        codes="gw",
        covers=(1980, 2010),
        sources=("exercises",),
        variables=(
            Variable("mme_joint", "Exercises both took part in", "exercises", pl.Int16, 0),
            Variable("mme_small", "Those of at most five parties", "exercises", pl.Int16, 0),
        ),
        rows=_rows,
        note="Microstates that Gleditsch and Ward do not list have no code and are unknown.",
    ).carried(carry)


def _rows(load: Load) -> Frame:
    code = pl.when(pl.col("country") == "Yemen").then(YEMEN).otherwise(pl.col("gwcode"))
    taking = (
        load("exercises")
        .select("mmeid", code.alias("state"), "year")
        .drop_nulls()
        .unique()
        .with_columns((pl.len().over("mmeid", "year") <= 5).alias("small"))
    )
    pairs = taking.join(taking.drop("small"), on=["mmeid", "year"], suffix="2")
    return (
        pairs.filter(pl.col("state") < pl.col("state2"))
        .group_by(pl.col("state").alias("state1"), "state2", "year")
        .agg(mme_joint=pl.len(), mme_small=pl.col("small").sum())
    )

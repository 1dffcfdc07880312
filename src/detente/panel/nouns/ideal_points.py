"""Published UN ideal points of states (Bailey, Strezhnev & Voeten, July 2025)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

NOTE = (
    "Description only: each point was fitted on the votes of all years, later ones included, so "
    "it enters no forecast."
)
EVERY_VOTE = (1946, 2023)
VARIABLES = (
    Variable(
        "idealpointfp",
        "UN ideal point from votes on whole resolutions, positive towards the USA",
        "latent score",
        pl.Float32,
    ),
    Variable(
        "idealpointall",
        "UN ideal point from every vote, to 2023",
        "latent score",
        pl.Float32,
        covers=EVERY_VOTE,
    ),
)


def ideal_points(*, keep: Sequence[str] | None = None, carry: str | int | None = None) -> Noun:
    """`idealpointfp` (final passage, to 2024) and `idealpointall` (every vote, to 2023).

    References
    ----------
    Bailey, Strezhnev & Voeten (2017), JCR 61: 430–456.
    """
    return (
        Noun(
            name="ideal_points",
            title="UN ideal points",
            per="state",
            codes="cow",
            covers=(1946, 2024),
            sources=("ideal_points",),
            variables=VARIABLES,
            rows=points,
            note=NOTE,
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )


def points(load: Load) -> Frame:
    """One row per state and year with a score."""
    names = [variable.name for variable in VARIABLES]
    return (
        load("ideal_points")
        .select(pl.col("ccode").alias("state"), "year", *names)
        .filter(pl.any_horizontal(pl.col(names).is_not_null()))
    )

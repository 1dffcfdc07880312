"""Militarised incidents between two states (COW MID 5.0)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable
from detente.panel.years import expand

Frame = pl.DataFrame


def incidents() -> Noun:
    """`midincidents`: threats, displays and uses of force between the two begun in the year.

    `midinchostlev` is the highest hostility either showed in incidents under way in the year
    (2 threat, 3 display, 4 use of force, 5 war), so that a blockade of four years counts in each
    of them; null where there was none. Two states met in an incident if they were on opposite
    sides of it at the same time.

    References
    ----------
    Palmer, McManus, D'Orazio, Kenwick et al. (2022), CMPS 39: 470–482.
    """
    return Noun(
        name="incidents",
        title="Militarised incidents (COW MID 5.0)",
        per="dyad",
        codes="cow",
        covers=(1993, 2014),
        sources=("mid_incident_participants",),
        variables=(
            Variable("midincidents", "Militarised incidents begun", "number", pl.Int16, 0),
            Variable("midinchostlev", "Highest hostility in an incident", "level 1–5", pl.Int8),
        ),
        rows=_rows,
        note="An incident of several states counts once for each pair of opponents.",
    )


def _rows(load: Load) -> Frame:
    states = load("mid_incident_participants").select(
        "incidnum",
        "insidea",
        "hostlev",
        pl.col("ccode").alias("state"),
        pl.col("styear").alias("first"),
        pl.col("endyear").fill_null(pl.col("styear")).alias("last"),
    )
    acting, facing = (states.filter(insidea=side).drop("insidea") for side in (1, 0))
    met = (
        acting.join(facing, on="incidnum", suffix="_b")
        .select(
            pl.min_horizontal("state", "state_b").alias("state1"),
            pl.max_horizontal("state", "state_b").alias("state2"),
            pl.max_horizontal("first", "first_b").alias("begun"),
            pl.max_horizontal("first", "first_b").alias("first"),
            pl.min_horizontal("last", "last_b").alias("last"),
            pl.max_horizontal("hostlev", "hostlev_b").alias("midinchostlev"),
        )
        .filter(pl.col("first") <= pl.col("last"))
    )
    return (
        expand(met)
        .group_by("state1", "state2", "year")
        .agg(
            (pl.col("begun") == pl.col("year")).sum().alias("midincidents"),
            pl.col("midinchostlev").max(),
        )
    )

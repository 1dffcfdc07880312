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
    sides of it at the same time. With `as_of` it is null while one of the year's incidents still
    went on after the last known year.

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
        as_known=_as_known,
        note="An incident of several states counts once for each pair of opponents.",
    )


def _rows(load: Load) -> Frame:
    return _known(_met(load), None)


def _as_known(load: Load, known: int) -> Frame:
    return _known(_met(load), known)


def _met(load: Load) -> Frame:
    """Pairs of opponents in an incident: years they shared, hostility, last year of either."""
    states = load("mid_incident_participants").select(
        "incidnum",
        "insidea",
        "hostlev",
        pl.col("ccode").alias("state"),
        pl.col("styear").alias("first"),
        pl.col("endyear").fill_null(pl.col("styear")).alias("last"),
    )
    acting, facing = (states.filter(insidea=side).drop("insidea") for side in (1, 0))
    return (
        acting.join(facing, on="incidnum", suffix="_b")
        .select(
            pl.min_horizontal("state", "state_b").alias("state1"),
            pl.max_horizontal("state", "state_b").alias("state2"),
            pl.max_horizontal("first", "first_b").alias("begun"),
            pl.max_horizontal("first", "first_b").alias("first"),
            pl.min_horizontal("last", "last_b").alias("last"),
            pl.max_horizontal("last", "last_b").alias("ended"),
            pl.max_horizontal("hostlev", "hostlev_b").alias("midinchostlev"),
        )
        .filter(pl.col("first") <= pl.col("last"))
    )


def _known(met: Frame, known: int | None) -> Frame:
    """One row per pair and year; with `known`, as the incidents stood after that year."""
    running = pl.lit(False) if known is None else (pl.col("ended") > known).any()
    return (
        expand(met)
        .group_by("state1", "state2", "year")
        .agg(
            (pl.col("begun") == pl.col("year")).sum().alias("midincidents"),
            pl.when(~running).then(pl.col("midinchostlev").max()).alias("midinchostlev"),
        )
    )

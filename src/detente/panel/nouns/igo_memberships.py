"""Memberships in intergovernmental organisations (COW IGO 3.0)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame


def igo_memberships() -> Noun:
    """`igo_full`: organisations of which a state was a full member.

    References
    ----------
    Pevehouse, Nordstrom, McManus & Jamison (2020), JPR 57: 492–503.
    """
    return Noun(
        name="igo_memberships",
        title="Memberships in intergovernmental organisations",
        per="state",
        codes="cow",
        covers=(1816, 2014),
        sources=("igo_memberships", "igo_dyads"),
        variables=(Variable("igo_full", "Full memberships", "organisations", pl.Int16),),
        rows=_rows,
        note="A cell the makers could not fill counts as no membership; a state and year they "
        "have no row for is unknown (the two Germanies and Yemens in 1990).",
    )


def _rows(load: Load) -> Frame:
    counts = full(load).group_by("state", "year").agg(pl.len().cast(pl.Int16).alias("igo_full"))
    return (
        coded(load)
        .join(counts, on=["state", "year"], how="left")
        .with_columns(pl.col("igo_full").fill_null(0))
    )


def coded(load: Load) -> Frame:
    """The states and years the makers coded, with memberships or without: `state, year`.

    The long table of memberships has no row for a state without any, so they are read off the
    dyads, which have a row for every two states that were coded.
    """
    dyads = load("igo_dyads")
    return pl.concat(
        dyads.select(pl.col(f"ccode{side}").alias("state"), "year").unique() for side in (1, 2)
    ).unique()


def full(load: Load) -> Frame:
    """One row per state, year and organisation of which it was a full member."""
    return load("igo_memberships").filter(pl.col("membership") == 1).rename({"ccode": "state"})

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
        sources=("igo_memberships",),
        variables=(Variable("igo_full", "Full memberships", "organisations", pl.Int16, 0),),
        rows=lambda load: (
            full(load).group_by("state", "year").agg(pl.len().cast(pl.Int16).alias("igo_full"))
        ),
        note="A cell the makers could not fill counts as no membership.",
    )


def full(load: Load) -> Frame:
    """One row per state, year and organisation of which it was a full member."""
    return load("igo_memberships").filter(pl.col("membership") == 1).rename({"ccode": "state"})

"""Diplomatic missions (Diplometrics)."""

from __future__ import annotations

import polars as pl

from detente.panel.called import both_sides, coded, lower_first
from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame


def diplomatic_representation(*, carry: str | int | None = None) -> Noun:
    """`dip_level1`: at what level state1 was represented in state2; `dip_level2` the other way.

    1 ambassador, 0.75 chargé d'affaires, 0.125 interests section, 0 no mission. Of repeated
    pair-years the larger counts.

    References
    ----------
    Moyer, Turner & Meisel (2021), JPR 58: 1300–1310.
    """
    label = "Level of {}'s mission in {}: 1 ambassador, 0.75 chargé, 0.125 interests section"
    return Noun(
        name="diplomatic_representation",
        title="Diplomatic representation",
        per="directed",
        codes="cow",
        covers=(2000, 2020),
        sources=("diplomatic_missions", "cow_states"),
        variables=(
            Variable("dip_level1", label.format("state1", "state2"), "0–1", pl.Float64, 0.0),
            Variable("dip_level2", label.format("state2", "state1"), "0–1", pl.Float64, 0.0),
        ),
        rows=_rows,
        undirected=lower_first,
    ).carried(carry)


def _rows(load: Load) -> Frame:
    missions = coded(load("diplomatic_missions"), load, state1="sender", state2="receiver")
    larger = (
        missions.filter(pl.col("state1") != pl.col("state2"))
        .group_by("state1", "state2", "year")
        .agg(pl.col("level").max().alias("dip_level"))
    )
    return both_sides(larger, "dip_level").with_columns(
        pl.col("dip_level1", "dip_level2").fill_null(0.0)
    )

"""Minimum distance between territories (CShapes 2.0)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame


def minimum_distance(*, carry: str | int | None = None) -> Noun:
    """`mindist`: kilometres between the nearest points of two territories, 0 for neighbours.

    References
    ----------
    Schvitz et al. (2022), JCR 66: 144–161. Weidmann, Kuse & Gleditsch (2010), II 36: 86–106.
    """
    return Noun(
        name="minimum_distance",
        title="Minimum distance",
        per="dyad",
        codes="cow",
        covers=(1886, 2019),
        sources=("minimum_distances",),
        variables=(
            Variable("mindist", "Distance between the nearest points of both", "km", pl.Float64),
        ),
        rows=_rows,
    ).carried(carry)


def _rows(load: Load) -> Frame:
    return load("minimum_distances").rename({"ccode1": "state1", "ccode2": "state2"})

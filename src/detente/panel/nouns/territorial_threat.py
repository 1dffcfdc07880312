"""Latent external territorial threat to a state (Miller 2022)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

LABEL = "External territorial threat"


def territorial_threat(*, keep: Sequence[str] | None = None) -> Noun:
    """`lterrthreat`: how much the territory of a state was threatened from outside.

    Estimated from the disputes, borders, wars and rivalries of pairs of states, each
    weighted by the distance of their capitals. `lterrthreat_sd` is the standard deviation of the
    estimate, from `lterrthreat_lwr` to `lterrthreat_upr` are 90 % of it; `m_lterrthreat` (from
    1885) is weighted by the least distance of the territories instead.

    References
    ----------
    Miller (2022), Journal of Global Security Studies 7(4): ogac012.
    """
    return Noun(
        name="territorial_threat",
        title="External territorial threat (Miller 2022)",
        per="state",
        codes="cow",
        covers=(1816, 2010),
        sources=("terr_threat",),
        variables=(
            Variable("lterrthreat", LABEL, "latent scale", pl.Float64),
            Variable("lterrthreat_sd", f"{LABEL}, deviation", "latent scale", pl.Float64),
            Variable("lterrthreat_lwr", f"{LABEL}, lower 90 % bound", "latent scale", pl.Float64),
            Variable("lterrthreat_upr", f"{LABEL}, upper 90 % bound", "latent scale", pl.Float64),
            Variable(
                "m_lterrthreat",
                f"{LABEL}, by least distance, from 1885",
                "latent scale",
                pl.Float64,
                covers=(1885, 2010),
            ),
        ),
        rows=_rows,
        note="One model was fitted to all years at once: a value has learned from later years, "
        "which as_of cannot undo.",
    ).keeping(tuple(keep) if keep is not None else None)


def _rows(load: Load) -> Frame:
    return load("terr_threat").select(
        pl.col("ccode").alias("state"),
        "year",
        "lterrthreat",
        *(pl.col(name).alias(f"lterrthreat_{name}") for name in ("sd", "lwr", "upr")),
        "m_lterrthreat",
    )

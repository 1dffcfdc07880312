"""Regime scores: V-Dem polyarchy, Polity, and the extended UDS."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.panel.noun import Noun, Variable

Frame = pl.DataFrame

VARIABLES = (
    Variable("v2x_polyarchy", "Electoral democracy (V-Dem)", "0–1", pl.Float64),
    Variable("polity2", "Polity score, to 2018", "−10 to 10", pl.Int8, covers=(1816, 2018)),
    Variable("euds", "Extended Unified Democracy Score", "standard deviations", pl.Float64),
    Variable("aeuds", "Extended UDS, adjusted", "standard deviations", pl.Float64),
)


def democracy(*, keep: Sequence[str] | None = None, carry: str | int | None = None) -> Noun:
    """Three measures of democracy by state and year.

    References
    ----------
    Coppedge et al., V-Dem. Marshall, Gurr & Jaggers, Polity. Marquez (2016), extending Pemstein,
    Meserve & Melton (2010), PA 18: 426–449.
    """
    return (
        Noun(
            name="democracy",
            title="Democracy",
            per="state",
            codes="cow",
            covers=(1816, 2025),
            sources=("democracy",),
            variables=VARIABLES,
            rows=lambda load: load("democracy").rename({"ccode": "state"}),
            note="A value nobody coded is null. Polity ends in 2018: two later scores, of the United "
            "States alone, are left out.",
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )

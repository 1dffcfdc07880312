"""GDP and population (Fariss, Anders, Markowitz & Barnum)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

VARIABLES = (
    Variable("mrgdppc", "Real GDP per head", "2011 international dollars", pl.Float64),
    Variable("sd_mrgdppc", "Real GDP per head, uncertainty", "standard deviation", pl.Float64),
    Variable("pwtrgdp", "Real GDP", "million 2017 international dollars", pl.Float64),
    Variable("sd_pwtrgdp", "Real GDP, uncertainty", "standard deviation", pl.Float64),
    Variable("pwtpop", "Population", "million people", pl.Float64),
    Variable("sd_pwtpop", "Population, uncertainty", "standard deviation", pl.Float64),
)


def gdp(*, keep: Sequence[str] | None = None, carry: str | int | None = None) -> Noun:
    """GDP, GDP per head and population, with the uncertainty of each estimate.

    References
    ----------
    Fariss, Anders, Markowitz & Barnum (2022), JCR 66: 553–591.
    """
    return (
        Noun(
            name="gdp",
            title="GDP and population",
            per="state",
            codes="cow",
            covers=(1816, 2019),
            sources=("gdp_population",),
            variables=VARIABLES,
            rows=_rows,
            note="Estimated for Gleditsch–Ward states; look twice at Germany, Yemen and Serbia.",
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )


def _rows(load: Load) -> Frame:
    return load("gdp_population").rename({"ccode": "state"})

"""National material capabilities (COW NMC 7.0)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.errors import BadPanel
from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

VARIABLES = (
    Variable(
        "milex", "Military expenditure", "thousand GBP to 1913, thousand USD after", pl.Float64
    ),
    Variable("milper", "Military personnel", "thousand people", pl.Float64),
    Variable("irst", "Iron and steel production", "thousand tons", pl.Float64),
    Variable("pec", "Primary energy consumption", "thousand coal-ton equivalents", pl.Float64),
    Variable("tpop", "Total population", "thousand people", pl.Float64),
    Variable("upop", "Urban population", "thousand people", pl.Float64),
    Variable("cinc", "Composite index of national capability", "share of world, 0–1", pl.Float64),
)


def capabilities(
    source: str = "nmc", *, keep: Sequence[str] | None = None, carry: str | int | None = None
) -> Noun:
    """Six indicators of state power and CINC, their mean share of the world.

    Parameters
    ----------
    source : "nmc", the only one

    Raises
    ------
    BadPanel    no such source, or no such stretch of years

    References
    ----------
    Singer, Bremer & Stuckey (1972). Singer (1987), International Interactions 14: 115–132.
    """
    if source != "nmc":
        raise BadPanel(f"No source of capabilities is called {source!r}. There is nmc.")
    return (
        Noun(
            name="capabilities",
            title="Material capabilities",
            per="state",
            codes="cow",
            covers=(1816, 2022),
            sources=(source,),
            variables=VARIABLES,
            rows=_rows,
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )


def _rows(load: Load) -> Frame:
    return load("nmc").rename({"ccode": "state"})

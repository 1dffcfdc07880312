"""Imports and exports of states (COW Trade 4.0)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

VARIABLES = (
    Variable("imports", "Imports from all the world", "million current USD", pl.Float64),
    Variable("exports", "Exports to all the world", "million current USD", pl.Float64),
)


def trade(*, keep: Sequence[str] | None = None, carry: str | int | None = None) -> Noun:
    """What a state imported and exported in all; a value nobody reported is null.

    References
    ----------
    Barbieri, Keshk & Pollins (2009), CMPS 26: 471–491.
    """
    return (
        Noun(
            name="trade",
            title="Trade of states",
            per="state",
            codes="cow",
            covers=(1870, 2014),
            sources=("state_trade",),
            variables=VARIABLES,
            rows=_rows,
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )


def _rows(load: Load) -> Frame:
    return load("state_trade").rename({"ccode": "state"})

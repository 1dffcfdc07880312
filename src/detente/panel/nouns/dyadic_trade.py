"""Trade between two states (COW Trade 4.0)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.panel.called import lower_first
from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

VARIABLES = (
    Variable("flow1", "Imports of state1 from state2", "million current USD", pl.Float64),
    Variable("flow2", "Imports of state2 from state1", "million current USD", pl.Float64),
    Variable("smoothflow1", "flow1 as its makers smoothed it", "million current USD", pl.Float64),
    Variable("smoothflow2", "flow2 as its makers smoothed it", "million current USD", pl.Float64),
)


def dyadic_trade(*, keep: Sequence[str] | None = None, carry: str | int | None = None) -> Noun:
    """What each of two states imported from the other, in whole millions.

    0 is no trade or less than half a million; a flow nobody reported is null.

    References
    ----------
    Barbieri, Keshk & Pollins (2009), CMPS 26: 471–491.
    """
    return (
        Noun(
            name="dyadic_trade",
            title="Trade between states",
            per="directed",
            codes="cow",
            covers=(1870, 2014),
            sources=("dyadic_trade",),
            variables=VARIABLES,
            rows=_rows,
            undirected=lower_first,
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )


def _rows(load: Load) -> Frame:
    there = load("dyadic_trade").rename({"ccode1": "state1", "ccode2": "state2"})
    swapped = {"state1": "state2", "flow1": "flow2", "smoothflow1": "smoothflow2"}
    back = there.rename(swapped | {new: old for old, new in swapped.items()})
    return pl.concat([there, back.select(there.columns)])

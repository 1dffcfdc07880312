"""Share of a partner in a state's goods trade (IMF)."""

from __future__ import annotations

import polars as pl

from detente.panel.called import both_sides, coded, lower_first
from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame


def trade_shares(*, carry: str | int | None = None) -> Noun:
    """`trade_share1`: state2's share of state1's two-way trade in goods; `trade_share2` the other.

    The field's dependence on trade (relative to trade, not to GDP). A pair nobody reported is
    null. Where merged territories give a pair-year more than one value, the larger counts.

    References
    ----------
    Barbieri (1996), JPR 33: 29–49. IMF, Direction of Trade Statistics.
    """
    return Noun(
        name="trade_shares",
        title="Trade shares",
        per="directed",
        codes="cow",
        covers=(2000, 2021),
        sources=("trade_shares", "cow_states"),
        variables=(
            Variable("trade_share1", "State2's share of state1's trade", "share, 0–1", pl.Float64),
            Variable("trade_share2", "State1's share of state2's trade", "share, 0–1", pl.Float64),
        ),
        rows=_rows,
        undirected=lower_first,
    ).carried(carry)


def _rows(load: Load) -> Frame:
    shares = coded(load("trade_shares"), load, state1="country_a", state2="partner")
    larger = (
        shares.filter(pl.col("state1") != pl.col("state2"))
        .group_by("state1", "state2", "year")
        .agg(pl.col("relative_trade").max().alias("trade_share"))
    )
    return both_sides(larger, "trade_share")

"""Arms transfers (SIPRI)."""

from __future__ import annotations

import polars as pl

from detente.panel.called import coded
from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame


def arms_transfers() -> Noun:
    """`sipri_tiv`: what state1 delivered to state2; in an undirected panel what both delivered.

    SIPRI's trend-indicator value measures military capability, not price. A delivery below
    half a million counts 0 in value; `sipri_transfer` tells it from none. Fetched from its
    publisher's terms only: SIPRI's figures are never carried in the package.

    References
    ----------
    SIPRI Arms Transfers Database.
    """
    return Noun(
        name="arms_transfers",
        title="Arms transfers",
        per="directed",
        codes="cow",
        covers=(1950, 2021),
        sources=("arms_transfers", "cow_states"),
        variables=(
            Variable("sipri_transfer", "Arms delivered", "0/1", pl.Int8, 0),
            Variable(
                "sipri_tiv", "Arms delivered, trend-indicator value", "million TIV", pl.Int32, 0
            ),
        ),
        rows=_rows,
        undirected=_undirected,
    )


def _rows(load: Load) -> Frame:
    deliveries = coded(load("arms_transfers"), load, state1="supplier", state2="recipient")
    return _summed(deliveries.filter(pl.col("state1") != pl.col("state2")), "value")


def _undirected(rows: Frame) -> Frame:
    low, high = pl.min_horizontal("state1", "state2"), pl.max_horizontal("state1", "state2")
    return _summed(rows.with_columns(state1=low, state2=high), "sipri_tiv")


def _summed(rows: Frame, value: str) -> Frame:
    return (
        rows.group_by("state1", "state2", "year")
        .agg(sipri_tiv=pl.col(value).sum())
        .with_columns(sipri_transfer=pl.lit(1, pl.Int8))
    )

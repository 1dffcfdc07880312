"""Arms transfers (SIPRI)."""

from __future__ import annotations

import polars as pl

from detente.panel.called import coded
from detente.panel.noun import Load, Noun, Variable
from detente.panel.years import expand

Frame = pl.DataFrame


WEST_GERMANY = (260, 1955, 1990)


def arms_transfers() -> Noun:
    """`sipri_tiv`: what state1 delivered to state2; in an undirected panel what both delivered.

    SIPRI's trend-indicator value measures military capability, not price. A delivery below
    half a million counts 0 in value; `sipri_transfer` tells it from none. SIPRI's figures are
    fetched, never carried in the package.

    West Germany is not in the data and null.

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
    rows = _summed(deliveries.filter(pl.col("state1") != pl.col("state2")), "value")
    return pl.concat([rows, _unknown(load).select(rows.columns)])


def _undirected(rows: Frame) -> Frame:
    low, high = pl.min_horizontal("state1", "state2"), pl.max_horizontal("state1", "state2")
    rows = rows.with_columns(state1=low, state2=high)
    unknown = rows.filter(pl.col("sipri_tiv").is_null()).unique(["state1", "state2", "year"])
    known = _summed(rows.drop_nulls("sipri_tiv"), "sipri_tiv")
    return pl.concat([known, unknown.select(known.columns)])


def _summed(rows: Frame, value: str) -> Frame:
    return (
        rows.group_by("state1", "state2", "year")
        .agg(pl.col(value).sum().cast(pl.Int32).alias("sipri_tiv"))
        .with_columns(sipri_transfer=pl.lit(1, pl.Int8))
    )


def _unknown(load: Load) -> Frame:
    """West Germany's pairs, in both directions: the file says nothing of it."""
    listed = load("cow_states").select(
        pl.col("ccode").alias("other"),
        pl.col("styear").clip(WEST_GERMANY[1]).alias("first"),
        pl.col("endyear").clip(None, WEST_GERMANY[2]).alias("last"),
    )
    years = expand(listed.filter(pl.col("other") != WEST_GERMANY[0])).unique()
    own, other = pl.lit(WEST_GERMANY[0], pl.Int32), pl.col("other")
    nothing = (
        pl.lit(None, pl.Int32).alias("sipri_tiv"),
        pl.lit(None, pl.Int8).alias("sipri_transfer"),
    )
    return pl.concat(
        years.select(one.alias("state1"), two.alias("state2"), "year", *nothing)
        for one, two in ((own, other), (other, own))
    )

"""Claims of one state on another's territory, river or sea (ICOW 1.1)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

TERRITORY, RIVER, SEA = 1, 2, 3
MIDDLE_EAST = 4
FIRST_RIVERS_AND_SEAS = 1900
FROM_1900 = (FIRST_RIVERS_AND_SEAS, 2001)
FLAGS = ("icowclaim", "icowterr", "icowriver", "icowmar", "icowmid")


def claims() -> Noun:
    """`icowclaim`: 1 where state1 claims something of state2; undirected, either of the other.

    `icowclaims` counts claims, `icowterr`, `icowriver` and `icowmar` say on what, `icowsal` is the
    salience of the most salient, `icowattempts` counts peaceful attempts at settlement in the
    year and `icowmid` is 1 where a militarised dispute was over a claim.

    Only the Western Hemisphere, Western Europe and the rivers of the Middle East were looked
    at, and the data do not say which pairs that covers. A pair without a known claim is
    therefore null, never 0. What is not looked at beside a known claim is null too: rivers
    and seas before 1900, land and sea in the Middle East.

    References
    ----------
    Hensel, Mitchell, Sowers & Thyne (2008), JCR 52: 117–143.
    """
    return Noun(
        name="claims",
        title="Territorial, river and maritime claims (ICOW 1.1)",
        per="directed",
        codes="cow",
        covers=(1816, 2001),
        sources=("icow_claims",),
        variables=(
            Variable("icowclaim", "Has a claim", "1, else unknown", pl.Int8),
            Variable("icowclaims", "Claims", "number", pl.Int16),
            Variable("icowterr", "Claims territory", "0/1", pl.Int8),
            Variable(
                "icowriver", "Claims (use of) a river, from 1900", "0/1", pl.Int8, covers=FROM_1900
            ),
            Variable(
                "icowmar", "Claims (use of) a sea, from 1900", "0/1", pl.Int8, covers=FROM_1900
            ),
            Variable("icowsal", "Highest salience of a claim", "0–12", pl.Float64),
            Variable("icowattempts", "Peaceful attempts at settlement", "number", pl.Int16),
            Variable("icowmid", "Militarised dispute over a claim", "0/1", pl.Int8),
        ),
        rows=_rows,
        undirected=_undirected,
        note="Absence is unknown, not 0: regions that were not looked at are not told apart from "
        "pairs without claims.",
    )


def _rows(load: Load) -> Frame:
    issue = pl.col("issue")
    river_only = (pl.col("region") == MIDDLE_EAST).all()
    late = pl.col("year").first() >= FIRST_RIVERS_AND_SEAS

    def of(kind: int, looked_at: pl.Expr) -> pl.Expr:
        claimed = (issue == kind).any()
        return pl.when(looked_at | claimed).then(claimed.cast(pl.Int8))

    return (
        load("icow_claims")
        .rename({"chal": "state1", "tgt": "state2"})
        .group_by("state1", "state2", "year")
        .agg(
            pl.lit(1, pl.Int8).alias("icowclaim"),
            pl.len().cast(pl.Int16).alias("icowclaims"),
            of(TERRITORY, ~river_only).alias("icowterr"),
            of(RIVER, late).alias("icowriver"),
            of(SEA, late & ~river_only).alias("icowmar"),
            pl.col("icowsal").max(),
            pl.col("attemptsp").sum().cast(pl.Int16).alias("icowattempts"),
            pl.col("midissyr").max().cast(pl.Int8).alias("icowmid"),
        )
    )


def _undirected(rows: Frame) -> Frame:
    """Claims of either on the other."""
    return (
        rows.with_columns(
            pl.min_horizontal("state1", "state2").alias("state1"),
            pl.max_horizontal("state1", "state2").alias("state2"),
        )
        .group_by("state1", "state2", "year")
        .agg(
            pl.col(*FLAGS, "icowsal").max(),
            pl.col("icowclaims", "icowattempts").sum(),
        )
    )

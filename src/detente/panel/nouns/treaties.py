"""Which treaties bind a pair, and since when (ATOP 5.1)."""

from __future__ import annotations

import polars as pl

from detente import store
from detente.panel.noun import Load, Noun, Variable
from detente.panel.years import expand

Frame = pl.DataFrame

DEFENCE = pl.col("defense") | pl.col("offense")
VARIABLES = (
    Variable(
        "atop_treaties",
        "Treaties in force with a pledge between the pair, in either direction",
        "treaties",
        pl.Int16,
        0,
    ),
    Variable("atopids", "Their ATOP numbers, in order, separated by blanks", "numbers", pl.String),
    Variable(
        "atop_years",
        "Years without a break with any pledge of the pair, in either direction, this one too",
        "years",
        pl.Int16,
        0,
    ),
    Variable(
        "atop_defense_years",
        "The same for a defence or offence pledge, in either direction",
        "years",
        pl.Int16,
        0,
    ),
)


def treaties() -> Noun:
    """Treaties in force between two states in a year, by number, and for how long.

    Made of ATOP's member file and its dyad file together: a treaty counts where both were
    members of the same phase and the dyad file confirms an obligation between them. Years of a
    pledge run on from one treaty to the next. In a directed panel both directions have the
    values of the pair: the pledges of one side alone are in `alliances`.

    References
    ----------
    Leeds, Ritter, Mitchell & Long (2002), International Interactions 28: 237–260.
    """
    return Noun(
        name="treaties",
        title="Alliance treaties",
        per="dyad",
        codes="cow",
        covers=(1815, 2018),
        sources=("atop_members", "atop_dyads"),
        variables=VARIABLES,
        rows=_rows,
        note="Read from the vintage's own table of pledge spells. Members count from signature.",
    )


def _rows(load: Load) -> Frame:
    spells = store.vintage().table("pledge_spells")
    years = (
        expand(spells.select("state1", "state2", "atopid", "first", "last", defence=DEFENCE))
        .group_by("state1", "state2", "year")
        .agg(
            pl.col("atopid").unique().sort().cast(pl.String).str.join(" ").alias("atopids"),
            pl.col("atopid").n_unique().cast(pl.Int16).alias("atop_treaties"),
            pl.col("defence").any(),
        )
        .sort("state1", "state2", "year")
    )
    return years.with_columns(
        _run(pl.lit(True)).alias("atop_years"), _run(pl.col("defence")).alias("atop_defense_years")
    ).drop("defence")


def _run(on: pl.Expr) -> pl.Expr:
    """How many years up to this one the pair has been `on` without a break."""
    pair = ("state1", "state2")
    broken = (pl.col("year") != pl.col("year").shift(1) + 1).fill_null(True)
    off = ~on
    run = (broken | off | off.shift(1).fill_null(False)).cum_sum().over(*pair)
    count = pl.int_range(1, pl.len() + 1).over(*pair, run)
    return pl.when(on).then(count).otherwise(0).cast(pl.Int16)

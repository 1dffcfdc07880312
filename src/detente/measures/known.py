"""What could be known on a day: each table cut at `as_of` by its own reporting lag.

Everything an answer rests on passes through here once, so that nothing after `as_of`
can reach a standing, a history, a class or a baseline.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detente.dates import HINDSIGHT_YEARS, last_known_year

Frame = pl.DataFrame
RUNNING_LEVEL = 3  # MID hostility level below the use of force


def on_the_day(spells: Frame, as_of: date) -> Frame:
    """Spells of treaties and memberships: begun by `as_of`; an end still to come is open."""
    return spells.filter(pl.col("start") <= as_of).with_columns(
        end=pl.when(pl.col("end") <= as_of).then("end").otherwise(None)
    )


def year_end(rows: Frame, as_of: date) -> Frame:
    """Rows by `year`: those of years that were complete on `as_of`."""
    return rows.filter(pl.col("year") <= last_known_year(as_of))


def disputes(rows: Frame, as_of: date) -> Frame:
    """Dispute-years as known: one that still runs is a dispute, its level yet to be told."""
    running = pl.col("last") > last_known_year(as_of)
    return year_end(rows, as_of).with_columns(
        hostility=pl.when(running)
        .then(pl.min_horizontal("hostility", pl.lit(RUNNING_LEVEL, pl.Int8)))
        .otherwise("hostility")
    )


def dated_by_year_end(spells: Frame, as_of: date) -> Frame:
    """Spells with days, coded in yearly releases: as known at the end of the last full year."""
    return on_the_day(spells, date(last_known_year(as_of), 12, 31))


def hindsight(spells: Frame, as_of: date) -> Frame:
    """Rivalry spells by `first` and `last` year: an end is seen three years late."""
    known = last_known_year(as_of)
    return spells.filter(pl.col("first") <= known).with_columns(
        last=pl.when(pl.col("last") <= known - HINDSIGHT_YEARS).then("last").otherwise(None)
    )

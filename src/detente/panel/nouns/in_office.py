"""Who was in office when: what the nouns about leaders share."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load
from detente.panel.years import expand

Frame = pl.DataFrame


def spells(load: Load) -> Frame:
    """Archigos: `leader` (obsid), `person`, `name`, `state` (G–W), `born`, `start`, `end`, and
    whether entry and exit were irregular.

    An exit on the last day of Archigos, 31 December 2015, is none. Imposed from abroad or
    removed by a foreign state counts as irregular, as do coups and revolts; entries and exits
    of unknown kind are null.
    """
    known = pl.col("entry") != "Unknown", pl.col("exit") != "Unknown"
    return load("archigos").select(
        pl.col("obsid").alias("leader"),
        pl.col("leadid").alias("person"),
        pl.col("leader").alias("name"),
        pl.col("gwcode").alias("state"),
        pl.col("yrborn").alias("born"),
        pl.col("startdate").alias("start"),
        pl.col("enddate").alias("end"),
        ended=pl.col("exit") != "Still in Office",
        irregular_entry=pl.when(known[0]).then(
            pl.col("entry").is_in(["Irregular", "Foreign Imposition"])
        ),
        irregular_exit=pl.when(known[1]).then(pl.col("exit").is_in(["Irregular", "Foreign"])),
    )


def years(spells: Frame) -> Frame:
    """Each spell by calendar year, with `until`, its last day in that year."""
    by_year = expand(
        spells.with_columns(first=pl.col("start").dt.year(), last=pl.col("end").dt.year())
    )
    return by_year.with_columns(until=pl.min_horizontal("end", pl.date(pl.col("year"), 12, 31)))


def at_year_end(by_year: Frame) -> Frame:
    """Of each state and year, the leader in office on 31 December; the last to enter if several."""
    last_day = pl.date(pl.col("year"), 12, 31)
    return (
        by_year.filter(pl.col("until") == last_day)
        .sort("state", "year", "start", "leader")
        .unique(["state", "year"], keep="last", maintain_order=True)
    )


def attributes(load: Load, source: str) -> Frame:
    """Attributes of leaders, keyed by state and year: those of the leader on 31 December."""
    held = at_year_end(years(spells(load))).select("leader", "state", "year")
    return held.join(by_leader(load, source), on="leader").drop("leader")


def by_leader(load: Load, source: str) -> Frame:
    """Attributes of leaders, keyed by leader."""
    return load(source).rename({"obsid": "leader"})

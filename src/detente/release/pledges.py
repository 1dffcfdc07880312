"""Pledge spells: who promised whom what, in which treaty, from day to day.

ATOP's member file dates each member's stay in each phase of a treaty; its directed dyad
file says what one state owes another in a year. Neither is enough alone: the first has
no pairs (in a one-sided guarantee the guaranteed states owe each other nothing), the
second names no treaty. A pledge spell is a stretch in which two states were members of
the same phase, with the obligations that the dyad file confirms for each year.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl

from detente.dates import clip

Frame = pl.DataFrame
Load = Callable[[str], Frame]

OBLIGATIONS = ("defense", "offense", "neutral", "nonagg", "consul")
LAST_YEAR = 2018  # ATOP 5.1
KEY = ("state1", "state2", "atopid")
FLAGS = (*OBLIGATIONS, "defense12", "defense21")


def pledge_spells(load: Load) -> Frame:
    """One row per pair, treaty and run of years with the same obligations.

    Columns
    -------
    state1, state2, atopid, start, end (null: in force when coverage ends), first, last
    (years), and per obligation whether either side owes it to the other; `defense12`
    and `defense21` keep the direction of the defence obligation.
    """
    stays = _stays(load("atop_members"))
    pairs = (
        stays.join(stays, on=["atopid", "phase"], suffix="2")
        .filter(pl.col("state") < pl.col("state2"))
        .with_columns(
            start=pl.max_horizontal("entry", "entry2"),
            end=pl.min_horizontal("exit", "exit2"),  # null (in force) is ignored by min
        )
        .filter(pl.col("end").is_null() | (pl.col("start") <= pl.col("end")))
        .with_columns(
            first=pl.col("start").dt.year().cast(pl.Int32),
            last=pl.col("end").dt.year().fill_null(LAST_YEAR).cast(pl.Int32),
        )
    )
    owed = load("atop_dyads").select(
        pl.col("ccode1").cast(pl.Int32),
        pl.col("ccode2").cast(pl.Int32),
        pl.col("year").cast(pl.Int32),
        *(pl.col(f"atop_{kind}").cast(pl.Boolean).alias(kind) for kind in OBLIGATIONS),
    )
    years = (
        pairs.with_row_index("stay")
        .with_columns(year=pl.int_ranges("first", pl.col("last") + 1))
        .explode("year")
        .with_columns(pl.col("year").cast(pl.Int32))
        .join(
            owed.rename({kind: f"{kind}_12" for kind in OBLIGATIONS}),
            left_on=["state", "state2", "year"],
            right_on=["ccode1", "ccode2", "year"],
            how="left",
        )
        .join(
            owed.rename({kind: f"{kind}_21" for kind in OBLIGATIONS}),
            left_on=["state2", "state", "year"],
            right_on=["ccode1", "ccode2", "year"],
            how="left",
        )
    )
    both = {
        kind: (
            (pl.col(kind) & pl.col(f"{kind}_12").fill_null(False)),
            (pl.col(f"{kind}2") & pl.col(f"{kind}_21").fill_null(False)),
        )
        for kind in OBLIGATIONS
    }
    years = years.select(
        "stay",
        pl.col("state").alias("state1"),
        "state2",
        "atopid",
        "year",
        "start",
        "end",
        *((one | two).alias(kind) for kind, (one, two) in both.items()),
        both["defense"][0].alias("defense12"),
        both["defense"][1].alias("defense21"),
        pl.col("guarantee"),
    )
    years = _without_fellow_guarantors(years).filter(pl.any_horizontal(OBLIGATIONS))
    return _joined(_runs(years))


def _without_fellow_guarantors(years: Frame) -> Frame:
    """Defence that two guarantors owe each other under another treaty is not the guarantee's.

    Britain, Greece and Turkey guarantee Cyprus; that they owe each other defence the dyad file
    says because of the North Atlantic Treaty. Only such doubles are taken away, so that no
    pair has less in any year than the dyad file gives it.
    """
    also = [
        pl.col(name) & (pl.col(name).sum().over("state1", "state2", "year") > 1)
        for name in ("defense12", "defense21")
    ]
    fellow = pl.all_horizontal("guarantee", *also)
    return years.with_columns(
        pl.when(fellow).then(False).otherwise(name).alias(name)
        for name in ("defense", "defense12", "defense21")
    )


def _stays(members: Frame) -> Frame:
    """Each member's stay in each phase: entry and exit as days, obligations as booleans."""

    def days(year: str, month: str, dom: str, *, end: bool) -> list[date | None]:
        return [
            None if not y else clip(y, m, d, end=end)
            for y, m, d in members.select(year, month, dom).iter_rows()
        ]

    owes = pl.col("defense").eq(1).fill_null(False)
    some = owes.any().over("atopid", "phase") & ~owes.all().over("atopid", "phase")
    return members.select(
        pl.col("atopid").cast(pl.Int32),
        pl.col("phase").cast(pl.Int32),
        (pl.col("asymm").eq(1) & some).fill_null(False).alias("guarantee"),
        pl.col("member").cast(pl.Int32).alias("state"),
        pl.Series("entry", days("yrent", "moent", "dayent", end=False), dtype=pl.Date),
        pl.Series("exit", days("yrexit", "moexit", "dayexit", end=True), dtype=pl.Date),
        *(pl.col(kind).eq(1).fill_null(False) for kind in OBLIGATIONS),
    )


def _runs(years: Frame) -> Frame:
    """Within one stay, years with the same confirmed obligations as spells of days.

    A run begins on the day the stay does, or on 1 January where only the dyad file, which
    is by year, marks the change.
    """
    spells = (
        years.sort("stay", "year")
        .with_columns(pattern=pl.struct(FLAGS))
        .with_columns(
            run=(
                (pl.col("stay") != pl.col("stay").shift(1))
                | (pl.col("pattern") != pl.col("pattern").shift(1))
                | (pl.col("year") != pl.col("year").shift(1) + 1)
            )
            .fill_null(True)
            .cum_sum()
        )
        .group_by("run")
        .agg(
            pl.col(*KEY, "start", "end", *FLAGS).first(),
            pl.col("year").min().alias("first"),
            pl.col("year").max().alias("last"),
        )
    )
    stays_on = pl.col("end").dt.year().fill_null(LAST_YEAR + 1) > pl.col("last")
    return spells.with_columns(
        start=pl.max_horizontal("start", pl.date(pl.col("first"), 1, 1)),
        end=pl.when(stays_on & (pl.col("last") < LAST_YEAR))
        .then(pl.date(pl.col("last"), 12, 31))
        .otherwise("end"),
    )


def _joined(spells: Frame) -> Frame:
    """Spells of one treaty with the same obligations that touch or overlap, drawn together.

    A member that leaves one phase and enters the next has not left the treaty.
    """
    until = pl.col("end").fill_null(pl.date(9999, 12, 31))
    return (
        spells.sort(*KEY, *FLAGS, "start")
        .with_columns(until=until.cum_max().over(*KEY, *FLAGS))
        .with_columns(
            run=(pl.col("start") > pl.col("until").shift(1) + pl.duration(days=1))
            .over(*KEY, *FLAGS)
            .fill_null(True)
            .cum_sum()
            .over(*KEY, *FLAGS)
        )
        .group_by(*KEY, *FLAGS, "run")
        .agg(
            pl.col("start").min(),
            pl.when(pl.col("end").is_null().any())
            .then(None)
            .otherwise(pl.col("end").max())
            .alias("end"),
            pl.col("first").min(),
            pl.col("last").max(),
        )
        .select(*KEY, "start", "end", "first", "last", *FLAGS)
        .sort(*KEY, "start", "first")
    )

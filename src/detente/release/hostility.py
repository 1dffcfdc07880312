"""Hostility: dispute-years, war-years and rivalry spells of pairs of states."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from detente.states.systems import to_state_frame

Frame = pl.DataFrame
Load = Callable[[str], Frame]

TSS_STILL_RUNNING = 2020  # the coding's last year stands for "not ended"
TD_STILL_RUNNING = 2010
WAR = 5  # MID hostility level
WARS_END = 2007  # last year of the list of interstate wars


def dispute_years(load: Load) -> Frame:
    """One row per MID and pair of opponents in each year of their part in it.

    Columns
    -------
    dispnum, state1, state2, year, last (the last year of the dispute), onset, hostility
    (1–5), fatality (0–6 of the dispute, null where unknown)

    A side's level is its highest in the whole dispute, against whomever and in whichever year;
    the pair's is the higher of the two. But 5 (war) counts only where both sides have it, and
    only from the year on in which a COW interstate war between the two began within the
    dispute (after those wars end in 2007, from its start). Otherwise the United States and the
    Soviet Union would have been at war in 1965, over Vietnam, and the United States and Iraq
    in 2002.
    """
    pair = ("state1", "state2")
    fatal = load("mid_disputes").select(
        pl.col("dispnum").cast(pl.Int32), pl.col("fatality").cast(pl.Int8)
    )
    wars = war_years(load).select(*pair, "year", at_war=pl.lit(True)).unique()
    high = pl.max_horizontal("hostlev1", "hostlev2").cast(pl.Int8)
    both = pl.min_horizontal("hostlev1", "hostlev2") == WAR
    since = pl.when(pl.col("at_war")).then("year").min().over("dispnum", *pair)
    confirmed = both & ((pl.col("year") >= since).fill_null(False) | (pl.col("year") > WARS_END))
    return (
        load("mid_dyads")
        .filter(pl.col("ccode1") < pl.col("ccode2"))
        .select(
            pl.col("dispnum").cast(pl.Int32),
            pl.col("ccode1").cast(pl.Int32).alias("state1"),
            pl.col("ccode2").cast(pl.Int32).alias("state2"),
            pl.col("year").cast(pl.Int32),
            pl.col("disponset").eq(1).alias("onset"),
            "hostlev1",
            "hostlev2",
        )
        .with_columns(last=pl.col("year").max().over("dispnum"))
        .join(wars, on=[*pair, "year"], how="left")
        .join(fatal, on="dispnum", how="left")
        .select(
            "dispnum",
            *pair,
            "year",
            "last",
            "onset",
            pl.when((high == WAR) & ~confirmed)
            .then(WAR - 1)
            .otherwise(high)
            .cast(pl.Int8)
            .alias("hostility"),
            "fatality",
        )
        .sort("dispnum", *pair, "year")
    )


def war_years(load: Load) -> Frame:
    """One row per COW interstate war, pair of opponents and year: warnum, state1, state2, year."""
    return (
        load("interstate_wars")
        .filter(pl.col("ccode1") < pl.col("ccode2"))
        .select(
            pl.col("warnum").cast(pl.Int32),
            pl.col("ccode1").cast(pl.Int32).alias("state1"),
            pl.col("ccode2").cast(pl.Int32).alias("state2"),
            pl.col("year").cast(pl.Int32),
        )
        .unique()
        .sort("warnum", "state1", "state2", "year")
    )


def ucdp_years(load: Load) -> Frame:
    """Interstate conflict between primary parties, by pair and year.

    Secondary parties are left out: two states that each send help to opposite sides are
    not thereby in conflict with each other.

    Columns
    -------
    conflict, state1, state2, year, intensity (1: 25–999 battle deaths that year; 2: more),
    start (the day the conflict began, as coded)
    """
    rows = (
        load("ucdp_conflicts")
        .filter(
            (pl.col("type_of_conflict") == "interstate")
            & pl.col("gwno_a").is_not_null()
            & pl.col("gwno_b").is_not_null()
        )
        .select(
            pl.col("conflict_id").cast(pl.Int32).alias("conflict"),
            pl.col("gwno_a").cast(pl.Int32).alias("a"),
            pl.col("gwno_b").cast(pl.Int32).alias("b"),
            pl.col("year").cast(pl.Int32),
            pl.col("intensity_level").cast(pl.Int8).alias("intensity"),
            pl.col("start_date2").cast(pl.Date).alias("start"),
        )
        .unique()
    )
    when = pl.date(pl.col("year"), 12, 31)
    rows = to_state_frame(rows, "a", when, "state_a")
    rows = to_state_frame(rows, "b", when, "state_b")
    return (
        rows.select(
            "conflict",
            pl.min_horizontal("state_a", "state_b").alias("state1"),
            pl.max_horizontal("state_a", "state_b").alias("state2"),
            "year",
            "intensity",
            "start",
        )
        .group_by("conflict", "state1", "state2", "year")
        .agg(pl.col("intensity").max(), pl.col("start").min())
        .sort("conflict", "state1", "state2", "year")
    )


def rivalry_spells(load: Load) -> Frame:
    """Strategic rivalries of both codings.

    Columns
    -------
    coding ("tss" Thompson–Sakuwa–Suhas, "td" Thompson–Dreyer), rivalry, name, state1,
    state2, first, last (years; last is null where the coding ends with the rivalry running)
    """
    numbered = r" \d$"  # "China-United States 1" would tell of a second one to come
    tss = load("tss").select(
        pl.lit("tss").alias("coding"),
        pl.col("tssr_id").cast(pl.Int32).alias("rivalry"),
        pl.col("rivalry").str.replace(numbered, "").alias("name"),
        *_pair(),
        pl.col("start").cast(pl.Int32).alias("first"),
        _open(pl.col("end"), TSS_STILL_RUNNING),
    )
    td = load("td").select(
        pl.lit("td").alias("coding"),
        pl.col("rivalryno").cast(pl.Int32).alias("rivalry"),
        pl.col("rivalryname").str.replace(numbered, "").alias("name"),
        *_pair(),
        pl.col("styear").cast(pl.Int32).alias("first"),
        _open(pl.col("endyear"), TD_STILL_RUNNING),
    )
    return pl.concat([tss, td]).sort("coding", "rivalry")


def _pair() -> tuple[pl.Expr, pl.Expr]:
    return (
        pl.min_horizontal("ccode1", "ccode2").cast(pl.Int32).alias("state1"),
        pl.max_horizontal("ccode1", "ccode2").cast(pl.Int32).alias("state2"),
    )


def _open(end: pl.Expr, still_running: int) -> pl.Expr:
    year = end.cast(pl.Int32)
    return pl.when(year >= still_running).then(None).otherwise(year).alias("last")

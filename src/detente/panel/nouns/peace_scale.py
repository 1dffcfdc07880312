"""The peace scale: from serious rivalry to security community (Peace Data 3.1)."""

from __future__ import annotations

import polars as pl

from detente.dates import HINDSIGHT_YEARS
from detente.panel.noun import Load, Noun, Variable
from detente.panel.years import expand

Frame = pl.DataFrame

GERMANY, FEDERAL_REPUBLIC = 255, 260
FIRST, LAST = 1900, 2020
BEFORE = 19_009_999  # the relationship is older than the data


def peace_scale() -> Noun:
    """`peacelevel`: the level of a relationship on 31 December.

    0 serious rivalry, 0.25 lesser rivalry, 0.5 negative peace, 0.75 warm peace, 1 security
    community. The level on the last day is that of one moment and never a mixture; `peaceworst` is the
    lowest level of any day of the year. In transition between levels `peacetransition` is 1 and
    `peacelevel` null: a transition has no number. Pairs without a relationship have no level.

    References
    ----------
    Goertz, Diehl & Balas (2016), The Puzzle of Peace. Diehl, Goertz & Gallegos (2021), CMPS 38:
    605–624.
    """
    return Noun(
        name="peace_scale",
        title="Peace scale (Peace Data 3.1)",
        per="dyad",
        codes="cow",
        covers=(FIRST, LAST),
        sources=("peace_data",),
        variables=(
            Variable("peacelevel", "Peace level on 31 December", "level 0–1", pl.Float64),
            Variable("peaceworst", "Lowest peace level of the year", "level 0–1", pl.Float64),
            Variable("peacetransition", "In transition on 31 December", "0/1", pl.Int8),
        ),
        rows=_rows,
        lag=HINDSIGHT_YEARS,
        note="Coded in hindsight: with as_of all values are seen three years late. West Germany, "
        "255 in the file, is 260 here in 1955–1990. Not covered: pairs without a relationship, "
        "which is most.",
    )


def _rows(load: Load) -> Frame:
    pair = ("ccode1", "ccode2")
    spells = (
        load("peace_data")
        .with_columns(
            pl.col("start").replace(BEFORE, FIRST * 10_000 + 101),
            pl.min_horizontal(pair).alias("ccode1"),
            pl.max_horizontal(pair).alias("ccode2"),
        )
        .sort(*pair, "start")
        .with_columns(  # where two spells overlap, the later counts
            pl.min_horizontal("end", pl.col("start").shift(-1).over(pair) - 1).alias("end")
        )
        .with_columns(
            (pl.col("start") // 10_000).alias("first"),
            (pl.col("end") // 10_000).alias("last"),
        )
    )
    eve = pl.col("year") * 10_000 + 1231
    return (
        _west_germany(expand(spells))
        .with_columns(on_eve=eve.is_between("start", "end"))
        .group_by(*pair, "year")
        .agg(
            pl.col("level").filter("on_eve").first().alias("peacelevel"),
            pl.col("level").min().alias("peaceworst"),
            pl.col("transition").filter("on_eve").first().alias("peacetransition"),
        )
        .rename({"ccode1": "state1", "ccode2": "state2"})
    )


def _west_germany(years: Frame) -> Frame:
    """The file has one Germany; COW's list has the Federal Republic from 1955 to October 1990."""
    german = (pl.col("ccode1") == GERMANY) | (pl.col("ccode2") == GERMANY)
    west = years.filter(german & pl.col("year").is_between(1955, 1990))
    a, b = (pl.col(name).replace(GERMANY, FEDERAL_REPUBLIC) for name in ("ccode1", "ccode2"))
    renamed = west.with_columns(
        pl.min_horizontal(a, b).alias("ccode1"), pl.max_horizontal(a, b).alias("ccode2")
    )
    return pl.concat([years.filter(~(german & pl.col("year").is_between(1955, 1989))), renamed])

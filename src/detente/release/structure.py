"""Structure: borders, major powers, capabilities, regimes, capitals, organisations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl

from detente import facts
from detente.dates import clip

Frame = pl.DataFrame
Load = Callable[[str], Frame]

BORDERS_END = date(2016, 12, 1)  # contiguity spells that end here end with the list itself
MAJORS_END = 2016
CAPITALS_END = 2024


def contiguity_spells(load: Load) -> Frame:
    """Borders on land and across water, without the marker rows of type 0.

    Columns
    -------
    state1, state2, type (1 land or river; 2–5 up to 12, 24, 150, 400 miles of water), start,
    end (first day of the month; null where the list ends with the border in place)
    """
    return (
        load("contiguity")
        .filter((pl.col("ccode1") < pl.col("ccode2")) & pl.col("conttype").is_between(1, 5))
        .select(
            pl.col("ccode1").cast(pl.Int32).alias("state1"),
            pl.col("ccode2").cast(pl.Int32).alias("state2"),
            pl.col("conttype").cast(pl.Int8).alias("type"),
            pl.col("stdate").cast(pl.Date).alias("start"),
            pl.col("enddate").cast(pl.Date).alias("end"),
        )
        .with_columns(end=pl.when(pl.col("end") >= BORDERS_END).then(None).otherwise("end"))
        .sort("state1", "state2", "start", "type")
    )


def majors(load: Load) -> Frame:
    """Spells as a major power: state, start, end (null where the list ends with it)."""
    rows = load("majors")
    return pl.DataFrame(
        {
            "state": rows["ccode"].cast(pl.Int32),
            "start": _days(rows, "styear", "stmonth", "stday", end=False),
            "end": [
                None if y >= MAJORS_END else clip(y, m, d, end=True)
                for y, m, d in rows.select("endyear", "endmonth", "endday").iter_rows()
            ],
        },
        schema_overrides={"start": pl.Date, "end": pl.Date},
    ).sort("state", "start")


def capabilities(load: Load) -> Frame:
    """CINC by state and year: state, year, cinc (share of the system's capabilities)."""
    return (
        load("nmc")
        .select(
            pl.col("ccode").cast(pl.Int32).alias("state"),
            pl.col("year").cast(pl.Int32),
            pl.col("cinc").cast(pl.Float32),
        )
        .sort("state", "year")
    )


def regimes(load: Load) -> Frame:
    """Regime scores: state, year, polyarchy (V-Dem, 0–1), polity2 (−10 to 10)."""
    return (
        load("democracy")
        .select(
            pl.col("ccode").cast(pl.Int32).alias("state"),
            pl.col("year").cast(pl.Int32),
            pl.col("v2x_polyarchy").cast(pl.Float32).alias("polyarchy"),
            pl.col("polity2").cast(pl.Int8),
        )
        .filter(pl.any_horizontal(pl.col("polyarchy", "polity2").is_not_null()))
        .sort("state", "year")
    )


def capitals(load: Load) -> Frame:
    """Capitals and where they lie: state, capital, start, end, lat, lng, corrected.

    Positions known to be wrong in the published file are replaced from our own checked
    table and marked `corrected`.
    """
    checked = facts.read("capitals_checked").select(
        pl.col("state").cast(pl.Int32),
        "capital",
        pl.col("lat").alias("lat_checked"),
        pl.col("lng").alias("lng_checked"),
    )
    return (
        load("capitals")
        .select(
            pl.col("ccode").cast(pl.Int32).alias("state"),
            "capital",
            pl.col("stdate").cast(pl.Date).alias("start"),
            pl.col("enddate").cast(pl.Date).alias("end"),
            "lat",
            "lng",
        )
        .join(checked, on=["state", "capital"], how="left")
        .with_columns(
            lat=pl.coalesce("lat_checked", "lat"),
            lng=pl.coalesce("lng_checked", "lng"),
            corrected=pl.col("lat_checked").is_not_null(),
            end=pl.when(pl.col("end").dt.year() >= CAPITALS_END).then(None).otherwise("end"),
        )
        .drop("lat_checked", "lng_checked")
        .sort("state", "start")
    )


def igo_spells(load: Load) -> Frame:
    """Full memberships in intergovernmental organisations: igo, state, first, last (years).

    Before 1965 the published list is five-yearly and filled in between by its makers.
    """
    key = ["igo", "state"]
    return (
        load("igo_memberships")
        .filter(pl.col("membership") == 1)
        .select(
            "igo",
            pl.col("ccode").cast(pl.Int32).alias("state"),
            pl.col("year").cast(pl.Int32),
        )
        .sort(*key, "year")
        .with_columns(
            run=(pl.col("year") != pl.col("year").shift(1) + 1).fill_null(True).cum_sum().over(key)
        )
        .group_by(*key, "run")
        .agg(pl.col("year").min().alias("first"), pl.col("year").max().alias("last"))
        .drop("run")
        .sort(*key, "first")
    )


def _days(rows: Frame, year: str, month: str, dom: str, *, end: bool) -> list[date]:
    return [clip(y, m, d, end=end) for y, m, d in rows.select(year, month, dom).iter_rows()]

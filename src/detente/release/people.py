"""Leaders, and where states stand in the General Assembly."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from detente.dates import clip
from detente.states.systems import to_state_frame

Frame = pl.DataFrame
Load = Callable[[str], Frame]

ARCHIGOS_END = 2015
REIGN_END = (2021, 3)


def leaders(load: Load) -> Frame:
    """Leader spells of two codings: coding, state, leader, start, end (null: still in office).

    Archigos runs to the end of 2015, REIGN from 1950 to March 2021 with the day of entry
    but only the month of exit, which is then taken as its last day.
    """
    archigos = to_state_frame(
        load("archigos").select(
            pl.lit("archigos").alias("coding"),
            pl.col("gwcode").cast(pl.Int32),
            "leader",
            pl.col("startdate").cast(pl.Date).alias("start"),
            pl.col("enddate").cast(pl.Date).alias("end"),
        ),
        "gwcode",
        pl.col("start"),
        "state",
    ).with_columns(
        end=pl.when(pl.col("end") >= pl.date(ARCHIGOS_END, 12, 31)).then(None).otherwise("end")
    )
    rows = load("reign_leaders").filter(
        pl.col("ccode").is_not_null() & pl.col("syear").is_not_null()
    )
    starts, ends = [], []
    for sy, sm, sd, ey, em in rows.select(
        "syear", "smonth", "sdate", "eyear", "emonth"
    ).iter_rows():
        starts.append(clip(sy, sm, sd))
        still = ey is None or (ey, em or 12) >= REIGN_END
        ends.append(None if still else clip(ey, em, None, end=True))
    reign = pl.DataFrame(
        {
            "coding": ["reign"] * rows.height,
            "state": rows["ccode"].cast(pl.Int32),
            "leader": rows["leader"],
            "start": starts,
            "end": ends,
        },
        schema_overrides={"start": pl.Date, "end": pl.Date},
    )
    columns = ["coding", "state", "leader", "start", "end"]
    return pl.concat([archigos.select(columns), reign.select(columns)]).sort(
        "coding", "state", "start", "leader"
    )


def ideal_points(load: Load) -> Frame:
    """Published UN ideal points: state, year, ideal, low, high (5–95%), votes.

    The points are of votes on whole resolutions; positive is the side of the United States.
    They are fitted on all years together, so they describe and never forecast.
    """
    return (
        load("ideal_points")
        .filter(pl.col("idealpointfp").is_not_null())
        .select(
            pl.col("ccode").cast(pl.Int32).alias("state"),
            pl.col("year").cast(pl.Int32),
            pl.col("idealpointfp").cast(pl.Float32).alias("ideal"),
            pl.col("q5fp").cast(pl.Float32).alias("low"),
            pl.col("q95fp").cast(pl.Float32).alias("high"),
            pl.col("nvotesfp").cast(pl.Int16).alias("votes"),
        )
        .sort("state", "year")
    )

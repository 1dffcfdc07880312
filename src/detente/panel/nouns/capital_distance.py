"""Distance between capitals."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente import facts
from detente.measures.distance import geodesic_km
from detente.panel.noun import Load, Noun, Variable
from detente.panel.years import expand

Frame = pl.DataFrame

FIRST, LAST = 1816, 2024


def capital_distance(*, carry: str | int | None = None) -> Noun:
    """`capdist`: geodesic kilometres on WGS-84 between the capitals of a year.

    A state's capital of a year is that of 31 December, or of the last day the state was a
    member in the year. Positions of Riyadh, Brasília and Tunis, which the published table
    puts in the middle of the country, are set right (`facts/capitals_checked.csv`). States
    listed in 2016 are taken to go on, so that the years to 2024 are covered.

    References
    ----------
    Karney (2013), Journal of Geodesy 87: 43–55. Miller (2022), CMPS 39: 755–779.
    """
    return Noun(
        name="capital_distance",
        title="Distance between capitals",
        per="dyad",
        codes="cow",
        covers=(FIRST, LAST),
        sources=("capitals", "cow_states"),
        variables=(
            Variable("capdist", "Distance between capitals, over the ellipsoid", "km", pl.Float64),
        ),
        rows=_rows,
    ).carried(carry)


def _rows(load: Load) -> Frame:
    places = checked(load("capitals"))
    km = _table(places)
    years = capitals_of_years(load, places)
    state, place, year = (
        years[name].to_numpy().astype(np.int32) for name in ("state", "place", "year")
    )
    cuts = np.flatnonzero(np.diff(year)) + 1
    begins, ends = np.concatenate(([0], cuts)), np.concatenate((cuts, [len(year)]))
    pairs = {n: np.triu_indices(n, 1) for n in np.unique(ends - begins)}
    first, second = (
        np.concatenate(
            [b + pairs[e - b][side].astype(np.int32) for b, e in zip(begins, ends, strict=True)]
        )
        for side in (0, 1)
    )
    return pl.DataFrame(
        {
            "state1": state[first],
            "state2": state[second],
            "year": year[first],
            "capdist": km[place[first], place[second]],
        }
    )


def checked(capitals: Frame) -> Frame:
    """The capitals with the positions that were checked, numbered `place`, by state and day."""
    right = facts.read("capitals_checked").select(
        pl.col("state").alias("ccode"),
        "capital",
        pl.col("lat").alias("right_lat"),
        pl.col("lng").alias("right_lng"),
    )
    return (
        capitals.sort("ccode", "stdate")
        .join(right, on=["ccode", "capital"], how="left", maintain_order="left")
        .with_columns(lat=pl.coalesce("right_lat", "lat"), lng=pl.coalesce("right_lng", "lng"))
        .drop("right_lat", "right_lng")
        .with_row_index("place")
    )


def capitals_of_years(load: Load, places: Frame) -> Frame:
    """Each state's capital of each year: `state, year, place`, by year and state."""
    listed = load("cow_states").select(
        pl.col("ccode").alias("state"),
        pl.date("endyear", "endmonth", "endday").alias("end"),
        pl.col("styear").alias("first"),
        pl.col("endyear").alias("last"),
    )
    open_end = pl.col("last") == pl.col("last").max()
    listed = listed.with_columns(
        end=pl.when(open_end).then(pl.date(LAST, 12, 31)).otherwise("end"),
        last=pl.when(open_end).then(LAST).otherwise("last"),
    )
    days = expand(listed).with_columns(
        day=pl.min_horizontal(pl.col("end"), pl.date(pl.col("year"), 12, 31))
    )
    days = days.sort("day").unique(["state", "year"], keep="last", maintain_order=True)
    return (
        days.join_asof(
            places.select(
                pl.col("ccode").alias("state"), "place", pl.col("stdate").alias("day")
            ).sort("day"),
            on="day",
            by="state",
            check_sortedness=False,  # both are sorted by day, as a join by state needs
        )
        .drop_nulls("place")
        .sort("year", "state")
        .select("state", "year", "place")
    )


def _table(places: Frame) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Kilometres between every two capitals."""
    lat, lng = places["lat"].to_numpy(), places["lng"].to_numpy()
    one, two = np.triu_indices(len(lat), 1)
    km = np.zeros((len(lat), len(lat)))
    km[one, two] = geodesic_km(lat[one], lng[one], lat[two], lng[two])
    km[two, one] = km[one, two]
    return km

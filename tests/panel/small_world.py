"""A world of four states, so that properties of panels can be tried hundreds of times."""

from __future__ import annotations

from datetime import date

import polars as pl

from detente.panel import dyad_years
from detente.panel.noun import Noun, Variable

SPELLS = (
    (1, date(1816, 1, 1), date(2016, 12, 31)),
    (2, date(1900, 1, 1), date(1905, 5, 8)),
    (2, date(1908, 8, 1), date(2016, 12, 31)),
    (3, date(1902, 3, 15), date(1912, 7, 1)),
    (4, date(1905, 6, 1), date(1906, 1, 1)),
)


def small(name: str) -> pl.DataFrame:
    """Four states: 2 is gone from May 1905 to August 1908, and 4 was there in between."""
    if name == "cow_states":
        return pl.DataFrame(
            [(code, a.year, a.month, a.day, b.year, b.month, b.day) for code, a, b in SPELLS],
            schema=["ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday"],
            orient="row",
        )
    if name == "cow_gw_years":
        rows = [(code, year, code) for code in (1, 2, 3, 4) for year in range(1890, 1920)]
        return pl.DataFrame(rows, schema=["ccode", "year", "gwcode"], orient="row")
    raise AssertionError(f"no test reads {name}")


KEYS = dyad_years(1900, 1915, load=small).collect()


def events(rows: list[tuple[int, int, int]], name: str = "event") -> Noun:
    """A noun of dyadic events, 0 where there is none."""
    frame = pl.DataFrame(
        [(*row, 1) for row in rows],
        schema={"state1": pl.Int32, "state2": pl.Int32, "year": pl.Int32, name: pl.Int8},
        orient="row",
    )
    return Noun(
        name=f"{name}s",
        title="Events",
        per="dyad",
        codes="cow",
        covers=(1816, 1912),
        sources=(),
        variables=(Variable(name, "An event", "0/1", pl.Int8, 0),),
        rows=lambda load: frame,
    )

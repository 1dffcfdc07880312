"""How much of a state's trade in goods each partner had."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit

TRADE_SHARES = Source(
    name="trade_shares",
    title="Share of each partner in a state's goods trade",
    version="connections 10f3975",
    rows=Unit("directed dyad-year"),
    covers=(2000, 2021),
    path="dyad_ties/relative_trade.parquet.gzip",
    url=None,
    sha256="d6aaaf81415976f09d3bd5e7d1809c5b8a6e5688860159cc24ce2679647cef81",
    size=3_435_525,
    homepage="https://data.imf.org/?sk=9d6028d4-f14a-464c-a2f2-59b2cd424b85",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"relative_trade": "two-way trade with the partner over all trade of country_a, 0–1"},
    licence="the repository of the file states none; IMF: free with citation",
    cite="International Monetary Fund, Direction of Trade Statistics; shares computed by "
    "Leronen89 (connections).",
    bibtex="""@misc{imf_dots,
  author = {{International Monetary Fund}},
  title = {Direction of Trade Statistics},
  year = {2021},
  howpublished = {IMF Data}
}""",
    notes="Derived from IMF trade values; mirror only. States go by ISO's English names. 3,227 "
    "pair-years are there more than once with different values, because territories were "
    "merged by name: take the larger.",
)


def read(path: Path) -> Frame:
    """One row per pair and year as published; columns `year, country_a, partner, relative_trade`."""
    frame = formats.parquet(path).drop("__index_level_0__")
    return formats.whole(frame.with_columns(frame["year"].cast(pl.Int32)), but={"relative_trade"})

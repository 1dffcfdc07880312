"""Names of wars: our own table, by the numbers of the Correlates of War.

The published list of pairs at war has numbers and no names. `wars.csv` names them as they are
customarily called in English; each row says where the name was read, and as what the project
lists the war. `first` and `last` are the years of the whole war, not of a pair in it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

import polars as pl

TITLE = "Names of interstate wars"
COLUMNS = {
    "warnum": pl.Int32,
    "name": pl.String,
    "first": pl.Int32,
    "last": pl.Int32,
    "source": pl.String,
}


@cache
def wars() -> dict[int, str]:
    """Name of a war by its number."""
    return dict(table().select("warnum", "name").iter_rows())


def table() -> pl.DataFrame:
    """The table, columns `COLUMNS`."""
    return pl.read_csv(_content(), schema=COLUMNS)


def sha256() -> str:
    """The checksum of the table."""
    return hashlib.sha256(_content()).hexdigest()


def _content() -> bytes:
    return files(__name__).joinpath("wars.csv").read_bytes()

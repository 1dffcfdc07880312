"""Sources that name states in English: from a name and a year to a code of the COW list."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from detente.panel.noun import Load
from detente.panel.years import expand
from detente.states.names import Name, names

Frame = pl.DataFrame

SPELLINGS = {
    "Bolivia, Plurinational State of": 145,
    "Congo, Democratic Republic of the": 490,
    "Congo, The Democratic Republic of the": 490,
    "East Germany (GDR)": 265,
    "Egypt, Arab Rep.": 651,
    "Ethiopia (excludes Eritrea)": 530,
    "Gambia, The": 420,
    "Iran, Islamic Republic of": 630,
    "Korea, Democratic People's Republic of": 731,
    "Korea, North": 731,
    "Korea, South": 732,
    "Libya GNC": 620,
    "Micronesia, Federated States of": 987,
    "Moldova, Republic of": 359,
    "Taiwan, Province of China": 713,
    "Tanzania, United Republic of": 510,
    "Venezuela, Bolivarian Republic of": 101,
    "Yemen, North": 678,
    "Yemen, South": 680,
}
"""Names as these sources write them, beside those every user of the project may write."""

OPEN = 2100  # a state still listed when the list ends is taken to go on


def states_called(load: Load, called: Iterable[str]) -> Frame:
    """Which state each name stands for in each year: `name, year, state`.

    A name counts for the states that bore it at any time and were members in the year; of
    several the one that bore it at the end of the year, then the one that lasted longer
    (Germany in 1990 is 255). Names that are no state's are left out, as are ISO 3166
    codes of no listed state.
    """
    rows = [
        (text, name.state, name.start, name.end) for text in set(called) for name in _meant(text)
    ]
    candidates = pl.DataFrame(
        rows,
        schema={"name": pl.String, "state": pl.Int32, "from": pl.Date, "to": pl.Date},
        orient="row",
    )
    listed = load("cow_states").select(
        pl.col("ccode").alias("state"),
        pl.col("styear").alias("first"),
        pl.when(pl.col("endyear") == pl.col("endyear").max())
        .then(OPEN)
        .otherwise(pl.col("endyear"))
        .alias("last"),
        pl.date("endyear", "endmonth", "endday").alias("end"),
    )
    years = expand(candidates.join(listed, on="state"))
    close = pl.date(pl.col("year"), 12, 31)
    borne = (pl.col("from").is_null() | (pl.col("from") <= close)) & (
        pl.col("to").is_null() | (pl.col("to") >= close)
    )
    return (
        years.with_columns(borne.alias("borne"))
        .sort(["borne", "end", "state"], descending=[True, True, False])
        .unique(["name", "year"], keep="first", maintain_order=True)
        .select("name", "year", "state")
    )


def coded(frame: Frame, load: Load, **columns: str) -> Frame:
    """The frame with a state for each column of names; rows that name no state are left out.

    Parameters
    ----------
    columns : name of the new column = column of English names
    """
    texts = {text for column in columns.values() for text in frame[column].unique()}
    states = states_called(load, texts)
    for new, column in columns.items():
        frame = frame.join(
            states.rename({"name": column, "state": new}), on=[column, "year"], how="inner"
        )
    return frame


def both_sides(rows: Frame, value: str) -> Frame:
    """Directed rows of one value as rows of two: `value1` of state1, `value2` of state2."""
    keys = ["state1", "state2", "year"]
    there = rows.select(*keys, pl.col(value).alias(f"{value}1"))
    back = rows.select(
        pl.col("state2").alias("state1"),
        pl.col("state1").alias("state2"),
        "year",
        pl.col(value).alias(f"{value}2"),
    )
    return there.join(back, on=keys, how="full", coalesce=True)


def lower_first(rows: Frame) -> Frame:
    """One of the two rows of a pair whose columns 1 and 2 say the same in either order."""
    return rows.filter(pl.col("state1") < pl.col("state2"))


def _meant(text: str) -> list[Name]:
    if text in SPELLINGS:
        return [Name(SPELLINGS[text], text, "spelling", None, None)]
    found = [name for name in names().find(text) if name.kind != "also"]
    return [name for name in found if not name.abbreviation] or found

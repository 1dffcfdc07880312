"""Alliance pledges (ATOP 5.1)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.errors import BadPanel
from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

OBLIGATIONS = ("defense", "offense", "neutral", "nonagg", "consul")
LABELS = ("Defence", "Offence", "Neutrality", "Non-aggression", "Consultation")
VARIABLES = (
    *(
        Variable(f"atop_{name}", f"{label} pledge in force", "0/1", pl.Int8, 0)
        for name, label in zip(OBLIGATIONS, LABELS, strict=True)
    ),
    Variable(
        "atop_pledge",
        "Strongest pledge: 0 none, 1 consultation, 2 non-aggression or neutrality, 3 defence "
        "or offence",
        "rung 0–3",
        pl.Int8,
        0,
    ),
)


def alliances(
    source: str = "atop", *, keep: Sequence[str] | None = None, carry: str | int | None = None
) -> Noun:
    """What the two have pledged each other; in a directed panel what state1 owes state2.

    Undirected dyads have the stronger of both directions.

    References
    ----------
    Leeds, Ritter, Mitchell & Long (2002), International Interactions 28: 237–260.
    """
    if source != "atop":
        raise BadPanel(f"No alliance data are called {source!r}. There are atop.", source=source)
    return (
        Noun(
            name="alliances",
            title="Alliance pledges",
            per="directed",
            codes="cow",
            covers=(1815, 2018),
            sources=("atop_dyads",),
            variables=VARIABLES,
            rows=_rows,
            undirected=_undirected,
            note="Members count from signature.",
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )


def _rows(load: Load) -> Frame:
    dyads = load("atop_dyads").select(
        pl.col("ccode1").alias("state1"),
        pl.col("ccode2").alias("state2"),
        "year",
        *(pl.col(f"atop_{name}").cast(pl.Int8) for name in OBLIGATIONS),
    )
    strong = pl.max_horizontal("atop_defense", "atop_offense") * 3
    middle = pl.max_horizontal("atop_nonagg", "atop_neutral") * 2
    return dyads.with_columns(
        atop_pledge=pl.max_horizontal(strong, middle, "atop_consul").cast(pl.Int8)
    )


def _undirected(rows: Frame) -> Frame:
    """The stronger of both directions; a pledge of one side alone counts."""
    names = [variable.name for variable in VARIABLES]
    low, high = pl.min_horizontal("state1", "state2"), pl.max_horizontal("state1", "state2")
    key = low.cast(pl.Int64) * 10_000_000_000 + high.cast(pl.Int64) * 100_000 + pl.col("year")
    return (
        rows.select(key.alias("key"), *names)
        .group_by("key")
        .agg(pl.col(names).max())
        .with_columns(
            state1=(pl.col("key") // 10_000_000_000).cast(pl.Int32),
            state2=(pl.col("key") // 100_000 % 100_000).cast(pl.Int32),
            year=(pl.col("key") % 100_000).cast(pl.Int32),
        )
        .drop("key")
    )

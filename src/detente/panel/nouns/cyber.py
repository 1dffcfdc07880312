"""Cyber incidents between rivals (DCID 2.0)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

FIRST, LAST = 2000, 2020
VARIABLES = (
    Variable(
        "cyber_incidents", "Cyber incidents begun by state1 against state2", "count", pl.Int16
    ),
    Variable("cyber_severity", "Gravest of them, 0 if none", "scale 0–10", pl.Int8),
)


def cyber(*, keep: Sequence[str] | None = None, carry: str | int | None = None) -> Noun:
    """Incidents by the year they began: what state1 did to state2; undirected, both together.

    Only rival dyads were looked at, and the data do not list those without an incident. So the
    40 pairs that appear have 0 in their quiet years, and every other pair is unknown. Answers
    in kind are listed beside the incident they answer and are not counted twice.

    References
    ----------
    Maness, Valeriano, Hedgecock, Macias & Jensen (2023), Cyber Defense Review 8(2): 65–90.
    """
    return (
        Noun(
            name="cyber",
            title="Cyber incidents",
            per="directed",
            codes="cow",
            covers=(FIRST, LAST),
            sources=("dcid",),
            variables=VARIABLES,
            rows=_rows,
            undirected=_undirected,
            note="Known incidents only; rival dyads that never had one are unknown, not at peace.",
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )


def _rows(load: Load) -> Frame:
    incidents = load("dcid").filter(~pl.col("response"))
    counted = incidents.group_by(
        state1="initiator", state2="target", year=pl.col("start").dt.year()
    ).agg(cyber_incidents=pl.len(), cyber_severity=pl.col("severity").max())
    one_way = incidents.select(state1="initiator", state2="target")
    pairs = pl.concat([one_way, one_way.select(state1="state2", state2="state1")]).unique()
    years = pl.DataFrame({"year": range(FIRST, LAST + 1)}, schema={"year": pl.Int32})
    return (
        pairs.join(years, how="cross")
        .join(counted, on=["state1", "state2", "year"], how="left")
        .with_columns(pl.col("cyber_incidents", "cyber_severity").fill_null(0))
    )


def _undirected(rows: Frame) -> Frame:
    """Incidents of both directions together, and the gravest."""
    low, high = pl.min_horizontal("state1", "state2"), pl.max_horizontal("state1", "state2")
    return rows.group_by(low.alias("state1"), high.alias("state2"), "year").agg(
        pl.col("cyber_incidents").sum(), pl.col("cyber_severity").max()
    )

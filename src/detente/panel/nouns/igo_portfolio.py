"""Portfolios of memberships in intergovernmental organisations (COW IGO 3.0)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.panel.noun import Load, Noun, Variable
from detente.panel.nouns.igo_memberships import coded, full

Frame = pl.DataFrame


def igo_portfolio() -> Noun:
    """How alike two states' memberships are, by the list of organisations of each year.

    `igo_joint` counts organisations of which both were full members (`dyadigos` of `igos()` counts
    associates too), `igo_jaccard` their share
    of those of which either was. `igo_s` is the unweighted S of Signorino and Ritter over the
    organisations that had a member that year: 1 for equal portfolios, −1 for opposite ones;
    most of what it counts as alike is joint absence (Häge 2011), which the share leaves out.

    References
    ----------
    Signorino & Ritter (1999), ISQ 43: 115–144. Häge (2011), PA 19: 287–305. Pevehouse et al.
    (2020), JPR 57: 492–503.
    """
    return Noun(
        name="igo_portfolio",
        title="Likeness of memberships in intergovernmental organisations",
        per="dyad",
        codes="cow",
        covers=(1816, 2014),
        sources=("igo_memberships", "igo_dyads"),
        variables=(
            Variable("igo_joint", "Joint full memberships, recounted", "organisations", pl.Int16),
            Variable("igo_jaccard", "Joint over either's memberships", "share, 0–1", pl.Float64),
            Variable("igo_s", "Likeness S of memberships", "−1 to 1", pl.Float64),
        ),
        rows=_rows,
        note="Without any membership of one of the two, likeness is null; where the makers have no "
        "row for a state and year, all of it is (the two Germanies and Yemens in 1990).",
    )


def _rows(load: Load) -> Frame:
    members = full(load).select("state", "year", "igo").sort("year")
    codes, state = np.unique(members["state"].to_numpy(), return_inverse=True)
    igo = members["igo"].cast(pl.Categorical).to_physical().to_numpy()
    year = members["year"].to_numpy()
    cuts = np.concatenate(([0], np.flatnonzero(np.diff(year)) + 1, [len(year)]))
    parts = [_year(codes, state[a:b], igo[a:b], year[a]) for a, b in pairwise(cuts)]
    names = ("state1", "state2", "year", "igo_joint", "igo_jaccard", "igo_s")
    joint = pl.DataFrame(
        {name: np.concatenate([part[i] for part in parts]) for i, name in enumerate(names)}
    )
    return pl.concat([joint, _without(load, members)], how="diagonal")


def _without(load: Load, members: Frame) -> Frame:
    """No joint membership: every two states that were coded, of which one had none at all."""
    had = members.select("state", "year").unique()
    none = coded(load).join(had, on=["state", "year"], how="anti")
    others = coded(load).rename({"state": "other"})
    pairs = none.join(others, on="year").filter(pl.col("state") != pl.col("other"))
    return pairs.select(
        pl.min_horizontal("state", "other").alias("state1"),
        pl.max_horizontal("state", "other").alias("state2"),
        "year",
        pl.lit(0, pl.Int16).alias("igo_joint"),
    ).unique()


def _year(
    codes: NDArray[Any], state: NDArray[Any], igo: NDArray[Any], year: int
) -> tuple[NDArray[Any], ...]:
    """Every pair of the states that had a membership in a year."""
    member = np.zeros((len(codes), igo.max() + 1), np.float32)
    member[state, igo] = 1
    states, igos = np.flatnonzero(member.any(axis=1)), np.flatnonzero(member.any(axis=0))
    member = member[np.ix_(states, igos)]
    joint = member @ member.T
    each = member.sum(axis=1)
    one, two = np.nonzero(np.tri(len(states), k=-1, dtype=np.bool_).T)
    both = joint[one, two].astype(np.float64)
    either = each[one] + each[two] - both
    return (
        codes[states[one]].astype(np.int32),
        codes[states[two]].astype(np.int32),
        np.full(len(one), year, np.int32),
        both.astype(np.int16),
        both / either,
        1 - 2 * (either - both) / len(igos),
    )

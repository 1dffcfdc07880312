"""How far apart two states' published UN ideal points are."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.panel.noun import Load, Noun, Variable
from detente.panel.nouns.ideal_points import EVERY_VOTE, NOTE, points

Frame = pl.DataFrame

POINTS = {"ideal_distance": "idealpointfp", "ideal_distance_all": "idealpointall"}


def ideal_distance(*, carry: str | int | None = None) -> Noun:
    """Absolute differences of `idealpointfp` (to 2024) and of `idealpointall` (to 2023).

    References
    ----------
    Bailey, Strezhnev & Voeten (2017), JCR 61: 430–456.
    """
    return Noun(
        name="ideal_distance",
        title="Distance between UN ideal points",
        per="dyad",
        codes="cow",
        covers=(1946, 2024),
        sources=("ideal_points",),
        variables=(
            Variable(
                "ideal_distance",
                "Distance between UN ideal points, votes on whole resolutions",
                "latent score",
                pl.Float32,
            ),
            Variable(
                "ideal_distance_all",
                "Distance between UN ideal points, every vote, to 2023",
                "latent score",
                pl.Float32,
                covers=EVERY_VOTE,
            ),
        ),
        rows=_rows,
        note=NOTE,
    ).carried(carry)


def _rows(load: Load) -> Frame:
    years = points(load).sort("state").partition_by("year", as_dict=True)
    pairs = pl.concat(_pairs(frame, int(year)) for (year,), frame in sorted(years.items()))
    return pairs.with_columns(pl.col(list(POINTS)).fill_nan(None))


def _pairs(scored: Frame, year: int) -> Frame:
    """Every pair of the states with a score in a year; NaN where one has none of the kind."""
    one, two = np.triu_indices(scored.height, 1)
    state = scored["state"].to_numpy()
    score = {name: scored[column].to_numpy() for name, column in POINTS.items()}
    return pl.DataFrame(
        {
            "state1": state[one],
            "state2": state[two],
            "year": np.full(len(one), year, np.int32),
            **{name: np.abs(point[one] - point[two]) for name, point in score.items()},
        }
    )

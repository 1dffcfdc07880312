"""Which dyads are politically relevant: conditions for `where`, unknown where the data end."""

from __future__ import annotations

import polars as pl

from detente.errors import BadPanel

FARTHEST = 5  # the last type of contiguity, up to 400 miles of water


def contiguous(most: int = FARTHEST) -> pl.Expr:
    """Whether two states share a border, or at most so much water; unknown where `conttype` is.

    Parameters
    ----------
    most : the highest type that counts: 1 land or river, 2–5 up to 12, 24, 150, 400 miles

    Needs `contiguity()`.
    """
    if isinstance(most, bool) or not 1 <= most <= FARTHEST:
        raise BadPanel(f"{most!r} is no type of contiguity. There are 1 to {FARTHEST}.", most=most)
    return pl.col("conttype").is_between(1, most).alias("contiguous")


def politically_relevant(most: int = FARTHEST) -> pl.Expr:
    """Whether two states are contiguous, or one of them at least is a major power.

    Unknown where this cannot be told: after 2016, when both lists end, for every dyad; one
    part that is known to be true is enough. Needs `contiguity()` and `majors()`.

    References
    ----------
    Weede (1976), JCR 20: 395–411. Lemke & Reed (2001), JCR 45: 126–144.
    """
    major = (pl.col("major1") == 1) | (pl.col("major2") == 1)
    return (contiguous(most) | major).alias("politically_relevant")

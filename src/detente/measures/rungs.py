"""The two axes of a relationship: what two states promise, and how they fight.

Commitment comes from the obligations of ATOP 5.1, hostility from MID 5.0, COW interstate
wars and Thompson, Sakuwa & Suhas's rivalries. The axes are never merged: more than a third
of post-1945 rivalry dyad-years lie inside a joint defence pact.
"""

from __future__ import annotations

from enum import IntEnum

import polars as pl


class Pledge(IntEnum):
    """Commitment rungs; the strongest obligation in force counts."""

    NONE = 0
    CONSULTATION = 1
    NON_AGGRESSION = 2  # or neutrality
    DEFENCE = 3  # or offence, which counts as at least defence

    @property
    def label(self) -> str:
        """The rung for people."""
        return _PLEDGES[self]


class Hostility(IntEnum):
    """Hostility rungs; the worst on record in the year counts."""

    NONE = 0
    RIVALRY = 1  # strategic rivalry without a dispute that year
    DISPUTE = 2  # MID hostility level 1–3
    CRISIS = 3  # MID hostility level 4: force was used
    WAR = 4  # an interstate war; after those end in 2007, MID level 5 of both sides

    @property
    def label(self) -> str:
        """The rung for people."""
        return _HOSTILITIES[self]


_PLEDGES = {
    Pledge.NONE: "no pledge",
    Pledge.CONSULTATION: "consultation",
    Pledge.NON_AGGRESSION: "non-aggression or neutrality",
    Pledge.DEFENCE: "defence pact",
}
_HOSTILITIES = {
    Hostility.NONE: "none on record",
    Hostility.RIVALRY: "strategic rivalry without a dispute",
    Hostility.DISPUTE: "militarised dispute",
    Hostility.CRISIS: "violent crisis",
    Hostility.WAR: "war",
}


def pledge_rung() -> pl.Expr:
    """The rung of a row with the five obligation flags, as an expression."""
    return (
        pl.when(pl.col("defense") | pl.col("offense"))
        .then(Pledge.DEFENCE)
        .when(pl.col("nonagg") | pl.col("neutral"))
        .then(Pledge.NON_AGGRESSION)
        .when(pl.col("consul"))
        .then(Pledge.CONSULTATION)
        .otherwise(Pledge.NONE)
        .cast(pl.Int8)
    )


def dispute_rung() -> pl.Expr:
    """The rung of a dispute-year from its MID hostility level, as an expression."""
    level = pl.col("hostility")
    return (
        pl.when(level >= 5)
        .then(Hostility.WAR)
        .when(level == 4)
        .then(Hostility.CRISIS)
        .otherwise(Hostility.DISPUTE)
        .cast(pl.Int8)
    )

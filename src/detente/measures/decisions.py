"""Decisions: the treaties behind new defence pacts, one row per year and treaty.

Dyads that become allies are not independent cases. When seven states join an alliance of
nineteen, one decision makes 153 pairs of allies; what happened once is the treaty. Here
each onset of a defence pact is given to the treaty that began it, and the onsets of one
treaty in one year are one decision.

An onset is a pact in force at t+1 and not at t, both states being members of the system in
both years (`onsets`). Days of signature date a treaty, as in ATOP, not days of ratification.

References
----------
Leeds, Ritter, Mitchell & Long (2002), International Interactions 28: 237–260 (ATOP).
Cranmer, Desmarais & Menninga (2012), Conflict Management and Peace Science 29: 279–313
(pacts of one network are not independent dyads).
Poast (2010), Political Analysis 18: 403–425 (treaties of k states as events, not as dyads).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.measures.cube import FIRST_YEAR, Cube

Frame = pl.DataFrame

FIRST_ONSET, LAST_ONSET = 1947, 2018
DECISION = ["year", "atopid"]


def onsets(cube: Cube, first: int = FIRST_ONSET, last: int = LAST_ONSET) -> Frame:
    """Pairs that came to have a defence pact, and the year of it.

    ATOP's defence flag counts, owed in either direction; a pact of offence alone does not. A
    pair of which a state was not in the system the year before is left out: a state born
    into its region's alliance decided nothing about it.

    Returns
    -------
    One row per pair and onset from year `first` to `last`, columns `year, state1, state2`;
    years beyond the coverage at the cube's day hold none.
    """
    member, pact = cube.member, cube.defense
    new = np.zeros_like(pact)
    new[:, 1:] = pact[:, 1:] & ~pact[:, :-1] & member[:, 1:] & member[:, :-1]
    new[:, cube.year(min(last, cube.ends["pledge"])) + 1 :] = False
    new[:, : max(first - FIRST_YEAR, 0)] = False
    pair, column = np.nonzero(new)
    return pl.DataFrame(
        {
            "year": cube.years[column],
            "state1": cube.states[cube.one[pair]],
            "state2": cube.states[cube.two[pair]],
        },
        schema={"year": pl.Int32, "state1": pl.Int32, "state2": pl.Int32},
    ).sort("year", "state1", "state2")


def attributed(onsets: Frame, pledge_spells: Frame) -> Frame:
    """Each onset with the treaty that began it.

    Where several defence treaties of a pair begin in its year, the lowest `atopid` has it,
    and `treaties` counts them.

    Parameters
    ----------
    onsets : columns `year, state1, state2`
    pledge_spells : the table of a vintage; `first` is the first year of a spell

    Returns
    -------
    `year, atopid, state1, state2, treaties`, and `mutual`: whether under that treaty each
    side owes the other defence
    """
    pair = ["state1", "state2", "year"]
    begun = (
        _defence(pledge_spells)
        .rename({"first": "year"})
        .group_by(*pair, "atopid")
        .agg((pl.col("defense12") & pl.col("defense21")).any().alias("mutual"))
    )
    return (
        onsets.join(begun, on=pair)
        .sort(*pair, "atopid")
        .group_by(pair, maintain_order=True)
        .agg(
            pl.col("atopid").first(),
            pl.len().cast(pl.Int32).alias("treaties"),
            pl.col("mutual").first(),
        )
        .select("year", "atopid", "state1", "state2", "treaties", "mutual")
        .sort("year", "atopid", "state1", "state2")
    )


def decisions(onsets: Frame, pledge_spells: Frame) -> Frame:
    """The decisions behind the onsets.

    Parameters
    ----------
    onsets : columns `year, state1, state2`, as `onsets` gives them
    pledge_spells : the table of a vintage

    Returns
    -------
    One row per year and treaty:

    year, atopid
    kind : ``accession`` where the treaty bound some pair to defence already in the year
        before, else ``foundation``: also of a defence clause in an older treaty
    n_dyads, n_states : onsets given to the decision, and the states among them
    joiners : list of the states that had no defence obligation under the treaty in the
        year before (an accession's; a foundation has none)
    n_joiners
    dyads_joiner_joiner : onsets between two joiners, who become each other's allies too
    one_sided : no pair owes defence in both directions (a guarantee)
    """
    dyads = attributed(onsets, pledge_spells)
    bound = _bound_before(dyads, pledge_spells)
    for side in ("1", "2"):
        dyads = dyads.join(
            bound.rename({"state": f"state{side}", "bound": f"bound{side}"}),
            on=[*DECISION, f"state{side}"],
            how="left",
        )
    new1, new2 = pl.col("bound1").is_null(), pl.col("bound2").is_null()
    states = pl.col("state1").append(pl.col("state2"))
    newcomers = pl.col("state1").filter(new1).append(pl.col("state2").filter(new2))
    older = bound.select(DECISION).unique().with_columns(older=pl.lit(True))
    accession = pl.col("older").is_not_null()
    return (
        dyads.group_by(DECISION)
        .agg(
            pl.len().cast(pl.Int32).alias("n_dyads"),
            states.n_unique().cast(pl.Int32).alias("n_states"),
            newcomers.unique().sort().alias("joiners"),
            (new1 & new2).sum().cast(pl.Int32).alias("between"),
            (~pl.col("mutual").any()).alias("one_sided"),
        )
        .join(older, on=DECISION, how="left")
        .with_columns(joiners=pl.when(accession).then("joiners").otherwise([]))
        .select(
            *DECISION,
            pl.when(accession)
            .then(pl.lit("accession"))
            .otherwise(pl.lit("foundation"))
            .alias("kind"),
            "n_dyads",
            "n_states",
            "joiners",
            pl.col("joiners").list.len().cast(pl.Int32).alias("n_joiners"),
            pl.when(accession).then("between").otherwise(0).alias("dyads_joiner_joiner"),
            "one_sided",
        )
        .sort(DECISION)
    )


def _defence(pledge_spells: Frame) -> Frame:
    return pledge_spells.filter("defense").select(
        "state1", "state2", "atopid", "first", "last", "defense12", "defense21"
    )


def _bound_before(decided: Frame, pledge_spells: Frame) -> Frame:
    """States bound to defence by a treaty in the year before it decided, marked `bound`."""
    return (
        _defence(pledge_spells)
        .join(decided.select(DECISION).unique(), on="atopid")
        .filter(pl.col("year").sub(1).is_between("first", "last"))
        .unpivot(["state1", "state2"], index=DECISION, value_name="state")
        .select(*DECISION, "state", bound=pl.lit(True))
        .unique()
    )

"""Interstate wars between two states (COW 4.0)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame


def interstate_wars() -> Noun:
    """`cowinterongoing`, `cowinteronset`: a war between the two under way, or begun.

    `warnum` is the war: of several in a year one that began then, of several such the lowest
    number (Russia and China in 1900: 82, the Boxer war, not 83, the war over Manchuria).

    References
    ----------
    Sarkees & Wayman (2010), Resort to War. CQ Press.
    """
    return Noun(
        name="interstate_wars",
        title="Interstate wars (COW 4.0)",
        per="dyad",
        codes="cow",
        covers=(1816, 2007),
        sources=("interstate_wars",),
        variables=(
            Variable("cowinterongoing", "Interstate war under way", "0/1", pl.Int8, 0),
            Variable("cowinteronset", "Interstate war begun", "0/1", pl.Int8, 0),
            Variable("warnum", "Number of the war", "number", pl.Int32),
        ),
        rows=_rows,
        note="A thousand deaths in battle make a war. Where fighting stopped and resumed within a "
        "year, the year counts once; a resumption can be an onset (Israel and its neighbours, "
        "1948).",
    )


def _rows(load: Load) -> Frame:
    return (
        load("interstate_wars")
        .filter(pl.col("ccode1") < pl.col("ccode2"))
        .sort("cowinteronset", "warnum", descending=[True, False])
        .group_by("ccode1", "ccode2", "year")
        .agg(
            pl.col("cowinterongoing", "cowinteronset").max(),
            pl.col("warnum").first(),
        )
        .rename({"ccode1": "state1", "ccode2": "state2"})
    )

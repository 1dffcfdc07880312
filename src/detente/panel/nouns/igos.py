"""Shared memberships in intergovernmental organisations (COW IGO 3.0)."""

from __future__ import annotations

import polars as pl

from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame


def igos() -> Noun:
    """`dyadigos`: organisations of which both states were members, full or associate.

    That is what the published figures count; `igo_portfolio` counts full members alone.

    References
    ----------
    Pevehouse, Nordstrom, McManus & Jamison (2020), JPR 57: 492–503.
    """
    return Noun(
        name="igos",
        title="Joint memberships in intergovernmental organisations",
        per="dyad",
        codes="cow",
        covers=(1816, 2014),
        sources=("igo_dyads",),
        variables=(
            Variable("dyadigos", "Joint memberships, full or associate", "organisations", pl.Int16),
        ),
        rows=_rows,
        note="Before 1965 the makers filled in the years between five-yearly lists.",
    )


def _rows(load: Load) -> Frame:
    return load("igo_dyads").rename({"ccode1": "state1", "ccode2": "state2"})

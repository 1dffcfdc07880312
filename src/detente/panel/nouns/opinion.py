"""What the public of one state thinks of another (Pew Global Attitudes)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from detente.panel.noun import Load, Noun, Variable
from detente.states.names import names

Frame = pl.DataFrame

VARIABLES = (
    Variable(
        "pew_favourable", "Public of state1 favourable to state2", "share of all asked", pl.Float64
    ),
    Variable(
        "pew_unfavourable",
        "Public of state1 unfavourable to state2",
        "share of all asked",
        pl.Float64,
    ),
    Variable("pew_n", "People asked in state1 about state2", "respondents", pl.Int32),
)


def opinion(*, keep: Sequence[str] | None = None, carry: str | int | None = None) -> Noun:
    """Shares of the public of state1 with a favourable and an unfavourable view of state2.

    Ten states are asked about: the USA, China, Russia, Iran, Japan, Germany, Brazil, France,
    India and Taiwan. In an undirected panel the mean of the directions that were asked.
    The samples of a year are pooled; what people think of their own state is left out.

    References
    ----------
    Pew Research Center, Global Attitudes Survey 2002–2023.
    """
    return (
        Noun(
            name="opinion",
            title="Public opinion",
            per="directed",
            codes="cow",
            covers=(2002, 2023),
            sources=("pew_favourability",),
            variables=VARIABLES,
            rows=_rows,
            undirected=_undirected,
            note="Don't-knows stay in the base. Only a mirror has this source.",
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )


def _rows(load: Load) -> Frame:
    asked = load("pew_favourability")
    codes = pl.concat([asked["respondent_iso3"], asked["target"]]).unique().to_list()
    states = {code: _state(code) for code in codes}

    def state(column: str) -> pl.Expr:
        return pl.col(column).replace_strict(states, return_dtype=pl.Int32)

    return asked.select(
        state("respondent_iso3").alias("state1"),
        state("target").alias("state2"),
        "year",
        pew_favourable="favourable",
        pew_unfavourable="unfavourable",
        pew_n="n",
    ).filter(
        pl.col("state1").is_not_null()
        & pl.col("state2").is_not_null()
        & (pl.col("state1") != pl.col("state2"))
    )


def _state(code: str) -> int | None:
    """The state of an ISO 3166 code in the years of the surveys; None for EU, UN and others."""
    when = date(2010, 1, 1)
    found = [one.state for one in names().find_iso(code) if one.in_use(when)]
    return found[0] if found else None


def _undirected(rows: Frame) -> Frame:
    """The mean of the directions that were asked, and all who were asked."""
    low, high = pl.min_horizontal("state1", "state2"), pl.max_horizontal("state1", "state2")
    return rows.group_by(low.alias("state1"), high.alias("state2"), "year").agg(
        pl.col("pew_favourable", "pew_unfavourable").mean(), pl.col("pew_n").sum()
    )

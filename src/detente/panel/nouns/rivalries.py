"""Strategic rivalries, in the codings of Thompson and colleagues."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.dates import HINDSIGHT_YEARS
from detente.errors import BadPanel
from detente.panel.noun import Load, Noun, Variable
from detente.panel.years import expand

Frame = pl.DataFrame


@dataclass(frozen=True)
class _Coding:
    source: str
    covers: tuple[int, int]
    first: str
    last: str
    prefix: str
    cite: str


CODINGS = {
    "tss": _Coding("tss", (1816, 2020), "start", "end", "", "Thompson, Sakuwa & Suhas (2021)"),
    "td": _Coding("td", (1816, 2010), "styear", "endyear", "td_", "Thompson & Dreyer (2012)"),
}


def rivalries(coding: str = "tss") -> Noun:
    """`ongoingrivalry`: 1 in every year from a rivalry's first to its last.

    Parameters
    ----------
    coding : "tss" Thompson, Sakuwa & Suhas (to 2020), "td" Thompson & Dreyer (to 2010; its
        columns start with td_)

    References
    ----------
    Thompson, Sakuwa & Suhas (2021), Analyzing Strategic Rivalries in World Politics. Thompson &
    Dreyer (2012), Handbook of International Rivalries.
    """
    if coding not in CODINGS:
        raise BadPanel(
            f"No coding of rivalries is called {coding!r}. There are {', '.join(CODINGS)}.",
            coding=coding,
        )
    use = CODINGS[coding]
    return Noun(
        name="rivalries" if coding == "tss" else f"rivalries_{coding}",
        title=f"Strategic rivalries ({use.cite})",
        per="dyad",
        codes="cow",
        covers=use.covers,
        sources=(use.source,),
        variables=(
            Variable(f"{use.prefix}ongoingrivalry", f"Rivalry ({use.cite})", "0/1", pl.Int8, 0),
            Variable(f"{use.prefix}rivalryage", "Years the rivalry has run", "years", pl.Int32, 0),
        ),
        rows=lambda load: _rows(load, use),
        lag=HINDSIGHT_YEARS,
        note="Coded in hindsight; codes of states that had ended are used at times.",
    )


def _rows(load: Load, use: _Coding) -> Frame:
    low, high = pl.min_horizontal("ccode1", "ccode2"), pl.max_horizontal("ccode1", "ccode2")
    spells = load(use.source).select(
        low.alias("state1"),
        high.alias("state2"),
        pl.col(use.first).alias("begun"),
        pl.col(use.first).alias("first"),
        pl.col(use.last).alias("last"),
    )
    on, age = f"{use.prefix}ongoingrivalry", f"{use.prefix}rivalryage"
    return (
        expand(spells)
        .group_by("state1", "state2", "year")
        .agg((pl.col("year").first() - pl.col("begun").min()).alias(age))
        .with_columns(pl.lit(1, pl.Int8).alias(on))
    )

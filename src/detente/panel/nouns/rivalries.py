"""Rivalries, in the codings of Thompson and colleagues and of Klein, Goertz and Diehl."""

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
    """Where a coding stands in its source, and how its columns start here."""

    covers: tuple[int, int]
    states: tuple[str, str]
    first: pl.Expr
    last: pl.Expr
    prefix: str
    cite: str
    only: pl.Expr = pl.lit(True)  # noqa: RUF009  (an expression does not change)


AUSTRIA_HUNGARY, AUSTRIA = 300, 305
COW_PAIR = ("ccode1", "ccode2")
CODINGS = {
    "tss": _Coding(
        (1816, 2020),
        COW_PAIR,
        pl.col("start"),
        pl.col("end"),
        "",
        "Thompson, Sakuwa & Suhas 2021",
    ),
    "td": _Coding(
        (1816, 2010),
        COW_PAIR,
        pl.col("styear"),
        pl.col("endyear"),
        "td_",
        "Thompson & Dreyer 2012",
    ),
    "kgd": _Coding(
        (1816, 2001),
        ("rivala", "rivalb"),
        pl.col("beginr") // 10_000,
        pl.col("endr") // 10_000,
        "kgd_",
        "Klein, Goertz & Diehl 2006",
        only=pl.col("rivtyp2") == "RIVALRY",
    ),
}
"""Coding → its source of the same name; two strategic ones, and one from disputes."""


def rivalries(coding: str = "tss") -> Noun:
    """`ongoingrivalry`: 1 in every year from a rivalry's first to its last.

    With `as_of`, a rivalry counts from the year it began, but its end is seen only three
    years late; until then it is taken to go on.

    Parameters
    ----------
    coding : "tss" Thompson, Sakuwa & Suhas (to 2020); "td" Thompson & Dreyer (to 2010, columns
        start with td_); "kgd" Klein, Goertz & Diehl (to 2001, columns start with kgd_), who go
        by repeated militarised disputes where the others go by how the states saw each other;
        its isolated conflicts are no rivalries and are left out

    Raises
    ------
    BadPanel    no coding is called so

    References
    ----------
    Thompson, Sakuwa & Suhas (2021), Analyzing Strategic Rivalries in World Politics. Thompson &
    Dreyer (2012), Handbook of International Rivalries. Klein, Goertz & Diehl (2006), Journal of
    Peace Research 43: 331–348.
    """
    if coding not in CODINGS:
        raise BadPanel(
            f"No coding of rivalries is called {coding!r}. There are {', '.join(CODINGS)}.",
            coding=coding,
        )
    use = CODINGS[coding]
    return Noun(
        name="rivalries" if coding == "tss" else f"rivalries_{coding}",
        title=f"Rivalries ({use.cite})" if coding == "kgd" else f"Strategic rivalries ({use.cite})",
        per="dyad",
        codes="cow",
        covers=use.covers,
        sources=(coding,),
        variables=(
            Variable(f"{use.prefix}ongoingrivalry", f"Rivalry ({use.cite})", "0/1", pl.Int8, 0),
            Variable(
                f"{use.prefix}rivalryage",
                f"Years the rivalry has run ({use.cite}); 0 in its first year and without one",
                "years",
                pl.Int32,
                0,
            ),
        ),
        rows=lambda load: _rows(_spells(load, coding), use),
        as_known=lambda load, known: _rows(_known(_spells(load, coding), known), use),
        note="Coded in hindsight: with as_of, an end is seen three years late. The "
        "rivalry of Austria-Hungary and Serbia, coded to 1920, is Austria's from 1919, as in "
        "peacesciencer. Other codes of states that had ended have no rows in a panel.",
    )


def _spells(load: Load, coding: str) -> Frame:
    use = CODINGS[coding]
    return (
        load(coding)
        .filter(use.only)
        .select(
            pl.min_horizontal(use.states).alias("state1"),
            pl.max_horizontal(use.states).alias("state2"),
            use.first.alias("begun"),
            use.first.alias("first"),
            use.last.alias("last"),
        )
    )


def _known(spells: Frame, known: int) -> Frame:
    """As seen after a year: what had begun, still running unless it ended three years before."""
    running = pl.max_horizontal("last", pl.lit(known))
    return spells.filter(pl.col("first") <= known).with_columns(
        last=pl.when(pl.col("last") <= known - HINDSIGHT_YEARS).then("last").otherwise(running)
    )


def _rows(spells: Frame, use: _Coding) -> Frame:
    on, age = f"{use.prefix}ongoingrivalry", f"{use.prefix}rivalryage"
    return (
        expand(spells)
        .with_columns(
            pl.when((pl.col(side) == AUSTRIA_HUNGARY) & (pl.col("year") > 1918))
            .then(pl.lit(AUSTRIA))
            .otherwise(side)
            .cast(pl.Int32)
            .alias(side)
            for side in ("state1", "state2")
        )
        .group_by("state1", "state2", "year")
        .agg((pl.col("year").first() - pl.col("begun").min()).alias(age))
        .with_columns(pl.lit(1, pl.Int8).alias(on))
    )

"""Several disputes of a pair in a year, reduced to one by rules in an order of one's choice."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import polars as pl

from detente.errors import BadPanel

Frame = pl.DataFrame

UNKNOWN_FATALITY = 0.5  # deaths that are not known lie between none and the first class
LAST = -1  # what is not known ranks last in every other rule

RULES: dict[str, pl.Expr] = {
    "onset": pl.col("onset"),
    "fatality": pl.col("fatality").cast(pl.Float64).fill_null(UNKNOWN_FATALITY),
    "hostility": pl.col("hostlev").fill_null(LAST),
    "mindur": pl.col("mindur").fill_null(LAST),
    "maxdur": pl.col("maxdur").fill_null(LAST),
    "recip": pl.col("recip").fill_null(LAST),
    "stmon": -pl.col("stmon").fill_null(99),
}
"""Rule → what it ranks by; the highest is kept.

onset: disputes that began in the year over those that went on; fatality, hostility: the
highest; mindur, maxdur: the longest; recip: reciprocated; stmon: the earliest month of start.
"""

STANDARD = tuple(RULES)
"""The order of peacesciencer's whittle functions (Miller 2022); what still ties: the first row."""


def check(rules: Sequence[str]) -> tuple[str, ...]:
    """The rules, if all are known and each is named once.

    Raises
    ------
    BadPanel    a rule is unknown or named twice
    """
    if isinstance(rules, str):
        raise BadPanel(f"reduce={rules!r} is one text. Write a list of rules, as ('onset',).")
    for rule in rules:
        if rule not in RULES:
            near = get_close_matches(rule, RULES, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(RULES)}."
            raise BadPanel(f"No rule of reduction is called {rule!r}. {hint}", rule=rule)
    if len(set(rules)) < len(rules):
        raise BadPanel(f"A rule of reduction is named twice: {', '.join(rules)}.")
    return tuple(rules)


def reduce(rows: Frame, keys: Sequence[str], rules: Sequence[str] = STANDARD) -> Frame:
    """One row per key: of each key's rows the first under the rules, in their order.

    Parameters
    ----------
    rows : with the keys and `onset, fatality, hostlev, mindur, maxdur, recip, stmon`; of rows
        that no rule tells apart the first is kept

    Returns
    -------
    rows of `rows`, in their order there

    Raises
    ------
    BadPanel    a rule is unknown or named twice
    """
    ranks = [RULES[rule].alias(f"rank_{rule}") for rule in check(rules)]
    by = [rank.meta.output_name() for rank in ranks]
    return (
        rows.with_row_index("row")
        .with_columns(ranks)
        .sort(*by, "row", descending=[True] * len(by) + [False])
        .unique(keys, keep="first", maintain_order=True)
        .sort("row")
        .select(rows.columns)
    )

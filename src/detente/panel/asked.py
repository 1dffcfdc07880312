"""What was asked of a panel, checked before anything is built."""

from __future__ import annotations

from typing import NoReturn

import numpy as np
import polars as pl

from detente.errors import BadPanel
from detente.panel.index import System


def whole_year(value: object) -> int:
    """A calendar year as it was given.

    Raises
    ------
    BadPanel    it is no whole number
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise BadPanel(
            f"{value!r} is no year. Give a whole number such as 1946, without quotes.", value=value
        )
    return int(value)


def within(first: object, last: object, begin: int, end: int) -> tuple[int, int]:
    """Years inside those of a panel.

    Raises
    ------
    BadPanel    they are no years, none of the panel's, or in the wrong order
    """
    one, two = whole_year(first), whole_year(last)
    if one > two:
        raise BadPanel(f"The years run from {one} to {two}. Put the first year first.")
    if one < begin or two > end:
        asked = f"{one}" if one == two else f"{one}–{two}"
        raise BadPanel(
            f"{asked} lies outside the panel, which runs {begin}–{end}. Choose years from {begin} "
            f"to {end}, or start the panel with more.",
            first=begin,
            last=end,
        )
    return one, two


def code(value: object, system: System) -> int:
    """The code of a state as it was given; whether the list has it is seen when it is read.

    Raises
    ------
    BadPanel    it is no whole number
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise BadPanel(
            f"{value!r} is no code of a state. pair() takes numbers of the {system} list, e.g. 2 "
            "for the United States.",
            value=value,
        )
    return int(value)


def condition(keep: object) -> pl.Expr:
    """An expression, or what a function gives.

    Raises
    ------
    BadPanel    it is neither
    """
    made = keep() if callable(keep) and not isinstance(keep, pl.Expr) else keep
    if not isinstance(made, pl.Expr):
        raise BadPanel(
            f"{made!r} is no condition. where() takes an expression such as "
            "pl.col('conttype') == 1, or politically_relevant."
        )
    return made


def refuse_addition(thing: object) -> NoReturn:
    """Say why something cannot be added, and what to write in its place."""
    kind = type(thing)
    if kind.__module__.partition(".")[0] == "pandas":
        raise BadPanel(
            f"A pandas {kind.__name__} cannot be added to a panel. Turn it into a Polars frame "
            "first: pl.from_pandas(frame)."
        )
    if isinstance(thing, pl.LazyFrame):
        raise BadPanel("A lazy frame cannot be added to a panel. Add frame.collect().")
    if callable(thing):
        name = getattr(thing, "__name__", repr(thing))
        raise BadPanel(f"{name} is a function. Call it, and add what it makes: .add({name}()).")
    raise BadPanel(
        f"{thing!r} cannot be added to a panel. Add nouns such as contiguity(), "
        "derived variables such as peace_years('onset'), or a frame with on=[…]."
    )

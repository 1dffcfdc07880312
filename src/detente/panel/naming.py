"""Names in a panel: what is meant, what is near, what clashes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from detente.errors import BadPanel, UnknownNoun, UnknownVariable
from detente.words import listing


def unknown_variable(name: str, where: str, known: Sequence[str]) -> UnknownVariable:
    """No such column; the nearest are suggested."""
    near = tuple(get_close_matches(name, known, n=3))
    hint = (
        f"Did you mean {' or '.join(near)}?" if near else f"It has {listing(list(known), most=12)}."
    )
    return UnknownVariable(
        f"{where} has no variable {name!r}. {hint}", variable=name, suggestions=near
    )


def unknown_noun(name: str, known: Sequence[str]) -> UnknownNoun:
    """No such noun; the nearest are suggested."""
    near = tuple(get_close_matches(name, known, n=3))
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are {listing(list(known))}."
    return UnknownNoun(f"No noun is called {name!r}. {hint}", noun=name, suggestions=near)


def column_of(name: str, columns: Sequence[str]) -> str:
    """The column a name stands for: itself, or the only one that ends in it.

    >>> column_of("onset", ["gmlmidongoing", "gmlmidonset"])
    'gmlmidonset'

    Raises
    ------
    UnknownVariable     none, or more than one
    """
    if name in columns:
        return name
    ending = [column for column in columns if column.endswith(name)]
    if len(ending) == 1:
        return ending[0]
    if ending:
        raise UnknownVariable(
            f"{name!r} could be {listing(ending)}. Write the whole name.",
            variable=name,
            suggestions=tuple(ending),
        )
    raise unknown_variable(name, "The panel", columns)


CHOOSE = "Choose other variables with keep=[…], or rename the column that is there."


def refuse_clashes(
    new: Iterable[str], there: Sequence[str], whose: str, instead: str = CHOOSE
) -> None:
    """Refuse columns that are already there, and say what can be done `instead`.

    Raises
    ------
    BadPanel    a column of that name exists
    """
    clashing = [name for name in new if name in there]
    if clashing:
        raise BadPanel(
            f"{whose} would add {listing(clashing)}, which the panel has already. {instead}",
            columns=tuple(clashing),
        )


def years_of(text: str | int) -> int:
    """A stretch of years: 2, ``"2"`` or ``"2y"``.

    Raises
    ------
    BadPanel    it is no whole number of years
    """
    match = re.fullmatch(r"\s*(\d{1,3})\s*y?\s*", str(text))
    if match is None:
        raise BadPanel(f"{text!r} is no stretch of years. Write 2 or '2y'.", value=text)
    return int(match[1])

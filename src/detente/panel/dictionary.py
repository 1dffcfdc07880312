"""Every variable of every noun: what it is called, what it says, in which unit, from where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from detente.panel.noun import Noun, Per, Variable
from detente.panel.nouns import NOUNS, VARIANTS, noun

PER: dict[Per, str] = {
    "state": "state",
    "dyad": "pair",
    "directed": "direction",
    "year": "year",
}


@dataclass(frozen=True)
class Entry:
    """One variable of one noun; per "state" it is two columns, …1 and …2, in panels of dyads."""

    noun: Noun
    variable: Variable

    @property
    def about(self) -> str:
        """What a value is about: a state, a pair, a direction or a year."""
        return PER[self.noun.per]

    @property
    def absence(self) -> str:
        """What it means that the source has no row inside coverage."""
        absent = self.variable.absent
        return "unknown" if absent is None else str(absent)

    def matches(self, words: tuple[str, ...]) -> bool:
        """Whether all words are in its name, label, unit, noun or sources."""
        text = " ".join(
            (
                self.variable.name,
                self.variable.label,
                self.variable.unit,
                self.noun.name,
                self.noun.title,
                *self.noun.sources,
            )
        ).casefold()
        return all(word.casefold() in text for word in words)


@cache
def nouns() -> tuple[Noun, ...]:
    """Every noun with its defaults, and in its other codings, by name."""
    return tuple(
        made
        for name in sorted(NOUNS)
        for made in (noun(name)(), *(noun(name)(other) for other in VARIANTS.get(name, ())))
    )


def added_as(name: str) -> str:
    """What `--add` takes for a noun of this name: ``"rivalries:td"`` for ``"rivalries_td"``.

    A noun in another coding has a name of its own; other names stay as they are.
    """
    return _codings().get(name, name)


@cache
def _codings() -> dict[str, str]:
    return {
        noun(name)(other).name: f"{name}:{other}"
        for name, others in VARIANTS.items()
        for other in others
    }


def variables(search: str = "") -> tuple[Entry, ...]:
    """Every variable, or those that have all the words of a search in what is said of them."""
    words = tuple(search.split())
    return tuple(
        entry
        for one in nouns()
        for entry in (Entry(one, variable) for variable in one.variables)
        if entry.matches(words)
    )


def noun_of(column: str) -> str | None:
    """The noun that brings a column of a panel, if one does."""
    bare = column.removesuffix("1").removesuffix("2")
    for entry in variables():
        if entry.variable.name == column:
            return entry.noun.name
        if entry.noun.per == "state" and entry.variable.name == bare:
            return entry.noun.name
    return None

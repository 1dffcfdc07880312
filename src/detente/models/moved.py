"""What moves a chance away from its base rate: parts of the log-odds, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from detente.models.logit import log_odds_apart


class Moved(NamedTuple):
    """What moves a chance within one year.

    Attributes
    ----------
    base, chance : the base rate, and the pair's chance
    parts : log-odds by name; they sum to the distance between the two
    """

    base: float
    chance: float
    parts: Mapping[str, float]


def moved(base: float, chance: float, parts: Mapping[str, float], rest: str) -> Moved:
    """The parts that are not nothing, and what is left of the distance under a name of its own."""
    left = log_odds_apart(base, chance) - sum(parts.values())
    named = {**parts, rest: left}
    return Moved(base, chance, {name: part for name, part in named.items() if part != 0})

"""How the two sides of a question are called inside a sentence."""

from __future__ import annotations

from detente.assessment.schema import Assessment, Party
from detente.report.picked import party_name

COMMON = (
    " Empire",
    " Union",
    " Republic",
    " States",
    " Islands",
    " Emirates",
    "Bahamas",
    "Comoros",
    "Maldives",
    "Netherlands",
    "Philippines",
    "Seychelles",
)
"""How names end that take an article."""


def both(view: Assessment) -> str:
    """``NATO and Russia``, ``the United States and China``."""
    return f"{called(view.question.a)} and {called(view.question.b)}"


def called(party: Party) -> str:
    """A side as a sentence names it, a state with its article."""
    name = party_name(party)
    return article(name) if party.kind == "state" else name


def article(name: str) -> str:
    """A state inside a sentence: ``the United States``, ``China``."""
    return f"the {name}" if name.startswith("United ") or name.endswith(COMMON) else name


def opening(sentence: str) -> str:
    """A sentence with its first letter large."""
    return sentence[:1].upper() + sentence[1:]

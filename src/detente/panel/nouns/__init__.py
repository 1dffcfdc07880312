"""What can be added to a panel: one noun a file, named as the field names it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

from detente.panel.naming import unknown_noun
from detente.panel.noun import Noun

NOUNS: dict[str, str] = {
    "alliances": "alliances",
    "arms_transfers": "arms_transfers",
    "capabilities": "capabilities",
    "capital_distance": "capital_distance",
    "claims": "claims",
    "contiguity": "contiguity",
    "crises": "crises",
    "cyber": "cyber",
    "dcas": "dcas",
    "democracy": "democracy",
    "diplomatic_representation": "diplomatic_representation",
    "disputes": "disputes",
    "dyadic_trade": "dyadic_trade",
    "exercises": "exercises",
    "gdp": "gdp",
    "ideal_distance": "ideal_distance",
    "ideal_points": "ideal_points",
    "igo_memberships": "igo_memberships",
    "igo_portfolio": "igo_portfolio",
    "igos": "igos",
    "incidents": "incidents",
    "interstate_wars": "interstate_wars",
    "leader_experience": "leader_experience",
    "leaders": "leaders",
    "majors": "majors",
    "minimum_distance": "minimum_distance",
    "opinion": "opinion",
    "peace_scale": "peace_scale",
    "rivalries": "rivalries",
    "sanctions": "sanctions",
    "territorial_threat": "territorial_threat",
    "trade": "trade",
    "trade_shares": "trade_shares",
    "ucdp": "ucdp",
    "treaties": "treaties",
    "us_troops": "us_troops",
    "vote_agreement": "vote_agreement",
    "willingness": "willingness",
}
"""Noun → the module that holds it; modules are imported when a noun is asked for."""

VARIANTS: dict[str, tuple[str, ...]] = {
    "disputes": ("mid",),
    "leaders": ("reign",),
    "rivalries": ("td", "kgd"),
    "ucdp": ("secondary",),
}
"""Noun → what else it can be asked for, as ``disputes("mid")``, with columns of its own."""


def noun(name: str) -> Callable[..., Noun]:
    """The noun of a name, as the command line calls it.

    Raises
    ------
    UnknownNoun     nothing is called so; `suggestions` holds the nearest
    """
    if name not in NOUNS:
        raise unknown_noun(name, tuple(NOUNS))
    made: Callable[..., Noun] = getattr(import_module(f"{__name__}.{NOUNS[name]}"), name)
    return made


def __getattr__(name: str) -> Callable[..., Noun]:
    """Import a noun when it is used: ``from detente.panel.nouns import contiguity``.

    Raises
    ------
    UnknownNoun     nothing is called so, but something nearly
    AttributeError  nor anything nearly
    """
    if name in NOUNS:
        return noun(name)
    unknown = unknown_noun(name, tuple(NOUNS))
    if unknown.suggestions and not name.startswith("_"):
        raise unknown
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *NOUNS]


class _Nouns(ModuleType):
    """This package, where a noun's name stays the noun when its module has been imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in NOUNS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Nouns

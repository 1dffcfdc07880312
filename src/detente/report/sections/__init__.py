"""The sections of the page, one file each.

A file in this folder with a `SECTION` is a section; nothing else needs to know of it. Numbers
in sentences go through `Sheet.n`, so that each says where in the assessment it stands; names
and descriptions are taken from the assessment word for word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from htpy import Node

    from detente.report.html.sheet import Sheet


@dataclass(frozen=True)
class Section:
    """One part of the page.

    Attributes
    ----------
    place : where it stands; sections come in this order
    id : its anchor, and the start of its figures' file names
    heading : what it is called
    body : what it says of an assessment; nothing at all leaves the section out, which only a
        pair that never met may do
    """

    place: int
    id: str
    heading: str
    body: Callable[[Sheet], Node]


def sections() -> list[Section]:
    """Every section, in order."""
    found = [
        import_module(f"{__name__}.{module.name}").SECTION for module in iter_modules(__path__)
    ]
    return sorted(found, key=lambda one: (one.place, one.id))

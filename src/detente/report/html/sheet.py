"""What a section writes on: the assessment, its numbers, and the pictures asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import htpy as h

from detente.assessment.schema import Assessment
from detente.report import theme
from detente.report.figures.figure import Figure
from detente.report.html.numbers import Numbers
from detente.report.html.picture import picture

Make = Callable[[int], Figure]
"""A figure at a width in pixels."""


@dataclass
class Sheet:
    """One assessment on its way to a page.

    Attributes
    ----------
    view : the assessment
    draw : whether pictures are drawn; without, captions, tables and numbers stand alone
    figures : every figure asked for so far, by the name of its file
    """

    view: Assessment
    draw: bool = True
    figures: dict[str, Make] = field(default_factory=dict)

    @cached_property
    def n(self) -> Numbers:
        """The numbers of the assessment."""
        return Numbers(self.view)

    def figure(self, name: str, make: Make) -> h.Element:
        """A picture with its title, caption and numbers.

        Parameters
        ----------
        name : of the file and the anchor, e.g. ``odds-defence-pact``; once a page
        make : width → figure; asked for a wide and for a phone's width
        """
        if name in self.figures:
            raise ValueError(f"two figures are called {name}")
        self.figures[name] = make
        wide = make(theme.WIDE)
        return picture(name, wide, make(PHONE) if self.draw and not wide.words else None, self.draw)


PHONE = theme.NARROW - 24

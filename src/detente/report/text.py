"""The assessment as text: a first screen in words, and every number behind it on request."""

from __future__ import annotations

from detente.assessment.schema import Assessment
from detente.report.first_screen import first_screen
from detente.report.full_text import full_text
from detente.report.layout import Page


def render(view: Assessment, *, full: bool = False, width: int = 80, colour: bool = False) -> str:
    """The assessment as text of at most `width` columns.

    Parameters
    ----------
    full : add every number with its source, coverage and n
    colour : use terminal colours; meaning never rests on them
    """
    page = Page(width=width, colour=colour)
    first_screen(page, view)
    if full:
        full_text(page, view)
    return page.text()

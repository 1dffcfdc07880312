"""A figure in a page: its finding, the picture for either width, its caption, its numbers."""

from __future__ import annotations

from urllib.parse import quote

import htpy as h
from markupsafe import Markup

from detente.report.figures.figure import Figure
from detente.report.html.tables import of_frame
from detente.report.html.unbroken import unbroken


def picture(name: str, wide: Figure, narrow: Figure | None, draw: bool) -> h.Element:
    """A `figure` element.

    Parameters
    ----------
    name : anchor, and name of the file with the numbers
    narrow : the same figure for a phone; None where one picture serves both
    draw : without, everything but the pictures
    """
    return h.figure(id=f"fig-{name}")[
        h.div(".finding")[unbroken(wide.title)],
        _drawn(wide, narrow) if draw else h.p(".alt")[wide.alt],
        h.figcaption[unbroken(wide.caption)],
        _numbers(name, wide),
    ]


def _drawn(wide: Figure, narrow: Figure | None) -> h.Node:
    if narrow is None:
        return h.div(".picture")[_svg(wide)]
    return [
        h.div(".picture.wide")[_svg(wide)],
        h.div(".picture.narrow")[_svg(narrow)],
    ]


def _svg(figure: Figure) -> Markup:
    """The picture without its words, which the page sets itself."""
    return Markup(figure.svg(adaptive=True, bare=True))


def _numbers(name: str, figure: Figure) -> h.Element | None:
    if figure.data.is_empty():
        return None
    return h.details(".numbers")[
        h.summary["The numbers drawn"],
        of_frame(figure.data),
        h.p[
            h.a(download=f"{name}.csv", href=f"data:text/csv;charset=utf-8,{quote(figure.csv())}")[
                "Save as CSV"
            ]
        ],
    ]

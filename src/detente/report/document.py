"""The page: an assessment as one self-contained HTML file, and its pictures by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from detente.assessment.schema import Assessment
from detente.report import theme
from detente.report.figures.figure import Figure
from detente.report.html.sheet import Sheet
from detente.report.html.shell import Written, document
from detente.report.sections import sections

Progress = Callable[[int, int], None]


def page(view: Assessment, *, draw: bool = True, progress: Progress | None = None) -> str:
    """An assessment as one HTML file that needs no other and opens no connection.

    Parameters
    ----------
    view : from `detente.assess`; drivers and nearest decisions are shown if it was asked for them
    draw : whether pictures are drawn; without, their findings, captions and numbers stand alone
    progress : called with sections written and their number

    Returns
    -------
    str     HTML 5, a megabyte or two

    Raises
    ------
    ExtraMissing    the extra `plots` is not installed
    """
    theme.extra("htpy")
    return document(view, _written(Sheet(view, draw), progress))


def page_figures(view: Assessment, *, width: int = theme.WIDE) -> dict[str, Figure]:
    """Every figure of the page by the name of its file.

    Raises
    ------
    ExtraMissing    the extra `plots` is not installed
    """
    sheet = Sheet(view, draw=False)
    _written(sheet, None)
    return {name: make(width) for name, make in sheet.figures.items()}


def save_figures(
    view: Assessment, folder: str | Path, *, progress: Progress | None = None
) -> list[Path]:
    """Write every figure of the page as SVG, PNG and CSV.

    Raises
    ------
    ExtraMissing        the extra `plots` is not installed
    OutputUnwritable    the folder cannot be made, or a file not written
    """
    target = Path(folder)
    theme.ready(target)
    found = page_figures(view)
    written = []
    for done, (name, figure) in enumerate(found.items()):
        written += [figure.save(target / f"{name}.{kind}") for kind in ("svg", "png", "csv")]
        if progress is not None:
            progress(done + 1, len(found))
    return written


def file_name(view: Assessment) -> str:
    """What a page is called where nobody named it: ``nato-rus.html``."""
    codes = (view.question.a.code, view.question.b.code)
    words = [re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-") for code in codes]
    return f"{'-'.join(filter(None, words)) or 'detente'}.html"


def _written(sheet: Sheet, progress: Progress | None) -> list[Written]:
    """What each section says; one that says nothing is left out."""
    found = []
    asked = sections()
    for done, section in enumerate(asked):
        body = section.body(sheet)
        if body is not None and body != []:
            found.append(Written(section.id, section.heading, body))
        if progress is not None:
            progress(done + 1, len(asked))
    return found

"""`detente report A B`: the answer as one page that needs no other file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli import output, question, terminal
from detente.cli.progress import bar


def report(
    a: question.A,
    b: question.B,
    as_of: question.AsOf = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where the page goes, whole or not at all.",
            show_default="both codes, e.g. nato-rus.html",
        ),
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Write each picture there too (SVG, PNG, CSV).",
            show_default=False,
        ),
    ] = None,
    horizon: question.Horizon = question.EVERY,
    given: question.Given = None,
    seconds: question.Seconds = question.MINUTE,
    bloc: question.Bloc = None,
    bloc_file: question.BlocFile = None,
) -> None:
    """Write the answer as one HTML page, with pictures.

    The page opens from disk, prints, and needs no connection; pictures need detente[plots].
    For example: detente report NATO RUS -o nato-russia.html
    """
    import detente
    from detente.report import document, theme

    if figures is None:
        theme.present()
    else:
        theme.ready(figures)
    with bar("draws") as progress:
        view = detente.assess(
            a,
            b,
            as_of=as_of,
            horizons=horizon,
            blocs=[*(bloc or ()), *(bloc_file or ())],
            given=given or (),
            seconds=seconds,
            progress=progress,
        )
    with bar("sections") as progress:
        page = document.page(view, progress=progress)
    target = file if file is not None else Path(document.file_name(view))
    output.write(target, page)
    told = f"Wrote {target} ({len(page.encode()) / 1e6:.1f} MB)."
    if figures is not None:
        with bar("figures") as progress:
            written = document.save_figures(view, figures, progress=progress)
        told += f" {len(written)} files of figures are in {figures}."
    typer.echo(terminal.wrapped(told), err=True)

"""`detente assess A B`: one relationship at one date, for people or for programs."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from detente.cli import output, question, terminal
from detente.cli.progress import bar


class Format(Enum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


def assess(
    a: question.A,
    b: question.B,
    as_of: question.AsOf = None,
    horizon: question.Horizon = question.EVERY,
    format: Annotated[Format, typer.Option(help="For people or for programs.")] = Format.TEXT,
    full: Annotated[
        bool, typer.Option("--full", help="Every number with its source, coverage and n.")
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the answer to a file, whole or not at all.",
            show_default=False,
        ),
    ] = None,
    given: question.Given = None,
    seconds: question.Seconds = question.MINUTE,
    bloc: question.Bloc = None,
    bloc_file: question.BlocFile = None,
) -> None:
    """Assess the relationship of two states or blocs.

    For example: detente assess USA RUS --as-of 2014-02-28
    """
    import detente

    with bar("draws") as progress:
        view = detente.assess(
            a,
            b,
            as_of=as_of,
            horizons=horizon,
            blocs=[*(bloc or ()), *(bloc_file or ())],
            given=given or (),
            seconds=seconds,
            drivers=full or format is Format.JSON,  # the first screen shows none
            progress=progress,
        )
    if format is Format.JSON:
        answer = view.to_json()
    else:
        from detente.report import text

        answer = text.render(
            view,
            full=full,
            width=terminal.width() if file is None else terminal.PLAIN,
            colour=terminal.colour() and file is None,
        )
    answer = answer.rstrip("\n") + "\n"
    if file is not None:
        output.write(file, answer)
    else:
        typer.echo(answer.encode() if format is Format.JSON else answer, nl=False)

"""`detente assess A B`: one relationship at one date, for people or for programs."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from detente.cli import output, terminal
from detente.cli.progress import bar


class Format(Enum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


def assess(
    a: Annotated[str, typer.Argument(metavar="A", help="A state or bloc: name or code.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Use only what was known by this day: 2014-02-28, 2014-02 or 2014.",
            show_default="date of the data",
        ),
    ] = None,
    horizon: Annotated[
        str, typer.Option(metavar="YEARS", help="Years ahead, from 1 to 20.")
    ] = "1,5,10,20",
    format: Annotated[Format, typer.Option(help="For people or for programs.")] = Format.TEXT,
    full: Annotated[
        bool, typer.Option("--full", help="Every number with its source, coverage and n.")
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            help="Write the answer to a file, whole or not at all.",
            show_default=False,
        ),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CONDITION",
            help="Suppose something: 'FIN in NATO from 2027'. May be repeated.",
            show_default=False,
        ),
    ] = None,
    seconds: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="For the draws under a condition.")
    ] = 60,
    bloc: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=A,B,…",
            help="A bloc of your own, e.g. MINSK=BLR,RUS,UKR. May be repeated.",
            show_default=False,
        ),
    ] = None,
    bloc_file: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Blocs of your own from a CSV or JSON file. May be repeated.",
            show_default=False,
        ),
    ] = None,
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

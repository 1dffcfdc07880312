"""`detente backtest`: what the odds of an answer would have been worth at every past origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from detente.cli import output, terminal


def backtest(
    horizon: Annotated[int, typer.Option(help="Years ahead, from 1 to 20.")] = 1,
    first: Annotated[
        int, typer.Option("--from", metavar="YEAR", help="First origin, 1950 or later.")
    ] = 1970,
    last: Annotated[
        int | None,
        typer.Option(
            "--to", metavar="YEAR", help="Last origin.", show_default="last one fully observed"
        ),
    ] = None,
    model: Annotated[
        str, typer.Option(metavar="NAMES", help="Models, separated by commas.")
    ] = "base,persistence,borders,reference",
    file: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write every forecast and what came of it to a Parquet file.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Score the odds of a defence pact at past origins."""
    from detente import store
    from detente.evaluate.run import backtest as run
    from detente.report.track_record import track_record

    models = [name.strip() for name in model.split(",") if name.strip()]
    with _bar() as progress:
        found = run(
            store.vintage(),
            horizon=horizon,
            first=first,
            last=last,
            models=models,
            progress=progress,
        )
    if file is not None:
        output.write(file, found.parquet())
    typer.echo(track_record(found, width=terminal.width(), colour=terminal.colour()), nl=False)


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None] | None]:
    """A bar over origins on standard error, if that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("origins", total=None)
        yield lambda done, all_of_them: bar.update(task, completed=done, total=all_of_them)

"""The command `detente`: what it offers, and how an error reaches the terminal.

Nothing heavy is imported here: a command imports what it needs when it runs, so that
`detente --help` answers at once.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from detente import __version__
from detente.cli import terminal
from detente.cli.assess import assess
from detente.cli.backtest import backtest
from detente.cli.data import data
from detente.cli.panel import cite, panel, variables
from detente.cli.report import report
from detente.cli.schema import schema
from detente.cli.track_record import track_record
from detente.errors import BadQuestion, DataError, DetenteError

EXIT_CODES: tuple[tuple[type[DetenteError], int], ...] = (
    (BadQuestion, 2),
    (DataError, 3),
    (DetenteError, 1),
)

SELDOM = 500_000  # new objects between searches for cycles: the parts of an answer all live on

app = typer.Typer(
    name="detente",
    help="Where a relationship between states or blocs stands, how it got there, and what became "
    "of relationships like it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(assess)
app.command()(report)
app.command()(backtest)
app.command()(track_record)
app.add_typer(data)
app.command()(panel)
app.command()(variables)
app.command()(cite)
app.command()(schema)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Options of `detente` itself."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; a `DetenteError` becomes one message and an exit code.

    The codes are 2 for a question that cannot be answered as it was put (and for wrong
    options), 3 for data that cannot be had or trusted, 1 for any other error and 130
    after Ctrl-C.
    """
    terminal.prepare()
    gc.set_threshold(SELDOM)
    try:
        app(args=arguments, prog_name="detente")
    except DetenteError as error:
        typer.echo(terminal.wrapped(f"{type(error).__name__}: {error.message}"), err=True)
        sys.exit(next(code for kind, code in EXIT_CODES if isinstance(error, kind)))
    except BrokenPipeError:
        raise
    except OSError as error:
        typer.echo(
            terminal.wrapped(
                f"The answer could not be written, or a file not read: {error.strerror or error}"
                f"{f' ({error.filename})' if error.filename else ''}. What came out is not whole. "
                "Mend that, then give the same command again."
            ),
            err=True,
        )
        sys.exit(1)

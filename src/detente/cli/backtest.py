"""`detente backtest`: what the odds of an answer would have been worth at every past origin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import terminal
from detente.cli.progress import bar

if TYPE_CHECKING:
    from detente.evaluate.scored import TrackRecord


def backtest(
    outcome: Annotated[
        str,
        typer.Option(
            metavar="NAMES",
            help="defence_pact, stronger_pledge, dispute, violent_dispute, rivalry_end; "
            "several separated by commas.",
        ),
    ] = "defence_pact",
    horizon: Annotated[
        str, typer.Option(metavar="YEARS", help="Years ahead, from 1 to 20: 1 or 1,5,10,20.")
    ] = "1",
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
        str | None,
        typer.Option(
            metavar="NAMES", help="Models, separated by commas.", show_default="all that can run"
        ),
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, help="Processes side by side.")] = 2,
    ledger: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Keep every forecast and what came of it, one Parquet file per origin; a run "
            "that was cut goes on from there.",
            show_default=False,
        ),
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Draw reliability, skill by era and decisions, as SVG, PNG and CSV. Needs "
            "detente[plots].",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Score what forecasts made at past origins were worth.

    For example: detente backtest --horizon 1,10 --model reference --ledger forecasts
    """
    from detente import store
    from detente.dates import horizons
    from detente.evaluate.run import backtest as run
    from detente.report import theme
    from detente.report.track_record import track_record

    if figures is not None:  # said before the work, not after it
        theme.ready(figures)
    with bar("origins") as progress:
        found = run(
            store.vintage(),
            outcomes=_names(outcome),
            horizons=horizons(horizon),
            first=first,
            last=last,
            models=None if model is None else _names(model),
            jobs=jobs,
            folder=ledger,
            progress=progress,
        )
    typer.echo(
        track_record(
            found.record, data=found.vintage, width=terminal.width(), colour=terminal.colour()
        ),
        nl=False,
    )
    if figures is not None:
        draw(found.record, found.vintage, figures)


def draw(record: TrackRecord, data: str, folder: Path) -> None:
    """Write every figure of a record into a folder, as SVG, PNG and CSV."""
    from detente.report import figures_of

    for name, figure in figures_of(record, data=data).items():
        for suffix in (".svg", ".png", ".csv"):
            figure.save(folder / f"{name}{suffix}")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]

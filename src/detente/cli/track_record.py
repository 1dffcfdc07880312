"""`detente track-record`: what the forecasts of past origins were worth, as stored in the package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli import terminal
from detente.cli.assess import Format
from detente.cli.backtest import draw

EXAMPLE = ("defence_pact", 1)  # shown in full where nothing is asked


def track_record(
    outcome: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="defence_pact, stronger_pledge, dispute, violent_dispute, rivalry_end; "
            "several separated by commas.",
            show_default="a summary of all",
        ),
    ] = None,
    horizon: Annotated[
        str | None,
        typer.Option(metavar="YEARS", help="Years ahead: 1, 5, 10 or 20.", show_default="all"),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="Models, separated by commas.", show_default="all"),
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Draw the record there too (SVG, PNG, CSV); needs detente[plots].",
            show_default=False,
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="For people or for programs.")] = Format.TEXT,
) -> None:
    """Show how past forecasts scored, and decisions by name.

    The record was scored beforehand and is part of the package; `detente backtest` scores anew.
    For example: detente track-record --outcome defence_pact --horizon 10
    """
    from detente import store
    from detente.dates import horizons
    from detente.evaluate.stored import stored_record
    from detente.report import record_summary
    from detente.report.track_record import track_record as text

    if figures is not None:
        from detente.report import theme

        theme.ready(figures)
    stored = stored_record()
    record = stored.select(
        _names(outcome), horizons(horizon) if horizon is not None else (), _names(model)
    )
    data = record_summary.rests_on(stored, store.vintage())
    if figures is not None:
        draw(record, data, figures)
    if format is Format.JSON:
        typer.echo(stored.to_json(record).encode())
        return
    width, colour = terminal.width(), terminal.colour()
    if outcome is None and horizon is None:
        typer.echo(record_summary.summary(record, width=width, colour=colour))
        record = stored.select(EXAMPLE[:1], EXAMPLE[1:], _names(model))
    typer.echo(text(record, data=data, width=width, colour=colour), nl=False)


def _names(given: str | None) -> list[str]:
    return [name.strip() for name in (given or "").split(",") if name.strip()]

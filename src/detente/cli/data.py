"""`detente data`: which sources there are, what each declares, and whether it is here.

The store is imported by each command, so that `detente --help` need not wait for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.progress import bar
from detente.words import count, listing

if TYPE_CHECKING:
    from detente.sources.declare import Source
    from detente.store.artefact import Artefact

WIDTH = 80

data = typer.Typer(
    name="data",
    help="The published data: what there is, where, and how to get it.",
    no_args_is_help=True,
)

Names = Annotated[list[str] | None, typer.Argument(help="Sources; all of them without a name.")]
MirrorFolder = Annotated[
    Path | None,
    typer.Option("--mirror", help="Take the files from this folder, by its MANIFEST.csv."),
]


@data.command("list")
def list_sources() -> None:
    """List all sources, and whether each was fetched."""
    from detente import store

    rows = [("name", "covers", "size", "fetched", "version, unit")]
    rows += [
        (
            held.name,
            _years(held.source),
            _size(held.source.size),
            "yes" if held.fetched else "mirror only" if held.source.derived else "no",
            f"{held.source.version}, {held.source.rows}",
        )
        for held in store.status()
    ]
    typer.echo(_columns(rows))


@data.command()
def info(
    name: Annotated[str, typer.Argument(help="A source, as `detente data list` names it.")],
) -> None:
    """Show all that a source declares of itself."""
    from detente import store

    (held,) = store.status([name])
    source = held.source
    typer.echo(fill(f"{source.id}: {source.title}", WIDTH))
    for label, text in (
        ("unit", str(source.rows)),
        ("covers", _years(source)),
        ("absent", f"a row that is not there means: {source.absent.value}"),
        ("missing", listing([str(code) for code in source.missing]) or "no code stands for it"),
        ("known", source.lag.value),
        *((f"  {column}", unit) for column, unit in source.units.items()),
        ("notes", source.notes),
        ("licence", source.licence),
        ("cite", source.cite),
        ("homepage", source.homepage),
        ("address", source.url or "none: no address yields this file, only a mirror has it"),
        ("in a mirror", source.path),
        ("sha256", source.sha256),
        ("size", f"{_size(source.size)} ({source.size:,} bytes)"),
        ("reader", str(source.reader)),
        ("file", str(held.raw or "not fetched")),
        ("table", str(held.parquet or "not converted")),
    ):
        if text:
            typer.echo(_entry(label, text))


@data.command()
def fetch(names: Names = None, mirror: MirrorFolder = None) -> None:
    """Fetch sources, check and convert them.

    With no name all of them; once all are there, the full vintage is built and takes over from the starter.
    """
    from detente import store

    for got in store.fetch(names or None, mirror=mirror):
        origin = "already in the cache" if got.origin == "cache" else f"from the {got.origin}"
        typer.echo(f"{got.source.id}: {origin}")
    if names:
        return
    from detente.release.starter import build_full, missing_sources

    lacking = missing_sources()
    if lacking:
        typer.echo(
            fill(
                f"No full vintage: it also needs {listing(list(lacking))}, which only a mirror "
                f"has (--mirror FOLDER). {store.vintage('starter').id} stays in use.",
                WIDTH,
            )
        )
        return
    typer.echo(f"Built {build_full().id}, which is used from now on.")


@data.command()
def verify(names: Names = None) -> None:
    """Check what is in the cache against its checksums.

    With no name the tables in use as well.
    """
    from detente import store

    verdicts = store.verify(names or None)
    for verdict in verdicts:
        typer.echo(f"{verdict.name}: {verdict.finding}")
        if verdict.finding == "altered":
            typer.echo(f"  expected {verdict.expected}\n  got      {verdict.got}")
    if not names:
        used = store.vintage()
        used.verify()
        typer.echo(f"{used.id}: {count(len(used.tables), 'table')} verified")
    wrong = [verdict.name for verdict in verdicts if not verdict.sound]
    if wrong:
        typer.echo(f"Fetch anew: detente data fetch {' '.join(wrong)}", err=True)
        raise typer.Exit(1)


@data.command()
def where() -> None:
    """Show the folders in use."""
    from detente import store

    used = store.vintage()
    rows = [
        ("cache", str(store.cache_dir())),
        ("mirror", os.environ.get("DETENTE_MIRROR") or "none (set DETENTE_MIRROR=FOLDER)"),
        ("vintage", f"{used.id} in {used.folder}"),
    ]
    typer.echo(_columns(rows))


@data.command("build-starter")
def build_starter(
    mirror: MirrorFolder = None,
    output: Annotated[
        Path | None, typer.Option(help="Write to this folder instead of into the package.")
    ] = None,
) -> None:
    """Build the tables that ship with the package.

    The same sources give the same bytes.
    """
    from detente import store
    from detente.release import starter

    if mirror is not None:
        store.fetch(mirror=mirror)
    built = starter.build_starter(output or store.STARTER)
    size = sum(built.record(name).bytes for name in built.tables)
    typer.echo(f"{built.id}: {count(len(built.tables), 'table')}, {_size(size)}, in {built.folder}")


Output = Annotated[
    Path | None, typer.Option(help="Write to this folder instead of into the package.")
]
Jobs = Annotated[int, typer.Option(metavar="N", min=1, help="Processes side by side.")]


@data.command("build-trials")
def build_trials(jobs: Jobs = 2) -> None:
    """Try every way to fit the models at every past origin.

    What each lost is kept beside the models, and decides what is taken at later origins. Needed when
    a setting is added or a feature changes; fits and draws are to be built anew after it.
    """
    from detente import store
    from detente.release import hostility_trials, trials

    starter = store.vintage("starter")
    with bar("treaty processes") as progress:
        treaty = trials.build_trials(starter, jobs=jobs, progress=progress)
    with bar("disputes") as progress:
        disputes = hostility_trials.build_hostility_trials(starter, jobs=jobs, progress=progress)
    typer.echo(f"What every way to fit lost, by year: {treaty} and {disputes}")


@data.command("build-fits")
def build_fits(output: Output = None, jobs: Jobs = 2) -> None:
    """Build the stored fits of treaties and disputes, by year.

    They hold for the starter tables and the code they were made with, and are refused otherwise.
    """
    from detente import store
    from detente.models.artefacts import FITS
    from detente.release import fits

    with bar("fits") as progress:
        built = fits.build_fits(
            store.vintage("starter"), output or FITS, jobs=jobs, progress=progress
        )
    typer.echo(_built(built))


@data.command("build-draws")
def build_draws() -> None:
    """Build the stored draws of the data's day.

    With it go the chances of disputes and of rivalries' ends of that day.
    """
    from detente import store
    from detente.models.hostility import day
    from detente.models.simulate import draws

    starter = store.vintage("starter")
    with bar("draws") as progress:
        walked = draws.write_draws(starter, progress=progress)
    with bar("hostility") as progress:
        hostile = day.write_hostility(starter, progress=progress)
    typer.echo(f"{draws.STORED_DRAWS:,} draws in {draws.FOLDER}: {_size(walked)}.")
    typer.echo(f"Hostility of the day in {day.FOLDER}: {_size(hostile)}.")


@data.command("build-record")
def build_record(
    output: Output = None,
    jobs: Jobs = 2,
    ledger: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Keep the forecasts of each origin here; a build that was cut goes on from there.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Build the stored track record.

    Of the starter tables, with the forecasts of the last year coded. Takes up to half an hour.
    """
    from detente import store
    from detente.evaluate.stored import STORED
    from detente.release import track_record

    with bar("origins") as progress:
        built = track_record.build_record(
            store.vintage("starter"), output or STORED, jobs=jobs, ledger=ledger, progress=progress
        )
    typer.echo(_built(built))


def _built(artefact: Artefact) -> str:
    size = sum((artefact.folder / name).stat().st_size for name in artefact.files)
    return (
        f"{artefact.made.vintage}: {count(len(artefact.files), 'file')}, {_size(size)}, "
        f"in {artefact.folder}"
    )


def _years(source: Source) -> str:
    first, last = source.covers
    return str(first) if first == last else f"{first}–{last}"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size / 1e3, 0.1):.1f} kB"


def _entry(label: str, text: str) -> str:
    """A label and its text, wrapped; addresses and paths stay in one piece."""
    margin = 14
    return fill(
        text,
        WIDTH,
        initial_indent=f"{label:<{margin}}" if len(label) < margin else f"{label} ",
        subsequent_indent=" " * margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned text, the same on a terminal and in a pipe; a terminal's edge cuts it."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    if sys.stdout.isatty():
        edge = get_terminal_size().columns
        lines = [line if len(line) <= edge else f"{line[: edge - 1]}…" for line in lines]
    return "\n".join(lines)

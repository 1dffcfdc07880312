"""Building a vintage: the starter inside the package, the full one in a user's cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import polars as pl

from detente import store
from detente.release.tables import SOURCES, TABLES
from detente.sources import registry

VINTAGE_DATE = date(2026, 6, 1)  # the last day the facts were gathered for

Frame = pl.DataFrame


def build_starter(folder: Path, *, load: Callable[[str], Frame] | None = None) -> store.Vintage:
    """Write the starter vintage's tables into `folder` from the fetched sources.

    The same sources give the same bytes.

    Raises
    ------
    SourceMissing       a source has not been fetched and no mirror has it
    """
    return _build(folder, "starter", load or store.source)


def build_full(*, load: Callable[[str], Frame] | None = None) -> store.Vintage:
    """Write the full vintage's tables into the cache; it then takes over from the starter."""
    return _build(store.full_folder(SOURCES), "full", load or store.source)


def missing_sources() -> tuple[str, ...]:
    """Sources a full vintage still lacks in the cache."""
    fetched = {status.name for status in store.status() if status.fetched}
    return tuple(name for name in SOURCES if name not in fetched)


def _build(
    folder: Path, kind: Literal["starter", "full"], load: Callable[[str], Frame]
) -> store.Vintage:
    tables = {
        table.name: (table.build(load), _stamps(table.sources), table.terms) for table in TABLES
    }
    store.write_vintage(folder, kind=kind, date=VINTAGE_DATE, tables=tables)
    return store.Vintage(folder)


def _stamps(names: Sequence[str]) -> tuple[store.Stamp, ...]:
    return tuple(store.Stamp.of(registry.get(name)) for name in names)

"""The track record inside the package: what every model was worth, scored beforehand.

It is read without the models, so that looking it up takes no time.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import polars as pl

from detente.evaluate.scored import TrackRecord
from detente.store import STARTER
from detente.store.artefact import STAMP, Artefact, read_artefact

Frame = pl.DataFrame

STORED = STARTER.parent / "track_record"
RECORD = ("scores", "reliability", "decisions", "differences")
NOW = ("forecasts", "accessions", "bodies")  # made at the end of the last year coded
TABLES = (*RECORD, "units", *NOW)


@dataclass(frozen=True)
class StoredRecord:
    """A track record with what it was made from; each table is read when asked for."""

    artefact: Artefact

    @property
    def vintage(self) -> str:
        """The id of the vintage that was scored."""
        return self.artefact.made.vintage

    @property
    def date(self) -> date:
        """The date of that vintage."""
        return self.artefact.date

    @cached_property
    def record(self) -> TrackRecord:
        """Scores, reliability, decisions and differences.

        Raises
        ------
        Unreadable          a table is gone
        ChecksumMismatch    a table was altered
        """
        return TrackRecord(**{name: self.table(name) for name in RECORD})

    def table(self, name: str) -> Frame:
        """One of `TABLES`, checked.

        - `units`: bodies and state × treaty units that decided, and where they stood among all
          at risk in the year before
        - `forecasts`: the chance of every outcome for every pair at risk at the end of the
          last year coded, within 1, 5, 10 and 20 years, by every model
        - `accessions`, `bodies`: the same of states outside treaties, and of bodies that could
          adopt a pact

        Raises
        ------
        Unreadable          it is gone
        ChecksumMismatch    it was altered
        """
        return pl.read_parquet(io.BytesIO(self.artefact.read(f"{name}.parquet")))


def stored_record(folder: Path = STORED) -> StoredRecord:
    """The track record in a folder, the one inside the package by default.

    Raises
    ------
    SourceMissing   there is none
    Unreadable      it is damaged
    """
    stamp = folder / STAMP
    return _stored(folder, stamp.stat().st_mtime_ns if stamp.is_file() else 0)


@lru_cache(maxsize=2)
def _stored(folder: Path, _changed: int) -> StoredRecord:
    return StoredRecord(read_artefact(folder))

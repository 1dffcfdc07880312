"""The track record inside the package: what every model was worth, scored beforehand.

It is read without the models, so that looking it up takes no time.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import polars as pl

from detente.errors import BadQuestion
from detente.evaluate.scored import TrackRecord
from detente.store import STARTER, Vintage
from detente.store.artefact import STAMP, Artefact, read_artefact
from detente.store.make import data_of
from detente.words import listing

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

    @property
    def version(self) -> str:
        """Of the package that made the forecasts."""
        return self.artefact.made.version

    def of(self, vintage: Vintage) -> bool:
        """Whether these very tables were scored."""
        return self.artefact.made.data == data_of(vintage)

    @cached_property
    def record(self) -> TrackRecord:
        """Scores, reliability, decisions and differences.

        Raises
        ------
        Unreadable          a table is gone
        ChecksumMismatch    a table was altered
        """
        return TrackRecord(**{name: self.table(name) for name in RECORD})

    def select(
        self,
        outcomes: Sequence[str] = (),
        horizons: Sequence[int] = (),
        models: Sequence[str] = (),
    ) -> TrackRecord:
        """The part of the record that concerns some outcomes, horizons and models; none: all.

        Raises
        ------
        BadQuestion     something named was never scored
        """
        kept = self.record
        asked: dict[str, Sequence[object]] = {
            "outcome": outcomes,
            "horizon": horizons,
            "model": models,
        }
        for column, wanted in asked.items():
            if wanted:
                kept = _narrowed(kept, column, list(wanted))
        return kept

    def to_json(self, record: TrackRecord) -> str:
        """A part of the record as JSON, with what was scored and by which version."""
        content = {
            "vintage": self.vintage,
            "date": self.date.isoformat(),
            "detente": self.version,
            **{name: getattr(record, name).to_dicts() for name in RECORD},
        }
        return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)

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


def _narrowed(record: TrackRecord, column: str, wanted: list[object]) -> TrackRecord:
    scored = record.scores[column].unique(maintain_order=True).to_list()
    unknown = [str(one) for one in wanted if one not in scored]
    if unknown:
        raise BadQuestion(
            f"The track record has no {column} {listing(unknown)} there, only "
            f"{listing([str(one) for one in scored])}. `detente backtest` scores others.",
            **{column: tuple(unknown)},
        )
    frames = {name: getattr(record, name).filter(pl.col(column).is_in(wanted)) for name in RECORD}
    if column == "model":
        frames["differences"] = frames["differences"].filter(pl.col("rival").is_in(wanted))
    return TrackRecord(**frames)


@lru_cache(maxsize=2)
def _stored(folder: Path, _changed: int) -> StoredRecord:
    return StoredRecord(read_artefact(folder))

"""The ledger: a folder with one Parquet file per origin, so that a cut run can go on.

Every file says of which data and by which code it was made. A folder made of other data or
by other code is refused: forecasts of two makes are never mixed.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path

import polars as pl

from detente.errors import DataError, OutputUnwritable, StoreUnwritable, Unreadable
from detente.evaluate.forecasts import FACTS, KEYS, Wanted
from detente.store import Vintage
from detente.store.atomic import write_bytes
from detente.store.make import Make

Frame = pl.DataFrame

MARK = "detente.ledger"
DECIDING = (
    "measures",
    "models",
    "states",
    "evaluate/outcomes.py",
    "evaluate/origins.py",
    "evaluate/attribution.py",
    "evaluate/forecasts.py",
)


def make_of(vintage: Vintage) -> Make:
    """That of forecasts from a vintage by the code at hand."""
    return Make.of(vintage, DECIDING)


class Ledger:
    """Forecasts by origin, in a folder.

    Raises
    ------
    DataError       the folder holds forecasts of another make
    Unreadable      one of its files is damaged
    """

    def __init__(self, folder: Path, make: Make) -> None:
        self.folder, self.make = folder, make
        for path in self._files():
            self._check(path)

    def read(self, year: int) -> Frame | None:
        """The forecasts of an origin, or None."""
        path = self._path(year)
        return _parquet(path) if path.is_file() else None

    def all(self, years: list[int]) -> Frame:
        """The forecasts of several origins, in their order."""
        return pl.concat([_parquet(self._path(year)) for year in years], how="diagonal")

    def missing(self, year: int, wanted: list[Wanted]) -> list[Wanted]:
        """What is wanted of an origin and not there yet."""
        frame = self.read(year)
        if frame is None:
            return wanted
        models = [name for name in frame.columns if name not in FACTS]
        there = (
            frame.group_by("outcome", "horizon")
            .agg(pl.col(name).is_not_null().all() for name in models)
            .unpivot(models, index=["outcome", "horizon"], variable_name="model")
            .filter("value")
        )
        held = set(there.select("outcome", "horizon", "model").iter_rows())
        return [one for one in wanted if (one.outcome, one.horizon, one.model) not in held]

    def write(self, year: int, frame: Frame) -> None:
        """Add forecasts to an origin's file, whole or not at all."""
        before = self.read(year)
        if before is not None:
            frame = _joined(before, frame)
        buffer = io.BytesIO()
        frame.write_parquet(buffer, metadata={MARK: json.dumps(asdict(self.make))})
        try:
            write_bytes(self._path(year), buffer.getvalue())
        except StoreUnwritable as error:
            raise OutputUnwritable(
                f"The ledger cannot be written to {self.folder}: {error.reason}. Name a folder "
                "that can be written to; what was forecast before is kept.",
                path=self.folder,
                reason=error.reason,
            ) from error

    def _path(self, year: int) -> Path:
        return self.folder / f"{year}.parquet"

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.parquet")) if self.folder.is_dir() else []

    def _check(self, path: Path) -> None:
        try:
            mark = pl.read_parquet_metadata(path).get(MARK)
            made = Make(**json.loads(mark)) if mark else None
        except (OSError, ValueError, TypeError, pl.exceptions.PolarsError) as error:
            raise _damaged(path, str(error)) from error
        if made == self.make:
            return
        there = "not by a back-test" if made is None else f"from {made.vintage} {made.version}"
        if made is not None and (made.vintage, made.version) == (
            self.make.vintage,
            self.make.version,
        ):
            there += ", of other tables" if made.data != self.make.data else ", by other code"
        raise DataError(
            f"{path} was made {there}; this run is from {self.make.vintage} {self.make.version}. "
            "Forecasts of two makes are not mixed: name another folder, or remove this one.",
            folder=self.folder,
            made=made,
            asked=self.make,
        )


def _joined(before: Frame, after: Frame) -> Frame:
    """Rows and models of both; where both have one, the later."""
    names = dict.fromkeys(name for name in (*before.columns, *after.columns) if name not in KEYS)
    both = before.join(after, on=KEYS, how="full", coalesce=True, suffix="'")
    return both.select(
        *KEYS,
        *(
            pl.coalesce(f"{name}'", name).alias(name) if f"{name}'" in both.columns else name
            for name in names
        ),
    ).sort(KEYS)


def _parquet(path: Path) -> Frame:
    try:
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, why: str) -> Unreadable:
    return Unreadable(
        f"{path} cannot be read as forecasts: {why}. Remove it and run the back-test again.",
        path=path,
        reason=why,
    )

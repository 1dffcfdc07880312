"""A vintage whose future, seen from a day, is false: deleted, or shuffled.

What could be known on a day is left as it was: values of complete years, memberships and
treaties to the day, the ends of rivalries up to three years before. All that lies beyond is
taken away, or dealt out anew among states and years.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

from detente.dates import HINDSIGHT_YEARS
from detente.store import Vintage

Frame = pl.DataFrame

HOWS = ("deleted", "shuffled")
LONGEST = 9000  # days after the day into which an end may fall
VALUES = ("atopid", "type", "bloc", "igo", "name")  # dealt out anew beside states


class Falsified:
    """Stands in for a vintage; hands out its tables with another future."""

    def __init__(self, true: Vintage, day: date, how: str, seed: int) -> None:
        self.true, self.day, self.how = true, day, how
        self.seed = seed
        self._frames: dict[str, Frame] = {}

    @property
    def year(self) -> int:
        """The first year that is not complete on the day."""
        return self.day.year

    def table(self, name: str) -> Frame:
        """A table with another future."""
        if name not in self._frames:
            rng = np.random.default_rng([self.seed, len(self._frames)])
            self._frames[name] = self._falsified(name, self.true.table(name), rng)
        return self._frames[name]

    def _falsified(self, name: str, frame: Frame, rng: np.random.Generator) -> Frame:
        if name == "treaties":
            return self._treaties(frame)
        if name == "rivalry_spells":
            return self._rivalries(frame, rng)
        if name == "dispute_years":
            frame = self._disputes(frame)
        if "year" in frame.columns:
            return self._split(frame, pl.col("year") >= self.year, rng)
        if "start" in frame.columns:
            # A treaty of the very day belongs to the year that is forecast.
            eve = self.day - timedelta(days=1)
            return self._spells(frame, eve if name == "pledge_spells" else self.day, rng)
        if "first" in frame.columns:
            later = pl.Series(self.year + rng.integers(0, 30, frame.height), dtype=pl.Int32)
            known = self._split(frame, pl.col("first") >= self.year, rng)
            return known.with_columns(
                last=pl.when(pl.col("last") >= self.year)
                .then(later.head(known.height))
                .otherwise("last")
            )
        days = [column for column, kind in frame.schema.items() if kind == pl.Date]
        return self._split(frame, pl.any_horizontal(pl.col(*days) > self.day), rng)

    def _split(self, frame: Frame, future: pl.Expr, rng: np.random.Generator) -> Frame:
        """The rows that were known, and the others dealt out anew or dropped."""
        known = frame.filter(~future.fill_null(False))
        if self.how == "deleted":
            return known
        rows = frame.filter(future.fill_null(False))
        rows = rows.filter(pl.Series(rng.random(rows.height) < 0.7, dtype=pl.Boolean))
        dealt = [
            column
            for column, kind in rows.schema.items()
            if column in VALUES
            or column.startswith("state")
            or kind in (pl.Boolean, pl.Int8)
            or kind.is_float()
        ]
        rows = rows.with_columns(
            rows[column].gather(rng.permutation(rows.height)) for column in dealt
        )
        if "state2" in rows.columns:
            one, two = pl.col("state1"), pl.col("state2")
            rows = rows.filter(one != two).with_columns(
                state1=pl.min_horizontal(one, two), state2=pl.max_horizontal(one, two)
            )
        keys = [c for c in ("dispnum", "state", "state1", "state2", "year") if c in rows.columns]
        if "year" in keys:
            rows = rows.unique(keys, keep="first", maintain_order=True)
        return pl.concat([known, rows])

    def _spells(self, frame: Frame, known: date, rng: np.random.Generator) -> Frame:
        """Spells by day: those that begin after the last known day, and ends still to come."""
        frame = self._split(frame, pl.col("start") > known, rng)
        days = pl.Series(
            [self.day + timedelta(days=int(n)) for n in rng.integers(1, LONGEST, frame.height)],
            dtype=pl.Date,
        )
        begun = pl.col("start") <= known
        for end in (column for column in ("end", "counts_to") if column in frame.columns):
            ahead = (begun & (pl.col(end).is_null() | (pl.col(end) > known))).fill_null(False)
            new = pl.lit(None, pl.Date) if self.how == "deleted" else pl.lit(days)
            frame = frame.with_columns(pl.when(ahead).then(new).otherwise(end).alias(end))
        if "last" in frame.columns:
            later = pl.Series(self.year + rng.integers(0, 30, frame.height), dtype=pl.Int32)
            ahead = begun & (pl.col("last") >= self.year)
            frame = frame.with_columns(last=pl.when(ahead).then(pl.lit(later)).otherwise("last"))
        return frame

    def _disputes(self, frame: Frame) -> Frame:
        """Of a dispute that still runs: its end, its level and its dead."""
        running = pl.col("last") >= self.year
        return frame.with_columns(
            last=pl.when(running).then(pl.lit(self.year + 3, pl.Int32)).otherwise("last"),
            hostility=pl.when(running).then(pl.lit(5, pl.Int8)).otherwise("hostility"),
            fatality=pl.when(running).then(pl.lit(6, pl.Int8)).otherwise("fatality"),
        )

    def _rivalries(self, frame: Frame, rng: np.random.Generator) -> Frame:
        """Rivalries that begin later, and ends that could not be seen yet."""
        frame = self._split(frame, pl.col("first") >= self.year, rng)
        soonest = pl.max_horizontal("first", pl.lit(self.year - HINDSIGHT_YEARS, pl.Int32))
        later = soonest + pl.Series(rng.integers(0, 25, frame.height), dtype=pl.Int32)
        unseen = pl.col("last").is_null() | (pl.col("last") >= self.year - HINDSIGHT_YEARS)
        new = pl.lit(None, pl.Int32) if self.how == "deleted" else later
        return frame.with_columns(last=pl.when(unseen).then(new).otherwise("last"))

    def _treaties(self, frame: Frame) -> Frame:
        """Treaties signed later are gone, and nobody knows yet who will be party to the others."""
        return frame.filter(~(pl.col("signed") > self.day).fill_null(False)).with_columns(
            parties=pl.lit(None, pl.String)
        )

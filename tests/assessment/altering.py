"""A vintage in which everything after a day is deleted, moved or shuffled.

What may be known on a day follows SCIENCE §1: a value of year t on 1 January of t+1, a
membership or treaty on its day, the end of a rivalry three years after the year it fell
in. Whatever lies beyond that is fair game here; what lies before is left as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from detente import facts
from detente.dates import HINDSIGHT_YEARS
from detente.store import Vintage
from detente.store.record import TableRecord

HOWS = ("deleted", "moved", "shuffled")
Frame = pl.DataFrame


@dataclass
class Later:
    """One way to falsify the future of a day."""

    day: date
    how: str
    rng: np.random.Generator

    @property
    def year(self) -> int:
        """The first year that was not complete on the day."""
        return self.day.year

    # ── building blocks ────────────────────────────────────────────────────────────────

    def days(self, n: int, *, longest: int = 6000) -> pl.Series:
        """Days after the day."""
        return pl.Series(
            [self.day + timedelta(days=int(k)) for k in self.rng.integers(1, longest, n)],
            dtype=pl.Date,
        )

    def years(self, n: int) -> pl.Series:
        """Years that were not complete on the day."""
        return pl.Series(self.rng.integers(self.year, self.year + 30, n), dtype=pl.Int32)

    def thinned(self, rows: Frame) -> Frame:
        """Rows from the future: none of them, or half."""
        if self.how == "deleted":
            return rows.clear()
        return rows.filter(pl.Series(self.rng.random(rows.height) < 0.5, dtype=pl.Boolean))

    def mixed(self, rows: Frame, *columns: str) -> Frame:
        """Rows with each of these columns dealt out anew."""
        if self.how != "shuffled":
            return rows
        return rows.with_columns(
            pl.Series(name, rows[name].to_list(), dtype=rows.schema[name])[
                self.rng.permutation(rows.height)
            ].alias(name)
            for name in columns
        )

    def split(self, frame: Frame, future: pl.Expr) -> tuple[Frame, Frame]:
        """What could be known on the day, and what could not."""
        future = future.fill_null(False)
        return frame.filter(~future), frame.filter(future)

    def open_ends(self, frame: Frame, column: str, *, unknown: pl.Expr | None = None) -> Frame:
        """Ends after the day moved or removed; an end that is past stays.

        Parameters
        ----------
        unknown : which ends could not be known, if not those after the day
        """
        ahead = (pl.col(column) > self.day) | pl.col(column).is_null()
        if unknown is not None:
            ahead = unknown
        new = self.days(frame.height) if self.how != "deleted" else None
        return frame.with_columns(
            pl.when(ahead).then(pl.lit(new, dtype=pl.Date)).otherwise(column).alias(column)
        )

    def after(self, rows: Frame, start: str, end: str | None = None) -> Frame:
        """Rows from the future put on other days of the future."""
        if rows.is_empty():
            return rows
        starts = self.days(rows.height)
        out = rows.with_columns(starts.alias(start))
        if end is not None:
            out = out.with_columns((starts + pl.duration(days=900)).alias(end))
        return out

    # ── the tables ─────────────────────────────────────────────────────────────────────

    def state_spells(self, frame: Frame) -> Frame:
        """States that come later go; ends to come are others, that of the list included."""
        past, future = self.split(frame, pl.col("start") > self.day)
        future = self.after(self.thinned(future), "start", "end")
        frame = pl.concat([past, future.with_columns(name=pl.lit("Ruritania"))])
        ends = dict(zip(("cow", "gw"), self.days(2), strict=True))
        ahead = pl.col("end") > self.day
        return frame.with_columns(
            end=pl.when(ahead & pl.col("list_end"))
            .then(pl.col("system").replace_strict(ends, return_dtype=pl.Date))
            .when(ahead & (pl.col("start") <= self.day))
            .then(pl.Series(self.days(frame.height)))
            .otherwise("end")
        )

    def pledge_spells(self, frame: Frame) -> Frame:
        """Treaties signed later bind others to other things; ends to come are others."""
        past, future = self.split(frame, pl.col("start") > self.day)
        future = self.after(self.thinned(future), "start", "end")
        future = self.mixed(future, "state1", "atopid", "defense", "offense", "nonagg", "consul")
        future = future.with_columns(
            first=pl.col("start").dt.year().cast(pl.Int32),
            last=pl.col("end").dt.year().cast(pl.Int32),
            state2=pl.max_horizontal("state2", pl.col("state1") + 1),
        )
        past = self.open_ends(past, "end")
        running = pl.col("last") >= self.year
        past = past.with_columns(
            last=pl.when(running).then(self.years(past.height)).otherwise("last")
        )
        return pl.concat([past, future.select(past.columns)])

    def by_year(self, frame: Frame) -> Frame:
        """Values of years that were not complete."""
        past, future = self.split(frame, pl.col("year") >= self.year)
        future = self.thinned(future)
        others = [name for name in frame.columns if name not in ("state", "state1", "year")]
        future = self.mixed(future, *others)
        if self.how == "moved":
            future = future.with_columns(self.years(future.height).alias("year"))
        if "state1" in frame.columns:
            future = future.with_columns(state2=pl.max_horizontal("state2", pl.col("state1") + 1))
            future = future.unique(["state1", "state2", "year"], maintain_order=True)
        else:
            future = future.unique(["state", "year"], maintain_order=True)
        return pl.concat([past, future.select(past.columns)])

    def dispute_years(self, frame: Frame) -> Frame:
        """Disputes of later years; of one still running its end, its level and its dead."""
        frame = self.by_year(frame)
        running = frame.filter(pl.col("year") >= self.year)["dispnum"].unique().to_list()
        return frame.with_columns(
            fatality=pl.when(pl.col("dispnum").is_in(running))
            .then(6)
            .otherwise("fatality")
            .cast(pl.Int8),
            hostility=pl.when(pl.col("dispnum").is_in(running))
            .then(5)
            .otherwise("hostility")
            .cast(pl.Int8),
            last=pl.when(pl.col("dispnum").is_in(running))
            .then(pl.col("last").clip(self.year) + 3)
            .otherwise("last")
            .cast(pl.Int32),
        )

    def rivalry_spells(self, frame: Frame) -> Frame:
        """Rivalries that begin later, and ends that could not be seen yet."""
        past, future = self.split(frame, pl.col("first") >= self.year)
        future = self.thinned(future)
        future = self.mixed(future, "first", "name").with_columns(last=pl.lit(None, pl.Int32))
        unseen = pl.col("last").is_null() | (pl.col("last") > self.year - 1 - HINDSIGHT_YEARS)
        soonest = pl.max_horizontal(pl.col("first"), pl.lit(self.year - HINDSIGHT_YEARS, pl.Int32))
        ends = (
            pl.lit(None, pl.Int32)
            if self.how == "deleted"
            else (soonest + pl.Series(self.rng.integers(0, 25, past.height), dtype=pl.Int32))
        )
        past = past.with_columns(last=pl.when(unseen).then(ends).otherwise("last"))
        return pl.concat([past, future])

    def dated(self, frame: Frame) -> Frame:
        """Spells with days that appear in yearly releases: borders, major powers."""
        last = date(self.year - 1, 12, 31)
        past, future = self.split(frame, pl.col("start") > last)
        future = self.after(self.thinned(future), "start", "end")
        unseen = pl.col("end").is_null() | (pl.col("end") > last)
        return pl.concat([self.open_ends(past, "end", unknown=unseen), future])

    def spells(self, frame: Frame) -> Frame:
        """Leaders and capitals."""
        past, future = self.split(frame, pl.col("start") > self.day)
        return pl.concat([self.open_ends(past, "end"), self.thinned(future)])

    def igo_spells(self, frame: Frame) -> Frame:
        """Organisations joined or left later."""
        past, future = self.split(frame, pl.col("first") >= self.year)
        ahead = pl.col("last") >= self.year
        past = past.with_columns(
            last=pl.when(ahead).then(self.years(past.height)).otherwise("last")
        )
        return pl.concat([past, self.thinned(future)])

    def bloc_members(self, frame: Frame) -> Frame:
        """Members that join later, join still later or never; those that leave, another day."""
        past, future = self.split(frame, pl.col("counts_from") > self.day)
        future = self.after(self.thinned(future), "counts_from").with_columns(
            start=pl.col("counts_from"),
            counts_to=pl.lit(None, pl.Date),
            source_title=pl.lit("A chronicle not yet written"),
        )
        future = self.mixed(future, "state_iso3")
        past = self.open_ends(past, "counts_to")
        ahead = pl.col("counts_to").is_null() | (pl.col("counts_to") > self.day)
        past = past.with_columns(end=pl.when(ahead).then("counts_to").otherwise("end"))
        if "end_event" in past.columns:
            left = pl.when(ahead).then(pl.lit("Left in the future")).otherwise("end_event")
            past = past.with_columns(end_event=left)
        return pl.concat([past, future.select(past.columns)])

    blocs = bodies = bloc_members

    def body_dates(self, frame: Frame) -> Frame:
        """Organisations founded later, on another day or never; those that end, another day."""
        past, future = self.split(frame, pl.col("founded") > self.day)
        future = self.after(self.thinned(future), "founded")
        return pl.concat([self.open_ends(past, "ended"), future.select(past.columns)])

    def bloc_rules(self, frame: Frame) -> Frame:
        """A defence clause that comes later says something else, on another day."""
        ahead = pl.col("defence_from") > self.day
        return frame.with_columns(
            defence_clause=pl.when(ahead)
            .then(pl.lit("yes (of the future)"))
            .otherwise("defence_clause"),
            defence_from=pl.when(ahead)
            .then(pl.lit(self.days(frame.height)))
            .otherwise("defence_from"),
        )

    def treaties(self, frame: Frame, pledges: Frame) -> Frame:
        """Treaties that bind nobody yet have other names, or none."""
        bound = pledges.filter(pl.col("start") <= self.day)["atopid"].unique().to_list()
        past, future = self.split(frame, ~pl.col("atopid").is_in(bound))
        future = self.thinned(future).with_columns(
            name=pl.lit("A treaty of the future"),
            short=pl.lit("Future treaty"),
            umbrella=~pl.col("umbrella"),
            confidence=pl.lit("C"),
        )
        return pl.concat([past, future])

    def later_pacts(self, frame: Frame) -> Frame:
        """Pacts signed later; pacts signed and not yet in force; ends to come."""
        dates = ("date_signed", "date_in_force", "date_end")
        nothing_yet = pl.all_horizontal(
            *((pl.col(name) > self.day) | pl.col(name).is_null() for name in dates)
        ) & pl.any_horizontal(*(pl.col(name).is_not_null() for name in dates))
        past, future = self.split(frame, nothing_yet)
        future = self.after(self.thinned(future), "date_signed")
        future = self.mixed(future, "parties").with_columns(
            date_in_force=pl.when(pl.col("date_in_force").is_not_null()).then("date_signed"),
            rung=pl.lit("defence"),
            defence_onset=pl.lit("yes"),
            clause=pl.lit("Words of the future"),
        )
        pending = pl.col("date_in_force") > self.day
        ends = pl.col("date_end") > self.day
        days = self.days(past.height)
        past = past.with_columns(
            date_in_force=pl.when(pending).then(pl.lit(days)).otherwise("date_in_force"),
            date_end=pl.when(ends).then(pl.lit(days)).otherwise("date_end"),
        )
        return pl.concat([past, future.select(past.columns)])

    def later_events(self, frame: Frame) -> Frame:
        """Turns that come later."""
        past, future = self.split(frame, pl.col("date") > self.day)
        future = self.mixed(self.after(self.thinned(future), "date"), "pair", "fact")
        return pl.concat([past, future.select(past.columns)])

    # ── the facts beside the tables ────────────────────────────────────────────────────

    def names(self, frame: Frame) -> Frame:
        """Names and codes that are borne later are others; ends to come are unknown."""
        past, future = self.split(frame, pl.col("start") > self.day)
        future = self.thinned(future).with_columns(
            name=pl.lit("Ruritania ") + pl.col("state").cast(pl.String), iso3=pl.lit("ZZZ")
        )
        return pl.concat([self.open_ends(past, "end"), future])

    def continues(self, frame: Frame) -> Frame:
        """Successions that come later join other peoples."""
        past, future = self.split(frame, pl.col("date") > self.day)
        future = self.mixed(self.thinned(future), "successor").with_columns(
            followed=~pl.col("followed")
        )
        return pl.concat([past, future])

    def bloc_names(self, frame: Frame) -> Frame:
        """What a bloc will be called."""
        past, future = self.split(frame, pl.col("start") > self.day)
        future = self.thinned(future).with_columns(
            name=pl.lit("League of the Future ") + pl.col("bloc"), short=pl.lit(None, pl.String)
        )
        return pl.concat([self.open_ends(past, "end"), future])

    def pacts_ended(self, frame: Frame) -> Frame:
        """Pacts that end later."""
        past, future = self.split(frame, pl.col("date") > self.day)
        return pl.concat(
            [past, self.thinned(future).with_columns(what=pl.lit("Ended in the future"))]
        )


class Altered:
    """Stands in for a vintage; its future, seen from a day, is falsified.

    The hash of a falsified file differs, so provenance is no part of what is compared. Shuffled
    tables say so in their record: what was fitted or simulated from the true ones is then stale,
    and everything is made anew from the false ones. With the other two ways, which would take as
    long again, fits and draws are those of the true vintage.
    """

    def __init__(self, true: Vintage, day: date, how: str, seed: int) -> None:
        self.true = true
        self.later = Later(day, how, np.random.default_rng(seed))
        self.seed = seed
        self._frames: dict[str, Frame] = {}

    def __getattr__(self, name: str) -> object:
        return getattr(self.true, name)

    def record(self, name: str) -> TableRecord:
        """The record of a table, with a hash of its own where the future is shuffled."""
        true = self.true.record(name)
        if self.later.how != "shuffled":
            return true
        marked = f"{true.sha256} {self.later.day} {self.seed}"
        return replace(true, sha256=hashlib.sha256(marked.encode()).hexdigest())

    def table(self, name: str) -> Frame:
        """A table with another future; rows come in another order too."""
        if name not in self._frames:
            frame = self._falsified(name, self.true.table(name))
            self._frames[name] = frame.sample(fraction=1.0, shuffle=True, seed=7)
        return self._frames[name]

    def _falsified(self, name: str, frame: Frame) -> Frame:
        if name == "treaties":
            return self.later.treaties(frame, self.true.table("pledge_spells"))
        named = {
            "contiguity_spells": self.later.dated,
            "majors": self.later.dated,
            "leaders": self.later.spells,
            "capitals": self.later.spells,
        }
        method: Callable[[Frame], Frame] | None = named.get(name) or getattr(self.later, name, None)
        return method(frame) if method is not None else self.later.by_year(frame)


def altered_facts(day: date, how: str, seed: int) -> Callable[[str], Frame]:
    """`facts.read`, with another future in names, successions, blocs, organisations, pacts ended."""
    later = Later(day, how, np.random.default_rng(seed))
    read = facts.read
    frames: dict[str, Frame] = {}

    def falsified(name: str) -> Frame:
        if name not in frames:
            method = getattr(later, name, None)
            frames[name] = method(read(name)) if method is not None else read(name)
        return frames[name]

    return falsified

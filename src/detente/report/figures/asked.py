"""Which part of a track record a figure is of, and the words that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from detente.errors import BadQuestion
from detente.words import count, listing

if TYPE_CHECKING:
    from detente.evaluate.scored import TrackRecord

EVENTS = {
    "defence_pact": "a defence pact",
    "stronger_pledge": "a stronger pledge",
    "dispute": "a new militarised dispute",
    "violent_dispute": "a new violent dispute",
    "rivalry_end": "the end of a rivalry",
}
SOURCES = {
    "defence_pact": "ATOP 5.1",
    "stronger_pledge": "ATOP 5.1",
    "dispute": "COW MID 5.0",
    "violent_dispute": "COW MID 5.0",
    "rivalry_end": "Thompson–Sakuwa–Suhas rivalries (2021)",
}


@dataclass(frozen=True)
class Asked:
    """One outcome at one horizon of a record, and the model that is looked at.

    Attributes
    ----------
    model : the one asked for, else that of the highest log skill; None in an empty record
    scores : rows of that outcome and horizon, every model
    data : the vintage, or nothing
    """

    outcome: str
    horizon: int
    model: str | None
    scores: pl.DataFrame
    data: str | None

    @property
    def event(self) -> str:
        """``a defence pact within 10 years``."""
        return f"{EVENTS[self.outcome]} within {count(self.horizon, 'year')}"

    @property
    def origins(self) -> str:
        """``1970–2017``; nothing without scores."""
        row = self.scores.head(1)
        if row.is_empty():
            return ""
        first, last = row["first"][0], row["last"][0]
        return f"{first}" if first == last else f"{first}–{last}"

    @property
    def source(self) -> str:
        """The last sentence of a caption."""
        vintage = f", in the vintage {self.data}" if self.data else ""
        return f"Source: {SOURCES[self.outcome]}{vintage}."

    @property
    def behind(self) -> str:
        """How many cases stand behind the rows."""
        row = self.scores.filter(part="all").head(1)
        if row.is_empty():
            return ""
        at = row.row(0, named=True)
        if at["decisions"] is not None:
            return (
                f"{count(at['events'], 'event')} come from {count(at['decisions'], 'decision')} "
                f"under {count(at['treaties'], 'treaty', 'treaties')}"
            )
        return f"{count(at['events'], 'event')} come from {count(at['pairs'], 'pair')}"

    @property
    def drawn(self) -> str:
        """What is drawn with replacement to make an interval."""
        treaty = self.scores.is_empty() or self.scores["cluster"][0] == "treaty"
        return "whole treaties" if treaty else "pairs"

    @property
    def nothing(self) -> str:
        """What is said when the record is silent."""
        return f"No forecast of {self.event} has been scored in this record"


def asked(
    record: TrackRecord, outcome: str, horizon: int, model: str | None, data: str | None
) -> Asked:
    """The part of a record that is meant.

    Raises
    ------
    BadQuestion     no outcome of this name; or the record has others than the horizon or the
                    model asked for
    """
    if outcome not in EVENTS:
        raise BadQuestion(f"No outcome is called {outcome}. There are {listing(list(EVENTS))}.")
    if record.scores.is_empty():
        return Asked(outcome, horizon, model, record.scores, data)
    scores = record.scores.filter(outcome=outcome, horizon=horizon)
    if scores.is_empty():
        there = record.scores.select("outcome", "horizon").unique(maintain_order=True)
        kinds = [f"{name} at {count(years, 'year')}" for name, years in there.iter_rows()]
        raise BadQuestion(
            f"The record holds no {outcome} at {count(horizon, 'year')}. It has {listing(kinds)}."
        )
    models = scores["model"].unique(maintain_order=True).to_list()
    if model is None:
        from detente.evaluate.scored import best_model

        return Asked(outcome, horizon, best_model(scores), scores, data)
    if model not in models:
        raise BadQuestion(f"The record holds no model {model}. It has {listing(models)}.")
    return Asked(outcome, horizon, model, scores, data)

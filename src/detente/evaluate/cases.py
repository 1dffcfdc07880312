"""One outcome at one horizon as scored: its rows, what each event belongs to, and its parts.

Parts of a case:

- ``all``: every row.
- ``waves out``: without the events of decisions that made more than ten dyads. The base rate
  stays that of all, as the forecasts are of all.
- ``stayers``: without rows of pairs that left the system before the horizon; as Kaplan and
  Meier would have it these are censored, where the other parts count them as no event.
- ``1970–1988``, ``1989–2003``, ``2004–2017``: by origin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.evaluate.forecasts import FACTS
from detente.evaluate.outcomes import PLEDGES
from detente.evaluate.scored import ALL
from detente.evaluate.scores import Sample
from detente.models.forecasters import OUTCOMES, Outcome

Frame = pl.DataFrame

ERAS = ((1970, 1988), (1989, 2003), (2004, 2017))
WAVE = 10  # a decision of more dyads is a wave
WAVES_OUT, STAYERS = "waves out", "stayers"
PART_NAMES = (ALL, WAVES_OUT, STAYERS, *(f"{first}–{last}" for first, last in ERAS))
_CODES = 10_000  # more than any COW or ATOP number


@dataclass(frozen=True)
class Case:
    """The rows of one outcome and horizon, by origin.

    Attributes
    ----------
    rows : columns `FACTS`, and one for each model
    clusters : how events hang together → (E,) which each event belongs to; the first is the
        one that intervals are led by
    """

    outcome: Outcome
    horizon: int
    rows: Frame
    clusters: dict[str, NDArray[np.int64]]

    @property
    def models(self) -> list[str]:
        """Models that spoke of every row."""
        return [
            name
            for name in self.rows.columns
            if name not in FACTS and not self.rows[name].has_nulls()
        ]

    @property
    def years(self) -> tuple[int, int]:
        """First and last origin."""
        return int(self.origin[0]), int(self.origin[-1])

    @cached_property
    def event(self) -> NDArray[np.bool_]:
        """(n,) whether it came."""
        return self.rows["event"].to_numpy()

    @cached_property
    def origin(self) -> NDArray[np.int32]:
        """(n,) the year of each row."""
        return self.rows["origin"].to_numpy()

    @cached_property
    def pair(self) -> NDArray[np.int64]:
        """(n,) a number for the pair."""
        one, two = (self.rows[side].to_numpy().astype(np.int64) for side in ("state1", "state2"))
        return one * _CODES + two

    def sample(self, model: str, keep: NDArray[np.bool_] | None = None, seed: int = 0) -> Sample:
        """The forecasts of a model, of some of the rows."""
        at = slice(None) if keep is None else keep
        p, base = (self.rows[name].to_numpy() for name in (model, "base_rate"))
        return Sample(p[at], self.event[at], base[at], self.origin[at], seed)

    def parts(self) -> Iterator[tuple[str, NDArray[np.bool_]]]:
        """Each part that has rows, with the rows that belong to it, (n,)."""
        yield ALL, np.ones(len(self.event), np.bool_)
        if "decision" in self.clusters:
            yield WAVES_OUT, ~self._in_waves()
        left = self.rows["left"].to_numpy()
        if left.any():
            yield STAYERS, ~left
        for name, (first, last) in zip(PART_NAMES[-len(ERAS) :], ERAS, strict=True):
            within = (self.origin >= first) & (self.origin <= last)
            if within.any():
                yield name, within

    def _in_waves(self) -> NDArray[np.bool_]:
        """(n,) events of decisions that made more than ten dyads."""
        _, which = np.unique(self.clusters["decision"], return_inverse=True)
        dyads = np.unique(np.stack([which, self.pair[self.event]]), axis=1)[0]
        found = np.zeros(len(self.event), np.bool_)
        found[self.event] = (np.bincount(dyads) > WAVE)[which]
        return found

    def counts(self, keep: NDArray[np.bool_]) -> dict[str, int | None]:
        """Rows of a part, its events, and the pairs, decisions and treaties behind them."""
        events = keep[self.event]
        behind = {name: len(np.unique(of[events])) for name, of in self.clusters.items()}
        return {
            "rows": int(keep.sum()),
            "events": int(events.sum()),
            "pairs": len(np.unique(self.pair[self.event & keep])),
            "decisions": behind.get("decision"),
            "treaties": behind.get("treaty"),
        }


def cases(ledger: Frame) -> Iterator[Case]:
    """Each outcome and horizon of a ledger, in the order of `OUTCOMES`."""
    kinds = ledger.select("outcome", "horizon").unique().iter_rows()
    for outcome, horizon in sorted(kinds, key=lambda kind: (OUTCOMES.index(kind[0]), kind[1])):
        rows = ledger.filter(outcome=outcome, horizon=horizon).sort("origin", maintain_order=True)
        yield Case(outcome, horizon, rows, _clusters(outcome, rows.filter("event")))


def _clusters(outcome: Outcome, events: Frame) -> dict[str, NDArray[np.int64]]:
    """Pledges hang together by treaty, other events by pair."""
    if outcome in PLEDGES:
        treaty = events["atopid"].fill_null(0).to_numpy().astype(np.int64)
        return {"treaty": treaty, "decision": events["onset"].to_numpy() * _CODES + treaty}
    one, two = (events[side].to_numpy().astype(np.int64) for side in ("state1", "state2"))
    return {"pair": one * _CODES + two}

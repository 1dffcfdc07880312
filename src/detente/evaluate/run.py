"""A back-test: every origin, every model, refitted on what was known; scores and a ledger."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from detente.dates import horizons
from detente.errors import BadQuestion
from detente.evaluate.bootstrap import by_treaty, treaties_of
from detente.evaluate.origins import FIRST_ORIGIN, base_at, forecast_at, origins
from detente.evaluate.scores import Chances, Events, Scores, score
from detente.measures.cube import build
from detente.models.baselines import FORECASTERS
from detente.store import Vintage
from detente.words import listing

EARLIEST_ORIGIN = 1950
SEED = 1945
REPLICATES = 2000
ERAS = ((1970, 1988), (1989, 2003), (2004, 2017))


@dataclass(frozen=True)
class Record:
    """What one model was worth.

    Attributes
    ----------
    intervals : name of a score → 90% interval, treaties drawn with replacement
    eras : first and last origin → Σp/Σy among them; None without an event
    """

    model: str
    scores: Scores
    intervals: dict[str, tuple[float, float]]
    treaties: int
    eras: dict[tuple[int, int], float | None]


@dataclass(frozen=True)
class Backtest:
    """The records of a back-test, and its ledger: one row per model, origin and pair at risk."""

    horizon: int
    first: int
    last: int
    records: tuple[Record, ...]
    ledger: pl.DataFrame

    def parquet(self) -> bytes:
        """The ledger as the bytes of a Parquet file."""
        buffer = io.BytesIO()
        self.ledger.write_parquet(buffer)
        return buffer.getvalue()


def backtest(
    vintage: Vintage,
    *,
    horizon: int = 1,
    first: int = FIRST_ORIGIN,
    last: int | None = None,
    models: Sequence[str] = tuple(FORECASTERS),
    progress: Callable[[int, int], None] | None = None,
) -> Backtest:
    """Forecast a defence pact at every origin from what was known there, and score it.

    Parameters
    ----------
    first, last : first and last origin; the last is the one whose horizon was still observed
    progress : called with the origins done and their number

    Raises
    ------
    BadHorizon      no whole number of years from 1 to 20
    BadQuestion     no such model, or no origin between the years
    """
    unknown = [name for name in models if name not in FORECASTERS]
    if unknown:
        raise BadQuestion(
            f"No model is called {listing(unknown)}. There are {listing(list(FORECASTERS))}.",
            models=tuple(unknown),
        )
    (horizon,) = horizons(horizon)
    if first < EARLIEST_ORIGIN:
        raise BadQuestion(
            f"The first origin would be {first}. Classes begin in 1946: choose {EARLIEST_ORIGIN} or "
            "later.",
            first=EARLIEST_ORIGIN,
        )
    happened = build(vintage, vintage.date)
    asked = [one for one in origins(happened, horizon, first) if last is None or one.year <= last]
    if not asked:
        end = happened.ends["pledge"] - horizon
        raise BadQuestion(
            f"No origin lies between {first} and {last or end}: alliances are coded to "
            f"{happened.ends['pledge']}, so that {horizon} years can be seen from origins up to {end}.",
            first=first,
            last=end,
        )
    chosen = {name: FORECASTERS[name] for name in models}
    made = []
    for done, one in enumerate(asked, start=1):
        made.append(forecast_at(vintage, happened, one, chosen))
        if progress is not None:
            progress(done, len(asked))
    bases = [base_at(happened, one.year, horizon) for one in asked]
    events = [one.event for one in asked]
    spells = vintage.table("pledge_spells")
    behind = [treaties_of(happened, one, spells) for one in asked]
    records = []
    for name in models:
        chances = [forecasts[name] for forecasts in made]
        records.append(
            Record(
                model=name,
                scores=score(chances, events, bases, seed=SEED),
                intervals=by_treaty(
                    chances, events, bases, behind, replicates=REPLICATES, seed=SEED
                ),
                treaties=len({t for found in behind for t in np.unique(found).tolist()} - {0}),
                eras={
                    (begin, end): _total(
                        [
                            (c, one.event)
                            for c, one in zip(chances, asked, strict=True)
                            if begin <= one.year <= end
                        ]
                    )
                    for begin, end in ERAS
                },
            )
        )
    ledger = pl.concat(
        pl.DataFrame(
            {
                "model": [name] * len(one.rows),
                "origin": np.full(len(one.rows), one.year, np.int32),
                "horizon": np.full(len(one.rows), horizon, np.int32),
                "state1": happened.states[happened.one[one.rows]],
                "state2": happened.states[happened.two[one.rows]],
                "p": forecasts[name],
                "base": np.full(len(one.rows), base),
                "event": one.event,
                "atopid": found,
            }
        )
        for name in models
        for one, forecasts, base, found in zip(asked, made, bases, behind, strict=True)
    )
    return Backtest(horizon, asked[0].year, asked[-1].year, tuple(records), ledger)


def _total(pairs: Sequence[tuple[Chances, Events]]) -> float | None:
    """Expected over observed events."""
    hits = sum(int(event.sum()) for _, event in pairs)
    return float(sum(float(p.sum()) for p, _ in pairs) / hits) if hits else None

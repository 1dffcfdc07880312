"""Scores of back-casts across the gap: what stood, what came in ten years, what intervals held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.evaluate.bootstrap import intervals
from detente.evaluate.bridged import HORIZON, LAST_TEN, BackCast
from detente.evaluate.class_years import (
    TIES,
    ClassYears,
    Counts,
    Partition,
    coverage,
    grouped,
    likeliest,
)
from detente.evaluate.scores import Sample
from detente.evaluate.staggered import Lags

Frame = pl.DataFrame
Floats = NDArray[np.float64]
What = Literal["standing", "fresh"]

WHAT: tuple[What, ...] = ("standing", "fresh")
STANDING = {"bridged": "bridged_p", "carried": "carried_p", "lists": "lists_p"}
TEN = ("current", "bridged", "stale")
SCORED = ("auc", "log_skill", "brier_skill", "total")
PARTITIONS: tuple[Partition, ...] = ("places", "ties", "rivals")
FIXED = (1.0, 1.1, 1.25, 1.8)  # of which 1.0 was named before any of this was scored
LEAST_EARLIER = 3  # years from which a spread may be told


def standing_scores(casts: Sequence[BackCast]) -> Frame:
    """How well each way of crossing the gap told which pacts stood at T.

    Returns
    -------
    Columns `part` (all pairs or rivals), `way`, `pairs`, `in_force`, scores against the share of
    pairs with a pact eight years before, and `recall` and `precision` at one half
    """
    rows = pl.concat([_smoothed(cast) for cast in casts])
    found = []
    for part, these in (("all", rows), ("rivals", rows.filter(rivals()))):
        stood = these["in_force"].to_numpy()
        base, year = these["base"].to_numpy(), these["year"].to_numpy()
        for way, column in STANDING.items():
            sample = Sample(these[column].to_numpy(), stood, base, year)
            said = these[way].to_numpy() >= 0.5
            hits = float((said & stood).sum())
            found.append(
                {
                    "part": part,
                    "way": way,
                    "pairs": len(stood),
                    "in_force": int(stood.sum()),
                    **_scores(sample),
                    "recall": hits / stood.sum(),
                    "precision": hits / said.sum(),
                }
            )
    return pl.DataFrame(found)


def ten_scores(casts: Sequence[BackCast]) -> Frame:
    """Ten-year pacts: each model against the base rate, and what it lost to the current one.

    Returns
    -------
    Columns `part`, `model`, `pairs`, `events`, `treaties`, scores, `lost` (log skill of the
    current model less this one's) with `low` and `high`, the middle 90% over treaties
    """
    rows = pl.concat([cast.ten for cast in casts if cast.year <= LAST_TEN])
    found = []
    for part, these in (("all", rows), ("rivals", rows.filter(rivals()))):
        event, base = these["event"].to_numpy(), these["base"].to_numpy()
        year, treaty = these["year"].to_numpy(), these.filter("event")["treaty"].to_numpy()
        samples = {name: Sample(these[name].to_numpy(), event, base, year) for name in TEN}
        for name, sample in samples.items():
            less = partial(_lost, samples["current"], sample)
            low, high = intervals(less, treaty.astype(np.int64))["lost"]
            found.append(
                {
                    "part": part,
                    "model": name,
                    "pairs": len(event),
                    "events": int(event.sum()),
                    "treaties": len(np.unique(treaty)),
                    **_scores(sample),
                    "lost": float(less(None)["lost"][0]),
                    "low": low,
                    "high": high,
                }
            )
    return pl.DataFrame(found)


def coverage_scores(casts: Sequence[BackCast], earlier: Sequence[BackCast] = ()) -> Frame:
    """How often nominal 90% intervals of class-years held what came.

    Each year is scored as drawn; widened by a factor whose spread is learned from back-casts
    whose outcome was coded by its T − 8, of these years and of `earlier` ones; and widened by
    factors of fixed spreads.

    Returns
    -------
    Columns `what` (pairs with a pact at T, or that got one in ten years), `partition`,
    `widened` (drawn, learned, or the spread), `years`, `class_years`, `held`, `below`, `above`,
    `spread` (the mean)
    """
    found = []
    for what in WHAT:
        scored = [cast for cast in casts if what == "standing" or cast.year <= LAST_TEN]
        for partition in PARTITIONS:
            years = [cast.year for cast in scored]
            ways = {"drawn": dict.fromkeys(years, 0.0)}
            ways["learned"] = _learned(what, partition, scored, [*earlier, *casts])
            ways |= {str(spread): dict.fromkeys(years, spread) for spread in FIXED}
            for way, spreads in ways.items():
                if spreads:
                    kind = {"what": what, "partition": partition, "widened": way}
                    found.append({**kind, **_covered(what, partition, scored, spreads)})
    return pl.DataFrame(found)


def _covered(
    what: What, partition: Partition, scored: Sequence[BackCast], spreads: dict[int, float]
) -> dict[str, float]:
    """Sums over the years that have a spread."""
    parts = [
        asdict(coverage(class_years(what, partition, [cast]), spreads[cast.year], cast.year))
        for cast in scored
        if cast.year in spreads
    ]
    sums = {name: sum(part[name] for part in parts) for name in parts[0]}
    return {"years": len(parts), **sums, "spread": float(np.mean(list(spreads.values())))}


def _learned(
    what: What, partition: Partition, scored: Sequence[BackCast], known: Sequence[BackCast]
) -> dict[int, float]:
    """The likeliest spread by asked year, from back-casts whose outcome was coded by then."""
    spreads = {}
    for cast in scored:
        before = _known(what, cast.year, known)
        if len(before) >= LEAST_EARLIER:
            spreads[cast.year] = likeliest(class_years(what, partition, before))
    return spreads


def _smoothed(cast: BackCast) -> Frame:
    """Pairs, with shares of draws as chances: the lists' state counts for one draw more."""
    draws = len(cast.standing_draws)
    share = (pl.col("bridged") * draws + pl.col("lists_p")) / (draws + 1)
    return cast.standing.with_columns(bridged_p=share)


def class_years(what: What, partition: Partition, casts: Sequence[BackCast]) -> ClassYears:
    """Counts of the classes of a partition, by year."""

    def stacked(counts: list[NDArray[np.integer]]) -> Counts:
        return np.stack([grouped(one, partition) for one in counts])

    size = stacked([cast.size for cast in casts])
    if what == "standing":
        return ClassYears(
            stacked([cast.standing_draws for cast in casts]),
            stacked([cast.standing_came for cast in casts]),
            stacked([cast.level for cast in casts]),
            size,
        )
    return ClassYears(
        stacked([cast.fresh_draws for cast in casts]),
        stacked([cast.fresh_came for cast in casts]),
        np.zeros_like(size),
        size,
    )


def rivals() -> pl.Expr:
    """Pairs in a rivalry as it was seen at T."""
    return pl.col("class") % len(TIES) == 0


def _known(what: What, year: int, casts: Sequence[BackCast]) -> list[BackCast]:
    """Back-casts whose outcome was coded when alliances had ended eight years before a year."""
    after = Lags().pledge + (0 if what == "standing" else HORIZON)
    return [cast for cast in casts if cast.year + after <= year]


def _scores(sample: Sample) -> dict[str, float]:
    values = sample.scores(precision=False)
    return {name: float(values[name][0]) for name in SCORED}


def _lost(current: Sample, other: Sample, weights: Floats | None) -> dict[str, Floats]:
    """Log skill of one less that of the other, under each row of event weights."""
    one, two = (sample.scores(weights, precision=False) for sample in (current, other))
    return {"lost": one["log_skill"] - two["log_skill"]}

"""Enemies that became allies, as an assessment shows it."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from detente.assessment.analogues import target_of, treaty_of
from detente.assessment.hostility import rivalries
from detente.assessment.schema import AlliedWithin, Elapsed, Reversal, Reversals
from detente.assessment.standing import Seen
from detente.assessment.world import SEED, World
from detente.models.analogues import nearest
from detente.models.reversals import Ending, allied_since, endings
from detente.states.names import names
from detente.words import count

SHOWN_WITHIN = (5, 10, 20)
MOST_ALIKE = 3


def reversals(world: World, seen: Seen) -> Reversals:
    """How many rivalries ended in a pact by the day of the answer, and how long it took."""
    first, last = world.first_end, world.cube.ends["rivalry_end"]
    found = _endings(world, first, last)
    cases = [ending for ending in found if ending.reversal]
    since = allied_since(found, seed=SEED)
    waits = [case.wait for case in cases]
    return Reversals(
        ended=len(found),
        allied_before=sum(ending.before for ending in found),
        without=sum(not ending.before for ending in found),
        allied=len(cases),
        years=[float(x) for x in np.quantile(waits, (0.25, 0.5, 0.75))] if waits else [],
        within={str(years): float(since.share[years - 1]) for years in SHOWN_WITHIN},
        cases=[_case(world, case) for case in sorted(cases, key=lambda c: (c.ended, c.name))],
        alike=_alike(world, seen, cases),
        first=first,
        last=last,
        curve=[
            AlliedWithin(years=at + 1, share=share, low=low, high=high, at_risk=risk)
            for at, (share, low, high, risk) in enumerate(
                zip(
                    since.share.tolist(),
                    since.low.tolist(),
                    since.high.tolist(),
                    since.at_risk.tolist(),
                    strict=True,
                )
            )
        ],
        elapsed=_elapsed(world, seen),
    )


def _elapsed(world: World, seen: Seen) -> Elapsed:
    """How long ago the latest rivalry of the pair ended, on the day shown."""
    year = seen.standing.day.year
    begun = [one for one in rivalries(world, seen.pair) if one.first <= year]
    running = [one for one in begun if one.last is None or one.last > year]
    if running:
        one = running[-1]
        before = max(
            (two for two in begun if two.last is not None and two.last < one.first),
            key=lambda two: two.last or 0,
            default=None,
        )
        after = f", after one that ended in {before.last}" if before is not None else ""
        return Elapsed(rivalry=one.name, text=f"the rivalry runs since {one.first}{after}")
    if not begun:
        return Elapsed(text="the two were never rivals")
    last, one = max(((one.last or 0, one) for one in begun), key=lambda both: both[0])
    ago = count(year - last, "year")
    return Elapsed(
        rivalry=one.name,
        ended=last,
        years=year - last,
        text=f"the rivalry ended in {last}, {ago} ago",
    )


def _endings(world: World, first: int, last: int) -> list[Ending]:
    rows = world.rivalries.frame.filter(pl.col("last").is_between(first, last))
    rows = rows.sort("last", "rivalry")
    return endings(
        world.cube, rows.select("name", "state1", "state2", "last").iter_rows(), world.family
    )


def _case(world: World, case: Ending) -> Reversal:
    assert case.allied is not None
    codes, treaty = treaty_of(world, (case.state1, case.state2), case.allied)
    followed = None
    if codes != (case.state1, case.state2):
        moved = next(b for a, b in zip((case.state1, case.state2), codes, strict=True) if a != b)
        followed = f"allied as {names().name_on(moved, world.as_of)}"
    return Reversal(
        name=_names(case),
        ended=case.ended,
        pact=case.allied,
        years=case.wait,
        treaty=treaty,
        followed=followed,
    )


def _alike(world: World, seen: Seen, cases: list[Ending]) -> list[str]:
    """The reversals whose rivalry, in its last year, looked most like this pair."""
    own = set(seen.pair.code_pairs)
    named: dict[tuple[int, int], Ending] = {}
    for case in cases:
        key = (min(case.state1, case.state2), max(case.state1, case.state2))
        pair = world.cube.pair(*key)
        if pair >= 0 and key not in own:
            named[(pair, case.ended)] = case
    rows = np.array([pair for pair, _ in named], dtype=np.intp)
    columns = np.array([world.cube.year(year) for _, year in named], dtype=np.intp)
    target = target_of(seen.standing, seen.track)
    near = nearest(world.space, target, rows, columns, MOST_ALIKE)
    return [f"{_names(named[(one.pair, one.year)])} {one.year}" for one in near]


def _names(case: Ending) -> str:
    """Both states as they were called when the rivalry ended."""
    day = date(case.ended, 12, 31)
    return f"{names().name_on(case.state1, day)}–{names().name_on(case.state2, day)}"

"""The treaty behind each event: what happened once, however many pairs it bound.

A decision is a treaty in a year, as in `measures.decisions`. A defence pact within a horizon
is given to the treaty that began the first pact of the window, a stronger pledge to the
treaty that began the first higher rung; the lowest `atopid` has it where several did.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.evaluate.origins import Origin
from detente.evaluate.outcomes import PLEDGES
from detente.measures.cube import Cube
from detente.measures.decisions import attributed, onsets
from detente.measures.rungs import Pledge, pledge_rung

Frame = pl.DataFrame

NONE = 0
PAIR_YEAR = ["state1", "state2", "year"]


class Attribution:
    """Treaties by the pair and year in which they began."""

    def __init__(self, happened: Cube, pledge_spells: Frame) -> None:
        self.happened = happened
        self._pacts = attributed(onsets(happened), pledge_spells).select(*PAIR_YEAR, "atopid")
        self._begun = (
            pledge_spells.select(
                "state1", "state2", "atopid", year=pl.col("first"), rung=pledge_rung()
            )
            .sort("atopid")
            .unique([*PAIR_YEAR, "atopid", "rung"], maintain_order=True)
        )

    def treaties(self, at: Origin) -> NDArray[np.int32]:
        """The treaty behind each row of an origin: 0 where there is none."""
        found = np.full(len(at.rows), NONE, np.int32)
        if at.outcome not in PLEDGES or not at.event.any():
            return found
        cube, rows = self.happened, at.rows[at.event]
        asked = pl.DataFrame(
            {
                "at": np.arange(len(rows), dtype=np.int64),
                "state1": cube.states[cube.one[rows]],
                "state2": cube.states[cube.two[rows]],
                "year": at.onset[at.event],
                "before": cube.pledge[rows, cube.year(at.year)],
            }
        )
        needed = pl.col("rung") > pl.col("before")
        if at.outcome == "defence_pact":
            needed = pl.col("rung") >= Pledge.DEFENCE
        begun = (
            asked.join(self._begun, on=PAIR_YEAR)
            .filter(needed)
            .group_by("at")
            .agg(pl.col("atopid").min())
        )
        if at.outcome == "defence_pact":
            pacts = asked.join(self._pacts, on=PAIR_YEAR).select("at", "atopid")
            begun = pl.concat([pacts, begun.filter(~pl.col("at").is_in(pacts["at"].implode()))])
        joined = asked.join(begun, on="at", how="left", maintain_order="left")
        found[at.event] = joined["atopid"].fill_null(NONE).to_numpy()
        return found

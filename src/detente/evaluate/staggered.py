"""A past whose records end at different times, as those of today do.

Coded alliances ended years before the day of the question, disputes and organisations earlier
still, while lists of members, the states themselves and the map reach the day. Back-casts of
such a past are made from the same tables, each cut where the record is taken to have ended.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from detente.measures import cube, known, organisations
from detente.measures.cube import Cube, Tables
from detente.measures.organisations import Organisations
from detente.models import belonging
from detente.models.past import FIRST_YEAR_FITTED, Past

Frame = pl.DataFrame


@dataclass(frozen=True)
class Lags:
    """Years before the asked one in which each record ends; as they are for 2026."""

    pledge: int = 8
    dispute: int = 12
    organisation: int = 12
    conflict: int = 2


class Cut:
    """Tables in which each record ends so many years before a year."""

    def __init__(self, tables: Tables, year: int, lags: Lags) -> None:
        self._tables, self.year, self.lags = tables, year, lags

    def table(self, name: str) -> Frame:
        """The table of that name, cut."""
        rows, year, lags = self._tables.table(name), self.year, self.lags
        if name == "pledge_spells":
            return known.on_the_day(rows, date(year - lags.pledge, 12, 31))
        if name == "dispute_years":
            return known.disputes(rows, date(year - lags.dispute + 1, 1, 1))
        if name == "war_years":
            return rows.filter(pl.col("year") <= year - lags.dispute)
        if name == "ucdp_years":
            return rows.filter(pl.col("year") <= year - lags.conflict)
        if name == "igo_spells":
            end = year - lags.organisation
            return rows.filter(pl.col("first") <= end).with_columns(
                pl.min_horizontal("last", pl.lit(end))
            )
        return rows


class Staggered(Past):
    """What could be known at the end of a year, had records ended before it.

    Attributes
    ----------
    year : the asked one
    coded_to : the last day of coded alliances
    """

    def __init__(self, tables: Tables, year: int, lags: Lags | None = None) -> None:
        self.year, self.lags = year, lags or Lags()
        super().__init__(Cut(tables, year, self.lags), date(year + 1, 1, 1))
        self.coded_to = date(year - self.lags.pledge, 12, 31)

    @cached_property
    def cube(self) -> Cube:
        """Both axes, each layer empty beyond the end of its record."""
        full = cube.build(self.tables, self.as_of)
        pledges = full.years <= self.coded_to.year
        disputes = full.years <= self.year - self.lags.dispute
        ends = {"pledge": self.coded_to.year, "dispute": self.year - self.lags.dispute}
        return replace(
            full,
            pledge=full.pledge * pledges,
            defense=full.defense & pledges,
            dispute=full.dispute & disputes,
            onset=full.onset & disputes,
            ends={layer: min(end, ends.get(layer, end)) for layer, end in full.ends.items()},
        )

    @cached_property
    def organisations(self) -> Organisations:
        """Members of organisations as last known, from the end of coded alliances at the latest.

        The walk to the day begins in the last coded year and sees no other. Young states are given
        the bodies they may be expected to belong to, and bodies whose members were read are known
        to the day, as they are for answers of today.
        """
        full = organisations.coded(self.tables, self.cube, FIRST_YEAR_FITTED)
        end = min(full.end, self.year - self.lags.organisation)
        member = full.member.copy()
        last = member[:, :, end - full.first].copy()
        member[:, :, min(end, self.coded_to.year) - full.first :] = last[:, :, None]
        carried = replace(full, member=np.ascontiguousarray(member), end=end)
        origin, day = self.coded_to.year, date(self.year, 12, 31)
        expected = belonging.filled(carried, self.cube, self.system, origin, day)
        return organisations.to_the_day(expected, self.tables, self.cube, origin, day)

"""The past as models read it: everything that could be known on a day, nothing later.

Each part is built from the tables of a vintage cut at the day, so a model that reads only
this cannot look ahead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from threading import RLock
from typing import TypeVar, cast

from detente.measures import cube, organisations, register, system
from detente.measures.cube import Cube, Tables
from detente.measures.organisations import Organisations
from detente.measures.register import Register
from detente.measures.system import System
from detente.models import belonging

FIRST_YEAR_FITTED = 1946
Made = TypeVar("Made")


class Past:
    """The parts of a vintage as known on a day; made when first asked for."""

    def __init__(self, tables: Tables, as_of: date) -> None:
        self.tables = tables
        self.as_of = as_of
        self._kept: dict[str, object] = {}
        self._making: defaultdict[str, RLock] = defaultdict(RLock)

    def keep(self, name: str, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once for this past, by whichever thread, and kept under a name."""
        with self._making[name]:
            if name not in self._kept:
                self._kept[name] = make()
            return cast(Made, self._kept[name])

    @cached_property
    def cube(self) -> Cube:
        """Both axes and the structure of every pair by year."""
        return cube.build(self.tables, self.as_of)

    @cached_property
    def system(self) -> System:
        """States by year."""
        return system.build(self.tables, self.cube)

    @cached_property
    def organisations(self) -> Organisations:
        """Members of organisations by year since 1946, after the list's end as far as known."""
        listed = organisations.coded(self.tables, self.cube, FIRST_YEAR_FITTED)
        origin = self.cube.ends["pledge"]
        expected = belonging.filled(listed, self.cube, self.system, origin, self.as_of)
        return organisations.to_the_day(expected, self.tables, self.cube, origin, self.as_of)

    @cached_property
    def register(self) -> Register:
        """Parties of treaties by year since 1946."""
        return register.build(self.tables, self.cube, FIRST_YEAR_FITTED)


@lru_cache(maxsize=1)
def past_of(tables: Tables, as_of: date) -> Past:
    """The past of a day for all that is worked out as of it: the last one asked for is kept."""
    return Past(tables, as_of)


class CodedPast(Past):
    """The past as the coded sources alone tell it, for back-tests.

    What was read to the day after they ended conditions answers; where it is off, a score is that
    of the models and not of the reading.
    """

    @cached_property
    def organisations(self) -> Organisations:
        """Members of organisations by year since 1946, the last coded year carried."""
        return organisations.coded(self.tables, self.cube, FIRST_YEAR_FITTED)

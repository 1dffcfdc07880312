"""The tables inside the package, their cube and classes, what a module's past gives, small cubes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from detente import store
from detente.measures import cube as cubes
from detente.measures.cube import FIRST_YEAR, Cube
from detente.models import reference
from detente.models.past import Past
from detente.models.simulate.start import Start, start
from detente.models.treaty import processes
from detente.models.treaty.processes import Processes
from detente.store import Vintage


@pytest.fixture(scope="session")
def starter() -> Vintage:
    return store.vintage("starter")


@pytest.fixture(scope="session")
def today(starter: Vintage) -> Cube:
    """The cube at the vintage's own date."""
    return cubes.build(starter, starter.date)


@pytest.fixture(scope="session")
def classes(today: Cube) -> dict[reference.Outcome, reference.Classes]:
    """The reference classes of 1946 to today, with few replicates."""
    return reference.fit(today, 1946, seed=1945, replicates=20)


@pytest.fixture(scope="module")
def fits(past: Past) -> Processes:
    """The treaty processes as of the past of a module."""
    return processes.fit(past)


@pytest.fixture(scope="module")
def at(past: Past, fits: Processes) -> Start:
    """The world a walk starts from at that past."""
    return start(past, fits)


@pytest.fixture(scope="session")
def make() -> Callable[..., Cube]:
    """A cube of n states that were always there and had nothing to do with one another.

    Layers are given as arrays, or filled in afterwards: every array is writable.
    """

    def small(states: int, years: int = 40) -> Cube:
        one, two = np.triu_indices(states, 1)
        pairs = len(one)
        index = np.full((states, states), -1, np.int32)
        index[one, two] = index[two, one] = np.arange(pairs)
        last = FIRST_YEAR + years - 1
        layers = ("pledge", "dispute", "rivalry", "border", "major", "rivalry_end")

        def empty(dtype: type, rows: int = pairs) -> np.ndarray:
            return np.zeros((rows, years), dtype)

        return Cube(
            as_of=date(last + 1, 6, 1),
            states=np.arange(1, states + 1, dtype=np.int32),
            one=one,
            two=two,
            index=index,
            years=np.arange(FIRST_YEAR, last + 1, dtype=np.int32),
            member=np.ones((pairs, years), np.bool_),
            pledge=empty(np.int8),
            defense=empty(np.bool_),
            hostility=empty(np.int8),
            dispute=empty(np.bool_),
            onset=empty(np.bool_),
            rivalry=empty(np.bool_),
            rivalry_end=empty(np.bool_),
            border=empty(np.int8),
            major=empty(np.bool_, states),
            ends=dict.fromkeys(layers, last),
        )

    return small

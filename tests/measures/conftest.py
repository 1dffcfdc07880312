"""The tables inside the package, cubes of several days, and GML's disputes from a mirror."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from detente import store
from detente.measures import cube as cubes
from detente.measures.cube import Cube
from detente.store import Vintage


@pytest.fixture(scope="session")
def starter() -> Vintage:
    return store.vintage("starter")


@pytest.fixture(scope="session")
def at(starter: Vintage) -> Callable[[date], Cube]:
    """The cube of a day, built once."""
    return cache(lambda day: cubes.build(starter, day))


@pytest.fixture(scope="session")
def today(starter: Vintage, at: Callable[[date], Cube]) -> Cube:
    """The cube at the vintage's own date: every source to its last year."""
    return at(starter.date)


@pytest.fixture(scope="session")
def from_mirror(
    mirror: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], pl.DataFrame]:
    """Published sources, taken from the mirror into a cache of the tests' own."""

    def load(name: str) -> pl.DataFrame:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DETENTE_MIRROR", str(mirror))
            patch.setenv("DETENTE_CACHE", str(cache_folder))
            return store.source(name)

    cache_folder = tmp_path_factory.mktemp("cache")
    return load

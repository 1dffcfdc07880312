"""Each published file is read once for all tests of its content."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from detente.sources import registry

Read = Callable[[str], pl.DataFrame]


@pytest.fixture(scope="session")
def read(mirror: Path) -> Read:
    """A source's frame by name, from the mirror."""

    @cache
    def frame(name: str) -> pl.DataFrame:
        return registry.reader(name)(mirror / registry.get(name).path)

    return frame

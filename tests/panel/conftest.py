"""A loader of whole datasets from the mirror, for all panel tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from detente import store


@pytest.fixture(scope="session")
def load(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], pl.DataFrame]:
    """Sources by name, converted once into a cache of the tests' own."""
    cache = tmp_path_factory.mktemp("cache")
    frames: dict[str, pl.DataFrame] = {}

    def loader(name: str) -> pl.DataFrame:
        if name not in frames:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("DETENTE_MIRROR", str(mirror))
                patch.setenv("DETENTE_CACHE", str(cache))
                frames[name] = store.source(name)
        return frames[name]

    return loader

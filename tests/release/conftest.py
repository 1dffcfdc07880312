"""The starter inside the package, and one built afresh from the published files."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from detente import store
from detente.release.starter import build_starter
from detente.store import Vintage


@pytest.fixture(scope="session")
def starter() -> Vintage:
    return store.vintage("starter")


@pytest.fixture(scope="session")
def published(
    mirror: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], pl.DataFrame]:
    """Sources as published, taken from the mirror into a cache of the tests' own."""
    folder = tmp_path_factory.mktemp("cache")

    @cache
    def load(name: str) -> pl.DataFrame:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DETENTE_MIRROR", str(mirror))
            patch.setenv("DETENTE_CACHE", str(folder))
            return store.source(name)

    return load


@pytest.fixture(scope="session")
def fresh(
    published: Callable[[str], pl.DataFrame], tmp_path_factory: pytest.TempPathFactory
) -> Vintage:
    """The starter as the builders make it today."""
    return build_starter(tmp_path_factory.mktemp("starter"), load=published)

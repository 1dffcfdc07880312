"""The states of both lists and the blocs of our facts, as tables to look up."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from detente.sources import cow_states, gw_system
from detente.states import Actor, BlocTable, StateTable, build_state_spells, resolve

VINTAGE = date(2026, 6, 1)


@pytest.fixture(scope="session")
def spells(request: pytest.FixtureRequest) -> pl.DataFrame:
    """Both lists of states: from the published files where they are, else as shipped."""
    if os.environ.get("DETENTE_MIRROR"):
        mirror: Path = request.getfixturevalue("mirror")
        return build_state_spells(
            cow_states.read(mirror / cow_states.COW_STATES.path),
            gw_system.read(mirror / gw_system.GW_SYSTEM.path),
        )
    shipped = files("detente.store").joinpath("tables", "state_spells.parquet")
    if not shipped.is_file():
        pytest.skip("no starter tables here and DETENTE_MIRROR is not set")
    return pl.read_parquet(shipped.read_bytes())


@pytest.fixture(scope="session")
def states(spells: pl.DataFrame) -> StateTable:
    return StateTable(spells)


@pytest.fixture(scope="session")
def blocs() -> BlocTable:
    return BlocTable.from_facts()


@pytest.fixture(scope="session")
def ask(states: StateTable, blocs: BlocTable) -> Callable[..., Actor]:
    """Ask for an actor on a day, given as a date or as its year, month and day."""

    def resolved(text: str, *when: Any) -> Actor:
        day = when[0] if when and isinstance(when[0], date) else date(*when) if when else VINTAGE
        return resolve(text, day, states=states, blocs=blocs)

    return resolved

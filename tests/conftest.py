"""Fixtures shared by all tests: where whole datasets lie, and a cache of the test's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Tests run side by side, one process a processor: more threads in each would only get in the way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def mirror_folder() -> Path | None:
    """The folder that DETENTE_MIRROR names, if it is set and holds a manifest."""
    named = os.environ.get("DETENTE_MIRROR")
    if not named:
        return None
    folder = Path(named).resolve()
    if not (folder / "MANIFEST.csv").is_file():
        raise pytest.UsageError(f"DETENTE_MIRROR is {named}, which holds no MANIFEST.csv")
    return folder


@pytest.fixture(scope="session")
def mirror() -> Path:
    """A folder with the published files; tests that need one skip without it."""
    folder = mirror_folder()
    if folder is None:
        pytest.skip("needs whole datasets: set DETENTE_MIRROR to a folder with MANIFEST.csv")
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """With a mirror at hand, a test that needs whole datasets may not skip."""
    config.stash[_MIRRORED] = mirror_folder() is not None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """Turn a skip of a `mirror` test into a failure where the mirror exists."""
    report = yield
    if report.skipped and item.get_closest_marker("mirror") and item.config.stash[_MIRRORED]:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} skipped although DETENTE_MIRROR is set"
    return report


_MIRRORED = pytest.StashKey[bool]()

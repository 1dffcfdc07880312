"""The command as a user runs it: a process of its own, far from any cache."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment less what would change an answer."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DETENTE_")}
    return {**kept, "DETENTE_CACHE": str(tmp_path / "cache"), "PYTHONWARNINGS": "error"}


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """Run `detente` with some arguments; the process is returned, whatever its exit code."""

    def detente(*arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "detente", *arguments],
            env={**environment, **changed},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return detente

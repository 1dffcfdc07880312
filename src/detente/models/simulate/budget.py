"""As many draws as fit in some time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Budget:
    """A limit of time on draws.

    Attributes
    ----------
    until : when to be done, by the clock of `now`
    least : so many draws whatever the time
    now : the clock, in seconds
    """

    until: float
    least: int
    now: Callable[[], float] = time.monotonic

"""Which rows a panel must build: those that are wanted at its end, and what their values need.

Steps that look at other rows look at other years of the same state or pair. So one pair can be
cut out before them, and years as far as each step says that it reaches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from detente.panel.narrowing import Between, Only
from detente.panel.panel import Step, Unit


@runtime_checkable
class Reaching(Protocol):
    """A step whose values depend on other years of the same state or pair, and on which."""

    def reach(self, first: int, last: int) -> tuple[int, int]:
        """The years needed before the step for the years from first to last after it."""
        ...


def needed(unit: Unit, steps: Sequence[Step]) -> tuple[int, int, Only | None]:
    """The years, and the state or pair, that have to be built.

    Returns
    -------
    first and last year, within the unit's own, and the pair, None for all
    """
    open_to = next(
        (i for i, step in enumerate(steps) if step.history and not isinstance(step, Reaching)),
        len(steps),
    )
    own = steps[:open_to]  # what comes before the first step that looks at everything
    only = next((step for step in own if isinstance(step, Only)), None)
    first, last = unit.first, unit.last
    for step in reversed(own):
        if isinstance(step, Between):
            first, last = max(first, step.first), min(last, step.last)
        elif step.history and isinstance(step, Reaching):
            first, last = step.reach(first, last)
            first, last = max(first, unit.first), min(last, unit.last)
    return first, last, only

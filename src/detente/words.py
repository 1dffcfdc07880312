"""Numbers into words, by a fixed scale that never depends on the case.

The scale is that of US Intelligence Community Directive 203 (2015), with the ends
named as there. Under one per cent a probability is also said as "1 in n", because
people misread fractions of a per cent.
"""

from __future__ import annotations

from math import floor, log10

SCALE: tuple[tuple[float, str], ...] = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.01, "almost certain"),
)


def likelihood(p: float) -> str:
    """The word for a probability between 0 and 1."""
    return next(word for bound, word in SCALE if p < bound)


def significant(x: float, digits: int = 2) -> float:
    """`x` rounded to so many significant digits."""
    if x == 0:
        return 0.0
    return round(x, digits - 1 - floor(log10(abs(x))))


def percent(p: float) -> str:
    """A probability for a table: two significant digits, ``"<0.01%"`` at the least."""
    if p <= 0:
        return "0%"
    share = significant(100 * p)
    if share < 0.01:
        return "<0.01%"
    if 99.5 <= share < 100:
        return ">99%"
    if share >= 10:
        return f"{share:.0f}%"
    return f"{share:.1f}%" if share >= 1 else f"{share:.2g}%"


def one_in(p: float) -> str:
    """A small probability as ``1 in 140``."""
    if p <= 0:
        return "none"
    n = significant(1 / p)
    return f"1 in {n:,.0f}" if n >= 2 else f"1 in {n:.1f}"


def chance(p: float) -> str:
    """A probability inside a sentence: per cent, or "1 in n" under one per cent."""
    return one_in(p) if p < 0.01 else percent(p)


def chances(p: float, low: float, high: float) -> tuple[str, str, str]:
    """A probability and its interval on one scale: the one that suits the probability."""
    say = one_in if 0 < p < 0.01 and low > 0 else percent
    return say(p), say(low), say(high)


def count(n: int, one: str, many: str | None = None) -> str:
    """``1 pair``, ``3,201 pairs``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def listing(items: list[str], *, most: int | None = None, more: str = "more") -> str:
    """``A, B and C``; beyond `most` the rest is counted."""
    if most is not None and len(items) > most:
        head = ", ".join(items[:most])
        return f"{head} and {len(items) - most} {more}"
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"

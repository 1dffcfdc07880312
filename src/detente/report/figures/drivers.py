"""What moves a chance away from the base rate: parts of the log-odds, one bar each."""

from __future__ import annotations

from itertools import accumulate
from math import exp, log
from typing import TYPE_CHECKING

import polars as pl

from detente.dates import human
from detente.report import theme
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.pixels import Pixels
from detente.report.figures.placing import Box
from detente.report.outcomes import MOVED
from detente.words import chance, count, listing, significant

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment, Odds

LEAST, MOST = 0.05, 12  # log-odds of a bar of its own, and bars at most
FOR, AGAINST = theme.PLEDGE[3], theme.PLEDGE[2]
BESIDE = {
    "defence_pact": (
        "Against the average pair at risk. Where a treaty would be joined, a border, distance or "
        "rivalry is one with its parties. Associations in the model of treaty processes"
    ),
    "stronger_pledge": (
        "Against the mean pair with a rung left below a pact. Associations in the hazard of pairs"
    ),
    "rivalry_end": "Against the mean rivalry. Associations in a pool of models",
    "dispute": (
        "Something between the two is a border, a rivalry now or before, a dispute ever or a major "
        "power; the other bars are against the mean of such pairs, or of all the rest. "
        "Associations in the model of disputes"
    ),
}
SCHEMA = {
    "driver": pl.String,
    "log_odds": pl.Float64,
    "times_odds": pl.Float64,
    "chance_from": pl.Float64,
    "chance_to": pl.Float64,
    "drawn_by_itself": pl.Boolean,
}


def drivers_of(
    view: Assessment, outcome: str = "defence_pact", *, width: int = theme.WIDE
) -> Figure:
    """What the model weighs for and against an outcome within a year, from the base rate to this pair.

    Parameters
    ----------
    outcome : defence_pact, stronger_pledge (short of a pact), rivalry_end or dispute
    width : pixels of the whole picture, 360 for a phone

    Raises
    ------
    ExtraMissing    Altair is not installed
    """
    found = [one for one in (*view.drivers, *view.other_drivers) if one.outcome == outcome]
    if not found:
        return in_words(
            f"What moves the odds of {MOVED.get(outcome, outcome)} was not taken apart",
            "The assessment holds no drivers",
            f"As of {human(view.question.as_of)}. Data: vintage {view.question.vintage.name}.",
            pl.DataFrame(schema=SCHEMA),
            width,
        )
    one = found[0]
    data = parts(one)
    return Figure(
        draw=lambda: _chart(one, data, width),
        title=_title(one),
        caption=_caption(one, data, view.question.vintage.name),
        alt=_alt(one, data),
        data=data,
        width=width,
    )


def parts(one: Odds) -> pl.DataFrame:
    """Every driver in the order drawn, each from where the one before it ends.

    First those for a pact, then those against, the strongest of each first; the small ones last.
    """
    named = sorted(one.drivers, key=lambda driver: -abs(driver.log_odds))[:MOST]
    alone = [driver for driver in named if abs(driver.log_odds) >= LEAST]
    order = [
        *sorted(alone, key=lambda driver: (driver.log_odds < 0, -abs(driver.log_odds))),
        *(driver for driver in one.drivers if driver not in alone),
    ]
    steps = list(accumulate((d.log_odds for d in order), initial=logit(one.base_rate)))
    rows = [
        (d.name, d.log_odds, exp(d.log_odds), expit(steps[k]), expit(steps[k + 1]), d in alone)
        for k, d in enumerate(order)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def logit(p: float) -> float:
    """Log-odds of a chance."""
    return log(p / (1 - p))


def expit(x: float) -> float:
    """The chance of log-odds."""
    return 1 / (1 + exp(-x))


def _title(one: Odds) -> str:
    up = max(one.drivers, key=lambda driver: driver.log_odds, default=None)
    down = min(one.drivers, key=lambda driver: driver.log_odds, default=None)
    weighs = []
    if up is not None and up.log_odds >= LEAST:
        weighs.append(f"most for it: {up.name}")
    if down is not None and down.log_odds <= -LEAST:
        weighs.append(f"most against: {down.name}")
    told = f". In the model, {'; '.join(weighs)}" if weighs else ""
    return (
        f"{one.one} and {one.two}: {MOVED[one.outcome]} in the next year {chance(one.p)}, all pairs "
        f"at risk {chance(one.base_rate)}, as of the end of {one.year}{told}"
    )


def _caption(one: Odds, data: pl.DataFrame, vintage: str) -> str:
    rest = data.filter(~pl.col("drawn_by_itself")).height
    small = " Others together: the small ones, one by one in the numbers." if rest else ""
    return (
        f"Each bar starts where the one above ends: first what adds to the chance, dark, then what "
        f"takes from it, light. Right of it, by how much it multiplies the odds.{small} "
        f"{BESIDE[one.outcome]}, not effects; as of the end of {one.year}, {_known(one)}. Data: "
        f"vintage {vintage}."
    )


def _known(one: Odds) -> str:
    if one.outcome == "dispute":
        return "disputes read as far as they are coded"
    return "the last coded year known"


def _alt(one: Odds, data: pl.DataFrame) -> str:
    alone = data.filter("drawn_by_itself")
    sides = (("for it", pl.col("log_odds") > 0), ("against it", pl.col("log_odds") < 0))
    told = [
        f"{side}, the strongest first: {listing(names)}"
        for side, which in sides
        if (names := alone.filter(which)["driver"].to_list())
    ]
    return (
        f"Bars from the base rate, {chance(one.base_rate)}, to this pair, {chance(one.p)}. In the "
        f"model, {'; '.join(told) or 'nothing of size'}."
    )


def _times(factor: float) -> str:
    """``×1.9``, ``×0.29``."""
    if factor >= 10:
        return f"×{significant(factor):,.0f}"
    return f"×{factor:.1f}" if factor >= 0.995 else f"×{factor:.2f}" if factor >= 0.01 else "×<0.01"


# ── the picture ─────────────────────────────────────────────────────────────────────────


def _chart(one: Odds, data: pl.DataFrame, width: int) -> theme.Chart:
    room = width - 2 * theme.PADDING
    narrow = width < 560
    rows = _bars(data)
    ends = [f"all {_pairs(narrow)}", f"{one.one}–{one.two}"]
    names = [*(row[0] for row in rows), *ends]
    left = 0.0 if narrow else min(max(theme.breadth(name) for name in names) + 12, 0.42 * room)
    right = max(theme.breadth(t) for t in (chance(one.p), chance(one.base_rate), "×<0.01")) + 10
    line = 36 if narrow else 23
    high = line * (len(rows) + 2) + 46
    steps = [logit(p) for row in rows for p in row[2:]] or [logit(one.base_rate)]
    low, top = min(*steps, logit(one.p)), max(*steps, logit(one.p))
    low, top = low - 0.12 * (top - low) - 0.1, top + 0.12 * (top - low) + 0.1
    pixels = Pixels()

    def across(x: float) -> float:
        return left + (room - right - left) * (x - low) / (top - low)

    def named(name: str, y: float, *, bold: bool = False) -> float:
        """Write the name of a row; the middle of its bar."""
        space = room - right if narrow else left - 12
        text = theme.shortened(name, space)
        colour = theme.INK if bold else theme.QUIET
        if narrow:
            pixels.text(0, y + 9, text, colour=colour, bold=bold)
            return y + 25
        pixels.text(left - 12, y + line / 2, text, colour=colour, align="right", bold=bold)
        return y + line / 2

    bottom = line * (len(rows) + 2)
    for mark in _marks(expit(low), expit(top), room - right - left):
        x = across(logit(mark))
        pixels.grid(x, 0, bottom)
        for k, text in enumerate(theme.chance_label(mark, lines=1 if narrow else 2)):
            pixels.text(x, bottom + 12 + 13 * k, text, colour=theme.QUIET, align="center")
    base = across(logit(one.base_rate))
    middle = named(ends[0], 0)
    pixels.sign(base, middle, theme.BASE, size=80, p=one.base_rate)
    pixels.text(room, middle, chance(one.base_rate), colour=theme.QUIET, align="right")
    last = middle
    for k, (name, log_odds, start, end) in enumerate(rows):
        middle = named(name, line * (k + 1))
        x, x2 = across(logit(start)), across(logit(end))
        if not narrow:  # there it would cross the names
            pixels.rule((x, last), (x, middle), theme.BASE)
        colour = FOR if log_odds > 0 else AGAINST
        pixels.rect(Box(x, middle - 6, x2, middle + 6), colour, driver=name, log_odds=log_odds)
        pixels.text(room, middle, _times(exp(log_odds)), colour=theme.QUIET, align="right")
        last, base = middle, x2
    middle = named(ends[1], line * (len(rows) + 1), bold=True)
    if not narrow:
        pixels.rule((base, last), (base, middle), theme.BASE)
    pixels.sign(across(logit(one.p)), middle, theme.INK, size=110, p=one.p)
    pixels.text(room, middle, chance(one.p), align="right", bold=True)
    return pixels.chart(room, high)


def _pairs(narrow: bool) -> str:
    return "pairs at risk" if narrow else "pairs at risk, mean"


def _bars(data: pl.DataFrame) -> list[tuple[str, float, float, float]]:
    """What is drawn: the large ones, and the others as one."""
    names = ("driver", "log_odds", "chance_from", "chance_to")
    rows = data.filter("drawn_by_itself").select(names).rows()
    rest = data.filter(~pl.col("drawn_by_itself"))
    if rest.height == 1:
        rows += rest.select(names).rows()
    elif rest.height:
        start, end = rest["chance_from"][0], rest["chance_to"][-1]
        rows.append(
            (f"{count(rest.height, 'other')} together", logit(end) - logit(start), start, end)
        )
    return rows


def _marks(low: float, top: float, wide: float) -> list[float]:
    """Ticks with room between their names; two round numbers where none of the scale's lies inside."""
    span = logit(top) - logit(low)
    marks = theme.ticks(low, top)
    if len(marks) < 2:
        inside = (significant(expit(logit(low) + part * span), 2) for part in (0.15, 0.85))
        marks = sorted({mark for mark in inside if low < mark < top} | {*marks})
    kept: list[float] = []
    for mark in marks:
        if not kept or wide * (logit(min(mark, 0.999)) - logit(kept[-1])) / span >= 74:
            kept.append(min(mark, 0.999))
    return kept

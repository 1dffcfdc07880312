"""Two hundred years in two lines: both axes as ribbons of blocks that read without colour."""

from __future__ import annotations

from collections.abc import Sequence

from detente.assessment.schema import History, Stretch
from detente.report.layout import BLUE, LABEL, ORANGE, Page

PLEDGE = "·░▒█"  # none, consultation, non-aggression, defence
HOSTILITY = "·░▒▓█"  # none on record, rivalry, dispute, violent crisis, war
NO_PAIR, UNKNOWN = " ", "/"


def ribbons(page: Page, history: History) -> None:
    """Write both ribbons, one column for a few years; the highest rung among them shows."""
    stretches = [*history.pledge, *history.hostility]
    if not stretches:
        return
    first, last = min(s.first for s in stretches), max(s.last for s in stretches)
    step = -(-(last - first + 1) // (page.width - LABEL))
    page.hued("pledge", ribbon(history.pledge, first, last, step, PLEDGE), BLUE)
    page.hued("hostility", ribbon(history.hostility, first, last, step, HOSTILITY), ORANGE)
    page.hued("", _scale(first, last, step), "")
    page.paragraph(
        f"One column is {step} years; the highest rung in it shows. Pledge: {PLEDGE[1]} "
        f"consultation, {PLEDGE[2]} non-aggression, {PLEDGE[3]} defence. Hostility: "
        f"{HOSTILITY[1]} rivalry, {HOSTILITY[2]} dispute, {HOSTILITY[3]} violent crisis, "
        f"{HOSTILITY[4]} war. {PLEDGE[0]} none, {UNKNOWN} outside coverage, blank: no pair."
    )


def ribbon(stretches: Sequence[Stretch], first: int, last: int, step: int, blocks: str) -> str:
    """One axis as a line of blocks."""
    line = []
    for start in range(first, last + 1, step):
        here = [s for s in stretches if s.first < start + step and s.last >= start]
        rungs = [s.rung for s in here if s.rung is not None]
        if rungs:
            line.append(blocks[max(rungs)])
        else:
            outside = any(s.how == "outside coverage" for s in here)
            line.append(UNKNOWN if outside else NO_PAIR)
    return "".join(line)


def _scale(first: int, last: int, step: int) -> str:
    """Years under the ribbons, one every half century."""
    columns = (last - first) // step + 1
    line = [" "] * columns
    for year in range(-(-first // 50) * 50, last + 1, 50):
        at = (year - first) // step
        if at + 4 <= columns:
            line[at : at + 4] = str(year)
    return "".join(line).rstrip()

"""A back-test as text: each model beside the base rate, with the treaties behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.report.layout import Page
from detente.words import count

if TYPE_CHECKING:
    from detente.evaluate.run import Backtest


def track_record(found: Backtest, *, width: int = 80, colour: bool = False) -> str:
    """The records of a back-test in at most `width` columns."""
    page = Page(width=width, colour=colour)
    scores = found.records[0].scores
    page.title(
        f"A defence pact within {count(found.horizon, 'year')}",
        f"origins {found.first}–{found.last}",
    )
    page.paragraph(
        f"{scores.rows:,} pairs at risk by year, {scores.events:,} events, {100 * scores.base:.2f}%; "
        f"they come from {count(found.records[0].treaties, 'treaty', 'treaties')}. Every model was "
        "refitted at every origin on what was known at the end of that year."
    )
    page.blank()
    rows = [["model", "AUC", "AP", "log skill", "Brier skill", "Σp/Σy"]]
    for one in found.records:
        rows.append(
            [
                one.model,
                f"{one.scores.auc:.3f}",
                f"{one.scores.ap:.4f}",
                _skill(one.scores.log_skill, one.intervals["log_skill"]),
                _skill(one.scores.brier_skill, one.intervals["brier_skill"]),
                f"{one.scores.total:.2f} [{one.intervals['total'][0]:.1f}, "
                f"{one.intervals['total'][1]:.1f}]",
            ]
        )
    page.table(rows, indent=2)
    page.blank()
    for one in found.records:
        eras = ", ".join(
            f"{first}–{last} {total:.1f}" for (first, last), total in one.eras.items() if total
        )
        page.paragraph(f"{one.model}: Σp/Σy by origin {eras}.")
    page.blank()
    page.paragraph(
        "AUC: mean over origins, within the origin. AP: average precision, pooled; its base is the "
        "share of events. Skill: 1 − loss / loss of the base rate known at each origin, in per cent. "
        "Σp/Σy: expected over observed events. In brackets the middle 90% when whole treaties are "
        "drawn with replacement."
    )
    return page.text()


def _skill(value: float, interval: tuple[float, float]) -> str:
    low, high = interval
    return f"{100 * value:.1f} [{100 * low:.1f}, {100 * high:.1f}]"

"""The track record as an answer quotes it: one sentence first, every score in full."""

from __future__ import annotations

from detente.assessment.schema import Assessment, Chances, Score, TrackRecord
from detente.report.layout import Page
from detente.report.record_summary import NAMES
from detente.words import count, percent, significant


def record_sentence(view: Assessment, outcome: str, horizon: int) -> str | None:
    """What became of past chances like the one the first line gives, or None."""
    one = next((r for r in view.track_record if (r.outcome, r.horizon) == (outcome, horizon)), None)
    if one is None:
        return None
    text = ""
    if (alike := one.alike) is not None:
        came = f"{percent(alike.rate)} came true" if alike.events else "none came true"
        text = f"Of {alike.n:,} chances of {_between(alike)} given {one.first}–{one.last}, {came}. "
    skill = one.log_skill.value
    if skill is not None:
        worth = "better" if skill >= 0 else "worse"
        text += f"Log score {abs(100 * skill):.0f}% {worth} than the base rate's."
    return f"{text.strip()} More: detente track-record." if text else None


def record_table(page: Page, view: Assessment) -> None:
    """Every score of the models behind the outlook, and what became of chances like these."""
    if not view.track_record:
        return
    page.heading("Track record of these odds (middle 90% by treaty, or by pair)")
    rows = [["outcome", "y", "model", "AUC", "log skill, %", "Brier skill, %", "Σp/Σy"]]
    for one in view.track_record:
        rows.append(
            [
                NAMES[one.outcome],
                str(one.horizon),
                one.model,
                _score(one.auc, 2),
                _score(one.log_skill, 0, 100),
                _score(one.brier_skill, 1, 100),
                _score(one.total, 2),
            ]
        )
    page.table(rows, indent=2)
    for one in view.track_record:
        page.paragraph(_like(one), hanging=2)
    for text in dict.fromkeys(one.text for one in view.track_record):
        page.paragraph(text)


def _like(one: TrackRecord) -> str:
    behind = f" from {count(one.decisions, 'decision')}" if one.decisions is not None else ""
    head = (
        f"{NAMES[one.outcome]}, {one.horizon} y, {one.first}–{one.last}: "
        f"{count(one.events, 'event')}{behind} in {count(one.rows, 'row')} ({percent(one.base)})"
    )
    alike = one.alike
    if alike is None:
        return f"{head}; no chance like this one was given."
    bounds = (
        f", 90% {percent(alike.rate_low)} to {percent(alike.rate_high)}"
        if alike.rate_low is not None and alike.rate_high is not None
        else ""
    )
    return (
        f"{head}; of {alike.n:,} chances of {_between(alike)}, {alike.events:,} came true "
        f"({percent(alike.rate)}{bounds})."
    )


def _between(bin_: Chances) -> str:
    return f"{significant(100 * bin_.low):g}% to {significant(100 * bin_.high):g}%"


def _score(score: Score, digits: int, unit: int = 1) -> str:
    if score.value is None:
        return "–"

    def say(number: float) -> str:
        return f"{round(unit * number, digits) + 0.0:.{digits}f}"

    if score.low is None or score.high is None:
        return say(score.value)
    return f"{say(score.value)} [{say(score.low)}, {say(score.high)}]"

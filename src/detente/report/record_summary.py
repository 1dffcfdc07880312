"""The track record at a glance: for every outcome and horizon the best model and what it was worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from detente.report.layout import Page
from detente.words import listing

if TYPE_CHECKING:
    from detente.evaluate.scored import TrackRecord
    from detente.evaluate.stored import StoredRecord
    from detente.store import Vintage

NAMES = {
    "defence_pact": "defence pact",
    "stronger_pledge": "stronger pledge",
    "dispute": "new dispute",
    "violent_dispute": "violent dispute",
    "rivalry_end": "rivalry ends",
}
SEEN = {
    "pledges": ("defence_pact", "stronger_pledge"),
    "disputes": ("dispute", "violent_dispute"),
    "ends of rivalries": ("rivalry_end",),
}


def summary(record: TrackRecord, *, width: int = 80, colour: bool = False) -> str:
    """One line per outcome and horizon: the best model by log skill, and its scores."""
    from detente.evaluate.scored import ALL, best_model

    page = Page(width=width, colour=colour)
    page.title("What forecasts made at past origins were worth", "the best model of each")
    rows = [["outcome", "y", "model", "AUC", "log", "Brier", "Σp/Σy", "events", "origins"]]
    kinds = record.scores.select("outcome", "horizon").unique(maintain_order=True)
    for outcome, horizon in kinds.iter_rows():
        scores = record.scores.filter(pl.col("part") == ALL, outcome=outcome, horizon=horizon)
        model = best_model(scores)
        of = {row["score"]: row for row in scores.filter(model=model).iter_rows(named=True)}
        value = {name: row["value"] for name, row in of.items()}
        rows.append(
            [
                NAMES[outcome],
                str(horizon),
                model,
                _number(value["auc"], 2),
                _number(value["log_skill"], 1, 100),
                _number(value["brier_skill"], 1, 100),
                _number(value["total"], 2),
                f"{of['auc']['events']:,}",
                f"{of['auc']['first']}–{of['auc']['last']}",
            ]
        )
    page.table(rows, indent=2)
    page.paragraph(
        "y: years ahead. log, Brier: skill over the base rate known at each origin, in per cent. "
        "More of each: --outcome, --horizon, --model."
    )
    page.blank()
    return page.text()


def _number(value: float | None, digits: int, unit: int = 1) -> str:
    return "–" if value is None else f"{round(unit * value, digits) + 0.0:.{digits}f}"


def rests_on(stored: StoredRecord, used: Vintage) -> str:
    """Which data were scored, by which version, and how far they could be seen."""
    scores = stored.record.scores
    seen = [
        f"{what} to {last}"
        for what, outcomes in SEEN.items()
        if (last := _last(scores.filter(pl.col("outcome").is_in(outcomes)))) is not None
    ]
    text = f"{stored.vintage}, scored beforehand by détente {stored.version}; seen were {listing(seen)}"
    return text if stored.of(used) else f"{text}. The tables now in use, {used.id}, are others"


def _last(scores: pl.DataFrame) -> int | None:
    last = scores.select(pl.col("last") + pl.col("horizon")).max().item()
    return None if last is None else int(last)

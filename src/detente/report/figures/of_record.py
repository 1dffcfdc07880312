"""Every figure of a track record by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.report import theme
from detente.report.figures.decision_percentiles import decision_percentiles
from detente.report.figures.figure import Figure
from detente.report.figures.reliability import reliability
from detente.report.figures.skill_by_era import skill_by_era

if TYPE_CHECKING:
    from detente.evaluate.scored import TrackRecord


def figures_of(
    record: TrackRecord,
    *,
    model: str | None = None,
    data: str | None = None,
    width: int = theme.WIDE,
) -> dict[str, Figure]:
    """Every figure of a track record, by a name that can be a file's.

    Parameters
    ----------
    model : the one of the highest log skill at each outcome and horizon, unless named
    data : the vintage the record rests on, for the captions
    width : pixels of each picture

    Returns
    -------
    ``defence_pact-1y-reliability`` → its figure; decisions only of outcomes that have them
    """
    found: dict[str, Figure] = {}
    for outcome, horizon in (
        record.scores.select("outcome", "horizon").unique(maintain_order=True).iter_rows()
    ):
        stem = f"{outcome}-{horizon}y"
        found[f"{stem}-reliability"] = reliability(
            record, outcome, horizon, model, data=data, width=width
        )
        found[f"{stem}-skill"] = skill_by_era(
            record, outcome, horizon, model, data=data, width=width
        )
        if len(record.decisions.filter(outcome=outcome, horizon=horizon)):
            found[f"{stem}-decisions"] = decision_percentiles(
                record, outcome, horizon, model, data=data, width=width
            )
    return found

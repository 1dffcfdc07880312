"""Where results leave for people's eyes; reads the assessment's schema, and frames."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from detente.report.coverage import coverage_picture, coverage_svg

if TYPE_CHECKING:
    from detente.report.document import page, page_figures, save_figures
    from detente.report.figures.analogue_ribbons import analogues
    from detente.report.figures.decision_percentiles import decision_percentiles
    from detente.report.figures.drivers import drivers_of
    from detente.report.figures.figure import Figure
    from detente.report.figures.members import members
    from detente.report.figures.members_by_year import members_by_year
    from detente.report.figures.odds import odds
    from detente.report.figures.odds_dots import odds_dots
    from detente.report.figures.of_record import figures_of
    from detente.report.figures.record_reliability import record_reliability
    from detente.report.figures.reliability import reliability
    from detente.report.figures.reversals import reversals
    from detente.report.figures.skill_by_era import skill_by_era
    from detente.report.figures.source_coverage import source_coverage
    from detente.report.figures.timeline import timeline

__all__ = [
    "Figure",
    "analogues",
    "coverage_picture",
    "coverage_svg",
    "decision_percentiles",
    "drivers_of",
    "figures_of",
    "members",
    "members_by_year",
    "odds",
    "odds_dots",
    "page",
    "page_figures",
    "record_reliability",
    "reliability",
    "reversals",
    "save_figures",
    "skill_by_era",
    "source_coverage",
    "timeline",
]

_MODULES = {
    "Figure": "figures.figure",
    "analogues": "figures.analogue_ribbons",
    "decision_percentiles": "figures.decision_percentiles",
    "drivers_of": "figures.drivers",
    "figures_of": "figures.of_record",
    "members": "figures.members",
    "members_by_year": "figures.members_by_year",
    "odds": "figures.odds",
    "odds_dots": "figures.odds_dots",
    "page": "document",
    "page_figures": "document",
    "record_reliability": "figures.record_reliability",
    "reliability": "figures.reliability",
    "reversals": "figures.reversals",
    "save_figures": "document",
    "skill_by_era": "figures.skill_by_era",
    "source_coverage": "figures.source_coverage",
    "timeline": "figures.timeline",
}


def __getattr__(name: str) -> object:
    """Import a figure when it is first asked for; Altair comes when it is drawn."""
    if name in _MODULES:
        return getattr(import_module(f"detente.report.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'detente.report' has no attribute {name!r}")

"""State-years, dyad-years, dyad-months: panels whose every value knows its source and coverage."""

from __future__ import annotations

from detente.panel.bloc_units import bloc_years
from detente.panel.leader_units import leader_dyad_years, leader_years
from detente.panel.month_units import dyad_months, state_months
from detente.panel.panel import Panel
from detente.panel.relevance import contiguous, politically_relevant
from detente.panel.units import dyad_years, state_years
from detente.panel.verbs import peace_years, power_ratio, rolling, spells

__all__ = [
    "Panel",
    "bloc_years",
    "contiguous",
    "dyad_months",
    "dyad_years",
    "leader_dyad_years",
    "leader_years",
    "peace_years",
    "politically_relevant",
    "power_ratio",
    "rolling",
    "spells",
    "state_months",
    "state_years",
]

"""All sources by name. A new dataset is one new module and one name in `NAMES`."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from types import ModuleType

from detente import words
from detente.errors import UnknownSource
from detente.sources.declare import Reader, Source, reader_of

NAMES: tuple[str, ...] = (
    "cow_states",
    "gw_states",
    "gw_system",
    "cow_gw_years",
    "gw_cow_years",
    "atop_alliances",
    "atop_phases",
    "atop_members",
    "atop_dyads",
    "gml_dyads",
    "mid_disputes",
    "mid_participants",
    "mid_dyads",
    "mid_incidents",
    "mid_incident_participants",
    "interstate_wars",
    "ucdp_conflicts",
    "tss",
    "td",
    "kgd",
    "peace_data",
    "icb_dyads",
    "icow_claims",
    "terr_threat",
    "contiguity",
    "majors",
    "nmc",
    "democracy",
    "democracy_gw",
    "capitals",
    "capitals_gw",
    "igo_memberships",
    "igo_organisations",
    "igo_dyads",
    "minimum_distances",
    "gdp_population",
    "state_trade",
    "dyadic_trade",
    "trade_shares",
    "diplomatic_missions",
    "defence_agreements",
    "sanctions",
    "arms_transfers",
    "us_troops",
    "exercises",
    "archigos",
    "lwuf",
    "lead",
    "reign_leaders",
    "un_votes",
    "un_roll_calls",
    "un_votes_2024",
    "un_votes_2025",
    "un_two_votes",
    "ideal_points",
    "dcid",
    "pew_favourability",
)


def all_sources() -> tuple[Source, ...]:
    """Every source, states first, votes last."""
    return tuple(get(name) for name in NAMES)


def get(name: str) -> Source:
    """The declaration of a source.

    Raises
    ------
    UnknownSource      no dataset has this name; `suggestions` holds the nearest ones
    """
    source: Source = getattr(_module(name), name.upper())
    return source


def reader(name: str) -> Reader:
    """The function that reads the file of a source.

    Raises
    ------
    UnknownSource      no dataset has this name; `suggestions` holds the nearest ones
    """
    return reader_of(_module(name))


def _module(name: str) -> ModuleType:
    if name not in NAMES:
        raise _unknown(name)
    return import_module(f"detente.sources.{name}")


def _unknown(name: str) -> UnknownSource:
    asked = name.strip().lower().replace("-", "_").replace(" ", "_")
    within = [known for known in NAMES if asked and asked in known]
    alike = get_close_matches(asked, NAMES, n=3, cutoff=0.5)
    nearest = tuple(dict.fromkeys([*within, *alike]))[:3]
    hint = f"Nearest: {words.listing(list(nearest))}. " if nearest else ""
    return UnknownSource(
        f"No source is called {name!r}. {hint}`detente data list` shows all {len(NAMES)}.",
        name=name,
        suggestions=nearest,
    )

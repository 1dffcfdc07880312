"""What leaders had lived through before office (LEAD)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.panel.noun import Noun, Variable
from detente.panel.nouns.in_office import attributes, by_leader

VARIABLES = (
    Variable("leveledu", "Leader's education, 0 primary to 3 graduate", "level 0–3", pl.Int8),
    Variable("milservice", "Leader served in the military", "0/1", pl.Int8),
    Variable("combat", "Leader saw combat", "0/1", pl.Int8),
    Variable("rebel", "Leader was a rebel", "0/1", pl.Int8),
    Variable("warwin", "Leader fought in a war that was won", "0/1", pl.Int8),
    Variable("warloss", "Leader fought in a war that was lost", "0/1", pl.Int8),
    Variable("rebelwin", "Leader was in a rebellion that was won", "0/1", pl.Int8),
    Variable("rebelloss", "Leader was in a rebellion that was lost", "0/1", pl.Int8),
    Variable("yrsexper", "Leader's political experience before office", "years", pl.Int16),
    Variable("physhealth", "Leader with poor physical health", "0/1", pl.Int8),
    Variable("mentalhealth", "Leader with poor mental health", "0/1", pl.Int8),
)


def leader_experience(*, keep: Sequence[str] | None = None, carry: str | int | None = None) -> Noun:
    """Lives of the leaders of 31 December before they took office; in panels of leaders their own.

    References
    ----------
    Ellis, Horowitz & Stam (2015), International Interactions 41: 718–741.
    """
    return (
        Noun(
            name="leader_experience",
            title="Leaders' experience",
            per="state",
            codes="gw",
            covers=(1875, 2004),
            sources=("archigos", "lead"),
            variables=VARIABLES,
            rows=lambda load: attributes(load, "lead"),
            by_leader=lambda load: by_leader(load, "lead"),
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )

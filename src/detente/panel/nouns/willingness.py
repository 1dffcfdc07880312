"""How willing leaders are to use force (Carter & Smith 2020)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.panel.noun import Noun, Variable
from detente.panel.nouns.in_office import attributes, by_leader

VARIABLES = tuple(
    Variable(
        f"theta{model}_mean",
        f"Leader's willingness to use force, model {model}",
        "latent score",
        pl.Float64,
    )
    for model in (1, 2, 3, 4)
)


def willingness(*, keep: Sequence[str] | None = None, carry: str | int | None = None) -> Noun:
    """`theta1_mean` … `theta4_mean`, of the leader on 31 December; in panels of leaders their own.

    Four models of the same latent score; higher is more willing, and its authors find model 2
    the best. The scores were estimated from leaders' lives (service, combat, rebellion …), all
    leaders together.

    References
    ----------
    Carter & Smith (2020), APSR 114: 1352–1358.
    """
    return (
        Noun(
            name="willingness",
            title="Leaders' willingness to use force",
            per="state",
            codes="gw",
            covers=(1875, 2004),
            sources=("archigos", "lwuf"),
            variables=VARIABLES,
            rows=lambda load: attributes(load, "lwuf"),
            by_leader=lambda load: by_leader(load, "lwuf"),
            note="Estimates from all leaders at once: they describe, and enter no forecast.",
        )
        .keeping(tuple(keep) if keep is not None else None)
        .carried(carry)
    )

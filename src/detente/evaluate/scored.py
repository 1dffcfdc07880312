"""What a track record is: four tables, and which model was best; light enough to read anywhere."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

Frame = pl.DataFrame

ALL = "all"  # the part of a case that leaves nothing out

# One-year onset of a defence pact: more than a perfect knowledge of "will anything be decided
# this year" could reach (SCIENCE §6).
TOO_GOOD = {"log_skill": 0.36, "brier_skill": 0.06}


@dataclass(frozen=True)
class TrackRecord:
    """What each model was worth.

    Attributes
    ----------
    scores : columns `record.SCORES`, one row per model, part (see `cases`) and score; AP, lift
        and the shares of decisions are of all rows only. `low` and
        `high` bound the middle 90% when clusters are drawn with replacement: whole treaties,
        or pairs where the outcome is no pledge; `decision_low`, `decision_high` when
        decisions are. `first`, `last` are origins; then what the number rests on
    reliability : columns `RELIABILITY`, one row per model and bin of its chances
    decisions : columns `DECISIONS`, one row per model and decision
    differences : columns `DIFFERENCES`, of the model with the highest log skill and each other
    """

    scores: Frame
    reliability: Frame
    decisions: Frame
    differences: Frame


def best_model(scores: Frame) -> str:
    """The model of the highest log skill over all rows, the first named of equals."""
    logs = scores.filter(part=ALL, score="log_skill").fill_null(float("-inf"))
    return str(logs.sort("value", descending=True, maintain_order=True)["model"][0])


def suspects(scores: Frame) -> Frame:
    """The rows of a track record's scores that are suspected of leakage until explained."""
    too_good = [
        (pl.col("score") == name) & (pl.col("value") > most) for name, most in TOO_GOOD.items()
    ]
    return scores.filter(pl.col("part") == ALL, outcome="defence_pact", horizon=1).filter(
        pl.any_horizontal(too_good)
    )

"""What every part of an assessment is built on."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

SCHEMA: Literal["detente.assessment/1"] = "detente.assessment/1"

How = Literal["coded", "carried", "dated"]
Status = Literal["at_risk", "in_force", "not_at_risk", "never_met"]
Outcome = Literal["defence_pact", "stronger_pledge", "rivalry_end", "dispute"]
Aggregation = Literal["pair", "lead", "share", "weighted"]


class Part(BaseModel):
    """Base of every part: frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

"""One relationship at one date, whole."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.assessment.schema.base import SCHEMA, Part
from detente.assessment.schema.drivers import DecisionsLike, Odds
from detente.assessment.schema.history import History
from detente.assessment.schema.limits import Coverage, Limit, Provenance
from detente.assessment.schema.others import Analogue, Reversals
from detente.assessment.schema.outlook import Forecast, Together
from detente.assessment.schema.question import Question
from detente.assessment.schema.standing import Standing
from detente.assessment.schema.track_record import TrackRecord


class Assessment(Part):
    """One relationship at one date."""

    schema_: Literal["detente.assessment/1"] = Field(SCHEMA, alias="schema")
    question: Question
    standing: Standing | None
    history: History | None
    outlook: list[Forecast]
    analogues: list[Analogue]
    reversals: Reversals | None
    together: list[Together] = Field(
        [], description="a state with half or all of a bloc, from 1970"
    )
    drivers: list[Odds] = Field([], description="of the lead pair, where it is at risk, from 1970")
    other_drivers: list[Odds] = Field(
        [], description="the same of a pledge short of a pact, a rivalry's end and a dispute"
    )
    decisions: list[DecisionsLike] = Field([], description="likest to what the pair would need")
    track_record: list[TrackRecord] = Field([], description="of the models behind the outlook")
    limits: list[Limit]
    coverage: list[Coverage] = Field([], description="of every source, the oldest end first")
    unmeasured: list[str] = Field([], description="what no source measures")
    provenance: Provenance
    draws: int | None = Field(None, description="worlds walked for the outlook, from 1970")

    def to_json(self, indent: int | None = 2) -> str:
        """The assessment as JSON, keys as in `detente schema`."""
        return self.model_dump_json(indent=indent, by_alias=True)

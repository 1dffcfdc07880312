"""What the models behind the chances were worth."""

from __future__ import annotations

from pydantic import Field

from detente.assessment.schema.base import Outcome, Part


class Score(Part):
    """A score, with its middle 90% when whole treaties (or pairs) are drawn with replacement."""

    value: float | None
    low: float | None
    high: float | None


class Chances(Part):
    """Past forecasts within two bounds, and how often they came true."""

    low: float
    high: float
    n: int = Field(description="pairs by year")
    events: int
    mean_p: float | None = Field(None, description="mean of the chances given")
    rate: float
    rate_low: float | None
    rate_high: float | None


class RankedDecision(Part):
    """A past decision, and where its pairs stood among all at risk the year before."""

    year: int
    name: str
    dyads: int = Field(description="new pairs of allies")
    percentile: float = Field(description="1: ahead of every other pair")


class TrackRecord(Part):
    """What the model behind a chance was worth at past origins."""

    outcome: Outcome
    horizon: int
    model: str
    first: int = Field(description="first origin")
    last: int = Field(description="last origin: the last one fully observed")
    rows: int = Field(description="pairs at risk, by year")
    events: int
    base: float = Field(description="share of the rows with the event")
    decisions: int | None = Field(description="decisions behind the events; null: no pledge")
    treaties: int | None
    auc: Score = Field(description="mean over origins of the area under the curve")
    log_skill: Score = Field(description="1 − loss / loss of the base rate known at each origin")
    brier_skill: Score
    total: Score = Field(description="expected over observed events")
    alike: Chances | None = Field(description="forecasts like this one; null: there were none")
    bins: list[Chances] = Field([], description="all forecasts, by chance given")
    hits: list[RankedDecision] = Field([], description="decisions the model had put highest")
    misses: list[RankedDecision] = Field([], description="decisions it had put lowest")
    vintage: str = Field(description="the tables that were scored")
    text: str

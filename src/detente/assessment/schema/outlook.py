"""The chances of what may come."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.assessment.schema.base import Aggregation, Outcome, Part, Status


class Forecast(Part):
    """The chance of one outcome within one horizon, or why there is none."""

    outcome: Outcome
    horizon: int
    aggregation: Aggregation
    status: Status
    p: float | None = None
    low: float | None = Field(None, description="5%: of the bootstrap over pairs, or of the model")
    high: float | None = Field(None, description="95%, or the bound where no pair had it")
    base_rate: float | None = Field(None, description="all pairs at risk, same years")
    stratum: str | None = Field(None, description="pairs of the same hostility, whatever else")
    stratum_rate: float | None = Field(None, description="their rate, nothing shrunk")
    stratum_pairs: int | None = None
    n_pairs: int | None = Field(None, description="distinct pairs in the class")
    n_events: int | None = Field(None, description="of them, with the outcome in the horizon")
    conditions: list[str] = Field([], description="what the class still has in common")
    dropped: list[str] = Field([], description="conditions given up to reach thirty pairs")
    alike_pairs: int | None = Field(None, description="pairs alike in every condition")
    alike_events: int | None = Field(None, description="of them, with the outcome")
    model: str = "reference class"
    model_reason: str | None = Field(
        None, description="why it is this model, where another is usually taken"
    )
    gap_share: float | None = Field(
        None, description="of the interval's variance, the share the gap since the records makes"
    )
    unlisted: float | None = Field(
        None, description="chance that a pact nobody listed is in force that day"
    )
    unlisted_low: float | None = Field(None, description="5% of what that chance may be")
    unlisted_high: float | None = Field(None, description="95%")
    class_p: float | None = Field(None, description="the reference class's chance, beside it")
    reason: str | None = None
    same_as: Outcome | None = Field(None, description="the same event under another name")
    members: dict[str, int] | None = Field(None, description="at_risk, in_force, left_out")
    base_pairs: int | None = None
    years: list[int] = Field([], description="first and last calendar year of the class")
    running: float | None = Field(
        None, description="chance that the rivalry, coded to an earlier year, runs that day"
    )
    and_pact: float | None = Field(
        None, description="chance that the rivalry ends and a defence pact is made, both in time"
    )


class Together(Part):
    """A state and a bloc: allied with so many members at once."""

    share: Literal["half", "all"]
    members: int = Field(description="so many of them")
    of: int
    horizon: int
    p: float = Field(description="that the state joins a treaty that binds so many")
    low: float = Field(description="lower end of the middle 90%, by the doubt about its pairs")
    high: float
    treaties: list[str] = Field(description="those treaties, as of the day")

"""What moves the odds, and the past decisions most like the one it would take."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.assessment.schema.base import Outcome, Part


class Driver(Part):
    """What a group of covariates adds to a pair's log-odds, against those of the average pair."""

    name: str
    log_odds: float


class Path(Part):
    """One way in which the pair could become allied within a year."""

    process: Literal["accession", "adoption", "foundation"]
    text: str
    share: float = Field(description="of the pair's hazard")


class Odds(Part):
    """What moves one pair's chance of an outcome within one year."""

    outcome: Outcome = "defence_pact"
    one: str
    two: str
    year: int = Field(description="the drivers stand as of its end: the last one known")
    p: float = Field(description="chance of the outcome in the next year")
    base_rate: float = Field(description="mean chance, or rate, of all pairs at risk")
    model: str = Field("decisions", description="whose chance is taken apart")
    drivers: list[Driver] = Field(description="they sum to the distance in log-odds of p and base")
    paths: list[Path] = Field(
        [], description="ways to a pact, the likeliest first; the shares of all sum to 1"
    )
    note: str = (
        "Drivers are associations in the model, not causes. They stand as of the end of the last "
        "coded year, not of the day of the answer."
    )


class NearestDecision(Part):
    """A past decision by a unit (a state and a treaty, a body, a pair) like the one needed."""

    year: int
    treaty: str
    atopid: int
    states: list[str] = Field(description="who joined or founded")
    dyads: int = Field(description="new pairs of allies")
    distance: float = Field(description="in log-odds; 0: alike in all that the model weighs")
    p: float = Field(description="one-year chance of the unit then, by a fit that learned from it")


class NearestOther(Part):
    """A unit as much like the one needed that took no such decision within the years."""

    name: str
    year: int
    distance: float


class DecisionsLike(Part):
    """Past decisions most like the likeliest that would make the pair allies, by process."""

    process: Literal["accession", "adoption", "foundation"]
    path: str
    share: float = Field(description="of the process in the pair's hazard")
    p: float = Field(description="chance of this decision in the next year")
    decisions: list[NearestDecision]
    within: int
    alike: int = Field(description="units most like this one, each in the year most like it")
    followed: int = Field(description="of them, with such a decision within the years")
    others: list[NearestOther] = Field(description="the nearest of them without one")

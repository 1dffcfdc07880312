"""Where a relationship stands, on both axes and pair by pair."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from detente.assessment.schema.base import Part
from detente.assessment.schema.question import Member


class Pact(Part):
    """One treaty that binds a pair on a day."""

    atopid: int | None
    name: str
    titled: bool = Field(description="false: a description, no title was read")
    rung: int
    label: str
    since: date
    until: date | None = None
    umbrella: bool = Field(description="a general text that binds a dozen states or more")
    parties: int | None = Field(None, description="members of the treaty on that day")
    offence: bool = False
    one_sided: str | None = Field(None, description="who alone owes defence, if only one does")
    dated_by: Literal["signature (ATOP)", "legal membership", "signature, as reported"]
    source: str


class LaterRecord(Part):
    """Dated evidence from a newer source, after the coded record ends."""

    when: str
    what: str
    source: str
    url: str | None = None


class PledgeStanding(Part):
    """The commitment axis."""

    rung: int
    label: str
    direct: Pact | None = Field(None, description="strongest pledge that is no umbrella")
    umbrella: Pact | None = Field(None, description="strongest umbrella pledge")
    pacts: list[Pact]
    coded_to: int = Field(description="last year the coding could tell")
    carried: int = Field(description="years the last coded state has been carried")
    later: list[Pact] = Field([], description="pledges from newer sources, under their own name")
    doubtful: list[LaterRecord] = Field([], description="reported since, not counted")
    ended_since: list[str] = Field([], description="later evidence that a coded pledge ended")


class RivalryRecord(Part):
    """One strategic rivalry."""

    name: str
    first: int
    last: int | None = Field(description="null: running when the coding ends")
    running: bool


class DisputeRecord(Part):
    """One year of one militarised dispute."""

    dispnum: int
    year: int
    rung: int
    label: str


class Interval(Part):
    """A chance, and the middle 90% of what it may truly be."""

    p: float
    low: float
    high: float


class Bridged(Part):
    """Whether a dispute ran in a year after the records end: estimated, not read."""

    year: int = Field(description="the last full year before the day")
    dispute: Interval = Field(description="any militarised dispute")
    violent: Interval = Field(description="one in which force was used, MID level 4 or 5")


class HostilityStanding(Part):
    """The hostility axis."""

    rung: int
    label: str
    year: int = Field(description="the coded year that is shown")
    rivalry: RivalryRecord | None = None
    last_dispute: DisputeRecord | None = None
    last_war: int | None = Field(None, description="last year of war on the coded record")
    disputes: int = Field(description="MIDs since 1816")
    recent: bool = Field(description="a MID in the last ten coded years")
    coded_to: dict[str, int]
    carried: dict[str, int]
    later: list[LaterRecord] = Field([])
    bridged: Bridged | None = Field(
        None, description="from 1970 on, where dispute records end before the day"
    )


class Distance(Part):
    """How far apart two states stand in the General Assembly; description only."""

    distance: float
    one: float
    two: float
    year: int
    note: str = (
        "Published ideal points are fitted on later votes too: they describe, never forecast."
    )


class Structure(Part):
    """What the pair is like; the conditions of its reference class."""

    contiguity: int | None = Field(description="COW type 1–5, 0 none; null: never coded")
    majors: int
    relevance: bool | None
    year: int | None = Field(description="the coded year of contiguity")
    shares: list[float | None] = Field(description="CINC of either side")
    shares_year: int | None = None
    notes: list[str] = Field([])


class PairStanding(Part):
    """Where one pair of states stands."""

    one: Member
    two: Member
    day: date
    pledge: PledgeStanding
    hostility: HostilityStanding
    ideal_points: Distance | None = None
    structure: Structure


class Aggregate(Part):
    """One axis over the members of a bloc, three ways."""

    lead: str
    lead_rung: int
    share: dict[str, float] = Field(description="share of member pairs on each rung")
    weighted: dict[str, float] = Field(description="the same, weighted by capability")
    count: dict[str, int] = Field({}, description="member pairs on each rung")
    specific: int | None = Field(
        None, description="of pledged pairs, those on their rung by more than an umbrella text"
    )


class Standing(Part):
    """Where the relationship stands."""

    headline: str
    lead: int = Field(description="index into `pairs` of the pair that leads")
    pairs: list[PairStanding]
    pledge: Aggregate | None = None
    hostility: Aggregate | None = None
    context: list[LaterRecord] = Field(
        [], description="newer evidence on a side's wars with others, and on who joined a bloc"
    )
    closest: str | None = None
    most_hostile: str | None = None

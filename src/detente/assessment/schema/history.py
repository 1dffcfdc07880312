"""How a relationship got where it stands: both axes by year, and what happened."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.assessment.schema.base import Part
from detente.assessment.schema.standing import Pact, RivalryRecord


class Stretch(Part):
    """Years on one rung of one axis."""

    first: int
    last: int
    rung: int | None = Field(description="null: no state to pair, or outside coverage")
    label: str
    detail: str = ""
    how: Literal["coded", "no pair", "outside coverage"]


class YearOfBloc(Part):
    """How many member pairs stood on each rung in a year."""

    year: int
    pairs: int
    frozen: bool = Field(description="members of the day of the answer, before the founding")
    pledge: list[int] | None = Field(description="pairs on rungs 0–3; null outside coverage")
    hostility: list[int] | None = Field(description="pairs on rungs 0–4; null outside coverage")


class PastAlliance(Part):
    """An unbroken run of years in which a pair had a defence pact."""

    one: str
    two: str
    first: int
    last: int = Field(description="last year coded; the run may go on where coverage ends")
    treaty: str = Field(description="the treaty that began it")
    running: bool


class Event(Part):
    """Something that happened between the two, or to one of them, as a picture names it."""

    kind: Literal["war", "treaty", "succession", "joined", "left"]
    first: int
    last: int | None = Field(None, description="where it lasted longer than its first year")
    text: str
    source: str


class History(Part):
    """Both axes since 1816: of the pair, or of the bloc's lead with the bloc by year."""

    of: str
    pledge: list[Stretch]
    hostility: list[Stretch]
    treaties: list[Pact] = Field([], description="every pledge on record, in order")
    rivalries: list[RivalryRecord] = Field([])
    allied: list[PastAlliance] = Field([], description="of every pair in the question")
    years: list[YearOfBloc] = Field([])
    events: list[Event] = Field([], description="wars, treaties, successions, in order")
    notes: list[str] = Field([])

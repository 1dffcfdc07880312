"""What was asked, and how it was understood."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from detente.assessment.schema.base import Part


class Member(Part):
    """One state on a side of the question."""

    state: int = Field(description="COW code; Gleditsch–Ward code where COW has none")
    code: str = Field(description="ISO 3166 alpha-3 of the day, else the COW abbreviation")
    name: str
    since: date | None = Field(None, description="legal member of the bloc since")
    unconfirmed: bool = Field(False, description="membership rests on a weak source")


class Party(Part):
    """One side of the question, on the day of the answer."""

    kind: Literal["state", "bloc"]
    code: str
    name: str
    members: list[Member]
    ended: date | None = Field(None, description="last day, if before the day of the answer")
    successors: list[str] = Field([])
    admission: str | None = Field(None, description="how the bloc admits a member")
    reading: list[str] = Field([], description="how a name was read, and whose state that was")
    notes: list[str] = Field([], description="what else should be known of this side")


class VintageStamp(Part):
    """Which data answered."""

    name: str
    kind: Literal["starter", "full"]
    date: date


class Question(Part):
    """What was asked, and how it was understood."""

    a: Party
    b: Party
    as_of: date
    as_of_given: bool = Field(description="false: the vintage's own date was taken")
    day: date = Field(description="the day shown: as_of, or the last day both sides existed")
    horizons: list[int]
    vintage: VintageStamp
    given: list[str] = Field([], description="what was supposed, not forecast")
    notes: list[str] = Field([])

"""What the data cannot say, and what was used."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.assessment.schema.base import Part
from detente.assessment.schema.question import VintageStamp


class Limit(Part):
    """What the data cannot say."""

    layer: str
    source: str
    covers_to: int
    age: int = Field(description="years between the end of coverage and the day of the answer")
    text: str


class Coverage(Part):
    """What years a source covers, beside the day of the answer."""

    layer: str
    source: str
    first: int
    last: int
    after: Literal["within", "carried", "bridged", "nothing"] = Field(
        description="what is done between its end and the day; within: it reaches the day"
    )
    text: str


class SourceStamp(Part):
    """A dataset an answer rests on."""

    table: str
    name: str
    version: str
    sha256: str | None
    licence: str
    cite: str
    url: str | None = None
    bibtex: str = ""


class Provenance(Part):
    """Everything that was used."""

    detente: str
    vintage: VintageStamp
    sources: list[SourceStamp]
    seed: int
    replicates: int
    command: str = Field("", description="what asks the same question again")

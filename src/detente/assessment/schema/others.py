"""What became of others: pairs like this one, and enemies that became allies."""

from __future__ import annotations

from pydantic import Field

from detente.assessment.schema.base import Part
from detente.assessment.schema.history import Stretch


class Analogue(Part):
    """A pair at the time it looked like this one, and what became of it."""

    one: str
    two: str
    year: int
    distance: float
    alike: str
    pact: int | None = Field(description="first year of a defence pact within 20 years")
    treaty: str | None = None
    rivalry_ended: int | None = None
    disputes: int = Field(description="new MIDs within the years seen")
    seen: int = Field(description="years after it in which the pair could be seen, at most 20")
    became: str
    pledge: list[Stretch] = Field([], description="twenty years before that year to those seen")
    hostility: list[Stretch] = Field([])


class Reversal(Part):
    """A rivalry that ended in a defence pact."""

    name: str
    ended: int
    pact: int
    years: int
    treaty: str
    followed: str | None = Field(None, description="the succession that was followed")


class AlliedWithin(Part):
    """The share of ended rivalries with a defence pact by so many years after the end."""

    years: int
    share: float
    low: float | None = Field(description="5% of the bootstrap over rivalries")
    high: float | None = Field(description="95%")
    at_risk: int = Field(description="rivalries still seen, without a pact, as that year began")


class Elapsed(Part):
    """How long ago the pair's own latest rivalry ended."""

    rivalry: str | None = None
    ended: int | None = Field(None, description="null: running, or never rivals")
    years: int | None = Field(None, description="from its end to the day shown")
    text: str


class Reversals(Part):
    """Enemies that became allies."""

    ended: int = Field(description="rivalries that ended")
    allied_before: int = Field(description="of them, with a defence pact before they ended")
    without: int = Field(description="of them, without one when they ended")
    allied: int = Field(description="of those, with one since")
    years: list[float] = Field(description="years it took: quarter, median, three quarters")
    within: dict[str, float] = Field(description="share within 5, 10, 20 years, censoring handled")
    cases: list[Reversal]
    alike: list[str] = Field([], description="the cases most like this pair")
    first: int
    last: int
    curve: list[AlliedWithin] = Field([], description="1 … 20 years after the end")
    elapsed: Elapsed | None = None

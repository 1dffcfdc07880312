"""What is picked from an assessment to be told, and how its parts are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.assessment.schema import Assessment, Forecast, Interval, PairStanding, Party
from detente.dates import human
from detente.words import chances, likelihood

NUMBERS = {1: "one", 5: "five", 10: "ten", 20: "twenty"}
ROWS = {
    "defence_pact": "defence pact",
    "stronger_pledge": "stronger pledge",
    "rivalry_end": "rivalry ends",
    "dispute": "new dispute",
}
YARDSTICK = 10
LEAST_TOLD = 0.005  # chances of an unlisted pact below this are not told
HEAD = ("lead", "pair")


def lead(view: Assessment) -> PairStanding:
    """The pair that leads."""
    assert view.standing is not None
    return view.standing.pairs[view.standing.lead]


def yardstick(view: Assessment) -> int:
    """The horizon the first line speaks of: ten years, or the nearest that was asked."""
    return min(view.question.horizons, key=lambda years: (abs(years - YARDSTICK), years))


def pick(view: Assessment, outcome: str, aggregation: Sequence[str] = HEAD) -> list[Forecast]:
    """The forecasts of one outcome, by horizon."""
    return [
        one for one in view.outlook if one.outcome == outcome and one.aggregation in aggregation
    ]


def spoken(p: float, low: float, high: float) -> str:
    """``Very unlikely: 11% (8.4% to 16%)``."""
    word = likelihood(p)
    middle, least, most = chances(p, low, high)
    return f"{word[0].upper()}{word[1:]}: {middle} ({least} to {most})"


def estimated(one: Interval) -> str:
    """``34% (8% to 70%)``."""
    middle, least, most = chances(one.p, one.low, one.high)
    return f"{middle} ({least} to {most})"


def years_of(horizon: int) -> str:
    """``ten years``."""
    return f"{NUMBERS.get(horizon, str(horizon))} year{'s' if horizon > 1 else ''}"


def several(view: Assessment) -> bool:
    """Whether there is more than one pair, as for a bloc."""
    return view.standing is not None and len(view.standing.pairs) > 1


def pair_name(pair: PairStanding) -> str:
    """``Germany–France``."""
    return f"{pair.one.name}–{pair.two.name}"


def party_name(party: Party) -> str:
    """A side as a sentence names it."""
    return party.name if party.kind == "state" else party.code


def since(day: date | None) -> str:
    """A membership's first day, or a dash."""
    return human(day) if day is not None else "–"


def alone(there: Sequence[Forecast]) -> list[str]:
    """Why a model answers that usually does not, a sentence for each outcome."""
    told = (
        f"{ROWS[one.outcome].capitalize()} by the {one.model} alone: {one.model_reason}."
        for one in there
        if one.model_reason
    )
    return list(dict.fromkeys(told))

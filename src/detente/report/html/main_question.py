"""Which chance a page speaks of first, and how it names the two sides."""

from __future__ import annotations

from detente.assessment.schema import Assessment, Forecast, Party
from detente.report.called import both
from detente.report.picked import lead, pick, yardstick


def pact_of(view: Assessment) -> Forecast:
    """The chance of a defence pact of the pair or the lead, at ten years or near it."""
    horizon = yardstick(view)
    return next(one for one in pick(view, "defence_pact") if one.horizon == horizon)


def main_chance(view: Assessment) -> Forecast:
    """The chance the answer speaks of: a pact, or a dispute where a pact is in force."""
    pact = pact_of(view)
    if pact.status != "in_force":
        return pact
    return next(one for one in pick(view, "dispute") if one.horizon == pact.horizon)


def others(view: Assessment, party: Party) -> str:
    """What a bloc's members are called: the others, where it is asked about with one of its own."""
    other = view.question.b if party is view.question.a else view.question.a
    belongs = f"{other.name} belongs to {party.code}"
    inside = any(note.startswith(belongs) for note in view.question.notes)
    return "other member" if inside else "member"


def between(view: Assessment) -> str:
    """``between NATO and Russia``."""
    return f"between {both(view)}"


def lead_pair(view: Assessment) -> str | None:
    """The pair that leads, where there are several: ``United States–Russia``."""
    if view.standing is None or len(view.standing.pairs) < 2:
        return None
    pair = lead(view)
    return f"{pair.one.name}–{pair.two.name}"


def hard(one: Forecast) -> bool:
    """Whether the class had to give hostility up, so that two rates stand against each other."""
    return (
        one.class_p is None
        and "hostility" in one.dropped
        and one.stratum in ("rivals", "pairs in open hostility")
        and one.stratum_rate is not None
    )

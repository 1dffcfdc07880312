"""How far each source reaches, what is done from there to the day, and what none measures."""

from __future__ import annotations

from typing import Literal

from detente.assessment.limits import BODIES, NOTHING_LATER, USED
from detente.assessment.schema import Coverage
from detente.assessment.world import MODERN_FROM, World
from detente.measures import listed
from detente.measures.cube import COVERAGE
from detente.sources import registry

After = Literal["within", "carried", "bridged", "nothing"]

BRIDGED = ("pledge_spells", "dispute_years", "rivalry_spells")
"""Tables whose years after the end the models walk through, from 1970 on."""

WARS = "war_years"  # a list of wars: disputes and UCDP tell of later ones

OWN = {
    "bloc_members": ("members of blocs", 1945),
    "later_pacts": ("pacts since alliances end", COVERAGE["pledge"] + 1),
    "later_events": ("turns since rivalries end", COVERAGE["rivalry"]),
}
"""Our own dated tables → what they tell, and from which year on facts were gathered."""

UNMEASURED = ("trust", "intentions", "what leaders would accept")


def coverage(world: World, *, ahead: bool) -> list[Coverage]:
    """The years each source covers, as far as they could be known; the oldest end first.

    Parameters
    ----------
    ahead : whether chances are given, so that models bridge the years after the records end
    """
    bridged = ahead and world.as_of.year >= MODERN_FROM
    found = [
        *(_coded(world, table, *told, bridged=bridged) for table, told in USED.items()),
        *(_own(world, table, *told) for table, told in OWN.items()),
    ]
    return sorted(
        (one for one in found if one.first <= one.last),
        key=lambda one: (one.last, one.layer, one.source),
    )


def _coded(world: World, table: str, name: str, layer: str, *, bridged: bool) -> Coverage:
    source = registry.get(name)
    first, end = source.covers
    after: After = "carried"
    if end >= world.known_year:
        after = "within"
    elif table in NOTHING_LATER or table == WARS:
        after = "nothing"
    elif bridged and table in BRIDGED:
        after = "bridged"
    last = min(end, world.known_year)
    return Coverage(
        layer=layer,
        source=source.id,
        first=first,
        last=last,
        after=after,
        text=_text(table, after, last, listed.count_on(world.as_of)),
    )


def _text(table: str, after: After, last: int, read: int) -> str:
    if after == "within":
        return f"reaches {last}, the last full year before the day"
    if table == WARS:
        return f"ends in {last}; later wars where a dispute reached war on both sides, or UCDP has them"
    if after == "nothing":
        return f"ends in {last}; nothing later is used"
    if after == "bridged":
        return (
            f"ends in {last}; the last coded state is shown, carried to the day, and the chances "
            "come from models that walk through the years since"
        )
    carried = f"ends in {last}; the last coded state is carried to the day"
    return f"{carried}, but for {read} bodies read to it" if table == BODIES else carried


def _own(world: World, table: str, layer: str, first: int) -> Coverage:
    """A table of our own, whose rows have days: it tells up to the day of the answer."""
    gathered = world.vintage.date
    last = min(gathered, world.as_of).year
    return Coverage(
        layer=layer,
        source=f"{table} {gathered.isoformat()}",
        first=first,
        last=last,
        after="within" if last >= world.known_year else "nothing",
        text="our own table, by day, up to the day of the answer",
    )

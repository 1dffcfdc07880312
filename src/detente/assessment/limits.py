"""What the data cannot say."""

from __future__ import annotations

from detente.assessment.schema import Limit
from detente.assessment.world import World
from detente.measures import listed
from detente.sources import registry
from detente.sources.declare import Source

USED: dict[str, tuple[str, str]] = {
    "pledge_spells": ("atop_dyads", "alliances"),
    "dispute_years": ("mid_dyads", "disputes"),
    "rivalry_spells": ("tss", "rivalries"),
    "war_years": ("interstate_wars", "interstate wars"),
    "ucdp_years": ("ucdp_conflicts", "interstate conflict"),
    "contiguity_spells": ("contiguity", "borders"),
    "majors": ("majors", "major powers"),
    "capabilities": ("nmc", "capability shares"),
    "ideal_points": ("ideal_points", "UN ideal points"),
    "state_spells": ("gw_system", "states"),
    "igo_spells": ("igo_memberships", "members of organisations"),
}
"""Tables an answer rests on → the source whose coverage limits it, and what it tells."""

BODIES = "igo_spells"
"""The list of organisations; members of some were read to the day, those of young states estimated."""

NOTHING_LATER = ("ucdp_years", "ideal_points")
"""Tables of single years: after the last one nothing is carried."""


def limits(world: World) -> list[Limit]:
    """Each source whose coverage ends before the day of the answer, the oldest first."""
    found = []
    for table, (name, layer) in USED.items():
        source = registry.get(name)
        end = source.covers[1]
        age = world.as_of.year - end
        if world.known_year > end:
            found.append(
                Limit(
                    layer=layer,
                    source=source.id,
                    covers_to=end,
                    age=age,
                    text=_text(table, layer, source, age, listed.count_on(world.as_of)),
                )
            )
    return sorted(found, key=lambda limit: (-limit.age, limit.layer))


def _text(table: str, layer: str, source: Source, age: int, read: int) -> str:
    old = f"{age} year{'s' if age != 1 else ''}"
    if table == "war_years":
        return (
            f"{layer} known to {source.covers[1]}; later ones only where a dispute reached war "
            "on both sides, or UCDP has them"
        )
    if table in NOTHING_LATER:
        return f"{layer} known to {source.covers[1]}; nothing later is used"
    carried = f"{layer} known to {source.covers[1]}; the last coded state is carried, {old} old"
    if table == BODIES:
        return f"{carried}, but for {read} bodies read to the day and what young states may have joined"
    return carried

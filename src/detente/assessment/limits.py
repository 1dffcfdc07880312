"""What the data cannot say, and where everything came from."""

from __future__ import annotations

from collections.abc import Iterable

import detente
from detente.assessment.schema import Limit, Provenance, SourceStamp, VintageStamp
from detente.assessment.world import SEED, World
from detente.models.reference import REPLICATES
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

MODELLED = ("capitals", "regimes")
"""Tables that only the drivers read: as of a coded year, so nothing is carried to the day."""

OWN = ("bloc_members", "bloc_rules", "treaties", "later_pacts", "later_events")


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
                    text=_text(table, layer, source, age),
                )
            )
    return sorted(found, key=lambda limit: (-limit.age, limit.layer))


def _text(table: str, layer: str, source: Source, age: int) -> str:
    old = f"{age} year{'s' if age != 1 else ''}"
    if table == "war_years":
        return (
            f"{layer} known to {source.covers[1]}; later ones only where a dispute reached war "
            "on both sides, or UCDP has them"
        )
    if table in ("ucdp_years", "ideal_points"):
        return f"{layer} known to {source.covers[1]}; nothing later is used"
    return f"{layer} known to {source.covers[1]}; the last coded state is carried, {old} old"


def stamp(world: World) -> VintageStamp:
    """Which vintage answered."""
    vintage = world.vintage
    return VintageStamp(name=vintage.id, kind=vintage.kind, date=vintage.date)


def provenance(world: World) -> Provenance:
    """Every dataset an answer rests on."""
    stamps = [
        SourceStamp(
            table=table,
            name=source.name,
            version=source.version,
            sha256=source.sha256,
            licence=source.licence,
            cite=source.cite,
            url=source.url,
        )
        for table in (*USED, *MODELLED)
        for source in world.vintage.provenance(table)
    ]
    own = [
        SourceStamp(
            table=table,
            name=table,
            version=world.vintage.date.isoformat(),
            sha256=world.vintage.record(table).sha256,
            licence=world.vintage.terms(table),
            cite="Détente's own table; each row names the source it was read in",
        )
        for table in OWN
    ]
    return Provenance(
        detente=detente.__version__,
        vintage=stamp(world),
        sources=_sorted([*stamps, *own]),
        seed=SEED,
        replicates=REPLICATES,
    )


def _sorted(stamps: Iterable[SourceStamp]) -> list[SourceStamp]:
    return sorted(stamps, key=lambda one: (one.table, one.name))

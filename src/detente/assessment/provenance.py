"""Where everything in an answer came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import detente
from detente.assessment import citing, names
from detente.assessment.limits import USED
from detente.assessment.schema import Provenance, SourceStamp, VintageStamp
from detente.assessment.world import SEED, World
from detente.measures import listed
from detente.models.reference import REPLICATES

MODELLED = ("capitals", "regimes")
"""Tables that only the drivers read: as of a coded year, so nothing is carried to the day."""

OWN = {
    "bloc_members": "Members of blocs",
    "bloc_rules": "How blocs admit and defend",
    "treaties": "Names of the treaties ATOP codes",
    "later_pacts": "Pacts after ATOP ends",
    "later_events": "Turns after rivalries end",
}
"""Our own tables of a vintage, by their titles."""


def stamp(world: World) -> VintageStamp:
    """Which vintage answered."""
    vintage = world.vintage
    return VintageStamp(name=vintage.id, kind=vintage.kind, date=vintage.date)


def provenance(world: World, command: str) -> Provenance:
    """Every dataset an answer rests on.

    Parameters
    ----------
    command : what asks the same question again
    """
    return Provenance(
        detente=detente.__version__,
        vintage=stamp(world),
        sources=_sorted([*_published(world), *_own(world)]),
        seed=SEED,
        replicates=REPLICATES,
        command=command,
    )


def _published(world: World) -> Iterator[SourceStamp]:
    for table in (*USED, *MODELLED):
        for source in world.vintage.provenance(table):
            yield SourceStamp(
                table=table,
                name=source.name,
                version=source.version,
                sha256=source.sha256,
                licence=source.licence,
                cite=source.cite,
                url=source.url,
                bibtex=citing.of_source(source.name),
            )


def _own(world: World) -> Iterator[SourceStamp]:
    vintage = world.vintage
    for table, title in OWN.items():
        yield _stamp_of_own(
            table,
            title,
            vintage.date.isoformat(),
            vintage.record(table).sha256,
            vintage.terms(table),
        )
    terms = vintage.terms("treaties")
    for table, title, sha256 in (
        ("war_names", names.TITLE, names.sha256()),
        ("bodies", listed.TITLE, listed.sha256()),
    ):
        yield _stamp_of_own(table, title, detente.__version__, sha256, terms)


def _stamp_of_own(table: str, title: str, version: str, sha256: str, licence: str) -> SourceStamp:
    return SourceStamp(
        table=table,
        name=table,
        version=version,
        sha256=sha256,
        licence=licence,
        cite="Détente's own table; each row names the source it was read in",
        bibtex=citing.of_own(table, title, version),
    )


def _sorted(stamps: Iterable[SourceStamp]) -> list[SourceStamp]:
    return sorted(stamps, key=lambda one: (one.table, one.name))

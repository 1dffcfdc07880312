"""Paths: by which treaty, body or pact of their own a pair would become allied, by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from detente.models.past import Past
from detente.models.treaty.scene import Scene
from detente.models.treaty.terms import Kind, terms
from detente.states.names import name_on


@dataclass(frozen=True)
class Path:
    """One way in which a pair may become allied within a year.

    Attributes
    ----------
    hazard, share : of this path; its share of the pair's hazard
    treaty : the number ATOP gave the treaty that is joined or would be amended
    body : COW's short name of the organisation that would adopt a pact
    joiners : codes of the states that would join
    group : index into the scene's treaties or bodies; −1 of a pact of their own
    """

    kind: Kind
    text: str
    hazard: float
    share: float
    treaty: int | None
    body: str | None
    joiners: tuple[int, ...]
    group: int


def paths(scene: Scene, pair: int) -> tuple[Path, ...]:
    """Every path of a row of the cube, the likeliest first.

    Raises
    ------
    DataError       the pair is not at risk
    """
    of_pair = terms(scene, pair)
    total = sum(float(part.hazards.sum()) for part in of_pair)
    cube = scene.past.cube
    states = (int(cube.states[cube.one[pair]]), int(cube.states[cube.two[pair]]))
    found = []
    for part in of_pair:
        for group, joins, hazard in zip(part.group, part.joins, part.hazards, strict=True):
            treaty, body = _group(scene, part.kind, int(group))
            joiners = tuple(state for state, one in zip(states, joins, strict=True) if one)
            found.append(
                Path(
                    kind=part.kind,
                    text=_text(scene, states, joiners, treaty, body),
                    hazard=float(hazard),
                    share=float(hazard) / total,
                    treaty=treaty,
                    body=body,
                    joiners=joiners,
                    group=int(group),
                )
            )
    return tuple(sorted(found, key=lambda path: -path.hazard))


def treaty_name(past: Past, atopid: int) -> str:
    """A treaty's short name."""
    found = past.tables.table("treaties").filter(pl.col("atopid") == atopid)
    return str(found["short"].item()) if len(found) else f"ATOP treaty {atopid}"


def organisation_name(past: Past, organisation: int) -> str:
    """COW's short name of an organisation; it writes them small."""
    return past.organisations.names[organisation].upper()


def _group(scene: Scene, kind: Kind, group: int) -> tuple[int | None, str | None]:
    """The treaty joined or amended, or the organisation that adopts."""
    register = scene.past.register
    if kind == "the two found":
        return None, None
    if kind != "a body adopts":
        return int(register.atopid[scene.treaties[group]]), None
    treaty = int(scene.bodies.treaty[group])
    if treaty >= 0:
        return int(register.atopid[treaty]), None
    return None, organisation_name(scene.past, int(scene.bodies.organisation[group]))


def _text(
    scene: Scene,
    states: tuple[int, int],
    joiners: tuple[int, ...],
    treaty: int | None,
    body: str | None,
) -> str:
    day = date(scene.year, 12, 31)
    group = body if treaty is None else treaty_name(scene.past, treaty)
    if group is None:
        return "a pact of their own"
    if not joiners:
        return f"{group} adopts a defence pact that binds both"
    named = " and ".join(name_on(state, day) for state in joiners)
    return f"{named} {'joins' if len(joiners) == 1 else 'both join'} {group}"

"""Which tables a vintage holds, what each is built from, and on whose terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from detente import facts
from detente.release import hostility, people, pledges, structure
from detente.states.systems import build_state_spells

Frame = pl.DataFrame
Load = Callable[[str], Frame]

OWN = "Our own table: facts in our own words, each row with the public source it was read in. MIT."
COW = "Correlates of War terms: free for non-commercial academic use, with citation."
ATOP = "ATOP: free with citation."


@dataclass(frozen=True)
class Table:
    """One table of a vintage.

    Attributes
    ----------
    sources : names of the published sources it is built from (none: our own facts)
    terms : under which terms the wheel carries it
    build : from a loader of sources by name to the frame
    """

    name: str
    title: str
    sources: tuple[str, ...]
    terms: str
    build: Callable[[Load], Frame]


def _fact(name: str) -> Callable[[Load], Frame]:
    return lambda load: facts.read(name)


TABLES: tuple[Table, ...] = (
    Table(
        "state_spells",
        "States of the international system",
        ("cow_states", "gw_system"),
        f"{COW} Gleditsch–Ward: academic use with citation.",
        lambda load: build_state_spells(load("cow_states"), load("gw_system")),
    ),
    Table(
        "pledge_spells",
        "Alliance obligations between pairs of states",
        ("atop_members", "atop_dyads"),
        ATOP,
        pledges.pledge_spells,
    ),
    Table(
        "dispute_years",
        "Militarised interstate disputes between pairs of states",
        ("mid_dyads", "mid_disputes"),
        COW,
        hostility.dispute_years,
    ),
    Table(
        "war_years",
        "Interstate wars between pairs of states",
        ("interstate_wars",),
        COW,
        hostility.war_years,
    ),
    Table(
        "ucdp_years",
        "Interstate armed conflict between primary parties",
        ("ucdp_conflicts",),
        "UCDP: CC BY 4.0.",
        hostility.ucdp_years,
    ),
    Table(
        "rivalry_spells",
        "Strategic rivalries",
        ("tss", "td"),
        "Free with citation.",
        hostility.rivalry_spells,
    ),
    Table(
        "contiguity_spells",
        "Borders on land and across water",
        ("contiguity",),
        COW,
        structure.contiguity_spells,
    ),
    Table("majors", "Major powers", ("majors",), COW, structure.majors),
    Table("capabilities", "Capability shares", ("nmc",), COW, structure.capabilities),
    Table(
        "regimes",
        "Regime scores",
        ("democracy",),
        "V-Dem: CC BY-SA 4.0; Polity: free with citation.",
        structure.regimes,
    ),
    Table("capitals", "Capitals and their positions", ("capitals",), COW, structure.capitals),
    Table(
        "igo_spells",
        "Full memberships in intergovernmental organisations",
        ("igo_memberships",),
        COW,
        structure.igo_spells,
    ),
    Table(
        "leaders",
        "Leaders in office",
        ("archigos", "reign_leaders"),
        "Archigos: free with citation. REIGN: citation asked.",
        people.leaders,
    ),
    Table(
        "ideal_points",
        "Published UN ideal points",
        ("ideal_points",),
        "Harvard Dataverse, CC0 by default; citation asked.",
        people.ideal_points,
    ),
    Table("bloc_members", "Members of blocs", (), OWN, _fact("blocs")),
    Table("bloc_rules", "How blocs admit and defend", (), OWN, _fact("bloc_rules")),
    Table("treaties", "Names of the treaties ATOP codes", (), OWN, _fact("treaties")),
    Table("later_pacts", "Pacts after ATOP ends", (), OWN, _fact("pacts_since_2018")),
    Table("later_events", "Turns after rivalries end", (), OWN, _fact("rivalries_since_2020")),
)

SOURCES: tuple[str, ...] = tuple(sorted({name for table in TABLES for name in table.sources}))

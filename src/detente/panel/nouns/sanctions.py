"""Sanctions (Global Sanctions Data Base 4)."""

from __future__ import annotations

import polars as pl

from detente import facts
from detente.panel.called import coded
from detente.panel.noun import Load, Noun, Variable
from detente.panel.years import expand

Frame = pl.DataFrame

KINDS = ("trade", "arms", "military", "financial", "travel", "other")
WITH_COMMA = (
    "Congo, Democratic Republic of the",
    "Egypt, Arab Rep.",
    "Gambia, The",
    "Korea, North",
    "Korea, South",
    "Yemen, North",
    "Yemen, South",
)
GROUPS = {
    "African Union": "OAU_AU",
    "CSCE": "OSCE",
    "ECOWAS": "ECOWAS",
    "EEC": "EU",
    "EEU": "EAEU",
    "EU": "EU",
    "G7": "G7",
    "G8": "G7",
    "League of Arab States": "ARABLEAGUE",
    "NATO": "NATO",
    "OSCE": "OSCE",
    "Organisation of African Unity": "OAU_AU",
    "Organization of American States": "OAS",
}
"""Groups in the data whose members, by year, are in `facts/blocs.csv`."""

SANCTION = (
    Variable("gsdb_sanction", "Any sanction in force", "0/1", pl.Int8, 0),
    *(
        Variable(f"gsdb_{kind}", f"Sanction on {kind} in force", "0/1", pl.Int8, 0)
        for kind in KINDS[:3]
    ),
    Variable("gsdb_financial", "Financial sanction in force", "0/1", pl.Int8, 0),
    Variable("gsdb_travel", "Sanction on travel in force", "0/1", pl.Int8, 0),
    Variable("gsdb_other", "Another sanction in force", "0/1", pl.Int8, 0),
    Variable("gsdb_cases", "Sanction cases in force", "cases", pl.Int16, 0),
)


def sanctions() -> Noun:
    """What sanctions state1 has on state2; in an undirected panel either on the other.

    A sanction of the EU, NATO, the OSCE, the African Union and other groups with dated
    members counts for the members of the year. Sanctions of groups without (the UN above all,
    also CoCom, the Commonwealth, SADC and others) are left out, and so are targets that are
    no states.

    References
    ----------
    Felbermayr, Kirilakha, Syropoulos, Yalcin & Yotov (2020), EER 129: 103561.
    """
    return Noun(
        name="sanctions",
        title="Sanctions",
        per="directed",
        codes="cow",
        covers=(1949, 2023),
        sources=("sanctions", "cow_states"),
        variables=SANCTION,
        rows=_rows,
        undirected=_undirected,
        note="UN sanctions are left out: they bind every member alike.",
    )


def _rows(load: Load) -> Frame:
    cases = parties(load("sanctions"))
    years = expand(cases.rename({"begin": "first", "end": "last"}))
    groups = years.join(_members(), left_on=["sender", "year"], right_on=["group", "year"])
    single = years.filter(~pl.col("sender").is_in(list(GROUPS)))
    senders = pl.concat([single, groups.drop("sender").rename({"iso3": "sender"})], how="diagonal")
    rows = coded(senders, load, state1="sender", state2="target")
    rows = rows.filter(pl.col("state1") != pl.col("state2"))
    return _reduced(rows.unique(["state1", "state2", "year", "case_id"]))


def parties(cases: Frame) -> Frame:
    """One row per case, sender and target, both by name; groups as they are called."""
    kinds = [pl.col(kind).cast(pl.Int8) for kind in KINDS]
    return (
        cases.select(
            "case_id",
            _split("sanctioning_state").alias("sender"),
            _split("sanctioned_state").alias("target"),
            "begin",
            "end",
            *kinds,
        )
        .explode("sender")
        .explode("target")
    )


def _split(column: str) -> pl.Expr:
    """A list of names; a comma inside a name is no border."""
    marked = pl.col(column).str.replace_many(
        list(WITH_COMMA), [name.replace(", ", "|") for name in WITH_COMMA]
    )
    return marked.str.split(",").list.eval(
        pl.element().str.strip_chars().str.replace("|", ", ", literal=True)
    )


def _members() -> Frame:
    """The members of each group that is a bloc with dates: `group, year, iso3`."""
    spells = facts.read("blocs").select(
        "bloc",
        pl.col("state_iso3").alias("iso3"),
        pl.col("counts_from").dt.year().alias("first"),
        pl.col("counts_to").dt.year().fill_null(2023).alias("last"),
    )
    groups = pl.DataFrame({"group": list(GROUPS), "bloc": list(GROUPS.values())})
    return expand(spells.drop_nulls("first")).unique().join(groups, on="bloc").drop("bloc")


def _undirected(rows: Frame) -> Frame:
    low, high = pl.min_horizontal("state1", "state2"), pl.max_horizontal("state1", "state2")
    names = [variable.name for variable in SANCTION[:-1]]
    return (
        rows.with_columns(state1=low, state2=high)
        .group_by("state1", "state2", "year")
        .agg(pl.col(names).max(), pl.col("gsdb_cases").sum())
    )


def _reduced(rows: Frame) -> Frame:
    return (
        rows.group_by("state1", "state2", "year")
        .agg(*(pl.col(kind).max().alias(f"gsdb_{kind}") for kind in KINDS), gsdb_cases=pl.len())
        .with_columns(gsdb_sanction=pl.lit(1, pl.Int8))
    )

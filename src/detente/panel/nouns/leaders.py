"""Leaders: how many, how they came and went, how long in office (Archigos 4.1, REIGN 2021-03)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.dates import clip
from detente.errors import BadPanel
from detente.panel.noun import Load, Noun, Variable
from detente.panel.nouns.in_office import at_year_end, spells, years

Frame = pl.DataFrame

LAST_DAY = "on 31 December"
COMMON = (
    Variable("n_leaders", "Leaders in office in the year", "persons", pl.Int16),
    Variable("leadertransition", "Another leader at its end than at its start", "0/1", pl.Int8),
)
HOW = (
    Variable("leader_irregular_entry", "A leader came by force or imposition", "0/1", pl.Int8),
    Variable("leader_irregular_exit", "A leader was removed by force", "0/1", pl.Int8),
    Variable("leader_id", f"Leader {LAST_DAY} (Archigos obsid)", "code", pl.String),
)
WHO = (
    Variable("leader_name", f"Leader {LAST_DAY}", "name", pl.String),
    Variable("leader_tenure", f"Days the leader had been in office {LAST_DAY}", "days", pl.Int32),
    Variable("yrinoffice", "Calendar years in office, the first counted as 1", "years", pl.Int16),
    Variable("leader_age", "Year less the leader's year of birth", "years", pl.Int16),
)
MILITARY = Variable("leader_military", "Leader with a military career", "0, ½ or 1", pl.Float64)


def leaders(
    coding: str = "archigos", *, keep: Sequence[str] | None = None, carry: str | int | None = None
) -> Noun:
    """Leaders of a state in a year, and who led it on 31 December.

    Irregular entries and exits are those that happened in the year. The R package calls a
    transition irregular if a leader in office that year is *ever* removed by force, so that
    Kennedy's inauguration of 1961 counts there; here his death of 1963 does.

    In a panel of leaders tenure, entry, exit, name and age are those of the leader of the row,
    tenure on the last day in office of the year; the other columns are those of the state.

    Parameters
    ----------
    coding : "archigos" (1875–2015, G–W codes), or "reign" (1950–2020, COW codes; its columns
        start with reign_). REIGN goes on to March 2021, but a part of a year is no year. It
        has months of exit but no days, and no kind of entry and exit.

    References
    ----------
    Goemans, Gleditsch & Chiozza (2009), JPR 46: 269–283. Bell, Besaw & Frank (2021), REIGN.
    """
    if coding not in ("archigos", "reign"):
        raise BadPanel(
            f"No coding of leaders is called {coding!r}. There are archigos, reign.", coding=coding
        )
    made = _archigos() if coding == "archigos" else _reign()
    return made.keeping(tuple(keep) if keep is not None else None).carried(carry)


def _archigos() -> Noun:
    return Noun(
        name="leaders",
        title="Leaders (Archigos)",
        per="state",
        codes="gw",
        covers=(1875, 2015),
        sources=("archigos",),
        variables=(*COMMON, *HOW, *WHO),
        rows=_rows,
        by_leader=_by_leader,
        note="The leader of 31 December; null where nobody of the list led the state that day.",
    )


def _reign() -> Noun:
    variables = (*COMMON, *WHO, MILITARY)
    return Noun(
        name="leaders_reign",
        title="Leaders (REIGN)",
        per="state",
        codes="cow",
        covers=(1950, 2020),
        sources=("reign_leaders",),
        variables=tuple(
            Variable(f"reign_{v.name}", f"{v.label} (REIGN)", v.unit, v.dtype) for v in variables
        ),
        rows=_reign_rows,
        note="A month of exit counts to its end. De facto leaders: Putin from 2000 without a break.",
    )


def _rows(load: Load) -> Frame:
    by_year = years(spells(load))
    now = pl.col("year")
    states = _states(by_year).join(
        by_year.group_by("state", "year").agg(
            leader_irregular_entry=_any("irregular_entry", pl.col("start").dt.year() == now),
            leader_irregular_exit=_any(
                "irregular_exit", (pl.col("end").dt.year() == now) & pl.col("ended")
            ),
        ),
        on=["state", "year"],
    )
    last = _who(at_year_end(by_year)).rename({"leader": "leader_id"})
    return states.join(last, on=["state", "year"], how="left")


def _by_leader(load: Load) -> Frame:
    """Keyed by leader and year; the values of the state, and the leader's own."""
    by_year = years(spells(load))
    began = pl.col("start").dt.year() == pl.col("year")
    ended = (pl.col("end").dt.year() == pl.col("year")) & pl.col("ended")
    own = by_year.select(
        "leader",
        "state",
        "year",
        pl.col("irregular_entry").and_(began).alias("leader_irregular_entry"),
        pl.col("irregular_exit").and_(ended).alias("leader_irregular_exit"),
    )
    return (
        own.join(_who(by_year), on=["leader", "state", "year"])
        .join(_states(by_year), on=["state", "year"])
        .with_columns(leader_id="leader")
        .drop("state")
    )


def _states(by_year: Frame) -> Frame:
    """How many persons led a state in a year, and whether first and last differ."""
    return (
        by_year.sort("state", "year", "start", "end", "leader")
        .group_by("state", "year", maintain_order=True)
        .agg(
            n_leaders=pl.col("person").n_unique(),
            leadertransition=pl.col("leader").first() != pl.col("leader").last(),
        )
    )


def _who(rows: Frame) -> Frame:
    """Name, tenure and age of each row's leader."""
    return rows.select(
        "leader",
        "state",
        "year",
        pl.col("name").alias("leader_name"),
        (pl.col("until") - pl.col("start")).dt.total_days().alias("leader_tenure"),
        (pl.col("year") - pl.col("start").dt.year() + 1).alias("yrinoffice"),
        (pl.col("year") - pl.col("born")).alias("leader_age"),
    )


def _any(kind: str, when: pl.Expr) -> pl.Expr:
    """Whether some such event of the year was irregular; unknown if only an unknown one was."""
    return pl.col(kind).filter(when).any(ignore_nulls=False)


def _reign_rows(load: Load) -> Frame:
    rows = load("reign_leaders")
    days = rows.select("syear", "smonth", "sdate", "eyear", "emonth").iter_rows()
    limits = [
        (clip(sy, sm, sd), clip(ey or 2021, em if ey else 3, None, end=True))
        for sy, sm, sd, ey, em in days
    ]
    by_year = years(
        rows.select(
            pl.col("leadid").alias("leader"),
            pl.col("leadid").alias("person"),
            pl.col("leader").alias("name"),
            pl.col("ccode").alias("state"),
            pl.col("birthyear").alias("born"),
            pl.Series("start", [start for start, _ in limits], pl.Date),
            pl.Series("end", [end for _, end in limits], pl.Date),
            pl.when(pl.col("militarycareer") >= 0)
            .then(pl.col("militarycareer"))
            .alias("leader_military"),
        )
    )
    last = at_year_end(by_year)
    frame = _states(by_year).join(
        _who(last)
        .drop("leader")
        .join(last.select("state", "year", "leader_military"), on=["state", "year"]),
        on=["state", "year"],
        how="left",
    )
    return frame.rename(lambda name: name if name in ("state", "year") else f"reign_{name}")

"""Militarised interstate disputes, of Gibler, Miller & Little or of the Correlates of War."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from detente.errors import BadPanel
from detente.panel import reduction
from detente.panel.noun import Load, Noun, Variable
from detente.panel.reduction import STANDARD

Frame = pl.DataFrame

HOSTILITY = "level 1–5"
FATALITY = "class 0–6"


@dataclass(frozen=True)
class _List:
    """A list of disputes: coverage, sources, and how its columns are called there and here."""

    covers: tuple[int, int]
    sources: tuple[str, ...]
    prefix: str
    ongoing: str
    onset: str
    cite: str
    name: str


LISTS = {
    "gml": _List(
        (1816, 2010), ("gml_dyads",), "gml", "midongoing", "midonset", "GML 2.2.1", "disputes"
    ),
    "mid": _List(
        (1816, 2014),
        ("mid_dyads", "mid_disputes"),
        "cow",
        "dispongoing",
        "disponset",
        "COW MID 5.0",
        "disputes_mid",
    ),
}

EVENTS = (
    ("midongoing", "Militarised dispute under way", "0/1", pl.Int8),
    ("midonset", "Militarised dispute begun", "0/1", pl.Int8),
)
OF_THE_DISPUTE = (
    ("dispnum", "Number of the dispute", "number", pl.Int32),
    ("fatality", "Deaths in the whole dispute", FATALITY, pl.Int8),
    ("hostlev", "Highest hostility in the whole dispute", HOSTILITY, pl.Int8),
    ("mindur", "Shortest possible duration of the dispute", "days", pl.Int32),
    ("maxdur", "Longest possible duration of the dispute", "days", pl.Int32),
    ("recip", "Dispute was reciprocated", "0/1", pl.Int8),
    ("stmon", "Month in which the dispute began", "month 1–12", pl.Int8),
)
OF_EACH_STATE = (
    ("sidea", "was on the side that began the dispute", "0/1", pl.Int8),
    ("fatality", "deaths in the dispute", FATALITY, pl.Int8),
    ("fatalpre", "deaths in the dispute", "deaths", pl.Int32),
    ("hiact", "highest action in the dispute", "code 0–22", pl.Int8),
    ("hostlev", "highest hostility in the dispute, against whomever", HOSTILITY, pl.Int8),
    ("orig", "was in the dispute on its first day", "0/1", pl.Int8),
)
HINDSIGHT = (
    *("fatality", "fatality1", "fatality2", "fatalpre1", "fatalpre2", "mindur", "maxdur", "recip"),
    *("hostlev", "hostlev1", "hostlev2", "hiact1", "hiact2"),
)
"""What is known of a dispute only when it has ended."""
PLAIN = (*(name for name, *_ in EVENTS), *(name for name, *_ in OF_THE_DISPUTE))


def disputes(
    source: str = "gml",
    *,
    reduce: Sequence[str] = STANDARD,
    keep: Sequence[str] | None = None,
) -> Noun:
    """Whether the two were in a militarised dispute, whether one began, and which it was.

    Where a pair had several in a year, one is kept: by default one that began in the year
    over one that went on, then the deadliest, the most hostile, the longest, one that was
    reciprocated, the earliest. The other columns are those of that dispute; without
    one they are null.

    With `as_of`, deaths, hostility, duration and reciprocation of a dispute that still went on
    after the last known year are unknown, and rank as unknown when one dispute of the year is
    kept.

    Parameters
    ----------
    source : "gml" Gibler, Miller & Little (1816–2010; columns start with gml), "mid" COW MID
        5.0 (1816–2014; columns start with cow)
    reduce : rules in the order they are used, of onset, fatality, hostility, mindur, maxdur,
        recip, stmon; what still ties: the first row of the source. Without "onset" first, a
        year can have an onset that the row kept does not show
    keep : columns; by default onset, ongoing and those of the dispute. Each state's own can be
        named too, as gmlhostlev1, gmlhostlev2, gmlsidea1 … (in an undirected panel state1 is
        the lower)

    Raises
    ------
    BadPanel            no list or rule is called so
    UnknownVariable     no column is called so

    References
    ----------
    Gibler, Miller & Little (2016), International Studies Quarterly 60: 719–730. Palmer et al.
    (2022), CMPS 39: 470–482. Miller (2022), CMPS 39: 755–779.
    """
    if source not in LISTS:
        raise BadPanel(
            f"No list of disputes is called {source!r}. There are {', '.join(LISTS)}.",
            source=source,
        )
    use, rules = LISTS[source], reduction.check(reduce)
    return Noun(
        name=use.name,
        title=f"Militarised interstate disputes ({use.cite})",
        per="directed",
        codes="cow",
        covers=use.covers,
        sources=use.sources,
        variables=_variables(use),
        rows=lambda load: _rows(load, use, rules),
        as_known=lambda load, known: _rows(load, use, rules, known),
        undirected=lambda rows: rows.filter(pl.col("state1") < pl.col("state2")),
        note="Deaths, hostility and duration are those of the whole dispute, against whomever and "
        "until its end: in a year in which it still went on they tell of later years too, except "
        "with as_of, which leaves them null until the dispute has ended. Both "
        "states can have hostility 5 in one dispute without war between them.",
        options={"reduce": ", ".join(rules)},
    ).keeping(tuple(keep) if keep is not None else tuple(f"{use.prefix}{name}" for name in PLAIN))


def _variables(use: _List) -> tuple[Variable, ...]:
    of_each = (
        (f"{name}{side}", f"State {side} {label}", unit, dtype)
        for name, label, unit, dtype in OF_EACH_STATE
        for side in (1, 2)
    )
    return (
        *(
            Variable(f"{use.prefix}{name}", f"{label} ({use.cite})", unit, dtype, 0)
            for name, label, unit, dtype in EVENTS
        ),
        *(
            Variable(f"{use.prefix}{name}", f"{label} ({use.cite})", unit, dtype)
            for name, label, unit, dtype in (*OF_THE_DISPUTE, *of_each)
        ),
    )


def _rows(load: Load, use: _List, rules: tuple[str, ...], known: int | None = None) -> Frame:
    """One row per pair and year; with `known`, as the disputes stood after that year."""
    dyads = load(use.sources[0])
    if len(use.sources) > 1:
        named = [*(name for name, *_ in OF_THE_DISPUTE), "endyear"]
        dyads = dyads.join(
            load(use.sources[1]).select(named), on="dispnum", how="left", maintain_order="left"
        )
    if known is not None:
        dyads = _as_known(dyads, known)
    keys = ("ccode1", "ccode2", "year")
    rows = reduction.reduce(dyads.rename({use.ongoing: "ongoing", use.onset: "onset"}), keys, rules)
    own = [f"{name}{side}" for name, *_ in OF_EACH_STATE for side in (1, 2)]
    return rows.select(
        pl.col("ccode1").alias("state1"),
        pl.col("ccode2").alias("state2"),
        "year",
        pl.col("ongoing").alias(f"{use.prefix}midongoing"),
        pl.col("onset").alias(f"{use.prefix}midonset"),
        *(
            pl.col(name).alias(f"{use.prefix}{name}")
            for name in (*(name for name, *_ in OF_THE_DISPUTE), *own)
        ),
    )


def _as_known(dyads: Frame, known: int) -> Frame:
    """Disputes as they stood after a year: of one that went on, its end is not known."""
    ends = pl.col("year").max().over("dispnum")
    if "endyear" in dyads.columns:
        ends = pl.max_horizontal(ends, "endyear")
    return dyads.with_columns(
        pl.when(ends <= known).then(name).alias(name) for name in HINDSIGHT
    ).filter(pl.col("year") <= known)

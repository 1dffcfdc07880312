"""Armed conflict between two states (UCDP/PRIO 25.1)."""

from __future__ import annotations

import polars as pl

from detente.errors import BadPanel
from detente.panel.noun import Load, Noun, Variable

Frame = pl.DataFrame

PARTIES = {"primary": ("ucdp", "ucdp"), "secondary": ("ucdp_secondary", "ucdp2nd")}


def ucdp(parties: str = "primary") -> Noun:
    """`ucdpconflict`: interstate conflict with 25 or more deaths in battle in the year.

    `ucdpintensity` is 0 without, 1 from 25 and 2 from 1,000 deaths in the year; `ucdponset` 1 in
    the year in which an episode began to count; `ucdpconflictid` the conflict (of several the most
    intense, then the lowest number).

    Parameters
    ----------
    parties : "primary" those who fought over the issue; "secondary" pairs on opposite sides of
        which at least one only sent troops to help (columns start with ucdp2nd). Two helpers
        need not have met, so the two are never merged

    Raises
    ------
    BadPanel    no such parties

    References
    ----------
    Gleditsch, Wallensteen, Eriksson, Sollenberg & Strand (2002), JPR 39: 615–637. Davies,
    Pettersson, Sollenberg & Öberg (2025), JPR 62.
    """
    if parties not in PARTIES:
        raise BadPanel(
            f"parties={parties!r} is no kind of party. There are {' and '.join(PARTIES)}.",
            parties=parties,
        )
    name, prefix = PARTIES[parties]
    return Noun(
        name=name,
        title=f"Interstate armed conflict, {parties} parties (UCDP/PRIO 25.1)",
        per="dyad",
        codes="gw",
        covers=(1946, 2024),
        sources=("ucdp_conflicts",),
        variables=(
            Variable(
                f"{prefix}conflict", f"Armed conflict, {parties} parties (UCDP)", "0/1", pl.Int8, 0
            ),
            Variable(
                f"{prefix}onset",
                f"An episode of conflict began, {parties} parties (UCDP)",
                "0/1",
                pl.Int8,
                0,
            ),
            Variable(
                f"{prefix}intensity",
                f"Deaths in battle in the year: 0 under 25, 1 from 25, 2 from 1,000 (UCDP, "
                f"{parties} parties)",
                "level 0–2",
                pl.Int8,
                0,
            ),
            Variable(
                f"{prefix}conflictid", f"Conflict, {parties} parties (UCDP)", "number", pl.Int32
            ),
        ),
        rows=lambda load: _rows(load, parties, prefix),
        note="No row means under 25 deaths, not peace. Deaths are those of the conflict, not of "
        "the pair. Conflicts inside states with foreign help are not counted.",
    )


def _rows(load: Load, parties: str, prefix: str) -> Frame:
    conflicts = load("ucdp_conflicts").filter(pl.col("type_of_conflict") == "interstate")
    primary = _pairs(conflicts, "gwno_a", "gwno_b")
    if parties == "primary":
        pairs = primary
    else:
        helped = [
            _pairs(conflicts, a, b)
            for a, b in (
                ("gwno_a", "gwno_b_2nd"),
                ("gwno_a_2nd", "gwno_b"),
                ("gwno_a_2nd", "gwno_b_2nd"),
            )
        ]
        pairs = pl.concat(helped).join(
            primary, on=("state1", "state2", "year", "conflict_id"), how="anti"
        )
    return (
        pairs.sort("intensity_level", "conflict_id", descending=[True, False])
        .group_by("state1", "state2", "year")
        .agg(
            pl.lit(1).alias(f"{prefix}conflict"),
            (pl.col("begun") == pl.col("year")).max().cast(pl.Int8).alias(f"{prefix}onset"),
            pl.col("intensity_level").first().alias(f"{prefix}intensity"),
            pl.col("conflict_id").first().alias(f"{prefix}conflictid"),
        )
    )


def _pairs(conflicts: Frame, a: str, b: str) -> Frame:
    return conflicts.filter(pl.col(a).is_not_null() & pl.col(b).is_not_null()).select(
        pl.min_horizontal(a, b).alias("state1"),
        pl.max_horizontal(a, b).alias("state2"),
        "year",
        "conflict_id",
        "intensity_level",
        pl.col("start_date2").dt.year().alias("begun"),
    )

"""Units of analysis: what a row of a panel is."""

from __future__ import annotations

from datetime import date

from detente import store
from detente.dates import day
from detente.panel.index import Index, System
from detente.panel.noun import Load
from detente.panel.panel import Builder, Outside, Panel, Unit
from detente.panel.systems import Partial, check_years, dyad_index, state_index


def state_years(
    first: int,
    last: int,
    *,
    system: System = "cow",
    partial: Partial = "any",
    as_of: str | date | int | None = None,
    outside: Outside = "missing",
    load: Load = store.source,
) -> Panel:
    """State-years: keys `state, year`.

    Parameters
    ----------
    system : "cow" (1816–2016) or "gw" (1816–2017), which also says whose codes the keys are;
        later years carry the last members on, and `coverage()` says so
    partial : a state counts in a year if it was a member on "any" day of it, on its "first"
        or on its "last" day
    as_of : use only what was known by this day
    outside : "missing" leaves values outside a source's coverage null, "error" refuses them

    Raises
    ------
    BadPanel        years in the wrong order, no such list or rule
    OutsideSystem   a year the list says nothing about
    """
    check_years(system, first, last)
    known = day(as_of) if as_of is not None else None

    def build(load: Load, begin: int, end: int) -> Index:
        return state_index(load, system, begin, end, partial=partial, as_of=known)

    unit = Unit("state-year", ("state", "year"), system, False, first, last, known, build)
    return Panel(unit, load=load, outside=outside)


def dyad_years(
    first: int,
    last: int,
    *,
    system: System = "cow",
    directed: bool = False,
    as_of: str | date | int | None = None,
    outside: Outside = "missing",
    load: Load = store.source,
) -> Panel:
    """Dyad-years: keys `state1, state2, year`; both were members on a common day of the year.

    Undirected dyads have the lower code first. Pairs that share a year but never a day (as
    Suriname and South Vietnam in 1975) are no dyads.

    Parameters and errors as `state_years`.
    """
    return Panel(
        dyad_unit(first, last, system, directed=directed, as_of=as_of), load=load, outside=outside
    )


def dyad_unit(
    first: int,
    last: int,
    system: System,
    *,
    directed: bool,
    as_of: str | date | int | None,
    months: bool = False,
) -> Unit:
    """Two states that were members on a common day of a year, or of a month."""
    check_years(system, first, last)
    known = day(as_of) if as_of is not None else None

    def builder(only: frozenset[tuple[int, int]] | None) -> Builder:
        return lambda load, begin, end: dyad_index(
            load, system, begin, end, directed=directed, as_of=known, only=only, months=months
        )

    step = "month" if months else "year"
    return Unit(
        f"directed dyad-{step}" if directed else f"dyad-{step}",
        ("state1", "state2", "year", "month") if months else ("state1", "state2", "year"),
        system,
        directed,
        first,
        last,
        known,
        builder(None),
        builder,
    )

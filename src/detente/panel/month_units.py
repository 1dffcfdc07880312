"""State-months and dyad-months: units whose rows are months.

What is recorded by the year is written to each month of its year. Lags, spells and windows
count calendar months.
"""

from __future__ import annotations

from datetime import date

from detente import store
from detente.dates import day
from detente.panel.index import Index, System
from detente.panel.noun import Load
from detente.panel.panel import Outside, Panel, Unit
from detente.panel.systems import check_years, state_index
from detente.panel.units import dyad_unit


def state_months(
    first: int,
    last: int,
    *,
    system: System = "cow",
    as_of: str | date | int | None = None,
    outside: Outside = "missing",
    load: Load = store.source,
) -> Panel:
    """State-months: keys `state, year, month`; a member on any day of the month.

    Parameters
    ----------
    first, last : years, from January of the first to December of the last
    system : "cow" (1816–2016) or "gw" (1816–2017), which also says whose codes the keys are
    as_of : use only what was known by this day; its own month is the last
    outside : "missing" leaves values outside a source's coverage null, "error" refuses them

    Raises
    ------
    BadPanel        years in the wrong order, no such list or rule
    OutsideSystem   a year the list says nothing about
    """
    check_years(system, first, last)
    known = day(as_of) if as_of is not None else None

    def build(load: Load, begin: int, end: int) -> Index:
        return state_index(load, system, begin, end, partial="any", as_of=known, months=True)

    keys = ("state", "year", "month")
    unit = Unit("state-month", keys, system, False, first, last, known, build)
    return Panel(unit, load=load, outside=outside)


def dyad_months(
    first: int,
    last: int,
    *,
    system: System = "cow",
    directed: bool = False,
    as_of: str | date | int | None = None,
    outside: Outside = "missing",
    load: Load = store.source,
) -> Panel:
    """Dyad-months: keys `state1, state2, year, month`; both were members on a common day of it.

    Undirected dyads have the lower code first. Parameters and errors as `state_months`.
    """
    unit = dyad_unit(first, last, system, directed=directed, as_of=as_of, months=True)
    return Panel(unit, load=load, outside=outside)

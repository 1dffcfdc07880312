"""The units that decide: states outside treaties, and bodies that could adopt a pact.

A dyad is only what follows from a decision. Here the decision itself is ranked: among all
states × treaties at risk of an accession in a year, and among all bodies at risk of adopting
a defence pact, where did those stand that did so in the next?
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.evaluate.percentiles import unit_percentiles
from detente.measures.cube import Tables
from detente.models.past import CodedPast, Past
from detente.models.treaty import processes
from detente.models.treaty.adoption import Bodies
from detente.models.treaty.founding import Founding, foundings, match
from detente.states.names import name_on

Frame = pl.DataFrame


def accession_units(past: Past) -> Frame:
    """Every state outside every open treaty in the last year known.

    Returns
    -------
    Columns `origin`, `state`, `atopid`, `unit` (their names), `p` (joins in the next year)
    """
    year, register = past.register.end, past.register
    treaties, hazard = processes.joining(past, processes.fit(past), year)
    t, s = np.nonzero(hazard)
    names = _treaty_names(past)
    states = past.cube.states[s]
    atopid = register.atopid[treaties[t]]
    return pl.DataFrame(
        {
            "origin": np.full(len(t), year, np.int32),
            "state": states,
            "atopid": atopid,
            "unit": [
                f"{name_on(int(state), past.as_of)}, {names[int(treaty)]}"
                for state, treaty in zip(states, atopid, strict=True)
            ],
            "p": -np.expm1(-hazard[t, s]),
        }
    )


def body_units(past: Past) -> Frame:
    """Every body whose members are not all allied in the last year known.

    Returns
    -------
    Columns `origin`, `igo` (COW's name of an organisation) or `atopid` (of a treaty without a
    defence clause), `unit` (its name), `members`, `p` (adopts a pact in the next year)
    """
    year = past.register.end
    at, hazard = processes.adopting(past, processes.fit(past), year)
    names = _treaty_names(past)
    igo, atopid = _sources(past, at)
    return pl.DataFrame(
        {
            "origin": np.full(len(hazard), year, np.int32),
            "igo": igo,
            "atopid": pl.Series(atopid, dtype=pl.Int32),
            "unit": [
                organisation.upper() if organisation else names[treaty or 0]
                for organisation, treaty in zip(igo, atopid, strict=True)
            ],
            "members": at.members.sum(axis=1).astype(np.int32),
            "p": -np.expm1(-hazard),
        }
    )


def decided_units(tables: Tables, as_of: date, origins: Iterable[int]) -> Frame:
    """The units that decided in the year after each origin, and where they had stood.

    Parameters
    ----------
    as_of : the day from which we look back

    Returns
    -------
    Columns `process` (accession, adoption) and those of `unit_percentiles`; of an adoption, the
    body most like its founders
    """
    happened = Past(tables, as_of)
    frames: dict[str, list[Frame]] = {"accession": [], "adoption": []}
    for year in origins:
        past = CodedPast(tables, date(year + 1, 1, 1))
        one, two = accession_units(past), body_units(past)
        frames["accession"].append(one.with_columns(event=_joined(happened, one, year + 1)))
        frames["adoption"].append(two.with_columns(event=_adopted(happened, past, year + 1)))
    return pl.concat(
        unit_percentiles(pl.concat(parts)).select(pl.lit(process).alias("process"), pl.all())
        for process, parts in frames.items()
    )


def _joined(happened: Past, units: Frame, year: int) -> pl.Series:
    """Whether each state is a defence party of each treaty in a year."""
    register = happened.register
    t = np.searchsorted(register.atopid, units["atopid"].to_numpy())
    s = np.searchsorted(happened.cube.states, units["state"].to_numpy())
    member = happened.system.member[s, happened.cube.year(year)]
    return pl.Series(register.defence[t, s, register.column(year)] & member, dtype=pl.Boolean)


def _adopted(happened: Past, past: Past, year: int) -> pl.Series:
    """Whether each body at risk before a year is the one most like the founders of an adoption."""
    at, _ = processes.adopting(past, processes.fit(past), year - 1)
    event = np.zeros(len(at.members), np.bool_)
    for founding in foundings(happened):
        if founding.year != year:
            continue
        weights = match(_in(past, happened, founding), at.members)
        if len(founding.states) > 2 and weights.any():
            event[int(weights.argmax())] = True
    return pl.Series(event, dtype=pl.Boolean)


def _in(past: Past, happened: Past, founding: Founding) -> Founding:
    """A founding with the states as the past numbers them; one it had not seen is left out."""
    codes = happened.cube.states[list(founding.states)]
    known = codes[np.isin(codes, past.cube.states)]
    at = np.searchsorted(past.cube.states, known)
    none: NDArray[np.intp] = np.zeros((0, 2), np.intp)
    return Founding(founding.year, founding.atopid, tuple(int(one) for one in at), none)


def _sources(past: Past, at: Bodies) -> tuple[list[str | None], list[int | None]]:
    names = past.organisations.names
    igo = [names[one] if one >= 0 else None for one in at.organisation]
    atopid = [int(past.register.atopid[one]) if one >= 0 else None for one in at.treaty]
    return igo, atopid


def _treaty_names(past: Past) -> dict[int, str]:
    """The short name of each treaty, or its full one."""
    named = past.tables.table("treaties").select("atopid", pl.coalesce("short", "name"))
    return dict(named.iter_rows())

"""Which states followed which, as far as it concerns one of the two peoples."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import polars as pl

from detente import facts
from detente.assessment.peoples import Pair
from detente.assessment.schema import Event
from detente.measures.cube import FIRST_YEAR
from detente.states.names import names
from detente.words import listing

Row = dict[str, Any]

JOINING = ("unification", "absorption")
SAME = "same-code renaming"


def successions(pair: Pair, until: date) -> list[Event]:
    """Each year's successions, those of one kind and one state together."""
    codes = {*pair.one.codes, *pair.two.codes}
    rows = facts.read("continues").filter(
        (pl.col("date") <= until)
        & (pl.col("date").dt.year() >= FIRST_YEAR)
        & (pl.col("predecessor").is_in(codes) | pl.col("successor").is_in(codes))
    )
    found = []
    for _, together in groupby(sorted(rows.to_dicts(), key=_together), key=_together):
        told = list(together)
        text = _text(told)
        if text is not None:
            found.append(
                Event(
                    kind="succession",
                    first=told[0]["date"].year,
                    text=text,
                    source="; ".join(dict.fromkeys(row["source"] for row in told)),
                )
            )
    return found


def _together(row: Row) -> tuple[int, str, int, str]:
    """What is told in one event: all that joined one state in a year, or came out of one."""
    joining = row["kind"] in JOINING
    one = row["successor"] if joining else row["predecessor"]
    day = "" if row["kind"] == "dissolution" else row["date"].isoformat()
    return row["date"].year, "joining" if joining else row["kind"], one, day


def _text(rows: list[Row]) -> str | None:
    first = rows[0]
    before, after = _before(first), _after(first)
    if first["kind"] == SAME:
        return f"{before} became {after}" if before != after else None
    if first["kind"] == "dissolution":
        return f"{_listed(_after(row) for row in rows)} came out of {before}"
    if first["kind"] not in JOINING:
        return f"{after} followed {before}"
    followed = [_before(row) for row in rows if row["followed"]]
    if followed and len(rows) > 1:
        return f"{_listed(_before(row) for row in rows)} united as {after}"
    if followed:
        return f"{before} became {after}"
    return f"{_listed(_before(row) for row in rows)} became part of {after}"


def _listed(called: Iterable[str]) -> str:
    return listing(sorted(dict.fromkeys(called)))


def _before(row: Row) -> str:
    """What the predecessor was called the day before."""
    return names().name_on(row["predecessor"], row["date"] - timedelta(days=1))


def _after(row: Row) -> str:
    """What the successor was called on the day."""
    return names().name_on(row["successor"], row["date"])

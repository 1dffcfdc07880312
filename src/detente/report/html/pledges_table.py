"""Pledges between two states, who owes what by them, and whether they are in force."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Pact, PledgeStanding
from detente.report.html.chips import pledge_chip
from detente.report.html.sheet import Sheet
from detente.report.html.tables import Cell, Column, table

COLUMNS = (
    Column("Treaty"),
    Column("Pledge"),
    Column("From"),
    Column("To"),
    Column("Parties", True),
    Column("Who owes what"),
)


def pledges_table(sheet: Sheet, pacts: list[Pact], stands: PledgeStanding) -> h.Node:
    """A row for each pledge, in order of their start.

    Parameters
    ----------
    stands : where the pair stands on the day, which tells the pledges that are in force
    """
    rows: list[list[Cell | h.Node]] = []
    for pact in pacts:
        rows.append(
            [
                Cell(_name(pact), pact.name),
                Cell(pledge_chip(pact.rung, pact.label), pact.rung),
                Cell(sheet.n.year(pact, "since"), pact.since.isoformat()),
                _until(sheet, pact, stands),
                Cell("–", "")
                if pact.parties is None
                else Cell(sheet.n.count(pact, "parties"), pact.parties),
                _owed(pact),
            ]
        )
    return table(COLUMNS, rows, sortable=len(rows) > 3, label="Pledges between the two")


def _name(pact: Pact) -> str:
    return pact.name if pact.titled else f"{pact.name} (a description: no title was read)"


def _until(sheet: Sheet, pact: Pact, stands: PledgeStanding) -> Cell:
    if pact.until is not None:
        return Cell(sheet.n.year(pact, "until"), pact.until.isoformat())

    def among(found: list[Pact]) -> bool:
        return any(
            (one.atopid, one.name, one.rung) == (pact.atopid, pact.name, pact.rung) for one in found
        )

    if among(stands.later) or (among(stands.pacts) and not stands.carried):
        return Cell("in force", "9999")
    if among(stands.pacts):
        return Cell(["in force in ", sheet.n.year(stands, "coded_to"), ", carried"], "9999")
    return Cell("ended since the record", "9999")


def _owed(pact: Pact) -> str:
    """Who is bound, and how far."""
    told = [pact.one_sided or "both alike"]
    if pact.offence:
        told.append("offence too")
    return "; ".join(told)

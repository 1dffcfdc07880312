"""Sources: how the question was read, what answered it, and how to ask it again."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Party
from detente.report.html.datasets import bibtex, datasets
from detente.report.html.sheet import Sheet
from detente.report.html.shell import packed
from detente.report.html.tables import Column, table
from detente.report.sections import Section
from detente.words import SCALE

UNPACK = """import base64, gzip, json
answer = json.loads(gzip.decompress(base64.b64decode(text)))"""


def _body(sheet: Sheet) -> h.Node:
    made = sheet.view.provenance
    return [
        _question(sheet),
        _again(sheet),
        h.h3["Words for chances"],
        h.p[
            "The words follow the numbers by one scale, that of the US intelligence community’s "
            "directive on analytic standards. A chance under 1% is also told as “1 in n”, since "
            "fractions of a per cent are often misread."
        ],
        table([Column("Words"), Column("Chance")], _scale(), label="Words for chances"),
        h.h3["Datasets"],
        datasets(made.sources),
        bibtex(made.sources),
    ]


def _question(sheet: Sheet) -> h.Node:
    asked = sheet.view.question
    given = [h.p[f"Supposed, not forecast: {one}"] for one in asked.given]
    return [
        h.h3["How the question was read"],
        h.dl(".sources")[
            [
                [
                    h.dt[_title(party)],
                    [h.dd[one] for one in _read(sheet, party)],
                ]
                for party in (asked.a, asked.b)
            ]
        ],
        [h.p[note] for note in asked.notes],
        given,
    ]


def _title(party: Party) -> str:
    return f"{party.code}, {party.name}" if party.kind == "bloc" else party.name


def _read(sheet: Sheet, party: Party) -> list[h.Node]:
    """What a name was taken for, whose members count, and what else should be known."""
    first: h.Node
    if party.kind == "bloc":
        first = [
            "A bloc, ",
            sheet.n.count(party, "members", of="member"),
            " on ",
            sheet.n.day(sheet.view.question, "day"),
            ".",
        ]
    elif party.members:
        first = (
            f"State {party.members[0].state} of the Correlates of War (of Gleditsch and Ward where "
            f"that has none), code {party.code}."
        )
    else:
        first = f"A state, {party.code}."
    gone: list[h.Node] = []
    if party.ended is not None and not any(
        "left the list" in text for text in (*party.reading, *party.notes)
    ):
        gone = [["Ended on ", sheet.n.day(party, "ended"), "."]]
    return [first, *gone, *party.reading, *party.notes]


def _again(sheet: Sheet) -> h.Node:
    view = sheet.view
    made = view.provenance
    return [
        h.h3["To make this page again"],
        h.pre[h.code[made.command]] if made.command else None,
        h.p(".small")[
            f"Détente {made.detente}, vintage {made.vintage.name} of ",
            sheet.n.day(made.vintage, "date"),
            "; seed ",
            sheet.n.told(made, "seed", say=str),
            ", ",
            sheet.n.count(made, "replicates", of="replicate"),
            " of a bootstrap. The whole answer is inside this file as JSON, in the element ",
            h.code["assessment"],
            ", packed, for it is long. To read it in Python, from the text of that element:"
            if packed(view)
            else ".",
        ],
        h.pre[h.code[UNPACK]] if packed(view) else None,
    ]


def _scale() -> list[list[h.Node]]:
    """The scale of words, each with its bounds."""
    rows: list[list[h.Node]] = []
    low = 0.0
    for high, word in SCALE:
        if low == 0:
            told = f"under {100 * high:.0f}%"
        elif high > 1:
            told = f"{100 * low:.0f}% and over"
        else:
            told = f"{100 * low:.0f}% to under {100 * high:.0f}%"
        rows.append([word, told])
        low = high
    return rows


SECTION = Section(70, "sources", "Sources", _body)

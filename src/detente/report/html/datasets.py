"""Datasets an answer rests on: what each is, its terms, its hash, and how to cite it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

import htpy as h

from detente.assessment.schema import SourceStamp

HASH = 12  # letters of a hash that are shown, or a few more
ENTRY = re.compile(r"^(?=@)", re.M)  # where an entry begins; a dataset may have several


def datasets(stamps: Sequence[SourceStamp]) -> h.Element:
    """Every dataset once; those under one citation and one licence together."""
    groups: dict[tuple[str, str], dict[tuple[str, str, str | None], list[SourceStamp]]] = {}
    for one in stamps:
        group = groups.setdefault((one.cite, one.licence), {})
        group.setdefault((one.name, one.version, one.sha256), []).append(one)
    return h.dl(".sources")[
        [
            [
                h.dt[", ".join(f"{name} {version}" for name, version, _ in group)],
                h.dd[cite],
                h.dd(".small")[f"Terms: {licence}"],
                [h.dd(".small")[_file(one, len(group) > 1)] for one in group.values()],
            ]
            for (cite, licence), group in groups.items()
        ]
    ]


def _file(stamps: Sequence[SourceStamp], several: bool) -> h.Node:
    """Which tables a file fills, where it is, and its hash."""
    one = stamps[0]
    tables = ", ".join(dict.fromkeys(stamp.table for stamp in stamps))
    return [
        f"{one.name}: " if several and one.name != tables else None,
        f"table {tables}" if tables == one.name or len(stamps) == 1 else f"tables {tables}",
        "; sha256 ",
        h.code(title=one.sha256)[shortened(one.sha256)] if one.sha256 else "not kept",
        _link(one),
    ]


def shortened(sha256: str) -> str:
    """The start of a hash, never cut inside a run of digits."""
    end = HASH
    while end < len(sha256) and sha256[end - 1].isdigit() and sha256[end].isdigit():
        end += 1
    return f"{sha256[:end]}…" if end < len(sha256) else sha256


def _link(one: SourceStamp) -> h.Node:
    if one.url is None or not one.url.startswith(("https://", "http://")):
        return None
    file = h.a(href=one.url, rel="noreferrer", aria_label=f"the file of {one.name}")
    return ["; ", file["the file"]]


def bibtex(stamps: Sequence[SourceStamp]) -> h.Node:
    """All entries, each once, to read and to save."""
    entries = list(
        dict.fromkeys(
            entry.strip() for one in stamps for entry in ENTRY.split(one.bibtex) if entry.strip()
        )
    )
    if not entries:
        return None
    text = "\n\n".join(entries) + "\n"
    return [
        h.h3["How to cite them"],
        h.p[
            h.a(
                download="detente.bib",
                href=f"data:application/x-bibtex;charset=utf-8,{quote(text)}",
            )["Save as BibTeX"]
        ],
        h.details[h.summary["The BibTeX entries"], h.pre[h.code[text]]],
    ]

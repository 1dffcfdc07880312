"""The document around the sections: head, title, contents, the assessment itself, style."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import htpy as h
from markupsafe import Markup

import detente
from detente.assessment.schema import Assessment
from detente.dates import human
from detente.report.layout import visible
from detente.report.picked import party_name

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a browser may load for the page: nothing that is not in it."""


PLAIN = 1_500_000
"""Bytes of JSON beyond which it is packed."""


@dataclass(frozen=True)
class Written:
    """A section that has something to say."""

    id: str
    heading: str
    body: h.Node


def document(view: Assessment, written: Sequence[Written]) -> str:
    """The whole page as HTML, which rests on no other file."""
    asked = view.question
    title = f"{party_name(asked.a)} and {party_name(asked.b)}"
    head = h.head[
        h.meta(charset="utf-8"),
        h.meta(name="viewport", content="width=device-width, initial-scale=1"),
        h.meta(http_equiv="Content-Security-Policy", content=POLICY),
        h.meta(name="generator", content=f"Détente {detente.__version__}"),
        h.title[visible(f"{title}, as of {human(asked.as_of)}")],
        h.style[Markup(_file("style.css"))],
    ]
    body = h.body[
        h.a(".skip", href="#main")["Skip to the answer"],
        h.header[
            h.h1[visible(title)],
            h.p(".stamp")[_stamp(view)],
            h.nav(aria_label="Contents")[
                h.ul[[h.li[h.a(href=f"#{one.id}")[one.heading]] for one in written]]
            ],
        ],
        h.main(id="main")[
            [
                h.section(id=one.id, aria_labelledby=f"{one.id}-h")[
                    h.h2(id=f"{one.id}-h")[one.heading], one.body
                ]
                for one in written
            ]
        ],
        _embedded(view),
        h.script[Markup(_file("behaviour.js"))],
    ]
    return "".join(h.html(lang="en")[head, body].iter_chunks())


def _stamp(view: Assessment) -> str:
    asked = view.question
    told = [f"As of {human(asked.as_of)}"]
    if not asked.as_of_given:
        told.append("no date was given, so the vintage's own was taken")
    told += [f"supposing: {one}" for one in asked.given]
    told.append(f"vintage {asked.vintage.name}")
    return visible("; ".join(told))


def packed(view: Assessment) -> bool:
    """Whether the assessment is so long that the page holds it packed."""
    return _long(view.to_json(indent=None))


def _long(text: str) -> bool:
    return len(text.encode()) > PLAIN


def _embedded(view: Assessment) -> h.Element:
    """The assessment as JSON that cannot end its element; a long one packed, always alike."""
    text = view.to_json(indent=None)
    if _long(text):
        squeezed = base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()
        return h.script(type="application/json", id="assessment", data_encoding="gzip base64")[
            Markup(squeezed)
        ]
    plain = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return h.script(type="application/json", id="assessment")[Markup(plain)]


@cache
def _file(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")

"""Reading a page back: its sentences, the numbers in them, and where in the JSON they stand."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import html5lib

from detente.dates import human
from detente.words import chance, one_in, percent

SPOKEN = {"p", "li", "blockquote", "dd", "figcaption", "h3"}
TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?")
FIXED = {"90%", "1%"}  # the middle 90%; the share below which one says "1 in n"


def parsed(page: str) -> Any:
    """The page as a tree; broken HTML is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(page)


def embedded(tree: Any) -> dict[str, Any]:
    """The assessment inside the page."""
    found = next(e for e in tree.iter("script") if e.get("id") == "assessment")
    text = found.text
    if found.get("data-encoding") == "gzip base64":
        text = gzip.decompress(base64.b64decode(text)).decode()
    held: dict[str, Any] = json.loads(text)
    return held


def at(data: Any, place: str) -> Any:
    """What stands in the JSON at ``outlook/2/p``."""
    for step in place.split("/"):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def told(tree: Any) -> list[tuple[str, str, str]]:
    """Every number with a place: its exact value, its place, and its words."""
    return [
        (e.get("value") or e.get("datetime"), e.get("data-at"), "".join(e.itertext()))
        for e in tree.iter()
        if isinstance(e.tag, str) and e.get("data-at") is not None
    ]


def untold(tree: Any) -> Iterator[str]:
    """The text of sentences that stands outside of such numbers."""
    main = next(tree.iter("main"))
    for element in main.iter():
        if element.tag in SPOKEN or "finding" in (element.get("class") or ""):
            yield "".join(_outside(element))


def _outside(element: Any) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.get("data-at") is None and child.tag != "svg":
            yield from _outside(child)
        yield " " + (child.tail or "")


def forms(data: Any) -> set[str]:
    """Every way in which a number of the JSON, or one inside a text of it, may be printed."""
    found: set[str] = set()
    _collect(data, found)
    return found


def _collect(data: Any, found: set[str]) -> None:
    if isinstance(data, dict):
        for name, value in data.items():
            found.update(TOKEN.findall(name))
            _collect(value, found)
    elif isinstance(data, list):
        found.add(f"{len(data):,}")
        for value in data:
            _collect(value, found)
    elif isinstance(data, bool) or data is None:
        return
    elif isinstance(data, int):
        found |= {str(data), f"{data:,}", str(data)[2:]}  # 1945–89
    elif isinstance(data, float):
        found |= {f"{data:.0f}", f"{data:.1f}", f"{data:.2f}", f"{abs(data):.1f}", f"{data:g}"}
        for say in (percent, chance, one_in) if 0 <= data <= 1 else ():
            found.update(TOKEN.findall(say(data)))
        found |= {
            f"{100 * data:.0f}%",
            f"{100 * data:.1f}%",
            f"{100 * data:.1f}",
            f"{100 * data:.0f}",
        }
    else:
        found.update(TOKEN.findall(data))
        found.update(token.lstrip("0") for token in TOKEN.findall(data))
        if re.fullmatch(r"\d{4}-\d\d-\d\d", data):
            found.update(TOKEN.findall(human(date.fromisoformat(data))))


def strangers(tree: Any) -> list[tuple[str, str]]:
    """Numbers in sentences that the JSON does not hold, each with its sentence."""
    data = embedded(tree)
    known = forms(data) | FIXED
    return [
        (token, " ".join(text.split()))
        for text in untold(tree)
        for token in TOKEN.findall(text)
        if token not in known
    ]

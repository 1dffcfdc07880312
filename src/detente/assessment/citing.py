"""How to cite what an answer rests on, as BibTeX entries."""

from __future__ import annotations

import re

from detente.sources import registry

SPECIAL = re.compile(r"([&%$#_{}])")


def of_source(name: str) -> str:
    """The entry in the declaration of a published source."""
    return registry.get(name).bibtex.strip()


def of_own(table: str, title: str, version: str) -> str:
    """The entry of a table of our own."""
    fields = {
        "title": _tex(title),
        "version": _tex(version),
        "note": "A table of D{\\'e}tente; each row names the source it was read in",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{detente_{table},\n{lines}\n}}"


def _tex(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)

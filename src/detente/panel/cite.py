"""Where a panel's values come from, and how to cite them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.sources import registry

Frame = pl.DataFrame


def provenance(names: Sequence[str]) -> Frame:
    """One row per source: source, version, sha256, covers, licence, cite, url."""
    sources = [registry.get(name) for name in names]
    return pl.DataFrame(
        [
            (s.name, s.version, s.sha256, f"{s.covers[0]}–{s.covers[1]}", s.licence, s.cite, s.url)
            for s in sources
        ],
        schema=["source", "version", "sha256", "covers", "licence", "cite", "url"],
        orient="row",
        schema_overrides={"url": pl.String},
    )


def bibtex(names: Sequence[str]) -> str:
    """The BibTeX entries of the sources, each once."""
    entries = dict.fromkeys(registry.get(name).bibtex.strip() for name in names)
    return "\n\n".join(entry for entry in entries if entry)

"""The sources a store serves, each with its reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from detente.errors import UnknownSource
from detente.sources.declare import Reader, Source


@dataclass(frozen=True)
class Catalogue:
    """Declared sources and a way to the function that reads each of them."""

    sources: tuple[Source, ...]
    reader: Callable[[str], Reader]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all sources, in order."""
        return tuple(source.name for source in self.sources)

    def get(self, name: str) -> Source:
        """The source of this name.

        Raises
        ------
        UnknownSource   none has it; the nearest names are suggested
        """
        for source in self.sources:
            if source.name == name:
                return source
        near = get_close_matches(name, self.names, n=3)
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        raise UnknownSource(
            f"No source is called {name!r}. {hint}`detente data list` shows all of them.",
            name=name,
            suggestions=tuple(near),
        )

    def select(self, names: Iterable[str] | None) -> tuple[Source, ...]:
        """The sources of these names, each once; all of them where `names` is None."""
        if names is None:
            return self.sources
        return tuple(self.get(name) for name in dict.fromkeys(names))


def declared() -> Catalogue:
    """All sources of the package."""
    from detente.sources import registry

    return Catalogue(tuple(registry.all_sources()), registry.reader)

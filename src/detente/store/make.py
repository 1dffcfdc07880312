"""Of which data and by which code something was made, so that two makes are never mixed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import detente
from detente.store.vintage import Vintage


@dataclass(frozen=True)
class Make:
    """Of what and by what something was made.

    Attributes
    ----------
    vintage : the id of the vintage
    data : SHA-256 over those of its tables that were read
    version : of the package
    code : SHA-256 over the modules that decided it
    """

    vintage: str
    data: str
    version: str
    code: str

    @classmethod
    def of(
        cls, vintage: Vintage, modules: tuple[str, ...], tables: Sequence[str] | None = None
    ) -> Make:
        """That of something made from a vintage by the code at hand.

        Parameters
        ----------
        modules : files and folders of the package
        tables : the tables read; None for all
        """
        return cls(vintage.id, data_of(vintage, tables), detente.__version__, _code(modules))

    def other_than(self, other: Make) -> str | None:
        """In what this differs from another, or None: equal tables count under any name."""
        if self.version != other.version:
            return f"by version {self.version}"
        if self.data != other.data:
            return f"from other tables ({self.vintage})"
        return "by other code" if self.code != other.code else None


def data_of(vintage: Vintage, tables: Sequence[str] | None = None) -> str:
    """SHA-256 over the checksums of some tables, or of all."""
    names = vintage.tables if tables is None else sorted(tables)
    hashes = "\n".join(f"{name} {vintage.record(name).sha256}" for name in names)
    return hashlib.sha256(hashes.encode()).hexdigest()


@cache
def _code(modules: tuple[str, ...]) -> str:
    root = Path(detente.__file__).parent
    digest = hashlib.sha256()
    for part in modules:
        path = root / part
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(module.relative_to(root).as_posix().encode())
            digest.update(module.read_bytes())
    return digest.hexdigest()

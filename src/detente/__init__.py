"""Détente: where a relationship between states or blocs stands, and what became of others like it.

>>> import detente
>>> view = detente.assess("NATO", "Russia", as_of="2026-06-01")      # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.assessment.build import assess

__version__ = "0.1.0"
__all__ = ["DetenteError", "__version__", "assess"]


def __getattr__(name: str) -> object:
    """Import what is heavy only when it is used, so that `import detente` stays quick."""
    if name == "assess":
        from detente.assessment.build import assess

        return assess
    raise AttributeError(f"module 'detente' has no attribute {name!r}")

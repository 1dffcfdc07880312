"""Compilation to machine code, without the global lock, kept on disk between runs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])

HERE = Path(__file__).parent


def compiled(function: Function) -> Function:
    """The function compiled when first called."""
    return cast(Function, njit(nogil=True, cache=True)(function))


def forget_older(folder: Path = HERE) -> None:
    """Forget what was compiled before any module here changed.

    A function compiled holds the code of those it calls, and the compiler looks for changes in
    its own file alone.
    """
    newest = max(module.stat().st_mtime for module in folder.glob("*.py"))
    for kept in (folder / "__pycache__").glob("*.nb[ci]"):
        with suppress(OSError):  # another process was first, or nothing may be written here
            if kept.stat().st_mtime < newest:
                kept.unlink()


forget_older()

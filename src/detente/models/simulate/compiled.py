"""Compilation to machine code, without the global lock, kept on disk between runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """The function compiled when first called."""
    return cast(Function, njit(nogil=True, cache=True)(function))

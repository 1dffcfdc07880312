"""Everything that can go wrong, as one tree.

DetenteError
├── BadQuestion             the question cannot be answered as it was put
│   ├── UnknownName         no state or bloc has this name (suggestions attached)
│   ├── AmbiguousName       a name that fits several states or blocs
│   ├── SameActor           an actor compared with itself
│   ├── SharedMembers       two blocs with members in common
│   ├── NotYet              the date lies before either actor existed
│   ├── OutsideVintage      the date lies outside what the data can answer
│   ├── BadDate             a text that is no date
│   ├── BadHorizon          a horizon that is no whole number of years from 1 to 20
│   ├── BadBloc             a bloc of the user's own that cannot be read
│   ├── BadCondition        a condition that is none, or that contradicts the record
│   └── BadPanel            a panel that cannot be built as it was asked for
│       ├── UnknownNoun     nothing of this name can be added (suggestions attached)
│       ├── UnknownVariable no column has this name (suggestions attached)
│       └── OutsideSystem   a year in which the list of states says nothing
├── OutputUnwritable        an answer cannot be written where it was wanted
├── ExtraMissing            what was asked for needs a package that is installed on wish only
└── DataError               the data cannot be had or cannot be trusted
    ├── UnknownSource       no dataset has this name (suggestions attached)
    ├── SourceMissing       a dataset is neither in the cache nor within reach
    ├── ChecksumMismatch    a file is not the one that was declared
    ├── FetchFailed         the network gave up
    ├── StoreUnwritable     the cache cannot be written (full, read-only, not ours)
    ├── BadMirror           a mirror folder or its manifest cannot be used
    ├── Unreadable          a file has the right checksum but not the expected content
    ├── StaleArtefact       a stored fit was made from other data or by other code
    └── OutOfCoverage       a value was asked for outside what its source covers

Every message says what was asked, what is so, and what to do next; the facts it
rests on are attributes of the exception.
"""

from __future__ import annotations

from typing import Any


class DetenteError(Exception):
    """Base of all errors raised on purpose; keyword arguments become attributes."""

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts

    def __getattr__(self, name: str) -> Any:
        facts = self.__dict__.get("facts", {})
        if name in facts:
            return facts[name]
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")


class BadQuestion(DetenteError):
    """The question cannot be answered as it was put."""


class UnknownName(BadQuestion):
    """No state or bloc has this name; `suggestions` holds the nearest ones."""


class AmbiguousName(BadQuestion):
    """A name that fits several states or blocs; `candidates` holds them."""


class SameActor(BadQuestion):
    """An actor compared with itself."""


class SharedMembers(BadQuestion):
    """Two blocs with members in common; `members` holds them."""


class NotYet(BadQuestion):
    """The date lies before one or both actors existed; `first` is the first day possible."""


class OutsideVintage(BadQuestion):
    """The date lies outside what the data can answer; `first` and `last` bound it."""


class BadDate(BadQuestion):
    """A text that is no date."""


class BadHorizon(BadQuestion):
    """A horizon that is no whole number of years from 1 to 20."""


class BadCondition(BadQuestion):
    """A condition that is none, or that contradicts the record."""


class BadBloc(BadQuestion):
    """A bloc of the user's own that cannot be read."""


class OutputUnwritable(DetenteError):
    """An answer cannot be written where it was wanted; `path` and `reason` say where and why."""


class ExtraMissing(DetenteError):
    """It needs a package that is installed on wish only; `module` and `extra` say which."""


class BadPanel(BadQuestion):
    """A panel that cannot be built as it was asked for."""


class UnknownNoun(BadPanel):
    """Nothing of this name can be added to a panel; `suggestions` holds the nearest."""


class UnknownVariable(BadPanel):
    """No column has this name; `suggestions` holds the nearest."""


class OutsideSystem(BadPanel):
    """A year in which the list of states says nothing; `first` and `last` bound it."""


class DataError(DetenteError):
    """The data cannot be had or cannot be trusted."""


class UnknownSource(DataError):
    """No dataset has this name; `suggestions` holds the nearest ones."""


class SourceMissing(DataError):
    """A dataset is neither in the cache nor within reach; `names` holds what is missing."""


class ChecksumMismatch(DataError):
    """A file is not the one that was declared; `expected` and `got` are SHA-256 hashes."""


class FetchFailed(DataError):
    """The network gave up; `url` and `reason` say where and why."""


class StoreUnwritable(DataError):
    """The cache cannot be written; `folder` and `reason` say where and why."""


class BadMirror(DataError):
    """A mirror folder or its manifest cannot be used."""


class Unreadable(DataError):
    """A file has the right checksum but not the expected content."""


class StaleArtefact(DataError):
    """A stored fit was made from other data or by other code; `made` and `asked` say of which."""


class OutOfCoverage(DataError):
    """A value was asked for outside what its source covers."""

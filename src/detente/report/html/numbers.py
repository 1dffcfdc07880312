"""Numbers in sentences that say where in the assessment they stand.

Every number becomes an element with its exact value and its place in the JSON, so that a
program can check each sentence against the data, and a reader can look the number up::

    <data value="0.0277" data-at="outlook/2/p">2.8%</data>
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import htpy as h
from pydantic import BaseModel

from detente.dates import human
from detente.words import chance, chances, one_in, percent

Said = h.Element | h.Fragment | str


class Numbers:
    """The numbers of one assessment, told by the part they belong to and its key.

    Every method takes a part of the assessment (a forecast, a pact, …) and the name of one of
    its keys, or of a place in a list or mapping below it (``"years", 1``).
    """

    def __init__(self, view: BaseModel) -> None:
        self._places: dict[int, str] = {}
        self._parts: list[BaseModel] = []  # kept, so that no id is given to another part
        self._walk(view, "")

    def chance(self, part: BaseModel, *keys: str | int) -> Said:
        """A probability inside a sentence: ``2.8%``, ``1 in 140``."""
        return self.told(part, *keys, say=lambda p: chance(float(p)))

    def percent(self, part: BaseModel, *keys: str | int) -> Said:
        """A probability or share: ``0.33%``."""
        return self.told(part, *keys, say=lambda p: percent(float(p)))

    def one_in(self, part: BaseModel, *keys: str | int) -> Said:
        """A probability as ``1 in 36``."""
        return self.told(part, *keys, say=lambda p: one_in(float(p)))

    def chances(self, part: BaseModel, p: str = "p", low: str = "low", high: str = "high") -> Said:
        """A probability with its interval, on one scale: ``2.8% (0.34% to 19%)``."""
        values = [float(getattr(part, key)) for key in (p, low, high)]
        said = chances(*values)
        one, two, three = (
            self.told(part, key, say=_always(text))
            for key, text in zip((p, low, high), said, strict=True)
        )
        return h.fragment[one, " (", two, " to ", three, ")"]

    def count(self, part: BaseModel, *keys: str | int, of: str = "", many: str = "") -> Said:
        """A whole number, and what it counts: ``34 pairs``."""
        value = _below(part, keys)
        n = len(value) if isinstance(value, Sequence | dict) else int(value)
        noun = f" {of if n == 1 else many or of + 's'}" if of else ""
        return h.fragment[self.told(part, *keys, say=lambda _: f"{n:,}"), noun]

    def number(self, part: BaseModel, *keys: str | int, digits: int = 1) -> Said:
        """A measured number with so many decimals."""
        return self.told(part, *keys, say=lambda x: f"{float(x):.{digits}f}")

    def year(self, part: BaseModel, *keys: str | int) -> Said:
        """A year; of a day, the year of that day."""
        return self.told(
            part, *keys, say=lambda y: str(y.year if isinstance(y, date) else int(str(y)))
        )

    def day(self, part: BaseModel, *keys: str | int) -> Said:
        """A day: ``1 Jun 2026``."""
        value = _below(part, keys)
        assert isinstance(value, date)
        return h.time(datetime=value.isoformat(), data_at=self.place(part, *keys))[human(value)]

    def told(self, part: BaseModel, *keys: str | int, say: Callable[[Any], str]) -> Said:
        """A value in words of one's own."""
        value = _below(part, keys)
        raw = value.isoformat() if isinstance(value, date) else value
        if isinstance(value, Sequence | dict) and not isinstance(value, str):
            raw = len(value)
        return h.data(value=str(raw), data_at=self.place(part, *keys))[say(value)]

    def place(self, part: BaseModel, *keys: str | int) -> str:
        """Where in the JSON a value stands: ``outlook/2/p``."""
        try:
            of = self._places[id(part)]
        except KeyError:
            raise LookupError(f"{type(part).__name__} is no part of this assessment") from None
        return "/".join(str(step) for step in (*filter(None, [of]), *keys))

    def _walk(self, value: BaseModel | list[Any] | dict[str, Any], at: str) -> None:
        below = f"{at}/" if at else ""
        items: Iterable[tuple[object, object]]
        if isinstance(value, BaseModel):
            self._places.setdefault(id(value), at)
            self._parts.append(value)
            fields = type(value).model_fields
            items = ((fields[name].alias or name, one) for name, one in value)
        else:
            items = enumerate(value) if isinstance(value, list) else value.items()
        for name, one in items:
            if isinstance(one, BaseModel | list | dict):
                self._walk(one, f"{below}{name}")


def _always(text: str) -> Callable[[Any], str]:
    return lambda _: text


def _below(part: BaseModel, keys: Sequence[str | int]) -> Any:
    value: Any = getattr(part, str(keys[0]))
    for key in keys[1:]:
        value = value[key]
    return value

"""Days, years and spells: time as it is asked for, coded and known."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum

from detente.errors import BadDate, BadHorizon

Day = date

HORIZONS = (1, 5, 10, 20)
LONGEST_HORIZON = 20

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def day(text: str | date | int) -> Day:
    """Read a day; a bare year means its 31 December, a bare month its last day.

    Raises
    ------
    BadDate     the text is no date of the Gregorian calendar
    """
    if isinstance(text, date):
        return date(text.year, text.month, text.day)
    match = _DAY.fullmatch(str(text).strip())
    if match:
        year, month, dom = (int(part) if part else None for part in match.groups())
        try:
            if year is not None and month is None:
                return date(year, 12, 31)
            if year is not None and month is not None:
                return date(year, month, dom or monthrange(year, month)[1])
        except (ValueError, IndexError):
            pass
    raise BadDate(
        f"{str(text)!r} is no date. Write a day as 2014-02-28, a month as 2014-02 "
        "(its last day) or a year as 2014 (its 31 December).",
        text=str(text),
    )


def horizons(years: str | int | tuple[int, ...] | list[int]) -> tuple[int, ...]:
    """Read horizons in whole years, e.g. ``"1,5,10,20"``; sorted, without repeats.

    Raises
    ------
    BadHorizon      not whole numbers of years from 1 to 20
    """
    parts: list[object]
    if isinstance(years, str):
        parts = [part.strip() for part in years.split(",") if part.strip()]
    elif isinstance(years, int):
        parts = [years]
    else:
        parts = list(years)
    read: set[int] = set()
    for part in parts:
        text = str(part)
        if isinstance(part, bool) or not text.isdigit() or not 1 <= int(text) <= LONGEST_HORIZON:
            raise BadHorizon(
                f"{text!r} is no horizon. Give whole years from 1 to {LONGEST_HORIZON}, "
                "separated by commas, e.g. 1,5,10,20.",
                horizon=text,
            )
        read.add(int(text))
    if not read:
        raise BadHorizon("No horizon was given. Give whole years, e.g. 1,5,10,20.", horizon="")
    return tuple(sorted(read))


def human(when: date) -> str:
    """A day for people: ``24 Nov 2026``."""
    return f"{when.day} {when:%b} {when.year}"


def clip(year: int, month: int | None, dom: int | None, *, end: bool = False) -> Day:
    """A day from parts of which month or day may be unknown (None, 0 or negative).

    An unknown part is filled with the earliest possible value, or with the latest
    when `end` is true; a day beyond the month's length is drawn back to its last.
    """
    known_month = month if month is not None and 1 <= month <= 12 else (12 if end else 1)
    length = monthrange(year, known_month)[1]
    known_day = dom if dom is not None and dom >= 1 else (length if end else 1)
    return date(year, known_month, min(known_day, length))


class Lag(Enum):
    """When a coded value could first be known.

    ``ON_THE_DAY`` treaties and memberships, which are public when they happen;
    ``YEAR_END`` a value of year t is known on 1 January of t+1;
    ``HINDSIGHT`` rivalry codings: as ``YEAR_END``, but an end is seen three years late.
    """

    ON_THE_DAY = "on the day"
    YEAR_END = "1 January of the next year"
    HINDSIGHT = "1 January of the next year; an end three years later"


HINDSIGHT_YEARS = 3


def last_known_year(as_of: date) -> int:
    """The last calendar year that is complete on `as_of` (year t is known on 1 January t+1)."""
    return as_of.year - 1


@dataclass(frozen=True, order=True)
class Spell:
    """A stretch of days, both ends included; an open end is None."""

    start: Day
    end: Day | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise BadDate(f"A spell ends on {self.end}, before it starts on {self.start}.")

    def covers(self, when: date) -> bool:
        """Whether `when` lies in the spell."""
        return self.start <= when and (self.end is None or when <= self.end)

    def overlaps(self, other: Spell) -> bool:
        """Whether two spells share a day."""
        return (other.end is None or self.start <= other.end) and (
            self.end is None or other.start <= self.end
        )

    def cut(self, as_of: date) -> Spell | None:
        """The spell as it was known on `as_of`: None before its start, open until its end."""
        if self.start > as_of:
            return None
        return self if self.end is not None and self.end <= as_of else Spell(self.start, None)

"""Dated evidence from newer sources, after the coded record ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from detente.assessment.schema import Assessment
from detente.dates import human
from detente.report.figures.ribbons import moment
from detente.report.picked import lead

_DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4}\b")

Where = Literal["pledge", "hostility", "around"]


@dataclass(frozen=True)
class Later:
    """One piece of later evidence.

    Attributes
    ----------
    where : the axis it speaks of; around: wars with others, and who joined a bloc
    at : as a number of years; None where no date was given
    """

    where: Where
    at: float | None
    when: str
    what: str
    source: str
    url: str | None = None

    @property
    def publisher(self) -> str:
        """Whose word it is, without the title of what was read."""
        return re.split(r"[:;]", self.source, maxsplit=1)[0].strip()


def later(view: Assessment) -> list[Later]:
    """All of it: of the two first, then around them; each in the order of time."""
    if view.standing is None:
        return []
    return [
        *sorted(_of_the_two(view), key=lambda one: one.at or 0),
        *sorted(
            (
                Later("around", _at(one.when), one.when, one.what, one.source, one.url)
                for one in view.standing.context
            ),
            key=lambda one: one.at or 0,
        ),
    ]


def _of_the_two(view: Assessment) -> Iterator[Later]:
    pair = lead(view)
    for pact in pair.pledge.later:
        what = f"{pact.name}: {pact.label}"
        yield Later("pledge", moment(pact.since), human(pact.since), what, pact.source)
    for one in pair.pledge.doubtful:
        yield Later("pledge", _at(one.when), one.when, one.what, one.source, one.url)
    for text in pair.pledge.ended_since:
        found = _DAY.search(text)
        when = found.group() if found else ""
        yield Later(
            "pledge", _at(when), when, text.removeprefix(f"{when}: "), "table of ended pacts"
        )
    for one in pair.hostility.later:
        yield Later("hostility", _at(one.when), one.when, one.what, one.source, one.url)


def _at(when: str) -> float | None:
    """A day, a month, a year or the first of several years, as a number of years."""
    for form, middle in (("%d %b %Y", 0.0), ("%b %Y", 0.04)):
        try:
            return moment(datetime.strptime(when, form).date()) + middle
        except ValueError:
            continue
    year = re.search(r"\b(\d{4})\b", when)
    return int(year.group(1)) + 0.5 if year else None

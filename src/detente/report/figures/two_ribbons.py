"""The picture of two ribbons: names, pledges, years, hostility, names, key, later evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.report import theme
from detente.report.figures.flags import Flag, flags
from detente.report.figures.keys import Swatch, key
from detente.report.figures.pixels import Pixels
from detente.report.figures.placing import Box
from detente.report.figures.ribbons import (
    BROAD,
    FIRST,
    HOSTILITIES,
    PLEDGES,
    day_asked,
    ribbon,
    time_of,
    year_labels,
)
from detente.report.figures.since import later
from detente.report.figures.turns import coded_to, ended, spanned, unlisted_wars
from detente.report.picked import lead

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment, Stretch

LANE = 15
AXIS = 22
BESIDE = {"non-aggression, neutrality": "non-aggression"}


@dataclass(frozen=True)
class _Named:
    """An event with a place on the line of years and the words beside it, long and short."""

    x: float
    forms: tuple[str, ...]
    weight: tuple[int, ...]
    kind: str
    year: int


class Picture:
    """The layout from top to bottom: names, pledges, years, hostility, names, key, the rest."""

    def __init__(self, view: Assessment, width: int) -> None:
        assert view.history is not None
        self.view, self.history, self.pair = view, view.history, lead(view)
        self.broad = width >= BROAD
        self.wide = width - 2 * theme.PADDING
        self.years = time_of(view, width)
        self.pixels = Pixels()
        self.tall = (45, 56) if self.broad else (39, 48)
        self.longest = (330, 210, 130) if self.broad else (190, 120)  # pixels of a name

    def chart(self) -> theme.Chart:
        """All of it."""
        y = 0.0
        if not self.broad:
            y = self._rungs("Pledge", self.history.pledge, theme.PLEDGE, PLEDGES, y) + 4
        above = self._place(self._above(), lanes=5 if self.broad else 3)
        pledge_top = y + LANE * _lanes(above) + (6 if above else 0)
        if self.broad:
            pledge_top = max(pledge_top, LANE)
        axis = pledge_top + self.tall[0]
        hostility_top = axis + AXIS
        bottom = hostility_top + self.tall[1]
        self._ribbons(pledge_top, hostility_top)
        day_asked(self.pixels, self.view, self.years, pledge_top, axis + AXIS / 2, bottom)
        self._draw_above(above, pledge_top)
        below = self._place(self._below(), lanes=5 if self.broad else 3)
        self._draw_below(below, pledge_top, bottom)
        y = bottom + LANE * _lanes(below) + (6 if below else 0)
        if self.broad:
            y = max(y, bottom + LANE + 4)
        else:
            rungs = self.history.hostility
            y = self._rungs("Hostility", rungs, theme.HOSTILITY, HOSTILITIES, y)
        y = key(self.pixels, self._grounds(), left=0, right=self.wide, top=y + 4)
        y = self._later(y, pledge_top, axis, hostility_top)
        return self.pixels.chart(self.wide, y)

    # ── the ribbons ────────────────────────────────────────────────────────────────────

    def _ribbons(self, pledge_top: float, hostility_top: float) -> None:
        years, (up, down) = self.years, self.tall
        for stretches, hues, top, high, upward in (
            (self.history.pledge, theme.PLEDGE, pledge_top, up, True),
            (self.history.hostility, theme.HOSTILITY, hostility_top, down, False),
        ):
            whole, until = self._to_the_day(stretches)
            grows = "up" if upward else "down"
            ribbon(
                self.pixels, whole, years, hues=hues, top=top, high=high,
                grows="up" if upward else "down", until=until,
            )  # fmt: skip
            self._no_pair(whole, top + high / 2)
            names = PLEDGES if upward else HOSTILITIES
            if self.broad:
                self._levels(names, top, high, grows)
        if self.broad:
            self.pixels.text(88, pledge_top - 8, "Pledge", align="right", bold=True)
            bottom = hostility_top + down
            self.pixels.text(88, bottom + 9, "Hostility", align="right", bold=True)
        every = 25 if self.broad else 50
        y = pledge_top + up + AXIS / 2
        day = Box(years.right - 2, y - 8, self.wide, y + 8)
        year_labels(self.pixels, years, y=y, every=every, taken=[day])

    def _to_the_day(self, stretches: Sequence[Stretch]) -> tuple[list[Stretch], float]:
        """What stands between the last year that is told and the day asked is unknown, or none."""
        asked = self.view.question
        last = stretches[-1]
        gone = ended(self.view) and asked.day.year <= last.last
        how = "no pair" if gone else "outside coverage"
        if last.last >= asked.as_of.year or last.how == how:
            return list(stretches), self.years.end
        more = last.model_copy(
            update={
                "first": last.last + 1,
                "last": asked.as_of.year,
                "rung": None,
                "label": how,
                "detail": "",
                "how": how,
            }
        )
        return [*stretches, more], self.years.end

    def _levels(self, names: Sequence[str], top: float, high: float, grows: str) -> None:
        """Names of the rungs beside the ribbon, each at its height."""
        step = high / (len(names) - 1)
        for rung, name in enumerate(names[1:], 1):
            above = high - rung * step if grows == "up" else (rung - 1) * step
            self.pixels.text(
                88, top + above + step / 2, BESIDE.get(name, name),
                align="right", colour=theme.QUIET, size=10,
            )  # fmt: skip

    def _no_pair(self, stretches: Sequence[Stretch], y: float) -> None:
        """Say so above the thin line, where there is room."""
        for one in stretches:
            left, right = self.years.x(one.first), self.years.x(one.last + 1)
            for text in ("no pair yet" if one.first == FIRST else "no pair", "no pair"):
                if one.how == "no pair" and right - left > theme.breadth(text, 10) + 8:
                    self.pixels.text(
                        (left + right) / 2, y - 8, text, align="center", colour=theme.QUIET,
                        size=10,
                    )  # fmt: skip
                    break

    # ── names ──────────────────────────────────────────────────────────────────────────

    def _above(self) -> list[_Named]:
        """Treaties: defence pacts first, then by rung; those of many states last."""
        known = {(one.name, one.since.year): one for one in self.history.treaties}
        end = coded_to(self.history.pledge)
        found = []
        for event in self.history.events:
            if event.kind != "treaty" or not FIRST <= event.first <= end:
                continue
            pact = known.get((event.text, event.first))
            rung = pact.rung if pact else 0
            umbrella = pact is not None and pact.umbrella
            years = (event.last or end) - event.first
            text = f"{event.first} {event.text}"
            found.append(self._named("treaty", event.first + 0.5, text, (-rung, umbrella, -years)))
        return sorted(found, key=lambda one: one.weight)

    def _below(self) -> list[_Named]:
        """Wars first, the longest first, then successions, the latest first."""
        end = coded_to(self.history.hostility)
        began = min((one.first for one in self.history.pledge if one.how == "coded"), default=FIRST)
        found = []
        for event in self.history.events:
            last = event.last or event.first
            if event.kind == "war" and FIRST <= event.first <= end:
                middle = (event.first + last + 1) / 2
                found.append(self._named("war", middle, event.text, (0, event.first - last)))
            elif event.kind == "succession" and event.first >= began:
                text = f"{event.first} {event.text}"
                weight = (1, -event.first, len(text))
                found.append(self._named("succession", event.first + 0.5, text, weight))
        for one in unlisted_wars(self.history):
            middle, text = (one.first + one.last + 1) / 2, f"War, {spanned((one.first, one.last))}"
            found.append(self._named("war", middle, text, (0, one.first - one.last)))
        return sorted(found, key=lambda one: one.weight)

    def _named(self, kind: str, year: float, text: str, weight: tuple[int, ...]) -> _Named:
        forms = tuple(theme.shortened(text, longest, self._size) for longest in self.longest)
        return _Named(self.years.x(year), forms, weight, kind, int(year))

    @property
    def _size(self) -> float:
        return 10.5 if self.broad else 10

    def _place(self, wanted: Sequence[_Named], lanes: int) -> list[tuple[_Named, Flag]]:
        """As many names as fit, two names of one moment apart."""
        placed = flags(
            [(one.x, one.forms) for one in wanted],
            left=self.years.left,
            right=self.wide,
            lanes=lanes,
            most=None if self.broad else 4,
            size=self._size,
        )
        return [(one, flag) for one, flag in zip(wanted, placed, strict=True) if flag is not None]

    def _draw_above(self, placed: Sequence[tuple[_Named, Flag]], top: float) -> None:
        for one, flag in placed:
            y = top - 6 - LANE * (flag.lane + 0.5)
            rung = _rung_in(self.history.pledge, one.year)
            reach = top + self.tall[0] * (1 - rung / 3)
            self.pixels.rule((flag.x, y - 5), (flag.x, reach))
            self._words(flag, y, strong=-one.weight[0] == 3)

    def _draw_below(self, placed: Sequence[tuple[_Named, Flag]], top: float, bottom: float) -> None:
        for one, flag in placed:
            y = bottom + 6 + LANE * (flag.lane + 0.5)
            if one.kind == "succession":
                for start, end in ((top, top + self.tall[0]), (bottom - self.tall[1], y + 5)):
                    self.pixels.rule((flag.x, start), (flag.x, end), theme.QUIET, dashed=True)
            else:
                self.pixels.rule((flag.x, bottom), (flag.x, y + 5))
            self._words(flag, y, strong=one.kind == "war")

    def _words(self, flag: Flag, y: float, *, strong: bool) -> None:
        self.pixels.text(
            flag.x + (-3 if flag.leftwards else 3), y, flag.text,
            align="right" if flag.leftwards else "left",
            colour=theme.INK if strong else theme.QUIET, size=self._size,
        )  # fmt: skip

    # ── below ──────────────────────────────────────────────────────────────────────────

    def _rungs(
        self,
        heading: str,
        stretches: Sequence[Stretch],
        hues: Sequence[str],
        names: Sequence[str],
        top: float,
    ) -> float:
        """A row of the rungs that occur, where there is no room beside the ribbon."""
        there = {one.rung for one in stretches if one.rung}
        items: list[tuple[str, str, Swatch]] = [
            (hues[rung], names[rung], "fill") for rung in sorted(there)
        ]
        if not items:
            items = [(hues[0], names[0], "fill")]
        return key(self.pixels, items, left=0, right=self.wide, top=top, heading=heading)

    def _grounds(self) -> list[tuple[str, str, Swatch]]:
        """What is no rung: coded without one, not coded, no pair, later evidence."""
        pledge, hostility = (
            self._to_the_day(one)[0] for one in (self.history.pledge, self.history.hostility)
        )
        there = {(one.how, bool(one.rung)) for one in (*pledge, *hostility)}
        items: list[tuple[str, str, Swatch]] = []
        if ("coded", False) in there:
            items.append((theme.PLEDGE[0], "coded: no pledge, no hostility on record", "fill"))
        ends = (coded_to(self.history.pledge), coded_to(self.history.hostility))
        unknown = [
            f"{what} after {end}"
            for what, end, stretches in zip(
                ("pledges", "disputes"), ends, (pledge, hostility), strict=True
            )
            if any(one.how == "outside coverage" for one in stretches)
        ]
        if unknown:
            items.append((theme.UNKNOWN, f"not known: {', '.join(unknown)}", "fill"))
        if ("no pair", False) in there:
            items.append((theme.BASE, "no pair: one of the two was no state", "line"))
        return items

    def _later(self, y: float, pledge_top: float, axis: float, hostility_top: float) -> float:
        """Diamonds at their dates, and below what each of them says."""
        found = later(self.view)
        if not found:
            return y
        heights = {
            "pledge": pledge_top + self.tall[0] / 2,
            "around": axis + AXIS / 2,
            "hostility": hostility_top + self.tall[1] / 2,
        }
        for one in found:
            if one.at is not None:
                colour = theme.BASE if one.where == "around" else theme.INK
                size = 30 if one.where == "around" else 48
                self.pixels.point(self.years.x(one.at), heights[one.where], colour, size=size)
        items, most = [], 5 if self.broad else 4
        for one in found[:most]:
            colour = theme.BASE if one.where == "around" else theme.INK
            text = f"{one.when}: {one.what}" if one.when else one.what
            items.append((colour, f"{text.rstrip('.')} ({one.publisher})"))
        y += 6
        self.pixels.text(0, y + 8, "Since then, by other sources", bold=True)
        y += 17
        for colour, text in items:
            lines = theme.wrapped(text, self.wide - 14, 10.5)
            self.pixels.point(4.5, y + 7, colour, size=40)
            for line in lines[:3]:
                cut = line if line is not lines[:3][-1] or len(lines) <= 3 else f"{line} …"
                self.pixels.text(14, y + 7, cut, size=10.5, colour=theme.QUIET)
                y += 14
            y += 1
        if len(found) > most:
            self.pixels.text(14, y + 7, "… and more in the table", size=10.5, colour=theme.QUIET)
            y += 14
        return y


def _lanes(placed: Sequence[tuple[_Named, Flag]]) -> int:
    return max((flag.lane + 1 for _, flag in placed), default=0)


def _rung_in(stretches: Sequence[Stretch], year: int) -> int:
    return next((one.rung or 0 for one in stretches if one.first <= year <= one.last), 0)

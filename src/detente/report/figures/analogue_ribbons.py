"""Dyads like this one: both axes of each, aligned at the year in which it looked like this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from detente.dates import human
from detente.report import theme
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.keys import Swatch, key
from detente.report.figures.pixels import Pixels
from detente.report.figures.placing import Box
from detente.report.figures.ribbons import Years, ribbon
from detente.report.likeness import (
    SEVERAL,
    WITHIN,
    allied,
    commonest,
    ended_with_a_state,
    few,
    of,
    outcomes,
    pact_ended,
    rivals,
)

if TYPE_CHECKING:
    from detente.assessment.schema import Analogue, Assessment, Stretch

AROUND = WITHIN  # years shown before and after
BROAD = 560  # from this width on, names left and words right of the ribbons
THICK, GAP, APART = 11, 2, 12  # pixels: a ribbon, between the two, between pairs
LINE = 14  # of a line of words
BOLD = 1.1  # how much broader bold words are
NAMES, ENDS = 168, 236  # room for names and words beside the ribbons
EVEN = 0.05  # distances that a reader sees as one
TICKS = (-20, -10, 0, 10, 20)
COLUMNS = {
    "pair": pl.String,
    "year": pl.Int32,
    "distance": pl.Float64,
    "axis": pl.String,
    "first": pl.Int32,
    "last": pl.Int32,
    "rung": pl.Int8,
    "label": pl.String,
    "how": pl.String,
}
KEY = {
    "pledge": ("none", "consultation", "non-aggression", "defence"),
    "hostility": ("none on record", "rivalry", "dispute", "violent crisis", "war"),
}
HUES = {"pledge": theme.PLEDGE, "hostility": theme.HOSTILITY}


@dataclass(frozen=True)
class _Row:
    """A pair with its ribbons: its name, what stands beside it, and where its year 0 is."""

    name: str
    under: str
    year: int
    pledge: Sequence[Stretch]
    hostility: Sequence[Stretch]
    told: Sequence[str]
    distance: float | None = None
    allied: bool = False  # it had a pact afterwards

    @property
    def own(self) -> bool:
        """Whether it is the pair asked about."""
        return self.distance is None


def analogues(view: Assessment, *, width: int = theme.WIDE) -> Figure:
    """The pairs most like this one as ribbons, from twenty years before to twenty after.

    The pair asked about, or the lead of a bloc, stands above them.

    Parameters
    ----------
    width : pixels of the whole picture, 360 for a phone

    Raises
    ------
    ExtraMissing    Altair is not installed
    """
    source = f"As of {human(view.question.as_of)}. Data: vintage {view.question.vintage.name}."
    drawn = [one for one in view.analogues if one.pledge or one.hostility]
    rows = [*_own(view), *(_row(one) for one in drawn)]
    data = _frame(rows)
    if not drawn:
        why = (
            "No pair on record is like it and has twenty more years to look at"
            if not view.analogues
            else "Their years are not in this assessment; what became of them is"
        )
        return in_words(f"{of(view)}: no dyads like it to draw", why, source, data, width)
    return Figure(
        draw=lambda: _chart(rows, width),
        title=title(view),
        caption=_caption(view, source),
        alt=_alt(view),
        data=data,
        width=width,
    )


def title(view: Assessment) -> str:
    """What became of them, in a sentence.

    ``None of the ten pairs most like United States–Russia, as they were 1953–1991, had a defence
    pact within twenty years; the rivalry of four ended``
    """
    found, years = view.analogues, sorted(one.year for one in view.analogues)
    when = f"{years[0]}–{years[-1]}" if years[0] != years[-1] else f"{years[0]}"
    many = f"{few(len(found))} pairs" if len(found) > 1 else "one pair"
    like = f"the {many} most like {of(view)}, as they were {when},"
    quarrelled = sum(one.disputes > 0 for one in found)
    if allied(view):
        said = f"{_some(quarrelled)} of {like} allied too, had a new dispute within twenty years"
        if over := sum(pact_ended(one) is not None for one in found):
            said += f"; the pact of {few(over)} ended"
    else:
        said = f"{_some(sum(one.pact is not None for one in found))} of {like} had a defence pact "
        said += "within twenty years"
        _, times = commonest([one.treaty for one in found if one.treaty is not None])
        if times >= SEVERAL:
            said += f", {few(times)} by one treaty"
    ends = [one for one in found if rivals(one) and one.rivalry_ended is not None]
    if any(rivals(one) for one in found):
        said += f"; the rivalry of {few(len(ends))} ended"
        if gone := sum(ended_with_a_state(one) for one in ends):
            said += f", of {few(gone)} in the last year both were states"
    elif not allied(view):
        said += f"; {few(quarrelled)} had a new dispute"
    short = sum(one.seen < AROUND for one in found)
    if short:
        said += f" ({few(short)} could be seen for fewer years)"
    return said


def _some(n: int) -> str:
    return few(n).capitalize() if n else "None"


def _caption(view: Assessment, source: str) -> str:
    parts = [
        "Upper ribbon: pledge; lower: hostility. Year 0 is the one in which each pair came nearest "
        "to this one; it counts once. The pairs stand by distance: 0 is alike in all that is "
        "compared, 1 a standard deviation off in one thing of common weight. Compared are pledge, "
        "rivalry and its age, a dispute in ten years, years of quiet, the year's worst rung, "
        "contiguity, major powers, the larger side's capability and the balance. They were chosen "
        "by likeness alone, before what followed was looked at. They share states and years: "
        "examples, not odds."
    ]
    if len(view.analogues) > 1 and _even(view):
        parts.append("All stand about as near, and pairs not shown may stand as near as they.")
    parts.append(f"Blank: still to come. Pledges: ATOP. Disputes: MID. Rivalries: TSS. {source}")
    return " ".join(parts)


def _even(view: Assessment) -> bool:
    """Whether the nearest is hardly nearer than the last one shown."""
    return view.analogues[-1].distance - view.analogues[0].distance < EVEN


def _alt(view: Assessment) -> str:
    nearest = view.analogues[0]
    told = "; ".join(f"{one.one}–{one.two} {one.year}: {one.became}" for one in view.analogues)
    return (
        f"Ribbons of pledge and hostility by year for {few(len(view.analogues))} pairs, the "
        f"nearest {nearest.one}–{nearest.two} in {nearest.year}. {told}"
    )


def _own(view: Assessment) -> list[_Row]:
    """The pair asked about, or the lead of a bloc, at the last year with coded hostility."""
    if view.history is None or view.standing is None:
        return []
    lead = view.standing.pairs[view.standing.lead]
    year = lead.hostility.year
    disputes = lead.hostility.coded_to.get("disputes", year)
    told = [
        f"As of {human(view.question.as_of)}",
        f"pledges coded to {lead.pledge.coded_to}, disputes to {disputes}",
    ]
    name, under = view.history.of, f"{year} · this pair"
    return [_Row(name, under, year, view.history.pledge, view.history.hostility, told)]


def _row(one: Analogue) -> _Row:
    return _Row(
        f"{one.one}–{one.two}",
        f"{one.year} · distance {one.distance:.1f}",
        one.year,
        one.pledge,
        one.hostility,
        outcomes(one),
        one.distance,
        one.pact is not None,
    )


def _frame(rows: Sequence[_Row]) -> pl.DataFrame:
    """Every stretch that is drawn, cut to the years shown."""
    found = [
        (row.name, row.year, row.distance, axis, *ends, one.rung, one.label, one.how)
        for row in rows
        for axis, stretches in (("pledge", row.pledge), ("hostility", row.hostility))
        for one in stretches
        if (ends := (max(one.first, row.year - AROUND), min(one.last, row.year + AROUND)))
        and ends[0] <= ends[1]
    ]
    return pl.DataFrame(found, schema=COLUMNS, orient="row")


def _chart(rows: Sequence[_Row], width: int) -> theme.Chart:
    pixels = Pixels()
    wide = width - 2 * theme.PADDING
    broad = width >= BROAD
    left, right = (NAMES, wide - ENDS) if broad else (0, wide)
    y = _key(pixels, wide)
    y = _scale(pixels, left, right, y)
    for row in rows:
        y = (_beside if broad else _stacked)(pixels, row, left, right, wide, y)
        if row.own and len(rows) > 1:
            pixels.rule((0, y - APART / 2 + 1), (wide, y - APART / 2 + 1), theme.BASE, width=0.7)
            y += 6
    return pixels.chart(wide, y - APART)


def _years(row: _Row, left: float, right: float) -> Years:
    return Years(row.year - AROUND, row.year + AROUND + 1, left, right)


def _beside(pixels: Pixels, row: _Row, left: float, right: float, wide: float, y: float) -> float:
    """Names to the left, ribbons, what became of the pair to the right; where the next begins."""
    lines = [(text, True) for text in _named(row.name)] + [(row.under, False)]
    told = [line for at in range(len(row.told)) for line in _told(row, at, wide - right - 14)]
    high = max(2 * THICK + GAP, LINE * len(lines), LINE * len(told))
    middle = y + high / 2
    _words(pixels, 0, middle - LINE * (len(lines) - 1) / 2, lines)
    _ribbons(pixels, row, left, right, middle - THICK - GAP / 2)
    _words(pixels, right + 14, middle - LINE * (len(told) - 1) / 2, told)
    return y + high + APART


def _stacked(pixels: Pixels, row: _Row, left: float, right: float, wide: float, y: float) -> float:
    """On a phone: the name, the ribbons over the whole width, what became of the pair below."""
    head = theme.shortened(row.name, (wide - theme.breadth(f"  {row.under}")) / BOLD)
    pixels.text(0, y + 6, head, bold=True)
    pixels.text(wide, y + 6, row.under, colour=theme.QUIET, align="right")
    y += LINE + 2
    _ribbons(pixels, row, left, right, y)
    y += 2 * THICK + GAP + 10
    told = _told(row, 0, wide) if row.allied else []
    rest = "; ".join(row.told[1:] if row.allied else row.told)
    told += [(text, False) for text in theme.wrapped(rest, wide)]
    _words(pixels, 0, y, told)
    return y + LINE * len(told) + APART


def _named(name: str) -> list[str]:
    """The name of a pair on one line, or a side to a line."""
    room = (NAMES - 10) / BOLD
    if theme.breadth(name) <= room or "–" not in name:
        return theme.wrapped(name, room)
    one, two = name.split("–", 1)
    return [*theme.wrapped(f"{one}–", room), *theme.wrapped(two, room)]


def _told(row: _Row, at: int, room: float) -> list[tuple[str, bool]]:
    """One thing that became of a pair, in lines; a pact is written bold."""
    bold = row.allied and at == 0
    lines = theme.wrapped(row.told[at], room / (BOLD if bold else 1))
    return [(text, bold) for text in lines]


def _words(pixels: Pixels, x: float, y: float, lines: Sequence[tuple[str, bool]]) -> None:
    for at, (text, bold) in enumerate(lines):
        colour = theme.INK if bold else theme.QUIET
        pixels.text(x, y + LINE * at, text, colour=colour, bold=bold)


def _ribbons(pixels: Pixels, row: _Row, left: float, right: float, top: float) -> None:
    """Both axes; what nobody could see is hatched, but for what still lies ahead."""
    years = _years(row, left, right)
    for axis, stretches, y in (
        ("pledge", row.pledge, top),
        ("hostility", row.hostility, top + THICK + GAP),
    ):
        kept = [one for one in stretches if one.last >= years.first and one.first < years.end]
        ribbon(pixels, kept, years, hues=HUES[axis], top=y, high=THICK)
        if not kept:
            continue
        begins, ends = years.x(kept[0].first), years.x(kept[-1].last + 1)
        if begins > left:
            pixels.rect(Box(left, y, begins, y + THICK), theme.UNKNOWN)
        if ends < right and not row.own:
            pixels.rect(Box(ends, y, right, y + THICK), theme.UNKNOWN)
    x = years.x(row.year + 1)
    pixels.rule((x, top - 4), (x, top + 2 * THICK + GAP + 4), theme.INK, width=1.2)


def _scale(pixels: Pixels, left: float, right: float, y: float) -> float:
    """Years from the one in which each pair looked like this one."""
    years = Years(-AROUND, AROUND + 1, left, right)
    for tick in TICKS:
        text = "year 0" if tick == 0 else f"{'−' if tick < 0 else '+'}{abs(tick)}"
        align = "left" if tick == -AROUND else "right" if tick == AROUND else "center"
        x = {"left": left, "right": right}.get(align, years.x(tick + 0.5))
        pixels.text(x, y, text, colour=theme.QUIET, align=align)  # type: ignore[arg-type]
    return y + LINE + 2


def _key(pixels: Pixels, wide: float) -> float:
    """What the hues mean, axis by axis; where the next row would begin."""
    y = 0.0
    for axis, names in KEY.items():
        items: list[tuple[str, str, Swatch]] = [
            (hue, name, "fill") for hue, name in zip(HUES[axis], names, strict=True)
        ]
        y = key(pixels, items, left=0, right=wide, top=y, heading=axis) + 2
    either: list[tuple[str, str, Swatch]] = [
        (theme.UNKNOWN, "outside coverage, or a state no more", "fill"),
        (theme.BASE, "no pair yet, or none for a while", "line"),
    ]
    return key(pixels, either, left=0, right=wide, top=y, heading="either") + 14

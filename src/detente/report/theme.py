"""How figures look: palette, type, axes of chances, titles and captions, and what draws them.

Everything is drawn offline by vl-convert. Altair and vl-convert come with the extra `plots`
and are imported when a figure is made, never before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from importlib import import_module
from math import ceil, floor, log10
from pathlib import Path
from types import ModuleType
from typing import Any
from zlib import crc32

from detente.errors import BadQuestion, ExtraMissing, OutputUnwritable
from detente.report.layout import visible
from detente.words import one_in, significant

Chart = Any  # of Altair, which need not be there for the types to be checked

# ── palette (ColorBrewer Blues and Oranges) ─────────────────────────────────────────────

PLEDGE = ("#f0f0f0", "#c6dbef", "#6baed6", "#08519c")  # by rung
HOSTILITY = ("#f0f0f0", "#fdd0a2", "#fd8d3c", "#d94801", "#7f2704")
BLUE, ORANGE = PLEDGE[3], HOSTILITY[3]
INK = "#1a1a1a"  # this pair, and words that matter
BASE = "#8c8c8c"  # the base rate, and other pairs
QUIET = "#595959"  # axes and captions: grey that small letters can bear
FAINT = "#f0f0f0"  # lines one reads against
PAPER = "#ffffff"
UNKNOWN = "#ededee"  # a fill that is drawn hatched: what nobody knows is never white
ADAPTED = {  # by a page that is dark: neutrals are inverted, the darkest rungs a step lighter
    INK: "--ink",
    BASE: "--base",
    QUIET: "--quiet",
    FAINT: "--faint",
    PAPER: "--paper",
    PLEDGE[3]: "--defence",
    HOSTILITY[4]: "--war",
}

HUES = {  # of an outcome: its axis
    "defence_pact": BLUE,
    "stronger_pledge": BLUE,
    "dispute": ORANGE,
    "violent_dispute": ORANGE,
    "rivalry_end": ORANGE,
}

# ── type and sizes ──────────────────────────────────────────────────────────────────────

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
WIDE, NARROW = 760, 360  # a page's column, a phone
PADDING = 8
TITLE, SUBTLE, LABEL = 16, 11, 11  # sizes of letters

_SLIM, _BROAD = "fijlrtI.,:;'|!()[] ", "mwMW%—@"


def extra(module: str) -> ModuleType:
    """A module of the extra `plots`.

    Raises
    ------
    ExtraMissing    it is not installed
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise ExtraMissing(
            f"Figures need {module}, which is not installed: pip install 'detente[plots]'. "
            "The numbers themselves need nothing more.",
            module=module,
            extra="plots",
        ) from error


def adapted(colour: str) -> str:
    """A colour as a page takes it: a CSS variable where it changes in the dark."""
    return f"var({ADAPTED[colour]},{colour})" if colour in ADAPTED else colour


def inline(rows: Iterable[Mapping[str, Any]]) -> Any:
    """Rows as Altair takes them inside a chart; as a tuple, which it never copies."""
    return extra("altair").InlineData(values=tuple(rows))


@contextmanager
def unchecked() -> Iterator[None]:
    """While a chart is put together: its parts are not each checked, which takes half the time.

    The whole can be: ``figure.chart.to_dict(validate=True)``.
    """
    with import_module("altair.utils.schemapi").debug_mode(False):
        yield


def present() -> None:
    """See that figures can be drawn.

    Raises
    ------
    ExtraMissing    Altair, vl-convert or htpy is not installed
    """
    for module in ("altair", "vl_convert", "htpy"):
        extra(module)


def breadth(text: str, size: float = LABEL) -> float:
    """Pixels a text takes at most, in any of the usual fonts without serifs."""
    ems = sum(
        0.36 if char in _SLIM else 0.95 if char in _BROAD else 0.72 if char.isupper() else 0.62
        for char in text
    )
    return ems * size


def wrapped(text: str, width: float, size: float = LABEL) -> list[str]:
    """Lines of a text that fit into so many pixels; foreign text loses its control characters."""
    lines: list[str] = []
    for word in visible(text).split():
        while breadth(word, size) > width and len(word) > 1:  # a word longer than a line
            fits = next(n for n in range(len(word), 0, -1) if breadth(word[:n], size) <= width)
            lines.append(word[: max(fits, 1)])
            word = word[max(fits, 1) :]
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and breadth(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def shortened(text: str, width: float, size: float = LABEL) -> str:
    """A name that fits into so many pixels, cut with an ellipsis if need be."""
    text = visible(text)
    if breadth(text, size) <= width:
        return text
    while text and breadth(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


# ── an axis of chances ──────────────────────────────────────────────────────────────────


def ticks(low: float, high: float) -> list[float]:
    """Chances to mark on a log axis: decades, and between them where there are few."""
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    kept: list[float] = []
    for steps in ((1,), (1, 2, 5)):
        marks = [significant(step * 10.0**decade) for decade in decades for step in steps]
        kept = [mark for mark in marks if low * 0.999 <= mark <= high * 1.001]
        if len(kept) >= 4:
            break
    return kept


def bounds(values: Sequence[float], *, least: float = 1e-6) -> tuple[float, float]:
    """Ends of a log axis that holds these chances, at least a decade apart, never above 1."""
    held = [value for value in values if value >= least]
    if not held:
        return 0.001, 1.0
    low, high = min(held), max(held)
    steps = (1.0, 2.0, 5.0, 10.0)
    down, up = 10.0 ** floor(log10(low)), 10.0 ** floor(log10(high) + 1e-9)
    bottom = max(step * down for step in steps if step * down <= low * 1.0001)
    top = min([step * up for step in steps if step * up >= high * 0.9999] or [1.0])
    top = min(top, 1.0)
    return min(bottom, top / 10), top


def chance_label(p: float, *, lines: int = 2, split: bool = False) -> list[str]:
    """A tick of a chance: per cent over "1 in n", or the one that is easier read.

    Parameters
    ----------
    lines : two for both, one for per cent down to 1% and "1 in n" below
    split : "1 in n" on two lines of its own, where there is little room
    """
    share = f"{significant(100 * p):g}%"
    if p >= 0.2:
        return [share]
    if lines == 2:
        return [share, one_in(p)]
    if p >= 0.01:
        return [share]
    return one_in(p).rsplit(" ", 1) if split else [one_in(p)]


def chance_axis(
    low: float, high: float, *, lines: int = 2, split: bool = False, **settings: Any
) -> Any:
    """An axis of chances on a log scale, as Altair takes it."""
    marks = ticks(low, high)
    return extra("altair").Axis(
        values=marks,
        labelExpr=_choice(marks, [chance_label(p, lines=lines, split=split) for p in marks]),
        labelOverlap=False,
        **settings,
    )


def named_axis(marks: dict[float, str], **settings: Any) -> Any:
    """An axis whose ticks have names."""
    return extra("altair").Axis(
        values=list(marks),
        labelExpr=_choice(list(marks), [[name] for name in marks.values()]),
        labelOverlap=False,
        **settings,
    )


def _choice(marks: Sequence[float], labels: Sequence[Sequence[str]]) -> str:
    """A Vega expression that gives each tick its lines; made of our own words only."""
    tests = [
        f"abs(datum.value - {mark!r}) <= {abs(mark) * 1e-6!r} ? {list(lines)!r} : "
        for mark, lines in zip(marks, labels, strict=True)
    ]
    return "".join(tests) + "''"


# ── a whole picture ─────────────────────────────────────────────────────────────────────


def framed(body: Chart, *, title: str, caption: str, width: int) -> Chart:
    """A chart under its finding and over its caption, both wrapped to the width."""
    alt = extra("altair")
    room = width - 2 * PADDING
    below = alt.TitleParams(
        wrapped(caption, room, SUBTLE),
        orient="bottom",
        anchor="start",
        frame="bounds",
        fontSize=SUBTLE,
        fontWeight="normal",
        lineHeight=SUBTLE + 4,
        color=QUIET,
        offset=14,
    )
    above = alt.TitleParams(
        wrapped(title, room, TITLE),
        anchor="start",
        frame="bounds",
        fontSize=TITLE,
        fontWeight=600,
        lineHeight=TITLE + 4,
        color=INK,
        offset=14,
    )
    return styled(alt.vconcat(body.properties(title=below)).properties(title=above))


def styled(chart: Chart) -> Chart:
    """A chart in the manners of the house."""
    whole = chart.copy(deep=False)  # the parts of a chart are many, and stay as they are
    whole.padding, whole.background, whole.config = PADDING, PAPER, _manners()
    return whole


def _manners() -> Any:
    """How axes, letters and the space around look where a chart does not say."""
    alt = extra("altair")
    axis = alt.AxisConfig(
        domain=False,
        grid=False,
        ticks=False,
        labelColor=QUIET,
        labelFontSize=LABEL,
        labelPadding=6,
        titleColor=QUIET,
        titleFontSize=LABEL,
        titleFontWeight="normal",
    )
    return alt.Config(font=FONT, view=alt.ViewConfig(stroke=None), axis=axis)


def layered(charts: Iterable[Chart], *, width: float, height: float) -> Chart:
    """Charts over one another; put together once, for each putting together copies every part."""
    whole = extra("altair").LayerChart()
    whole.layer, whole.width, whole.height = list(charts), width, height
    return whole


def sentence(text: str, *, width: int) -> Chart:
    """What is said where there is nothing to draw: words, and no mark."""
    alt = extra("altair")
    lines = wrapped(text, width - 2 * PADDING, LABEL + 2)
    return (
        alt.Chart(inline([{}]))
        .mark_text(
            align="left", baseline="top", fontSize=LABEL + 2, lineHeight=LABEL + 8, color=INK
        )
        .encode(text=alt.TextValue(lines), x=alt.XValue(0), y=alt.YValue(0))
        .properties(width=width - 2 * PADDING, height=len(lines) * (LABEL + 8))
    )


# ── drawing ─────────────────────────────────────────────────────────────────────────────


def svg(chart: Chart, *, alt: str = "", adaptive: bool = False) -> str:
    """A chart as SVG, drawn offline.

    Parameters
    ----------
    alt : what a screen reader says
    adaptive : neutral colours become CSS variables (`--ink`, `--base`, `--quiet`, `--faint`,
        `--paper`) with today's values as fallback, so that a page can invert them; so do the
        darkest rungs (`--defence`, `--war`), which would be lost on black
    """
    drawn = _drawn(chart)
    if adaptive:
        for colour, name in ADAPTED.items():
            drawn = re.sub(
                rf'(fill|stroke)="{colour}"', rf'\1="var({name},{colour})"', drawn, flags=re.I
            )
        drawn = re.sub(r'(fill)="white"', rf'\1="var(--paper,{PAPER})"', drawn)
    if not alt:
        return drawn
    drawn = re.sub(r' (role|aria-[a-z]+)="[^"<>]*"', "", drawn)  # of single marks, without words
    return re.sub(
        r"<svg ",
        lambda _: f'<svg role="img" aria-label="{escape(visible(alt))}" ',
        drawn,
        count=1,
    )


def png(chart: Chart, *, scale: float = 2.0) -> bytes:
    """A chart as PNG, drawn offline, at two pixels a point."""
    drawn: bytes = extra("vl_convert").svg_to_png(_drawn(chart), scale=scale)
    return drawn


def _drawn(chart: Chart) -> str:
    """The SVG, with hatching where the fill is `UNKNOWN`."""
    spec = chart.to_dict(validate=False)
    config, manners = spec.get("config", {}), _manners().to_dict()
    view = {"view": config.get("view", {}) | manners["view"]}
    spec |= {"padding": PADDING, "background": PAPER, "config": config | manners | view}
    drawn: str = extra("vl_convert").vegalite_to_svg(
        spec, vl_version=_version(), allowed_base_urls=[]
    )
    if f'fill="{UNKNOWN}"' not in drawn:
        return drawn
    name = f"unknown-{crc32(drawn.encode()):08x}"  # its own in a page of many pictures
    hatch = (
        f'<defs><pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{FAINT}"/>'
        f'<rect width="1.5" height="6" fill="{BASE}"/></pattern></defs>'
    )
    filled = drawn.replace(f'fill="{UNKNOWN}"', f'fill="url(#{name})"')
    return re.sub(r"<svg [^>]*>", lambda tag: tag.group() + hatch, filled, count=1)


def save(chart: Chart, path: str | Path, *, alt: str = "") -> Path:
    """Write a chart as SVG or PNG, by the suffix of the path.

    Raises
    ------
    BadQuestion         another suffix
    OutputUnwritable    no such folder, no permission, a full disk
    """
    target = Path(path)
    if target.suffix.lower() not in (".svg", ".png"):
        raise BadQuestion(
            f"A figure is written as .svg or .png; {target.name} is neither. Name another file."
        )
    svg_wanted = target.suffix.lower() == ".svg"
    return put(target, svg(chart, alt=alt).encode() if svg_wanted else png(chart))


def ready(folder: Path) -> None:
    """See that figures can be drawn and kept in a folder, which is made if need be.

    Raises
    ------
    ExtraMissing        Altair, vl-convert or htpy is not installed
    OutputUnwritable    the folder cannot be made
    """
    present()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputUnwritable(
            f"The folder {folder} cannot be made: {reason}. Name one that can.",
            path=folder,
            reason=reason,
        ) from error


def put(path: str | Path, content: bytes) -> Path:
    """Write a file.

    Raises
    ------
    OutputUnwritable    no such folder, no permission, a full disk
    """
    target = Path(path)
    try:
        target.write_bytes(content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputUnwritable(
            f"The figure cannot be written to {target}: {reason}. Name a file in a folder that "
            "exists and can be written to.",
            path=target,
            reason=reason,
        ) from error
    return target


def _version() -> str:
    """The Vega-Lite that Altair writes, if vl-convert knows it, else its newest of that kind."""
    wanted = extra("altair").SCHEMA_VERSION.removeprefix("v").rsplit(".", 1)[0]
    known: list[str] = extra("vl_convert").get_vegalite_versions()
    major = wanted.split(".")[0]
    return wanted if wanted in known else [one for one in known if one.split(".")[0] == major][-1]

"""Marks at places counted in pixels, gathered into a few layers so that the picture stays small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.report import theme
from detente.report.figures.placing import Box, Side
from detente.report.layout import visible

_ALIGN: dict[Side, str] = {"left": "left", "right": "right", "center": "center"}


@dataclass
class Pixels:
    """Lines to read against, rectangles, areas, lines, points and words, drawn in this order.

    Words from data go through the text channel, never into an expression.
    """

    _grid: list[dict[str, Any]] = field(default_factory=list)
    _rects: list[dict[str, Any]] = field(default_factory=list)
    _areas: list[dict[str, Any]] = field(default_factory=list)
    _veils: list[dict[str, Any]] = field(default_factory=list)
    _rules: dict[bool, list[dict[str, Any]]] = field(default_factory=dict)
    _points: list[dict[str, Any]] = field(default_factory=list)
    _signs: dict[tuple[str, bool], list[dict[str, Any]]] = field(default_factory=dict)
    _words: dict[tuple[Side, bool], list[dict[str, Any]]] = field(default_factory=dict)

    def grid(self, x: float, top: float, bottom: float) -> None:
        """An upright line to read against, behind all else."""
        self._grid.append(_line((x, top), (x, bottom), theme.FAINT, 1))

    def rect(self, box: Box, fill: str, **told: Any) -> None:
        """A filled rectangle; with `theme.UNKNOWN` hatched. `told` goes with it as data."""
        self._rects.append(_corners(box) | {"fill": fill} | told)

    def veil(self, box: Box, opacity: float = 0.5) -> None:
        """Paper over what is drawn below, which makes it lighter."""
        self._veils.append(_corners(box) | {"opacity": opacity})

    def area(self, edge: Sequence[tuple[float, float, float]], fill: str) -> None:
        """A filled area between two heights, as steps; `edge` holds x, upper y and lower y."""
        run = len(self._areas)
        self._areas += [
            {"x": _near(x), "y": _near(y), "y2": _near(y2), "fill": fill, "run": run}
            for x, y, y2 in edge
        ]

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str = theme.BASE,
        *,
        width: float = 1,
        dashed: bool = False,
        **told: Any,
    ) -> None:
        """A straight line."""
        self._rules.setdefault(dashed, []).append(_line(start, end, colour, width) | told)

    def point(self, x: float, y: float, colour: str, *, size: float = 36) -> None:
        """A diamond with an edge of paper."""
        self._points.append({"x": _near(x), "y": _near(y), "colour": colour, "size": size})

    def sign(
        self,
        x: float,
        y: float,
        colour: str,
        *,
        shape: str = "circle",
        size: float = 60,
        filled: bool = True,
        **told: Any,
    ) -> None:
        """A mark of any shape, filled with its colour or, hollow, with paper."""
        self._signs.setdefault((shape, filled), []).append(
            {"x": _near(x), "y": _near(y), "colour": colour, "size": size, **told}
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        align: Side = "left",
        colour: str = theme.INK,
        size: float = theme.LABEL,
        bold: bool = False,
    ) -> None:
        """Words on one line, `y` at the middle of its height."""
        self._words.setdefault((align, bold), []).append(
            {"x": _near(x), "y": _near(y), "text": visible(text), "colour": colour, "size": size}
        )

    def chart(self, width: float, height: float) -> theme.Chart:
        """Everything as one Altair chart."""
        grid = [_ruled(self._grid)] if self._grid else []
        layers = [*grid, *self._filled(), *self._lines(), *self._marks()]
        return theme.layered(layers, width=width, height=height)

    def _filled(self) -> list[theme.Chart]:
        alt = theme.extra("altair")
        layers = []
        if self._rects:
            layers.append(
                _over(self._rects).mark_rect().encode(**_span(), fill=_own("Fill", "fill:N"))
            )
        if self._areas:
            layers.append(
                _over(self._areas)
                .mark_area(interpolate="step-after", line=False)
                .encode(
                    x=_at("X", "x"),
                    y=_at("Y", "y").stack(None),
                    y2=alt.Y2("y2:Q"),
                    fill=_own("Fill", "fill:N"),
                    detail=alt.Detail("run:N"),
                )
            )
        if self._veils:
            layers.append(
                _over(self._veils)
                .mark_rect(fill=theme.PAPER)
                .encode(**_span(), fillOpacity=alt.FillOpacity("opacity:Q", scale=None))
            )
        return layers

    def _lines(self) -> list[theme.Chart]:
        return [_ruled(rules, dashed) for dashed, rules in sorted(self._rules.items())]

    def _marks(self) -> list[theme.Chart]:
        alt = theme.extra("altair")
        layers = []
        if self._points:
            layers.append(
                _over(self._points)
                .mark_point(shape="diamond", stroke=theme.PAPER, strokeWidth=1, opacity=1)
                .encode(
                    x=_at("X", "x"),
                    y=_at("Y", "y"),
                    fill=_own("Fill", "colour:N"),
                    size=_own("Size", "size:Q"),
                )
            )
        for (shape, filled), signs in self._signs.items():
            fill = {} if filled else {"fill": theme.PAPER}
            layers.append(
                _over(signs)
                .mark_point(shape=shape, filled=filled, strokeWidth=1.6, opacity=1, **fill)
                .encode(
                    x=_at("X", "x"),
                    y=_at("Y", "y"),
                    size=_own("Size", "size:Q"),
                    **{
                        "color" if filled else "stroke": _own(
                            "Color" if filled else "Stroke", "colour:N"
                        )
                    },
                )
            )
        layers += [
            _over(words)
            .mark_text(align=_ALIGN[align], baseline="middle", fontWeight=600 if bold else "normal")
            .encode(
                x=_at("X", "x"),
                y=_at("Y", "y"),
                text=alt.Text("text:N"),
                size=_own("Size", "size:Q"),
                color=_own("Color", "colour:N"),
            )
            for (align, bold), words in self._words.items()
        ]
        return layers


def _over(values: list[dict[str, Any]]) -> theme.Chart:
    alt = theme.extra("altair")
    return alt.Chart(theme.inline(values))


def _ruled(rules: list[dict[str, Any]], dashed: bool = False) -> theme.Chart:
    return (
        _over(rules)
        .mark_rule(**({"strokeDash": [3, 3]} if dashed else {}))
        .encode(
            **_span(),
            stroke=_own("Stroke", "colour:N"),
            strokeWidth=_own("StrokeWidth", "width:Q"),
        )
    )


def _at(channel: str, name: str) -> Any:
    return getattr(theme.extra("altair"), channel)(f"{name}:Q", scale=None, axis=None)


def _own(channel: str, name: str) -> Any:
    """A channel whose values are taken as they are."""
    settings = {} if channel == "StrokeWidth" else {"legend": None}
    return getattr(theme.extra("altair"), channel)(name, scale=None, **settings)


def _span() -> dict[str, Any]:
    alt = theme.extra("altair")
    return {"x": _at("X", "x"), "x2": alt.X2("x2:Q"), "y": _at("Y", "y"), "y2": alt.Y2("y2:Q")}


def _line(
    start: tuple[float, float], end: tuple[float, float], colour: str, width: float
) -> dict[str, Any]:
    return {
        "x": _near(start[0]),
        "y": _near(start[1]),
        "x2": _near(end[0]),
        "y2": _near(end[1]),
        "colour": colour,
        "width": width,
    }


def _corners(box: Box) -> dict[str, float]:
    return {
        "x": _near(box.left),
        "y": _near(box.top),
        "x2": _near(box.right),
        "y2": _near(box.bottom),
    }


def _near(pixel: float) -> float:
    return round(pixel, 1)

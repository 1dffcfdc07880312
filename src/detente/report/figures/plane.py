"""A plane of pixels: pictures that are laid out by hand, in few layers.

Where a picture is half a table, every mark has a place of its own. A plane takes marks in pixels
from its upper left corner and makes one chart of them. What is written comes in as data, never
as part of an expression.
"""

from __future__ import annotations

from typing import Any

from detente.report import theme

Row = dict[str, Any]


class Plane:
    """Marks at places in pixels, drawn by kind: lines to read against, bars, lines, points, texts."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._grid: list[Row] = []
        self._bars: list[Row] = []
        self._lines: list[Row] = []
        self._points: dict[tuple[str, float, bool], list[Row]] = {}
        self._texts: dict[tuple[str, bool, float], list[Row]] = {}

    def grid(self, x: float, y: float, y2: float) -> None:
        """An upright line to read against, behind all else."""
        self._grid.append({"x": x, "y": y, "x2": x, "y2": y2, "colour": theme.FAINT, "thick": 1.0})

    def bar(self, x: float, y: float, x2: float, y2: float, colour: str, **told: Any) -> None:
        """A filled rectangle."""
        self._bars.append({"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour, **told})

    def line(
        self,
        x: float,
        y: float,
        x2: float,
        y2: float,
        colour: str,
        *,
        thick: float = 1.0,
        **told: Any,
    ) -> None:
        """A straight line."""
        self._lines.append(
            {"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour, "thick": thick, **told}
        )

    def point(
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
        """A mark; `told` goes with it as data."""
        self._points.setdefault((shape, size, filled), []).append(
            {"x": x, "y": y, "colour": colour, **told}
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        colour: str = theme.QUIET,
        *,
        align: str = "left",
        bold: bool = False,
        size: float = theme.LABEL,
    ) -> None:
        """A line of text, its middle at that height."""
        self._texts.setdefault((align, bold, size), []).append(
            {"x": x, "y": y, "text": text, "colour": colour}
        )

    def chart(self) -> theme.Chart:
        """All marks as one chart."""
        alt = theme.extra("altair")
        layers = []
        thick = alt.StrokeWidth("thick:Q", scale=None, legend=None)
        for kind in (self._grid, self._bars, self._lines):
            if kind and kind is self._bars:
                layers.append(self._of(kind).mark_rect().encode(**self._ends()))
            elif kind:
                rules = self._of(kind).mark_rule()
                layers.append(rules.encode(**self._ends(), strokeWidth=thick))
        for (shape, size, filled), rows in self._points.items():
            mark = {"shape": shape, "size": size, "filled": filled, "opacity": 1}
            layers.append(
                self._of(rows)
                .mark_point(strokeWidth=1.6, **({} if filled else {"fill": theme.PAPER}), **mark)
                .encode(**self._place(stroke=not filled))
            )
        for (align, bold, size), rows in self._texts.items():
            layers.append(
                self._of(rows)
                .mark_text(
                    align=align,
                    baseline="middle",
                    fontSize=size,
                    fontWeight=600 if bold else "normal",
                )
                .encode(**self._place(), text=alt.Text("text:N"))
            )
        return alt.layer(*layers).properties(width=self.width, height=self.height)

    def _of(self, rows: list[Row]) -> theme.Chart:
        alt = theme.extra("altair")
        return alt.Chart(theme.inline(rows))

    def _place(self, *, stroke: bool = False) -> Row:
        alt = theme.extra("altair")
        colour = alt.Stroke if stroke else alt.Color
        return {
            "x": alt.X("x:Q", scale=alt.Scale(domain=[0, self.width], nice=False), axis=None),
            "y": alt.Y("y:Q", scale=alt.Scale(domain=[self.height, 0], nice=False), axis=None),
            "stroke" if stroke else "color": colour("colour:N", scale=None, legend=None),
        }

    def _ends(self) -> Row:
        alt = theme.extra("altair")
        return {**self._place(), "x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}

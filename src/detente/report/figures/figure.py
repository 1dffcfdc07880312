"""A figure: the picture with its title, caption, alternative text and numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from detente.report import theme

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, eq=False)
class Figure:
    """A picture that can stand alone. A notebook shows it as it is.

    Attributes
    ----------
    draw : makes the Altair chart alone, without title and caption; called when it is needed
    title : the finding, as a sentence with its number
    caption : what is plotted, how much of it, from where
    alt : for a screen reader: what is shown, the main value, the trend
    data : the numbers drawn
    width : pixels of the whole picture
    words : there was nothing to draw, and it says why
    """

    draw: Callable[[], theme.Chart]
    title: str
    caption: str
    alt: str
    data: pl.DataFrame
    width: int = theme.WIDE
    words: bool = False

    @cached_property
    def body(self) -> theme.Chart:
        """The Altair chart alone, for a page that sets title and caption itself."""
        theme.extra("altair")
        with theme.unchecked():
            return self.draw()

    @cached_property
    def chart(self) -> theme.Chart:
        """The Altair chart under its title and over its caption."""
        return theme.framed(self.body, title=self.title, caption=self.caption, width=self.width)

    def svg(self, *, adaptive: bool = False, bare: bool = False) -> str:
        """The picture as SVG.

        Parameters
        ----------
        adaptive : neutral colours as CSS variables, see `theme.svg`
        bare : without title and caption
        """
        chart = self.body if bare else self.chart
        return theme.svg(chart, alt=f"{self.title}. {self.alt}", adaptive=adaptive)

    def png(self) -> bytes:
        """The picture as PNG."""
        return theme.png(self.chart)

    def save(self, path: str | Path) -> Path:
        """Write it as .svg or .png, or its numbers as .csv, by the suffix of the path."""
        if Path(path).suffix.lower() == ".csv":
            return theme.put(path, self.csv().encode())
        return theme.save(self.chart, path, alt=f"{self.title}. {self.alt}")

    def csv(self) -> str:
        """The numbers as CSV; text that a spreadsheet would take for a formula gets a quote."""
        texts = [name for name, kind in self.data.schema.items() if kind == pl.String]
        safe = [
            pl.when(pl.any_horizontal(pl.col(name).str.starts_with(mark) for mark in _FORMULA))
            .then("'" + pl.col(name))
            .otherwise(name)
            .alias(name)
            for name in texts
        ]
        return self.data.with_columns(safe).write_csv()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """What a notebook shows."""
        return {"image/svg+xml": self.svg(), "text/plain": f"{self.title}\n{self.alt}"}


def in_words(title: str, said: str, caption: str, data: pl.DataFrame, width: int) -> Figure:
    """A figure without a mark: what is said where there is nothing to draw."""
    return Figure(
        lambda: theme.sentence(f"{said}.", width=width), title, caption, said, data, width, True
    )

"""Lines of text with hanging labels, wrapped to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from textwrap import wrap

LABEL = 13  # columns of the label, indent included
INDENT = 2
BOLD, BLUE, ORANGE, OFF = "\x1b[1m", "\x1b[38;5;25m", "\x1b[38;5;166m", "\x1b[0m"


class Page:
    """Text that grows line by line."""

    def __init__(self, *, width: int, colour: bool) -> None:
        self.width = max(width, 40)
        self.colour = colour
        self._lines: list[str] = []

    def text(self) -> str:
        """All lines, without trailing blanks."""
        return "\n".join(line.rstrip() for line in self._lines).strip("\n") + "\n"

    def blank(self) -> None:
        """An empty line, never two in a row."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def line(self, text: str = "") -> None:
        """A line as it is; control characters of foreign text are shown, not obeyed."""
        self._lines.append(visible(text))

    def title(self, left: str, right: str) -> None:
        """A title with a remark at the right edge, on two lines if both do not fit."""
        left, right = visible(left), visible(right)
        gap = self.width - len(left) - len(right)
        if gap >= 2:
            self._lines.append(self._bold(left) + " " * gap + right)
        else:
            for part in wrap(left, self.width):
                self._lines.append(self._bold(part))
            self._lines.append(right.rjust(self.width) if len(right) <= self.width else right)

    def hued(self, label: str, text: str, hue: str) -> None:
        """A label and text in one of the two hues, where colours are on."""
        body = f"{hue}{text}{OFF}" if self.colour and hue else text
        self._lines.append(f"{' ' * INDENT}{label}".ljust(LABEL) + body)

    def heading(self, text: str) -> None:
        """A section heading."""
        self.blank()
        for part in wrap(visible(text), self.width):
            self._lines.append(self._bold(part))

    def paragraph(self, text: str, *, indent: int = INDENT, hanging: int = 0) -> None:
        """Wrapped text."""
        self._lines.extend(
            wrap(
                visible(text),
                self.width,
                initial_indent=" " * indent,
                subsequent_indent=" " * (indent + hanging),
                break_long_words=True,
                break_on_hyphens=False,
            )
        )

    def labelled(self, label: str, text: str) -> None:
        """Wrapped text behind a label; a lone label for text that goes on from the last."""
        body = wrap(
            visible(text), self.width - LABEL, break_long_words=True, break_on_hyphens=False
        )
        for at, part in enumerate(body):
            head = f"{' ' * INDENT}{label}".ljust(LABEL) if at == 0 else " " * LABEL
            self._lines.append(head + part)

    def table(self, rows: Sequence[Sequence[str]], *, left: int = 1, indent: int = 4) -> None:
        """Rows in columns: the first `left` to the left, the others to the right.

        A table wider than the page is cut into several, each led by the first column.
        """
        if not rows:
            return
        cells = [[visible(cell) for cell in row] for row in rows]
        widths = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))]
        part, used = [0], indent + widths[0]
        for at in range(1, len(widths)):
            if used + 2 + widths[at] > self.width and len(part) > 1:
                self._part(cells, widths, part, left, indent)
                part, used = [0], indent + widths[0]
            part.append(at)
            used += 2 + widths[at]
        self._part(cells, widths, part, left, indent)

    def _part(
        self,
        cells: Sequence[Sequence[str]],
        widths: Sequence[int],
        part: Sequence[int],
        left: int,
        indent: int,
    ) -> None:
        for row in cells:
            written = [
                row[at].ljust(widths[at]) if at < left else row[at].rjust(widths[at]) for at in part
            ]
            self._lines.append(" " * indent + "  ".join(written))

    def _bold(self, text: str) -> str:
        return f"{BOLD}{text}{OFF}" if self.colour else text


def visible(text: str) -> str:
    """Foreign text without control characters, so that it cannot steer a terminal."""
    return "".join(
        " " if char in "\n\t\r" else "\N{REPLACEMENT CHARACTER}" if _steers(char) else char
        for char in text
    )


def _steers(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")

"""How long a page takes: the whole command, the page alone, and every figure of it.

The whole is to take 5 s at most, 3 of them for drawing. The floor is a picture of one dot, drawn
in the same way: what no figure can be quicker than.
"""

from __future__ import annotations

from collections.abc import Callable

import detente
from detente import report, store
from detente.assessment.schema import Assessment
from detente.report import theme
from detente.report.html.sheet import PHONE
from frame import compare, keep, python


def dot() -> str:
    """A picture of one dot."""
    alt = theme.extra("altair")
    chart = alt.Chart(alt.InlineData(values=[{"x": 1}])).mark_circle().encode(x="x:Q")
    return theme.svg(theme.styled(chart))


def drawing(view: Assessment, name: str, width: int) -> Callable[[], object]:
    """Drawing one figure of the page, made anew."""
    return lambda: report.page_figures(view, width=width)[name].svg(adaptive=True, bare=True)


if __name__ == "__main__":
    view = detente.assess("NATO", "Russia", vintage=store.vintage("starter"))
    cases: dict[str, tuple[str, Callable[[], object]]] = {
        "one dot": ("one dot, drawn by vl-convert", dot),
        "page": ("report.page(view), every picture for two widths", lambda: report.page(view)),
        "page, not drawn": ("report.page(view, draw=False)", lambda: report.page(view, draw=False)),
        "words of all figures": ("report.page_figures(view)", lambda: report.page_figures(view)),
    }
    for name in report.page_figures(view):
        for width in (theme.WIDE, PHONE):
            cases[f"{name}, {width}"] = (
                "words of all figures, and this one drawn",
                drawing(view, name, width),
            )
    found = compare(cases, floor="one dot", runs=5)
    whole = {
        "libraries": (
            'python -c "import polars, altair, vl_convert"',
            python("-c", "import polars, altair, vl_convert"),
        ),
        "detente report NATO RUS": (
            "the whole command, from stored draws",
            python("-m", "detente", "report", "NATO", "RUS", "-o", "/dev/null"),
        ),
        "detente report OSCE AU": (
            "the same of two blocs: 3,024 pairs of members",
            python("-m", "detente", "report", "OSCE", "AU", "-o", "/dev/null"),
        ),
    }
    keep("page", [*found, *compare(whole, floor="libraries", runs=3)])

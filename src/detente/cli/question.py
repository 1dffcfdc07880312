"""The arguments and options that say what is asked; `assess` and `report` share them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

A = Annotated[str, typer.Argument(metavar="A", help="A state or bloc: name or code.")]
B = Annotated[str, typer.Argument(metavar="B", help="Another one.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Use only what was known by this day: 2014-02-28, 2014-02 or 2014.",
        show_default="date of the data",
    ),
]
Horizon = Annotated[str, typer.Option(metavar="YEARS", help="Years ahead, from 1 to 20.")]
Given = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CONDITION",
        help="Suppose something: 'FIN in NATO from 2027'. May be repeated.",
        show_default=False,
    ),
]
Seconds = Annotated[
    float, typer.Option(metavar="SECONDS", min=0, help="For the draws under a condition.")
]
Bloc = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=A,B,…",
        help="A bloc of your own, e.g. MINSK=BLR,RUS,UKR. May be repeated.",
        show_default=False,
    ),
]
BlocFile = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        help="Blocs of your own from a CSV or JSON file. May be repeated.",
        show_default=False,
    ),
]
EVERY = "1,5,10,20"
MINUTE = 60.0

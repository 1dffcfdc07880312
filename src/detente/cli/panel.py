"""`detente panel`, `detente cite` and `detente variables`: a panel into a file, and its words."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import terminal
from detente.errors import BadPanel

if TYPE_CHECKING:
    from detente.panel import Panel
    from detente.panel.noun import Noun


class UnitName(Enum):
    """What a row is."""

    DYAD_YEAR = "dyad-year"
    DIRECTED_DYAD_YEAR = "directed-dyad-year"
    STATE_YEAR = "state-year"
    DYAD_MONTH = "dyad-month"
    DIRECTED_DYAD_MONTH = "directed-dyad-month"
    STATE_MONTH = "state-month"
    LEADER_YEAR = "leader-year"
    LEADER_DYAD_YEAR = "leader-dyad-year"


class SystemName(Enum):
    """A list of states."""

    COW = "cow"
    GW = "gw"


class OutsideRule(Enum):
    """What becomes of values outside coverage."""

    MISSING = "missing"
    ERROR = "error"


class Condition(Enum):
    """Which rows are kept."""

    RELEVANT = "relevant"
    CONTIGUOUS = "contiguous"


SUFFIXES = (".parquet", ".csv")

Added = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NOUN,…",
        help="What to add: contiguity,disputes:gml,… May be repeated.",
        show_default=False,
    ),
]


def panel(
    first: Annotated[
        int | None, typer.Option("--from", metavar="YEAR", help="First year.", show_default=False)
    ] = None,
    last: Annotated[
        int | None, typer.Option("--to", metavar="YEAR", help="Last year.", show_default=False)
    ] = None,
    add: Added = None,
    unit: Annotated[
        UnitName,
        typer.Option(metavar="UNIT", help="What a row is; --describe lists them."),
    ] = UnitName.DYAD_YEAR,
    system: Annotated[
        SystemName | None,
        typer.Option(
            help="The list of states.", show_default="cow; gw for leaders, as Archigos has it"
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Use only what was known by this day.", show_default=False
        ),
    ] = None,
    outside: Annotated[
        OutsideRule, typer.Option(help="Outside coverage: leave missing, or refuse.")
    ] = OutsideRule.MISSING,
    where: Annotated[
        Condition | None,
        typer.Option(help="Keep politically relevant or contiguous dyads.", show_default=False),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN,…",
            help="Keep these columns beside the keys. May be repeated.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to FILE.parquet or FILE.csv, whole or not at all.",
            show_default="CSV to standard output",
        ),
    ] = None,
    describe: Annotated[
        bool, typer.Option("--describe", help="List the units and nouns with their coverage.")
    ] = False,
) -> None:
    """Build a panel and write it to a file.

    For example: detente panel --from 1946 --to 2018 --system gw
    --add contiguity,alliances -o panel.parquet

    What each noun covers is shown once on standard error.
    """
    if describe:
        typer.echo(_described())
        return
    if first is None or last is None:
        raise BadPanel(
            "A panel needs --from YEAR and --to YEAR, e.g. detente panel --from 1946 --to 2010 "
            "--add contiguity. What can be added: detente panel --describe."
        )
    if output is not None and output.suffix not in SUFFIXES:
        raise BadPanel(
            f"A panel cannot be written to {output.name!r}. Name a file that ends in .parquet "
            "or .csv."
        )
    built = _start(unit, first, last, system, as_of, outside).add(*_nouns(add))
    if where is not None:
        from detente.panel import relevance

        conditions = {
            Condition.RELEVANT: relevance.politically_relevant,
            Condition.CONTIGUOUS: relevance.contiguous,
        }
        built = built.where(conditions[where])
    if keep:
        built = built.keep(*_split(keep))
    if output is None:
        typer.echo(built.collect().write_csv(), nl=False)
    elif output.suffix == ".csv":
        built.to_csv(output)
    else:
        built.to_parquet(output)
    if built.coverage().height:
        from detente import report

        picture = report.coverage_picture(
            built.coverage(), first=first, last=last, width=terminal.width()
        )
        typer.echo(picture, nl=False, err=True)


def cite(add: Added = None) -> None:
    """Print the BibTeX of nouns, or of everything."""
    from detente.panel import cite as entries
    from detente.panel.dictionary import nouns
    from detente.panel.systems import LISTS

    lists = () if add else tuple(LISTS.values())
    chosen = _nouns(add) if add else nouns()
    sources = dict.fromkeys((*lists, *(name for noun in chosen for name in noun.sources)))
    typer.echo(entries.bibtex(tuple(sources)))


def variables(
    search: Annotated[
        list[str] | None,
        typer.Argument(help="Words that must all be in what is said of a variable."),
    ] = None,
) -> None:
    """List what can be added, variable by variable."""
    from detente.panel.dictionary import added_as
    from detente.panel.dictionary import variables as found_by

    found = found_by(" ".join(search or ()))
    if not found:
        raise BadPanel(
            f"No variable has {' '.join(search or ())!r} in its name, label, unit, noun or source. "
            "`detente variables` lists all."
        )
    width = terminal.width()
    for entry in found:
        noun, variable = entry.noun, entry.variable
        typer.echo(f"{variable.name}")
        told = (
            f"{variable.label}. {variable.unit}, by {entry.about}; {added_as(noun.name)} "
            f"{noun.covers[0]}–{noun.covers[1]}, without a row {entry.absence}; "
            f"from {', '.join(noun.sources)}"
        )
        typer.echo(fill(told, width, initial_indent="  ", subsequent_indent="  "))


def _start(
    unit: UnitName,
    first: int,
    last: int,
    system: SystemName | None,
    as_of: str | None,
    outside: OutsideRule,
) -> Panel:
    from detente import panel as units

    name = unit.value.removeprefix("directed-").replace("-", "_") + "s"
    options: dict[str, object] = {"as_of": as_of, "outside": outside.value}
    if system is not None:
        options["system"] = system.value
    if unit.value.startswith("directed-"):
        options["directed"] = True
    started: Panel = getattr(units, name)(first, last, **options)
    return started


def _nouns(add: list[str] | None) -> tuple[Noun, ...]:
    """The nouns that were asked for: `disputes:gml` is the noun disputes of the coding gml."""
    from detente.panel.dictionary import added_as
    from detente.panel.nouns import noun

    made = []
    for text in _split(add or []):
        name, *arguments = added_as(text).split(":")
        made.append(_called(noun(name), name, arguments))
    return tuple(made)


def _called(make: Callable[..., Noun], name: str, arguments: list[str]) -> Noun:
    """A noun with what stands behind its colons."""
    import inspect

    takes = [
        parameter.name
        for parameter in inspect.signature(make).parameters.values()
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]
    if len(arguments) > len(takes):
        can = f"{name}:{':'.join(takes).upper()}" if takes else f"{name} alone"
        raise BadPanel(
            f"{':'.join((name, *arguments))!r} says more than {name} takes. Write {can}."
        )
    return make(*arguments)


def _split(texts: list[str]) -> list[str]:
    """What is separated by commas, in one option or several."""
    return [part.strip() for text in texts for part in text.split(",") if part.strip()]


def _described() -> str:
    """Units and nouns as text."""
    from detente.panel.dictionary import added_as, nouns
    from detente.panel.systems import SYSTEM_YEARS

    lines = ["Units (--unit)", *(f"  {unit.value}" for unit in UnitName), ""]
    lines += ["Lists of states (--system)"]
    lines += [f"  {name}  {first}–{last}" for name, (first, last) in SYSTEM_YEARS.items()]
    lines += ["", "Nouns (--add), with what they cover"]
    width = max(len(added_as(noun.name)) for noun in nouns())
    for noun in nouns():
        head = f"  {added_as(noun.name):<{width}}  {noun.covers[0]}–{noun.covers[1]}  "
        lines.append(
            fill(
                f"{noun.title}: {', '.join(variable.name for variable in noun.variables)}",
                terminal.width(),
                initial_indent=head,
                subsequent_indent=" " * len(head),
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
    return "\n".join(lines)

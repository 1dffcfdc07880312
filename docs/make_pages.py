"""The pages of docs that are made from the code: terms of the data, commands, Python names.

Run it by `make docs-tables`; `make docs` fails when a page is no longer what it writes.
"""

from __future__ import annotations

import inspect
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args

import typer
from typer.testing import CliRunner

import detente
from detente import errors
from detente.cli.app import app
from detente.panel.dictionary import nouns
from detente.panel.dictionary import variables as dictionary
from detente.release.tables import TABLES
from detente.sources import registry
from detente.sources.declare import Source
from detente.words import count

DOCS = Path(__file__).parent
ROOMS = (
    "detente",
    "detente.store",
    "detente.states",
    "detente.panel",
    "detente.assessment.schema",
    "detente.report",
)
COMMANDS = typer.main.get_command(app)

MADE = "<!-- Made by docs/make_pages.py: run `make docs-tables` to renew it. -->"


def data_terms() -> str:
    """Each table of a vintage with its sources and terms, then the sources never carried."""
    carried = {name for table in TABLES for name in table.sources}
    others = [source for source in registry.all_sources() if source.name not in carried]
    return "\n".join(
        [
            "# Terms of the data",
            MADE,
            "",
            "The code is under the MIT licence. The tables inside the package are facts and "
            "figures in our own layout, each from the sources named here and under their "
            "publishers' terms, which stay in force beside the licence of the code. No "
            "published file, and none of its text, is part of the package. Some publishers "
            "allow non-commercial use only; whoever passes the tables on, or builds on them, "
            "is bound by these terms and asked to cite the sources.",
            "",
            "Versions, checksums and addresses: `detente data info NAME`. What one answer "
            "rests on: the end of `detente assess A B --full`, or `provenance` in its JSON.",
            "",
            "## Tables in the package",
            *(line for table in TABLES for line in _table(table.name)),
            "",
            "## Sources that are fetched, never carried",
            "",
            "`detente data fetch` brings them from their public addresses, or from a folder "
            "that has them, to the user's own machine. Nothing of them is in the package.",
            "",
            *(line for source in others for line in _source(source)),
            "",
        ]
    )


def _table(name: str) -> Iterator[str]:
    table = next(table for table in TABLES if table.name == name)
    yield from ("", f"### {table.title} (`{table.name}`)", "", f"Terms: {table.terms}", "")
    for source in table.sources:
        yield from _source(registry.get(source))


def _source(source: Source) -> Iterator[str]:
    yield f"- **{source.title}**, {source.version} (`{source.name}`), <{source.homepage}>  "
    yield f"  Terms as stated: {source.licence}.  "
    yield f"  Cite: {source.cite}"


def cli() -> str:
    """The help of every command, as a terminal of 80 columns shows it."""
    lines = [
        "# Commands",
        MADE,
        "",
        "Exit codes: 0 when all went well; 2 for a question that cannot be answered as it was "
        "put, and for wrong options; 3 for data that cannot be had or cannot be trusted; 1 for "
        "any other error; 130 after Ctrl-C. Errors go to standard error, answers to standard "
        "output. `NO_COLOR=1`, a pipe or `--output` gives plain text.",
    ]
    for words in commands():
        shown = CliRunner().invoke(
            app, [*words, "--help"], prog_name="detente", terminal_width=80, catch_exceptions=False
        )
        lines += ["", f"## `{' '.join(['detente', *words])}`", "", "```text"]
        lines += [shown.output.strip(), "```"]
    return "\n".join([*lines, ""])


def commands() -> list[tuple[str, ...]]:
    """Every command as the words after `detente`, groups before what is in them."""
    return list(_below(COMMANDS, ()))


def _below(command: object, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield words
    for name, inner in getattr(command, "commands", {}).items():
        yield from _below(inner, (*words, name))


def python() -> str:
    """The public names: those of `detente` in full, those of its rooms by their first sentence."""
    lines = [
        "# Python",
        MADE,
        "",
        "`import detente` is quick; what is heavy is imported when it is first used. The fields "
        "of an answer are those of `detente schema`. `help(detente.store.fetch)` says more of any "
        "name below.",
        "",
        f"## `detente.assess{_signature(detente.assess)}`",
        "",
        *_verbatim(inspect.getdoc(detente.assess)),
        "",
        "## Errors",
        "",
        *_verbatim(inspect.getdoc(errors)),
    ]
    for room in ROOMS:
        module = import_module(room)
        lines += ["", f"## `{room}`", "", _first_sentence(module), "", "| name | |", "|---|---|"]
        lines += [f"| `{name}` | {_about(getattr(module, name))} |" for name in module.__all__]
    return "\n".join([*lines, ""])


def _verbatim(text: str | None) -> list[str]:
    return ["```text", text or "", "```"]


def _signature(function: Callable[..., object]) -> str:
    """Names and defaults, without types."""
    signature = inspect.signature(function)
    bare = [
        parameter.replace(annotation=parameter.empty) for parameter in signature.parameters.values()
    ]
    return str(signature.replace(parameters=bare, return_annotation=signature.empty))


def _about(thing: object) -> str:
    """A class or function by its docstring, anything else by its value."""
    if inspect.isclass(thing) or inspect.isfunction(thing):
        return _first_sentence(thing)
    if kinds := get_args(thing):
        return " or ".join(f"`{getattr(kind, '__name__', kind)}`" for kind in kinds)
    return "A folder." if isinstance(thing, Path) else str(thing)


def _first_sentence(thing: object) -> str:
    paragraph = (inspect.getdoc(thing) or "").partition("\n\n")[0]
    return " ".join(paragraph.split())


def variables() -> str:
    """Every variable that can be added to a panel, noun by noun."""
    lines = [
        "# Variables",
        MADE,
        "",
        "What can be added to a panel, noun by noun. Inside its coverage a noun has the value "
        "under “no row” where its source says nothing of a state or pair; outside its coverage "
        "every variable is unknown (null), never 0. In panels of dyads a variable of states is "
        "two columns, with 1 and 2 at the end of its name. The same from the terminal: "
        "`detente variables`.",
        "",
    ]
    for noun in nouns():
        entries = [entry for entry in dictionary() if entry.noun.name == noun.name]
        first, last = noun.covers
        sources = ", ".join(registry.get(name).id for name in noun.sources)
        known = f", known {count(noun.lag, 'year')} late" if noun.lag else ""
        lines += [
            f"## {noun.name}",
            "",
            f"{noun.title}, {first}–{last}, by {entries[0].about}{known}.",
        ]
        lines += [f"Source: {sources}. {noun.note}".strip(), ""]
        lines += ["| variable | what it says | unit | no row |", "|---|---|---|---|"]
        lines += [
            f"| `{entry.variable.name}` | {entry.variable.label} | {entry.variable.unit} "
            f"| {entry.absence} |"
            for entry in entries
        ]
        lines += [""]
    return "\n".join(lines)


def transcripts(page: str) -> str:
    """A page with every `$ detente` that shows an answer answered anew."""

    def answered(block: re.Match[str]) -> str:
        call = block[1]
        done = subprocess.run(
            [sys.executable, "-m", "detente", *shlex.split(call)[1:]],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return f"```console\n$ {call}\n{done.stdout.strip()}\n```"

    return re.sub(
        r"```console\n\$ (detente [^\n]*)\n(?!\$|```).*?\n```", answered, page, flags=re.S
    )


PAGES = {
    DOCS / "explanation" / "data-terms.md": data_terms,
    DOCS / "reference" / "cli.md": cli,
    DOCS / "reference" / "python.md": python,
    DOCS / "reference" / "variables.md": variables,
}

if __name__ == "__main__":
    for path, made in PAGES.items():
        path.write_text(made(), encoding="utf-8")
    readme = DOCS.parent / "README.md"
    readme.write_text(transcripts(readme.read_text(encoding="utf-8")), encoding="utf-8")

"""The documents keep their word: examples run, transcripts are real, everything is described."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import inspect
import os
import pkgutil
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import detente
from detente import words

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(detente.__path__, "detente.")
    if found.name != "detente.__main__"
)

BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```", re.M | re.S)


def load_maker() -> ModuleType:
    """The script that makes pages from the code."""
    spec = importlib.util.spec_from_file_location("make_pages", DOCS / "make_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


maker = load_maker()
COMMANDS = maker.commands()


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language, without their indentation."""
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [
        re.sub(f"^{indent}", "", text, flags=re.M)
        for indent, kind, text in found
        if kind == language
    ]


def calls(page: Path) -> list[tuple[str, str]]:
    """Every `$ command` of a page's transcripts with what it is said to print."""
    transcripts = "".join(blocks(page, "console"))
    parts = re.split(r"^\$ ", transcripts, flags=re.M)[1:]
    return [(call, output) for call, _, output in (part.partition("\n") for part in parts)]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


WITH_PYTHON = [page for page in PAGES if blocks(page, "python")]
CALLS = [(page, *call) for page in PAGES for call in calls(page)]
SHOWN = [call for call in CALLS if call[2].strip()]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run examples in an empty folder, with an empty cache and no mirror."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("DETENTE_MIRROR", raising=False)


# ── examples ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", WITH_PYTHON, ids=name)
def test_the_python_of_a_page_runs_from_top_to_bottom(page: Path) -> None:
    space: dict[str, object] = {"__name__": "__page__"}
    for block in blocks(page, "python"):
        if ">>>" in block:
            example = doctest.DocTestParser().get_doctest(block, space, name(page), str(page), 0)
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
            assert runner.run(example, clear_globs=False).failed == 0
            space.update(example.globs)
        else:
            exec(compile(block, str(page), "exec"), space)


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_run(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


@pytest.mark.parametrize(
    ("page", "call", "output"), SHOWN, ids=[f"{name(page)}: {call}" for page, call, _ in SHOWN]
)
def test_a_transcript_is_what_the_command_prints_today(page: Path, call: str, output: str) -> None:
    program, *arguments = shlex.split(call)
    assert program == "detente", f"{name(page)} shows what {program} prints; only detente is run"
    done = subprocess.run(
        [sys.executable, "-m", "detente", *arguments],
        env=dict(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.strip().splitlines() == output.strip().splitlines()


@pytest.mark.parametrize(("page", "call", "output"), CALLS)
def test_every_command_and_option_a_page_names_exists(page: Path, call: str, output: str) -> None:
    program, *arguments = shlex.split(call)
    if program == "make":
        assert all(f"\n{target}:" in (ROOT / "Makefile").read_text() for target in arguments)
    elif program == "detente":
        command, names = maker.COMMANDS, iter(arguments)
        while hasattr(command, "commands"):
            command = command.commands[next(names)]
        known = {text for parameter in command.params for text in parameter.opts}
        assert {text for text in arguments if text.startswith("--")} <= known | {"--help"}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{name(page)} links to {target}"


# ── completeness ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", maker.PAGES, ids=name)
def test_a_page_made_from_the_code_is_up_to_date(page: Path) -> None:
    """`make docs-tables` renews it."""
    assert page.read_text(encoding="utf-8") == maker.PAGES[page]()


def test_every_page_can_be_found_from_the_first() -> None:
    linked = (DOCS / "README.md").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        if page.parent != DOCS:
            assert f"({page.relative_to(DOCS).as_posix()})" in linked


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does(command: tuple[str, ...]) -> None:
    shown = maker.COMMANDS
    for word in command:
        shown = shown.commands[word]
    assert shown.help
    assert all(parameter.help for parameter in shown.params)


@pytest.mark.parametrize(
    "room",
    [name for name in ("detente", *MODULES) if hasattr(importlib.import_module(name), "__all__")],
)
def test_every_public_name_is_described(room: str) -> None:
    reference = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    module = importlib.import_module(room)
    for public in module.__all__:
        thing = getattr(module, public)
        assert re.search(rf"^\| `{re.escape(public)}` \| \S.* \|$", reference, re.M)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            assert thing.__doc__


def test_every_error_is_in_the_tree_at_the_top() -> None:
    from detente import errors

    tree = (errors.__doc__ or "").splitlines()
    depths = {
        line.strip("├└│─ ").split(" ")[0]: re.search(r"\w", line).start()
        for line in tree
        if re.match(r"[├└│ ]*[├└]── |DetenteError", line)
    }
    kinds = {
        kind.__name__: kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.DetenteError)
    }
    assert depths.keys() == kinds.keys()
    for kind in kinds:
        assert depths[kind] == 4 * (len(kinds[kind].__mro__) - 4)


# ── pages written by hand that repeat what the code says ────────────────────────────────


def test_the_scale_of_words_is_the_one_in_use() -> None:
    page = (DOCS / "explanation" / "scale-of-words.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (?:under|[\d]+% and over|\d+ to under) ?(\d*)%? *\| ([\w ]+) \|$", page, re.M
    )
    bounds = [(f"{bound * 100:.0f}" if bound < 1 else "", word) for bound, word in words.SCALE]
    assert rows == bounds


def test_every_dependency_has_a_reason() -> None:
    page = (DOCS / "explanation" / "dependencies.md").read_text(encoding="utf-8")
    given = re.findall(r"^\| ([\w-]+) \| \S.+ \|$", page, re.M)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"]]
    for group in project["dependency-groups"].values():
        wanted += [entry for entry in group if isinstance(entry, str)]
    names = [re.split(r"[<>=! ]", entry)[0] for entry in wanted]
    assert sorted(set(given) - {"package"}) == sorted(names)

"""`detente` itself: help, version, exit codes, interruptions, narrow terminals."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import detente
from detente import errors
from detente.cli import app, terminal
from detente.errors import BadDate, DetenteError, OutputUnwritable, SourceMissing

Run = Callable[..., subprocess.CompletedProcess[str]]

HEAVY = {"numpy", "pandas", "polars", "pooch", "pydantic", "pyreadr", "requests", "rich"}


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"detente {detente.__version__}\n"


def test_the_installed_command_is_this_one() -> None:
    (script,) = entry_points(group="console_scripts", name="detente")
    assert script.load() is app.main


def test_help_fits_eighty_columns_and_cuts_nothing(run: Run) -> None:
    for arguments in ([], ["assess"], ["schema"], ["data"]):
        shown = run(*arguments, "--help").stdout
        assert max(map(len, shown.splitlines())) <= 80
        assert "..." not in shown.replace("[ARGS]...", "")


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (["--help"], HEAVY),
        (["--version"], HEAVY),
        (["data", "--help"], HEAVY - {"pydantic"}),  # Typer reads options with it, if it is there
        (["assess", "--help"], HEAVY - {"pydantic"}),
    ],
)
def test_help_and_version_load_nothing_heavy(arguments: list[str], spared: set[str]) -> None:
    script = (
        "import sys\n"
        "from detente.cli.app import main\n"
        f"try:\n    main({arguments})\n"
        "finally:\n    print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0
    assert not set(done.stderr.split()) & spared


@pytest.mark.parametrize(
    ("error", "code"), [(BadDate, 2), (OutputUnwritable, 1), (SourceMissing, 3), (DetenteError, 1)]
)
def test_an_error_is_one_message_and_an_exit_code(
    error: type[DetenteError],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error("It is so. Do this.")

    monkeypatch.setattr(detente, "assess", fail, raising=False)
    with pytest.raises(SystemExit) as stopped:
        app.main(["assess", "NATO", "RUS"])
    assert stopped.value.code == code
    shown = capsys.readouterr()
    assert shown.err == f"{error.__name__}: It is so. Do this.\n"
    assert shown.out == ""


def test_every_error_has_an_exit_code() -> None:
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, DetenteError):
            assert any(issubclass(kind, known) for known, _ in app.EXIT_CODES)


def test_a_wrong_option_exits_with_two(run: Run) -> None:
    done = run("assess", "NATO", "RUS", "--format", "xml")
    assert done.returncode == 2
    assert "'xml'" in done.stderr


def test_an_error_in_the_code_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(detente, "assess", fail, raising=False)
    with pytest.raises(ZeroDivisionError):
        app.main(["assess", "NATO", "RUS"])


def test_ctrl_c_exits_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(detente, "assess", interrupted, raising=False)
    with pytest.raises(SystemExit) as stopped:
        app.main(["assess", "NATO", "RUS"])
    assert stopped.value.code == 130


def test_a_reader_that_stops_reading_is_no_error(environment: dict[str, str]) -> None:
    """`detente schema | head -1`: the pipe closes long before the schema ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "detente", "schema"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_message_is_wrapped_to_the_terminal_it_goes_to(monkeypatch: pytest.MonkeyPatch) -> None:
    message = "Some words that go on for a while:\n  an indented line that also goes on"
    assert terminal.wrapped(message) == message
    main_end, other_end = pty.openpty()
    with os.fdopen(other_end, "w") as screen, os.fdopen(main_end, "rb"):
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(os, "get_terminal_size", lambda fd: os.terminal_size((20, 24)))
        lines = terminal.wrapped(message).splitlines()
    assert max(map(len, lines)) <= 20
    assert " ".join(" ".join(lines).split()) == " ".join(message.split())
    assert lines[-1].startswith("  ")


def test_addresses_stay_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "_columns", lambda stream: 10)
    address = "https://example.org/a-long-name/with-hyphens.csv"
    assert address in terminal.wrapped(f"nmc  {address}").splitlines()


@pytest.mark.parametrize(
    ("tty", "no_color", "term", "coloured"),
    [
        (True, "", "xterm", True),
        (True, "1", "xterm", False),
        (True, "", "dumb", False),
        (False, "", "xterm", False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    tty: bool, no_color: str, term: str, coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: tty)
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", term)
    assert terminal.colour() is coloured


@pytest.mark.parametrize(("columns", "width"), [(None, 80), (40, 60), (72, 72), (240, 100)])
def test_width_is_that_of_the_terminal_within_reason(
    columns: int | None, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "_columns", lambda stream: columns)
    assert terminal.width() == width


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk without room")
@pytest.mark.parametrize("arguments", [("schema",), ("assess", "FRA", "DEU"), ("--version",)])
def test_a_full_disk_is_one_message(
    environment: dict[str, str], arguments: tuple[str, ...]
) -> None:
    """An answer that could not be written is no success, and no traceback."""
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "detente", *arguments],
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
    assert ended.returncode == 1
    assert "No space left on device" in ended.stderr
    assert "Traceback" not in ended.stderr

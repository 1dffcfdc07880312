"""`detente report`: one page, whole or not at all, and its figures by themselves."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from detente.cli import app
from detente.errors import ExtraMissing
from detente.report import theme

DULL = ("Bolivia", "Nepal", "--as-of", "1960-01-01")  # needs no simulation


def report(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as stopped:
        app.main(["report", *arguments])
    return stopped.value.code


def test_a_page_is_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing goes to standard output: the page is the file."""
    target = tmp_path / "page.html"
    assert report(*DULL, "-o", str(target)) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "page.html (0." in told.err
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_without_a_name_it_is_called_after_the_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert report(*DULL) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["bol-npl.html"]


def test_the_command_inside_makes_the_same_page_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    report(*DULL, "-o", "first.html")
    first = (tmp_path / "first.html").read_text(encoding="utf-8")
    found = re.search(r"detente report ([^<\n]+?) -o ", first)
    assert found is not None
    report(*found[1].split(), "-o", "second.html")
    assert (tmp_path / "second.html").read_text(encoding="utf-8") == first


def test_figures_are_written_as_three_kinds_of_file(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "pictures"
    assert report(*DULL, "-o", str(tmp_path / "page.html"), "--figures", str(folder)) == 0
    kinds = {path.suffix for path in folder.iterdir()}
    assert kinds == {".svg", ".png", ".csv"}
    stems = {path.stem for path in folder.iterdir()}
    assert len(list(folder.iterdir())) == 3 * len(stems)


def test_a_folder_that_is_not_there_is_one_clear_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(*DULL, "-o", str(tmp_path / "none" / "page.html")) == 1
    assert "OutputUnwritable" in capsys.readouterr().err


def test_a_question_that_cannot_be_answered_writes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert report("France", "France", "-o", str(target)) == 2
    assert not target.exists()


def test_without_the_extra_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is worked out."""

    def missing() -> None:
        raise ExtraMissing("pip install 'detente[plots]'", module="htpy", extra="plots")

    monkeypatch.setattr(theme, "present", missing)
    assert report(*DULL, "-o", str(tmp_path / "page.html")) == 1
    assert "detente[plots]" in capsys.readouterr().err


def test_the_command_does_not_import_pictures_before_it_runs() -> None:
    code = "import sys, detente.cli.app; print([m for m in ('altair', 'htpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

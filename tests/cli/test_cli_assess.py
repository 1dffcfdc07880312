"""`detente assess` and `detente schema`: options reach the function, answers reach their place."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import detente
from detente.assessment.schema import Assessment
from detente.cli import app, output
from detente.errors import OutputUnwritable

Run = Callable[..., subprocess.CompletedProcess[str]]


class Answer:
    """Stands in for an assessment where only the way it is written matters."""

    def to_json(self) -> str:
        return '{"name": "Détente"}'


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[str, ...], dict[str, object]]]:
    """What `detente.assess` was called with."""
    calls: list[tuple[tuple[str, ...], dict[str, object]]] = []

    def assess(*actors: str, **options: object) -> Answer:
        calls.append((actors, options))
        return Answer()

    monkeypatch.setattr(detente, "assess", assess, raising=False)
    return calls


def ask(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as stopped:
        app.main(["assess", *arguments])
    return stopped.value.code


def test_without_options_the_function_gets_none(asked: list[object]) -> None:
    ask("NATO", "RUS", "--format", "json")
    options = {"as_of": None, "horizons": "1,5,10,20", "blocs": [], "given": (), "seconds": 60}
    assert asked == [(("NATO", "RUS"), {**options, "drivers": True, "progress": None})]


def test_every_option_reaches_the_function(asked: list[object]) -> None:
    ask(
        *("A", "B", "--format", "json", "--as-of", "2014-02", "--horizon", "3"),
        *("--bloc", "A=BLR,RUS", "--bloc-file", "mine.csv", "--bloc", "B=FRA,DEU"),
        *("--given", "FIN in NATO from 2027", "--seconds", "5"),
    )
    blocs = ["A=BLR,RUS", "B=FRA,DEU", Path("mine.csv")]
    options = {"as_of": "2014-02", "horizons": "3", "blocs": blocs, "seconds": 5}
    given = ["FIN in NATO from 2027"]
    assert asked == [(("A", "B"), {**options, "given": given, "drivers": True, "progress": None})]


def test_an_answer_in_a_file_is_the_answer_on_the_screen(
    asked: list[object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("NATO", "RUS", "--format", "json") == 0
    shown = capsys.readouterr().out
    path = tmp_path / "answer.json"
    assert ask("NATO", "RUS", "--format", "json", "--output", str(path)) == 0
    assert path.read_text(encoding="utf-8") == shown == '{"name": "Détente"}\n'
    assert capsys.readouterr().out == ""


def test_json_is_the_schema_that_is_printed(run: Run) -> None:
    answer = run("assess", "FRA", "DEU", "--as-of", "1950", "--format", "json")
    assert answer.stderr == ""
    view = Assessment.model_validate_json(answer.stdout)
    assert view.question.as_of.isoformat() == "1950-12-31"
    schema = json.loads(run("schema").stdout)
    assert set(json.loads(answer.stdout)) == set(schema["properties"])
    assert schema["properties"]["schema"]["const"] == "detente.assessment/1"


def test_text_is_plain_in_a_pipe_and_fits_eighty_columns(run: Run) -> None:
    answer = run("assess", "FRA", "DEU", "--as-of", "1950", TERM="xterm-256color", COLUMNS="300")
    assert answer.returncode == 0
    assert "\x1b" not in answer.stdout
    assert max(map(len, answer.stdout.splitlines())) <= 80


def test_a_terminal_without_unicode_gets_an_answer_all_the_same(run: Run) -> None:
    answer = run("assess", "FRA", "DEU", "--as-of", "1950", PYTHONIOENCODING="ascii")
    assert (answer.returncode, answer.stderr) == (0, "")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ── files ───────────────────────────────────────────────────────────────────────────────


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    path.write_text("a longer text that was there before")
    output.write(path, "new")
    assert path.read_text() == "new"
    assert names(tmp_path) == ["answer.txt"]


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "ordinary").touch()
    output.write(tmp_path / "answer.txt", "new")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    link, target = tmp_path / "link.txt", tmp_path / "target.txt"
    target.write_text("old")
    link.symlink_to(target)
    output.write(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    output.write(Path(os.devnull), "new")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_disk_that_fills_up_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "answer.txt"
    path.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputUnwritable, match="No space left on device"):
        output.write(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["answer.txt"]


@pytest.mark.parametrize("name", [".", "no/such/folder/answer.txt", "a" * 300])
def test_a_place_that_cannot_be_written_is_one_clear_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritable) as refused:
        output.write(tmp_path / name, "new")
    assert str(tmp_path) in refused.value.message
    assert refused.value.reason
    assert names(tmp_path) == []

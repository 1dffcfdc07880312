"""`detente track-record`: the stored figures, at once, without the models behind them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from detente.evaluate.stored import stored_record

Run = Callable[..., subprocess.CompletedProcess[str]]

ONE = ("track-record", "--outcome", "defence_pact", "--horizon", "1")


def test_the_text_prints_the_stored_figures(run: Run) -> None:
    done = run(*ONE)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("A defence pact within 1 year")
    scores = stored_record().record.scores.filter(
        outcome="defence_pact", horizon=1, part="all", score="auc"
    )
    assert scores.height >= 6
    for row in scores.iter_rows(named=True):
        assert f"  {row['model']}" in done.stdout
        assert f"{row['value']:.3f} [" in done.stdout


def test_hits_and_misses_have_names_and_the_data_an_age(run: Run) -> None:
    said = " ".join(run(*ONE).stdout.split())
    decisions = stored_record().record.decisions.filter(outcome="defence_pact", horizon=1)
    assert decisions["name"].n_unique() > 30
    assert "OAS Charter 1948, accession" in said
    assert "Misses" in said
    assert "2026.06 starter, scored beforehand by détente" in said
    assert "pledges to 2018" in said


def test_json_holds_the_stored_rows(run: Run) -> None:
    done = run(*ONE, "--model", "base,reference", "--format", "json")
    answer = json.loads(done.stdout)
    record = stored_record().select(["defence_pact"], [1], ["base", "reference"])
    assert answer["vintage"] == "2026.06 starter"
    for name in ("scores", "reliability", "decisions", "differences"):
        assert answer[name] == getattr(record, name).to_dicts()


def test_without_a_question_there_is_a_summary_first(run: Run) -> None:
    lines = run("track-record").stdout.splitlines()
    assert lines[0].startswith("What forecasts made at past origins were worth")
    assert sum(line.startswith("  defence pact ") for line in lines) == 4
    assert max(map(len, lines)) <= 80


def test_what_was_not_scored_is_one_message(run: Run) -> None:
    for arguments, said in (
        (("--outcome", "love"), "no outcome love"),
        (("--horizon", "7"), "no horizon 7"),
        (("--outcome", "dispute", "--model", "decisions"), "no model decisions"),
        (("--horizon", "soon"), "whole years"),
    ):
        done = run("track-record", *arguments)
        assert done.returncode == 2
        assert said in " ".join(done.stderr.split())
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("heavy", ["scipy", "numba", "lightgbm", "pandas"])
def test_it_is_read_without_what_made_it(heavy: str) -> None:
    script = (
        "import sys\nfrom detente.cli.app import main\n"
        "sys.stdout = open('/dev/null', 'w')\n"
        "try:\n    main(['track-record'])\nexcept SystemExit:\n    pass\n"
        f"sys.exit({heavy!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_it_is_quick(run: Run) -> None:
    """Under a second on a quiet machine; several are allowed here."""
    start = time.perf_counter()
    run(*ONE)
    assert time.perf_counter() - start < 5

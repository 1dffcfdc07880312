"""`detente backtest`: three origins end to end, a ledger that goes on, errors in one message."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import polars as pl

Run = Callable[..., subprocess.CompletedProcess[str]]

THREE = ("backtest", "--from", "2002", "--to", "2004", "--model", "base,reference")


def test_three_origins_end_to_end(run: Run, tmp_path: Path) -> None:
    done = run(*THREE, "--horizon", "1,5", "--ledger", str(tmp_path / "ledger"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("A defence pact within 1 year")
    assert "253 events" in done.stdout
    assert "North Atlantic Treaty, accession" in done.stdout
    ledger = pl.concat(
        [pl.read_parquet(tmp_path / "ledger" / f"{year}.parquet") for year in (2002, 2003, 2004)]
    )
    assert ledger.filter(horizon=1)["event"].sum() == 253
    assert ledger["reference"].is_between(0, 1).all()

    before = (tmp_path / "ledger" / "2003.parquet").stat().st_mtime_ns
    again = run(*THREE, "--horizon", "1,5", "--ledger", str(tmp_path / "ledger"))
    assert again.stdout == done.stdout
    assert (tmp_path / "ledger" / "2003.parquet").stat().st_mtime_ns == before


def test_a_question_that_cannot_be_scored_is_one_message(run: Run) -> None:
    for arguments, said in (
        (("--outcome", "love"), "There are defence_pact"),
        (("--horizon", "25"), "Give whole years from 1 to 20"),
        (("--model", "tarot"), "There are base"),
        (("--from", "2016", "--horizon", "10"), "the last origin is 2008"),
    ):
        done = run("backtest", *arguments)
        assert done.returncode == 2
        assert said in " ".join(done.stderr.split())
        assert "Traceback" not in done.stderr


def test_a_ledger_of_another_make_is_refused(run: Run, tmp_path: Path) -> None:
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "2002.parquet")
    done = run(*THREE, "--ledger", str(tmp_path))
    assert done.returncode == 3
    assert "name another folder" in " ".join(done.stderr.split())

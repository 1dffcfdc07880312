"""`detente panel`, `detente variables`, `detente cite`: as a user runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from detente.panel.nouns import NOUNS

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the command keeps what it converts."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(cache: Path) -> Run:
    """Run `detente` without a mirror, unless one is named."""

    def detente(*arguments: str, mirror: Path | None = None) -> subprocess.CompletedProcess[str]:
        kept = {name: text for name, text in os.environ.items() if not name.startswith("DETENTE_")}
        named = {"DETENTE_MIRROR": str(mirror)} if mirror is not None else {}
        place = cache if mirror is not None else cache / "empty"
        return subprocess.run(
            [sys.executable, "-m", "detente", *arguments],
            env={**kept, **named, "DETENTE_CACHE": str(place), "PYTHONWARNINGS": "error"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return detente


@pytest.mark.mirror
def test_a_panel_goes_to_parquet_and_its_coverage_to_standard_error(
    run: Run, mirror: Path, tmp_path: Path
) -> None:
    file = tmp_path / "panel.parquet"
    asked = (
        "--from",
        "2008",
        "--to",
        "2016",
        "--add",
        "contiguity,rivalries:td",
        "--add",
        "majors",
    )
    done = run("panel", *asked, "-o", str(file), mirror=mirror)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("rivalries_td") == 1
    assert "1816–2010" in done.stderr
    assert "/ unknown" in done.stderr
    frame = pl.read_parquet(file)
    assert frame.columns[:4] == ["state1", "state2", "year", "conttype"]
    after = frame.filter(pl.col("year") > 2010)
    assert after["td_ongoingrivalry"].null_count() == after.height


@pytest.mark.mirror
@pytest.mark.parametrize(
    ("unit", "keys"),
    [
        ("state-year", "state,year"),
        ("directed-dyad-year", "state1,state2,year"),
        ("state-month", "state,year,month"),
        ("dyad-month", "state1,state2,year,month"),
        ("leader-year", "leader,state,year"),
    ],
)
def test_every_unit_goes_to_standard_output(run: Run, mirror: Path, unit: str, keys: str) -> None:
    done = run(
        *("panel", "--from", "1990", "--to", "1990", "--unit", unit, "--system", "gw"),
        *("--add", "majors", "--keep", "major"),
        mirror=mirror,
    )
    assert done.returncode == 0, done.stderr
    header = done.stdout.splitlines()[0]
    assert header.startswith(keys)
    assert header.endswith(("major", "major1,major2"))


@pytest.mark.mirror
def test_relevant_dyads_only(run: Run, mirror: Path, tmp_path: Path) -> None:
    file = tmp_path / "panel.csv"
    asked = ("panel", "--from", "1950", "--to", "1950", "--add", "contiguity,majors")
    done = run(*asked, "--where", "relevant", "--as-of", "2000", "-o", str(file), mirror=mirror)
    assert done.returncode == 0, done.stderr
    frame = pl.read_csv(file)
    assert 0 < frame.height < 1000
    assert "politically_relevant" in done.stderr


@pytest.mark.mirror
def test_outside_coverage_can_be_refused(run: Run, mirror: Path) -> None:
    asked = ("panel", "--from", "2014", "--to", "2016", "--add", "igos", "--outside", "error")
    done = run(*asked, mirror=mirror)
    assert done.returncode == 3
    assert done.stdout == ""
    assert "igos covers 1816–2014" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "1946", "--to", "1950", "--add", "contiguty"), "Did you mean contiguity"),
        (("--from", "1946", "--to", "1950", "--add", "contiguity:x:y"), "says more than"),
        (("--from", "1946", "--to", "1950", "--add", "rivalries:kgb"), "kgb"),
        (("--from", "1800", "--to", "1950"), "1816–2016"),
        (("--from", "1946"), "--to YEAR"),
        (("--from", "1946", "--to", "1950", "-o", "panel.xlsx"), ".parquet or .csv"),
        (("--from", "1946", "--to", "1950", "--as-of", "soon"), "no date"),
        (("--from", "1946", "--to", "1950", "--unit", "person"), "person"),
    ],
)
def test_bad_input_is_one_message_and_two(run: Run, arguments: tuple[str, ...], words: str) -> None:
    done = run("panel", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_describe_lists_units_and_nouns(run: Run) -> None:
    done = run("panel", "--describe")
    assert done.returncode == 0
    for name in (*NOUNS, "dyad-month", "leader-dyad-year", "cow", "gw"):
        assert name in done.stdout
    assert "1816–2016" in done.stdout


def test_variables_are_found_by_words(run: Run) -> None:
    everything = run("variables").stdout
    some = run("variables", "CINC").stdout
    assert some.startswith("cinc\n")
    assert some in everything or len(some) < len(everything)
    none = run("variables", "phlogiston")
    assert none.returncode == 2
    assert "phlogiston" in none.stderr


def test_cite_prints_bibtex(run: Run) -> None:
    everything = run("cite").stdout
    one = run("cite", "--add", "contiguity").stdout
    assert one.count("@") == 1
    assert "Stinnett" in one
    assert one.strip() in everything
    assert everything.count("@") > 5


def test_help_of_the_panel_fits_eighty_columns(run: Run) -> None:
    for command in ("panel", "variables", "cite"):
        shown = run(command, "--help").stdout
        assert max(map(len, shown.splitlines())) <= 80


def test_every_name_that_is_printed_can_be_added() -> None:
    """`--describe` and `variables` name nouns as `--add` takes them."""
    from detente.cli.panel import _described, _nouns
    from detente.panel.dictionary import added_as, nouns

    names = [noun.name for noun in nouns()]
    assert len(set(names)) == len(names)
    assert [noun.name for noun in _nouns([added_as(name) for name in names])] == names
    assert [noun.name for noun in _nouns(names)] == names
    assert added_as("rivalries_td") == "rivalries:td"
    assert "disputes_mid" not in (text := _described()) and "disputes:mid" in text

"""The package as it is installed: quick to import, complete, and free of anyone's machine."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import detente

ROOT = Path(__file__).parents[1]
HEAVY = {"numpy", "pandas", "polars", "pooch", "pydantic", "pyreadr", "requests", "rich", "typer"}


def loaded_by(code: str) -> set[str]:
    """The packages outside the standard library that a piece of code imports."""
    script = f"import sys\n{code}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split()) - sys.stdlib_module_names


def tracked() -> list[Path]:
    """The files of the project, as git knows them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return [ROOT / path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()]


def test_import_detente_loads_nothing_heavy() -> None:
    assert not loaded_by("import detente") & HEAVY


def test_an_answer_needs_nothing_that_fetches_or_converts() -> None:
    used = loaded_by("from detente.assessment import build\nfrom detente.report import text")
    assert not used & {"pandas", "pooch", "pyreadr", "requests", "rich", "typer"}


def test_a_name_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(AttributeError, match="no attribute 'asess'"):
        detente.asess  # type: ignore[attr-defined]
    assert "assess" in detente.__all__


def test_the_version_is_the_same_everywhere() -> None:
    newest = re.search(r"^## (\S+) ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    cited = re.search(r"^version: (\S+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.M)
    assert newest is not None
    assert cited is not None
    assert newest.group(1) == cited.group(1) == detente.__version__


def test_the_typed_marker_is_there() -> None:
    assert (ROOT / "src/detente/py.typed").is_file()


# ── what ships ──────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, built without a network."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> dict[str, int]:
    """What is in the wheel, with sizes."""
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: entry.file_size for entry in archive.infolist()}


def test_the_wheel_holds_code_our_tables_and_our_facts(wheel: dict[str, int]) -> None:
    """No published file travels along: those are .rda, .dta, .csv of their own names."""
    for name in wheel:
        assert re.fullmatch(
            r"detente/[\w/]+\.py|detente/py\.typed"
            r"|detente/report/html/\w+\.(css|js)"
            r"|detente/facts/(\w+\.csv|HOLES\.md)"
            r"|detente/assessment/names/wars\.csv"
            r"|detente/models/(treaty|hostility)/trials\.csv"
            r"|detente/store/tables/(\w+\.parquet|vintage\.json)"
            r"|detente/store/(fits|forests|draws|hostility)/(\w+\.npz|stamp\.json)"
            r"|detente/store/cases/(\w+\.(parquet|json)|stamp\.json)"
            r"|detente/store/track_record/(\w+\.parquet|stamp\.json)"
            r"|detente-[\d.]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt"
            r"|licenses/LICENSE)",
            name,
        ), name


def test_the_wheel_holds_every_table_and_the_licence(wheel: dict[str, int]) -> None:
    from detente import store
    from detente.facts import TABLES

    names = {Path(name).name for name in wheel}
    assert {f"{table}.parquet" for table in store.vintage("starter").tables} <= names
    assert {f"{table}.csv" for table in TABLES} <= names
    assert {"LICENSE", "vintage.json", "py.typed"} <= names


def test_the_tables_stay_small(wheel: dict[str, int]) -> None:
    """The starter vintage may take 8 MB."""
    sizes = [size for name, size in wheel.items() if "/store/tables/" in name]
    assert 0 < sum(sizes) <= 8_000_000


def test_what_is_made_beforehand_stays_small(wheel: dict[str, int]) -> None:
    """Stored fits, trees, draws and the track record may take 15 MB."""
    made = re.compile(r"/store/(fits|forests|cases|draws|hostility|track_record)/")
    sizes = [size for name, size in wheel.items() if made.search(name)]
    assert 0 < sum(sizes) <= 15_000_000


def test_the_source_archive_can_build_and_test_itself(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"LICENSE", "Makefile", "pyproject.toml", "requirements.lock", "tests/conftest.py"}
    assert wanted <= names


# ── the project's own files ─────────────────────────────────────────────────────────────


def test_no_file_names_a_folder_of_someones_machine() -> None:
    folders = re.compile(rb"(?<![\w.~-])/(?:work|root|home|Users)/\w")
    assert [path for path in tracked() if folders.search(path.read_bytes())] == []


def test_the_locks_are_exact_checked_and_of_no_particular_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        requirements = re.findall(r"^[\w.-]+.*$", text, re.M)
        assert requirements
        assert all(re.match(r"[\w.-]+==[\w.]+( ;.*)? \\$", line) for line in requirements)
        assert len(re.findall(r"^    --hash=sha256:[0-9a-f]{64}", text, re.M)) >= len(requirements)
        assert not re.search(r"://|--index|--find-links|^-|file:", text, re.M)


def test_the_locks_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    run = [*project["project"]["dependencies"], *groups["build"]]
    dev = [entry for entry in groups["dev"] if isinstance(entry, str)]
    for name, wanted in (("requirements.lock", run), ("requirements-dev.lock", [*run, *dev])):
        locked = re.findall(r"^([\w.-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.M)
        assert {re.split(r"[<>=! ]", entry)[0] for entry in wanted} <= set(locked)

"""Stored fits: they come back as they were made, and are refused when they are stale."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.errors import ChecksumMismatch, OutOfCoverage, SourceMissing, StaleArtefact
from detente.models import artefacts
from detente.models.artefacts import packed, stored_processes, write_fits
from detente.models.past import Past
from detente.models.treaty import processes
from detente.store import Vintage
from detente.store.artefact import STAMP


@pytest.fixture(scope="module")
def fitted(starter):
    """As of the end of 1970, the quickest."""
    return processes.fit(Past(starter, date(1971, 1, 1)))


@pytest.fixture
def folder(fitted, starter, tmp_path):
    write_fits({date(1971, 1, 1): fitted}, starter, tmp_path)
    return tmp_path


def test_a_fit_comes_back_to_the_last_digit(fitted, starter, folder):
    found = stored_processes(starter, 1970, folder=folder)
    assert type(found) is type(fitted)
    before, after = dict(packed(fitted)), dict(packed(found))
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[name], after[name]) for name in before)
    assert isinstance(found.accession_balance, float)
    past = Past(starter, date(1971, 1, 1))
    one, two = (processes.hazards(past, fits, 1970).total for fits in (fitted, found))
    assert np.array_equal(one, two)


def test_equal_fits_give_equal_bytes(fitted, starter, folder, tmp_path):
    again = write_fits({date(1971, 1, 1): fitted}, starter, tmp_path / "again")
    assert again.read(artefacts.FILE) == (folder / artefacts.FILE).read_bytes()
    assert (tmp_path / "again" / STAMP).read_bytes() == (folder / STAMP).read_bytes()


@pytest.mark.parametrize(
    ("what", "said"),
    [("data", "other tables"), ("version", "version"), ("code", "other code")],
)
def test_a_stale_fit_is_refused(starter, folder, what, said):
    stamp = json.loads((folder / STAMP).read_text())
    stamp["made"][what] = "0" * 64
    (folder / STAMP).write_text(json.dumps(stamp))
    with pytest.raises(StaleArtefact, match=said) as caught:
        stored_processes(starter, 1970, folder=folder)
    assert getattr(caught.value.made, what) == "0" * 64
    assert caught.value.asked == artefacts.make_of(starter)


def test_fits_do_not_hold_for_altered_tables(starter, folder, tmp_path):
    other = tmp_path / "tables"
    shutil.copytree(starter.folder, other)
    record = json.loads((other / "vintage.json").read_text())
    record["tables"]["pledge_spells"]["sha256"] = "0" * 64
    (other / "vintage.json").write_text(json.dumps(record))
    with pytest.raises(StaleArtefact):
        stored_processes(Vintage(other), 1970, folder=folder)


def test_a_table_the_models_never_read_may_differ(starter, folder, tmp_path):
    other = tmp_path / "tables"
    shutil.copytree(starter.folder, other)
    record = json.loads((other / "vintage.json").read_text())
    record["tables"]["leaders"]["sha256"] = "0" * 64
    (other / "vintage.json").write_text(json.dumps(record))
    assert stored_processes(Vintage(other), 1970, folder=folder).wave > 0


def test_an_altered_file_is_refused(starter, folder):
    with (folder / artefacts.FILE).open("ab") as file:
        file.write(b"more")
    artefacts._arrays.cache_clear()
    with pytest.raises(ChecksumMismatch):
        stored_processes(starter, 1970, folder=folder)


def test_a_year_without_a_fit_and_a_folder_without_fits(starter, folder, tmp_path):
    with pytest.raises(OutOfCoverage, match="1981-01-01"):
        stored_processes(starter, 1980, folder=folder)
    with pytest.raises(SourceMissing, match="build-fits"):
        stored_processes(starter, 1970, folder=tmp_path / "none")


# ── what a fit depends on ────────────────────────────────────────────────────────────────


class Listening:
    """A vintage that remembers which tables were read."""

    def __init__(self, true: Vintage) -> None:
        self.true = true
        self.read: set[str] = set()

    def table(self, name: str):
        self.read.add(name)
        return self.true.table(name)


def test_the_tables_a_fit_reads_are_those_it_is_held_to(starter):
    listening = Listening(starter)
    processes.fit(Past(listening, date(1971, 1, 1)))
    assert listening.read == set(artefacts.TABLES)


def test_the_modules_a_fit_needs_are_those_it_is_held_to():
    """All of the package that is loaded to fit, but for errors and names of rooms."""
    script = (
        "import sys, detente.models.treaty.processes\n"
        "print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('detente')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    root = Path(detente.__file__).parent
    needed = {Path(path).relative_to(root).as_posix() for path in done.stdout.split()}
    needed -= {"errors.py"} | {name for name in needed if name.endswith("__init__.py")}
    held = {
        path.relative_to(root).as_posix()
        for part in artefacts.MODULES
        for path in ((root / part).rglob("*.py") if (root / part).is_dir() else [root / part])
    }
    assert needed <= held
    assert all((root / part).exists() for part in artefacts.MODULES)


# ── what ships ───────────────────────────────────────────────────────────────────────────


def test_the_stored_fits_are_those_of_today(starter, fitted):
    """Of this data and code; `make fits` renews them."""
    found = stored_processes(starter, 1970)
    for name, value in packed(fitted):
        np.testing.assert_allclose(dict(packed(found))[name], value, rtol=1e-6, atol=1e-12)
    assert (
        stored_processes(starter).accession.events
        >= stored_processes(starter, 2010).accession.events
    )


def test_the_stored_fits_are_small():
    sizes = [path.stat().st_size for path in artefacts.FITS.iterdir()]
    assert {path.name for path in artefacts.FITS.iterdir()} == {artefacts.FILE, STAMP}
    assert sum(sizes) <= 2_000_000

"""Past units kept beforehand are those one would collect today."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.models.artefacts import LAST, TABLES, stored_processes
from detente.models.past import Past
from detente.models.treaty.cases import cases
from detente.models.treaty.kept_cases import (
    DECIDED,
    FOLDER,
    PROCESSES,
    kept_cases,
    packed,
    unpacked,
)
from detente.store.artefact import read_artefact
from detente.store.make import Make


def of(vintage, year):
    return Past(vintage, date(year + 1, 1, 1)), stored_processes(vintage, year)


def same(one, two):
    assert (one.process, one.end, one.taken) == (two.process, two.end, two.taken)
    for name in ("unit", "year", "place", "chance", "counted"):
        a, b = getattr(one, name), getattr(two, name)
        assert a.dtype == b.dtype, name
        assert np.array_equal(a, b), name


def test_those_in_the_package_hold_for_this_code_and_these_tables(starter):
    """If not, build them again: `detente data build-fits`."""
    artefact = read_artefact(FOLDER)
    assert artefact.date == date(LAST + 1, 1, 1)
    assert artefact.made.other_than(Make.of(starter, DECIDED, TABLES)) is None


@pytest.mark.parametrize("process", PROCESSES)
def test_those_in_the_package_are_those_collected_anew(starter, process):
    past, fits = of(starter, LAST)
    anew = cases(past, fits, process)
    same(kept_cases(starter, past, fits, LAST, process), anew)
    same(unpacked(process, packed(anew)), anew)


def test_those_of_another_year_are_kept_in_the_cache(starter, tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path))
    past, fits = of(starter, 1975)
    first = kept_cases(starter, past, fits, 1975, "adoption")
    (folder,) = (tmp_path / "cases").iterdir()
    assert folder.name.startswith("1976-01-01-")
    assert first.end == 1975
    assert first.year.max() <= 1975
    again = kept_cases(starter, past, fits, 1975, "adoption")
    assert again is first  # read, not collected
    same(first, cases(past, fits, "adoption"))


def test_where_nothing_can_be_kept_they_are_collected(starter, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("DETENTE_CACHE", str(blocked))
    past, fits = of(starter, 1975)
    same(kept_cases(starter, past, fits, 1975, "adoption"), cases(past, fits, "adoption"))


def test_an_altered_file_is_not_believed(starter, tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path))
    past, fits = of(starter, 1972)
    kept_cases(starter, past, fits, 1972, "adoption")
    (folder,) = (tmp_path / "cases").iterdir()
    (folder / "foundation.json").write_text("{}")
    same(kept_cases(starter, past, fits, 1972, "foundation"), cases(past, fits, "foundation"))

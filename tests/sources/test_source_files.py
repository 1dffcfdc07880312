"""Every published file: is it the declared one, and does its reader keep what it promises."""

from __future__ import annotations

import csv
import hashlib
import inspect
import re
from pathlib import Path

import polars as pl
import pytest

from detente.sources import registry
from detente.sources.declare import Source, github

pytestmark = pytest.mark.mirror

NAMES = registry.NAMES
STATES_IN_COLUMNS = {"un_votes_2024": 194, "un_votes_2025": 191}  # made long by the reader
YEARS = {
    "cow_states": ("styear", "endyear"),
    "gw_states": ("startdate", "enddate"),
    "gw_system": ("start", "end"),
    "atop_alliances": ("begyr",),
    "atop_phases": ("begyr",),
    "atop_members": ("yrent",),
    "mid_disputes": ("styear", "endyear"),
    "mid_participants": ("styear", "endyear"),
    "tss": ("start", "end"),
    "td": ("styear", "endyear"),
    "contiguity": ("stdate", "enddate"),
    "majors": ("styear", "endyear"),
    "capitals": ("stdate", "enddate"),
    "capitals_gw": ("stdate", "enddate"),
    "archigos": ("startdate", "enddate"),
    "reign_leaders": ("eyear",),
    "defence_agreements": ("signyear", "endyearestimate"),
    "sanctions": ("begin", "end"),
    "dcid": ("start",),
    "un_roll_calls": ("date",),
    "un_votes_2024": ("date",),
    "un_votes_2025": ("date",),
    "un_two_votes": ("date",),
}
MADE_LONG = {"igo_memberships", "peace_data", "dcid"}  # each is counted in a test of its own
AFTER_COVERAGE = {"un_roll_calls": 1, "dcid": 2, "un_votes_2024": 6 * 194}  # as their notes say


@pytest.fixture(scope="module")
def manifest(mirror: Path) -> dict[str, dict[str, str]]:
    with (mirror / "MANIFEST.csv").open(encoding="utf-8", newline="") as lines:
        return {row["path"]: row for row in csv.DictReader(lines)}


def in_docstring(source: Source) -> set[str]:
    """The names a reader's docstring puts between backticks; `a1` … `a9` is a range."""
    text = " ".join((inspect.getdoc(registry.reader(source.name)) or "").split())
    names = {name.strip() for part in re.findall(r"`([^`]+)`", text) for name in part.split(",")}
    for stem, first, same, last in re.findall(r"`([a-z]+)(\d+)` … `([a-z]+)(\d+)`", text):
        assert stem == same
        names |= {f"{stem}{i}" for i in range(int(first), int(last) + 1)}
    return names


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_the_declared_one(name, mirror, manifest):
    source = registry.get(name)
    content = (mirror / source.path).read_bytes()
    row = manifest[source.path]
    assert hashlib.sha256(content).hexdigest() == source.sha256 == row["sha256"]
    assert len(content) == source.size == int(row["bytes"])


@pytest.mark.parametrize("name", NAMES)
def test_the_address_is_that_of_the_manifest(name, manifest):
    source = registry.get(name)
    row = manifest[source.path]
    if source.derived:
        assert "DERIVED" in row["note"] + row["dataset"]
    else:
        repository = row["source_repo"].removeprefix("github.com/")
        assert source.url == github(repository, row["commit"], row["path_in_repo"])


@pytest.mark.parametrize("name", [name for name in NAMES if name not in MADE_LONG])
def test_no_row_is_lost(name, read, manifest):
    published = int(manifest[registry.get(name).path]["rows"])
    assert read(name).height == published * STATES_IN_COLUMNS.get(name, 1)


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_documented(name, read):
    undocumented = set(read(name).columns) - in_docstring(registry.get(name))
    assert not undocumented


@pytest.mark.parametrize("name", NAMES)
def test_types_are_few_and_no_gap_is_a_nan(name, read):
    frame = read(name)
    integers = {kind for kind in frame.dtypes if kind.is_integer()}
    assert integers <= {pl.Int32}
    assert set(frame.dtypes) <= {pl.Int32, pl.Float64, pl.Float32, pl.String, pl.Date, pl.Boolean}
    floats = [column for column in frame if column.dtype.is_float()]
    assert not any(column.is_nan().any() for column in floats)
    assert all(column == column.lower() for column in frame.columns)


@pytest.mark.parametrize("name", NAMES)
def test_years_lie_inside_coverage(name, read):
    first, last = registry.get(name).covers
    frame = read(name)
    for column in YEARS.get(name, ("year",) if "year" in frame.columns else ()):
        dated = frame[column].drop_nulls()
        years = dated.dt.year() if dated.dtype == pl.Date else dated
        outside = (~years.is_between(first, last)).sum()
        assert outside == AFTER_COVERAGE.get(name, 0), column


@pytest.mark.parametrize("name", NAMES)
def test_no_declared_missing_code_survives(name, read):
    codes = list(registry.get(name).missing)
    for column in read(name):
        if column.dtype.is_integer():
            assert not column.is_in(codes).any(), column.name


def test_a_published_minus_nine_is_a_score_where_none_is_declared_missing(read):
    """Saudi Arabia's polity2 is -10; -9 is a score like any other and stays."""
    assert (read("democracy")["polity2"] == -9).any()


def test_a_file_of_15557_state_years_holds_538965_memberships(read):
    """Full members 535,772 times, associates 861, observers 2,332 times; all else is left out."""
    counts = dict(read("igo_memberships")["membership"].value_counts().rows())
    assert counts == {1: 535_772, 2: 861, 3: 2_332}


def test_a_file_of_2688_pairs_holds_3746_spells_of_peace_and_rivalry(read):
    """111 of them are transitions, written -9, and have no level."""
    spells = read("peace_data")
    assert spells.select("ccode1", "ccode2").n_unique() == 2_688
    assert spells.height == 3_746
    assert spells["transition"].sum() == spells["level"].null_count() == 111
    assert set(spells["level"].drop_nulls()) == {0, 0.25, 0.5, 0.75, 1}


def test_organisations_and_memberships_speak_of_the_same_534(read):
    long = set(read("igo_memberships")["igo"].unique())
    named = set(read("igo_organisations")["ioname"].str.to_lowercase().unique())
    assert len(named) == 534
    assert long <= named

"""Trees as data: LightGBM's own numbers without it, kept by year, refused when stale."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.dates import HORIZONS
from detente.errors import ChecksumMismatch, OutOfCoverage, SourceMissing, StaleArtefact
from detente.models.hostility import ahead, day, forests, lagged, trees
from detente.models.hostility.forest import Forest, forest_of
from detente.models.hostility.forests import AtHand, grown, stored_forests, write_forests
from detente.models.hostility.parted import something
from detente.models.past import Past
from detente.store import Vintage
from detente.store.artefact import STAMP

INDIA, PAKISTAN, CANADA, PORTUGAL = 750, 770, 20, 235


@pytest.fixture(scope="module")
def past(starter: Vintage) -> Past:
    """What was known at the end of 1979."""
    return Past(starter, date(1980, 1, 1))


@pytest.fixture(scope="module")
def late(starter: Vintage) -> Past:
    """The end of 2019, five years after the last dispute on record."""
    return Past(starter, date(2020, 1, 1))


@pytest.fixture
def folder(starter: Vintage, tmp_path: Path) -> Path:
    write_forests({1979: stored_forests(starter, 1979)}, starter, tmp_path)
    return tmp_path


def near(past: Past) -> np.ndarray:
    """Rows of all pair-years with something between the two, as the trees take them."""
    table = lagged.seen(past)
    rows = np.arange(len(table.pair))
    return table.some(trees.columns(table), rows[something(table, rows)])


def same(one: dict[int, Forest], two: dict[int, Forest]) -> None:
    assert one.keys() == two.keys()
    for horizon in one:
        for field in fields(Forest):
            a, b = (getattr(found[horizon], field.name) for found in (one, two))
            if field.name in ("leaf", "start"):
                np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)
            else:
                np.testing.assert_array_equal(a, b)


# ── LightGBM's own numbers ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("when", ["past", "late"])
@pytest.mark.parametrize("horizon", [1, 10])
def test_log_odds_are_those_of_lightgbm(
    when: str, horizon: int, request: pytest.FixtureRequest
) -> None:
    """Its raw scores, of every pair-year since 1946 and of rows at and beside the thresholds."""
    pytest.importorskip("lightgbm")
    at: Past = request.getfixturevalue(when)
    booster = trees.fitted_at(at, "dispute", lagged.seen(at), horizon)
    forest = forest_of(booster, trees.ROUNDS, trees.LEAVES)
    rng = np.random.default_rng(0)
    beside = rng.choice(forest.threshold[np.isfinite(forest.threshold)], (500, len(forest.names)))
    for x in (near(at), beside, np.nextafter(beside, np.float32(np.inf))):
        expected = booster.predict(x, raw_score=True)
        np.testing.assert_allclose(forest.log_odds(x), expected, rtol=0, atol=1e-9)


def test_trees_without_a_split_are_their_mean() -> None:
    """Fewer rows than two leaves must hold are not split."""
    lightgbm = pytest.importorskip("lightgbm")
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2 * trees.ROWS_A_LEAF - 1, 3)).astype(np.float32)
    y = (np.arange(len(x)) % 4 == 0).astype(np.float64)
    fewest = trees.SETTINGS | {"min_data_in_leaf": trees.ROWS_A_LEAF}
    booster = lightgbm.train(fewest, lightgbm.Dataset(x, y), trees.ROUNDS)
    forest = forest_of(booster, trees.ROUNDS, trees.LEAVES)
    assert forest.expectation == pytest.approx(np.log(y.mean() / (1 - y.mean())))
    assert (forest.log_odds(x) == forest.expectation).all()
    assert (forest.contributions(x) == 0).all()


@settings(max_examples=25, deadline=None)
@given(
    year=st.sampled_from([1969, 1990, 2014, 2015, 2025]),
    horizon=st.sampled_from(HORIZONS),
    seed=st.integers(0, 2**32),
)
def test_parts_along_the_paths_sum_to_the_distance_from_the_mean(
    starter: Vintage, year: int, horizon: int, seed: int
) -> None:
    forest = stored_forests(starter, year)[horizon]
    x = np.random.default_rng(seed).normal(0, 3, (40, len(forest.names))).astype(np.float32)
    apart = forest.log_odds(x) - forest.expectation
    np.testing.assert_allclose(forest.contributions(x).sum(axis=1), apart, atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(
    year=st.sampled_from([1979, 2014, 2025]),
    horizon=st.sampled_from(HORIZONS),
    seed=st.integers(0, 2**32),
)
def test_trees_keep_their_directions(starter: Vintage, year: int, horizon: int, seed: int) -> None:
    """A rivalry, a border, recent disputes or conflict never lower the chance, nor distance raise it."""
    forest = stored_forests(starter, year)[horizon]
    rng = np.random.default_rng(seed)
    x = rng.normal(0, 2, (60, len(forest.names))).astype(np.float32)
    for number, name in enumerate(forest.names):
        sign = (name in trees.RISES) - (name in trees.FALLS)
        if sign:
            moved = x.copy()
            moved[:, number] += rng.exponential(2, 60).astype(np.float32)
            gained = sign * (forest.log_odds(moved) - forest.log_odds(x))
            assert (gained >= -1e-4).all(), name  # but for the steps in which leaves are stored


def test_a_smaller_tree_beside_a_larger_one() -> None:
    """One split of the first column, in room for two: the split that is not there changes nothing."""
    forest = Forest(
        names=("a", "b"),
        column=np.array([[0, 0], [1, 0]], np.uint8),
        threshold=np.array([[0.5, np.inf], [0.5, 0.5]], np.float32),
        left=np.array([[~0, ~0], [1, ~0]], np.int8),
        right=np.array([[~1, ~0], [~1, ~2]], np.int8),
        start=-3.0,
        leaf=np.array([[-1.0, 1.0, 0.0], [-0.5, 2.0, 0.5]]),
        share=np.array([[0.5, 0.5, 0.0], [0.25, 0.5, 0.25]], np.float32),
    )
    x = np.array([[0, 0], [1, 0], [0, 1], [0.5, 0.5]], np.float32)
    assert forest.log_odds(x) == pytest.approx([-4.5, -1.5, -2.0, -4.5])
    assert forest.expectation == pytest.approx(-2.0)
    expected = [[-1.5, -1.0], [1.5, -1.0], [-1.0, 1.0], [-1.5, -1.0]]
    assert forest.contributions(x) == pytest.approx(np.array(expected))


def test_more_rows_than_are_held_at_once_change_nothing(starter: Vintage, past: Past) -> None:
    forest = stored_forests(starter, 1979)[5]
    x = near(past)[:3000]
    parts = [forest.log_odds(x[at : at + 7]) for at in range(0, len(x), 7)]
    np.testing.assert_allclose(forest.log_odds(x), np.concatenate(parts), atol=1e-12)


# ── the blend of a day ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("horizon", HORIZONS)
def test_answers_take_the_blend_that_is_scored(starter: Vintage, past: Past, horizon: int) -> None:
    """With records current; but for the steps in which leaves are stored."""
    pytest.importorskip("lightgbm")
    rows = np.flatnonzero(past.cube.member[:, past.cube.year(1979)])
    found = ahead.dispute(past, rows, stored_forests(starter, 1979)).within(horizon).chance
    np.testing.assert_allclose(found, trees.blend(past, "dispute", rows, horizon), rtol=3e-4)


@pytest.mark.parametrize("when", ["past", "late"])
def test_the_blend_lies_between_and_never_falls(
    when: str, starter: Vintage, request: pytest.FixtureRequest
) -> None:
    at: Past = request.getfixturevalue(when)
    rows = np.arange(len(at.cube.one))
    table = lagged.seen(at)
    silent = ~something(table, table.now(rows))
    blend = ahead.dispute(at, rows, stored_forests(starter, at.as_of.year - 1))
    hazard = ahead.dispute(at, rows)
    before = np.zeros(len(rows))
    for horizon in range(1, 21):
        one, two = blend.within(horizon), hazard.within(horizon)
        np.testing.assert_allclose(one.chance[silent], two.chance[silent], rtol=1e-12)
        assert (one.chance >= before - 1e-12).all()
        assert (one.low <= one.chance).all() and (one.chance <= one.high).all()
        before = one.chance
    pairs = [at.cube.pair(INDIA, PAKISTAN), at.cube.pair(CANADA, PORTUGAL)]
    hostile, friendly = blend.within(10).chance[pairs]
    assert hostile > 0.6 and friendly < 0.03


def test_without_trees_it_is_the_hazard_and_why_is_kept(
    starter: Vintage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Stale trees and no LightGBM; with it, they are fitted anew and make the same answer."""
    when = date(1973, 3, 1)
    stored = day.work_out(starter, when)
    assert (stored.model, stored.why) == ("blend", "")
    shutil.copytree(forests.FOLDER, tmp_path / "stale")
    stamp = json.loads((tmp_path / "stale" / STAMP).read_text())
    stamp["made"]["code"] = "0" * 64
    (tmp_path / "stale" / STAMP).write_text(json.dumps(stamp))
    monkeypatch.setattr(forests, "FOLDER", tmp_path / "stale")

    there = forests.find_spec
    monkeypatch.setattr(forests, "find_spec", lambda _: None)
    alone = day.work_out(starter, when)
    assert alone.model == "hazard"
    assert "other tables or by other code" in alone.why and "LightGBM" in alone.why
    past = Past(starter, when)
    codes = np.stack([alone.states[alone.one], alone.states[alone.two]])
    rows = past.cube.index[tuple(np.searchsorted(past.cube.states, side) for side in codes)]
    expected = ahead.dispute(past, rows).chances.astype(np.float32)
    np.testing.assert_array_equal(alone.dispute, expected)

    monkeypatch.setattr(forests, "find_spec", there)
    pytest.importorskip("lightgbm")
    anew = day.work_out(starter, when)
    assert (anew.model, anew.why) == ("blend", "")
    np.testing.assert_allclose(anew.dispute, stored.dispute, rtol=1e-6)


def test_what_is_cached_says_whose_it_is(starter: Vintage, monkeypatch: pytest.MonkeyPatch) -> None:
    """So an answer by the hazard is not read once there are trees."""
    made = forests.make_of(starter)
    names = {
        day._name(made, date(1973, 3, 1), hand)
        for hand in (AtHand("stored"), AtHand("fitted"), AtHand("none", "no trees"))
    }
    assert len(names) == 3


# ── kept by year ─────────────────────────────────────────────────────────────────────────


def test_there_are_trees_of_every_year_and_horizon(starter: Vintage) -> None:
    """Of this data and code; if not, build them again: `detente data build-fits`."""
    wanted = forests.years(starter)
    assert (wanted[0], wanted[-1]) == (1969, starter.date.year - 1)
    for year in wanted:
        assert forests.at_hand(starter, date(year + 1, 6, 1)) == AtHand("stored")
        found = stored_forests(starter, year)
        assert tuple(found) == HORIZONS
        assert ("conflict" in found[1].names) == (year > 2014)


def test_the_stored_day_takes_the_blend(starter: Vintage) -> None:
    """Built after the trees: `make draws`."""
    found = day.hostility(starter, starter.date)
    assert (found.model, found.why) == ("blend", "")


@pytest.mark.parametrize("when", ["past", "late"])
def test_those_in_the_package_are_those_grown_anew(
    when: str, starter: Vintage, request: pytest.FixtureRequest
) -> None:
    pytest.importorskip("lightgbm")
    at: Past = request.getfixturevalue(when)
    same(grown(at), stored_forests(starter, at.as_of.year - 1))


def test_nothing_later_changes_the_trees_of_a_year(starter: Vintage) -> None:
    """Disputes, rivalries and pledges from 1980 on are dealt out anew among pairs."""
    pytest.importorskip("lightgbm")
    first = {
        "dispute_years": pl.col("year"),
        "rivalry_spells": pl.col("first"),
        "pledge_spells": pl.col("start").dt.year(),
    }

    class Shuffled:
        def table(self, name: str) -> pl.DataFrame:
            table = starter.table(name)
            if name not in first:
                return table
            later = table.filter(first[name] >= 1980)
            dealt = later.select("state1", "state2").sample(fraction=1, shuffle=True, seed=1)
            return pl.concat([table.filter(first[name] < 1980), later.with_columns(dealt)])

    same(grown(Past(Shuffled(), date(1980, 1, 1))), stored_forests(starter, 1979))


def test_what_is_written_comes_back(starter: Vintage, folder: Path, tmp_path: Path) -> None:
    sets = {year: stored_forests(starter, year) for year in (1969, 2025)}
    artefact = write_forests(sets, starter, tmp_path / "two")
    for year, expected in sets.items():
        same(stored_forests(starter, year, folder=tmp_path / "two"), expected)
    again = write_forests(sets, starter, tmp_path / "again")
    assert again.read(forests.FILE) == artefact.read(forests.FILE)
    assert artefact.seed == trees.SETTINGS["seed"]


@pytest.mark.parametrize(
    ("what", "said"),
    [("data", "other tables"), ("version", "version"), ("code", "other code")],
)
def test_stale_trees_are_refused(starter: Vintage, folder: Path, what: str, said: str) -> None:
    stamp = json.loads((folder / STAMP).read_text())
    stamp["made"][what] = "0" * 64
    (folder / STAMP).write_text(json.dumps(stamp))
    with pytest.raises(StaleArtefact, match=said):
        stored_forests(starter, 1979, folder=folder)


def test_altered_or_missing_trees_are_refused(
    starter: Vintage, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(OutOfCoverage, match="1980"):
        stored_forests(starter, 1980, folder=folder)
    with pytest.raises(SourceMissing, match="build-fits"):
        stored_forests(starter, 1979, folder=tmp_path / "none")
    with (folder / forests.FILE).open("ab") as file:
        file.write(b"more")
    forests._arrays.cache_clear()
    with pytest.raises(ChecksumMismatch):
        stored_forests(starter, 1979, folder=folder)


def test_the_stored_trees_are_small() -> None:
    sizes = [path.stat().st_size for path in forests.FOLDER.iterdir()]
    assert {path.name for path in forests.FOLDER.iterdir()} == {forests.FILE, STAMP}
    assert sum(sizes) <= 1_000_000


# ── what they depend on ──────────────────────────────────────────────────────────────────


def test_the_tables_trees_read_are_those_they_are_held_to(starter: Vintage) -> None:
    pytest.importorskip("lightgbm")
    read: set[str] = set()

    class Listening:
        def table(self, name: str) -> pl.DataFrame:
            read.add(name)
            return starter.table(name)

    grown(Past(Listening(), date(2019, 1, 1)))
    assert read == set(forests.READ)


def test_the_modules_trees_need_are_those_they_are_held_to() -> None:
    """All of the models and measures that are loaded to fit them."""
    script = (
        "import sys, detente.models.hostility.forests\n"
        "print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('detente.m')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    root = Path(detente.__file__).parent
    needed = {Path(path).relative_to(root).as_posix() for path in done.stdout.split()}
    needed = {name for name in needed if not name.endswith("__init__.py")}
    held = {
        path.relative_to(root).as_posix()
        for part in forests.DECIDED
        for path in ((root / part).rglob("*.py") if (root / part).is_dir() else [root / part])
    }
    assert needed - {"models/belonging.py"} <= held  # loaded with the past, asked for members only
    assert all((root / part).exists() for part in forests.DECIDED)

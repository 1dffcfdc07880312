"""The track record that ships: built from a back-test, stamped, small, and what it says of itself."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from detente.errors import BadQuestion, ChecksumMismatch, SourceMissing, Unreadable
from detente.evaluate.run import backtest
from detente.evaluate.stored import RECORD, STORED, TABLES, stored_record
from detente.evaluate.units import accession_units, body_units, decided_units
from detente.models.forecasters import OUTCOMES, forecaster
from detente.models.past import Past
from detente.release.track_record import MODELS, build_record
from detente.store.artefact import STAMP

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def built(starter, tmp_path_factory):
    """Three origins, a model that is quick."""
    folder = tmp_path_factory.mktemp("record")
    build_record(
        starter,
        folder,
        outcomes=("defence_pact",),
        horizons=(1,),
        models=("base", "reference", "cells"),
        first=2015,
        jobs=1,
    )
    return stored_record(folder)


def test_it_holds_the_scores_of_a_back_test(built, starter):
    found = backtest(starter, models=["base", "reference"], first=2015)
    for name in RECORD:
        assert getattr(built.record, name).equals(getattr(found.record, name))


def test_its_forecasts_are_of_all_pairs_at_risk_in_the_last_year_coded(built, starter):
    rows = built.table("forecasts")
    past = Past(starter, date(2019, 1, 1))
    cube = past.cube
    allied = cube.pledge[:, cube.year(2018)] >= 3
    outside = cube.member[:, cube.year(2018)] & ~allied
    assert rows["model"].unique().sort().to_list() == ["base", "reference"]
    assert rows.filter(model="base").height == outside.sum()
    assert rows.schema["p1"] == pl.Float32
    assert rows["p1"].is_between(0, 1).all()
    assert rows.select("model", "state1", "state2").is_duplicated().sum() == 0


def test_its_units_are_states_outside_treaties_and_bodies_without_a_pact(built):
    states, bodies = built.table("accessions"), built.table("bodies")
    nato = states.filter(atopid=3180)
    assert {"Finland, North Atlantic Treaty", "Sweden, North Atlantic Treaty"} <= set(nato["unit"])
    assert "Poland, North Atlantic Treaty" not in set(nato["unit"])
    assert "ASEAN" in set(bodies["unit"])
    for frame in (states, bodies):
        assert frame["p1"].is_between(0, 1).all()
        assert set(frame["origin"]) == {2018}


def test_montenegro_stood_high_among_all_units_before_it_joined(built):
    """It signed the protocol of its accession to the North Atlantic Treaty in May 2016."""
    units = built.table("units")
    row = units.filter(unit="Montenegro, North Atlantic Treaty")
    assert row["origin"].to_list() == [2015]
    assert row["percentile"].item() > 0.9
    assert row["n_units"].item() > 2000


def test_the_stamp_says_of_what_and_by_what(built, starter):
    assert built.vintage == starter.id
    assert built.date == starter.date
    assert built.of(starter)
    assert set(built.artefact.files) == {f"{name}.parquet" for name in TABLES}


def test_an_altered_or_missing_table_is_refused(built, tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    for path in built.artefact.folder.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "scores.parquet").write_bytes(b"PAR1")
    (folder / "units.parquet").unlink()
    with pytest.raises(ChecksumMismatch):
        stored_record(folder).table("scores")
    with pytest.raises(Unreadable):
        stored_record(folder).table("units")
    (folder / STAMP).write_text("{}")
    with pytest.raises(Unreadable):
        stored_record(folder)
    with pytest.raises(SourceMissing):
        stored_record(tmp_path / "none")


def test_what_was_never_scored_is_one_clear_error(built):
    assert built.select(models=["base"]).scores["model"].unique().to_list() == ["base"]
    assert built.select(models=["base"]).differences.is_empty()
    for asked in ({"outcomes": ["dispute"]}, {"horizons": [10]}, {"models": ["cells"]}):
        with pytest.raises(BadQuestion, match="backtest"):
            built.select(**asked)


# ── units ────────────────────────────────────────────────────────────────────────────────


def test_units_are_those_of_the_last_year_known(starter):
    past = Past(starter, date(1971, 1, 1))
    assert set(accession_units(past)["origin"]) == {1970}
    assert set(body_units(past)["origin"]) == {1970}


def test_units_that_decided_in_1981(starter):
    """Spain signed the protocol of its accession to the North Atlantic Treaty in December."""
    found = decided_units(starter, starter.date, [1980])
    spain = found.filter(unit="Spain, North Atlantic Treaty")
    assert spain["process"].to_list() == ["accession"]
    assert spain["percentile"].item() > 0.9
    assert found["percentile"].is_between(0, 1).all()


# ── what ships ───────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def shipped():
    return stored_record()


def test_the_shipped_record_is_of_the_shipped_tables(shipped, starter):
    assert shipped.of(starter)


def test_the_shipped_record_is_full(shipped):
    scores = shipped.record.scores
    assert set(scores["outcome"]) == set(OUTCOMES)
    assert set(scores["horizon"]) == {1, 5, 10, 20}
    assert set(scores["model"]) == set(MODELS)
    onset = scores.filter(outcome="defence_pact", horizon=1, model="decisions", part="all")
    assert onset["first"].unique().to_list() == [1970]
    assert onset["last"].unique().to_list() == [2017]
    assert np.isfinite(onset["value"].to_numpy()).all()
    spoken = {(what, name) for name in MODELS for what in forecaster(name).outcomes}
    held = shipped.table("forecasts").select("outcome", "model").unique()
    assert set(held.iter_rows()) == spoken


def test_the_shipped_record_is_small(shipped):
    """All that is made beforehand may take 15 MB."""
    files = {path.name: path.stat().st_size for path in STORED.iterdir()}
    assert set(files) == {*shipped.artefact.files, STAMP}
    assert sum(files.values()) <= 10 * MEGABYTE

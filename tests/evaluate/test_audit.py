"""The audit: no forecaster of the registry looks ahead, and one that does is caught."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from detente.evaluate.audit import Audit, look_ahead, permuted
from detente.evaluate.cases import cases
from detente.evaluate.question import can_run
from detente.evaluate.run import backtest
from detente.evaluate.scored import suspects
from detente.models.forecasters import FORECASTERS, Forecaster
from detente.report.track_record import track_record

SPEAKS = [(one, outcome) for one in FORECASTERS for outcome in one.outcomes]


@pytest.fixture(scope="module")
def audit(starter):
    return Audit(starter, 1985)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "outcome"), SPEAKS, ids=[f"{one.name}-{outcome}" for one, outcome in SPEAKS]
)
def test_what_came_later_moves_no_forecast(audit, model, outcome):
    if not can_run(model):
        pytest.skip(f"needs detente[{model.needs}]")
    assert audit.look_ahead(model, outcome) == 0


def leaking(past, outcome, rows, horizon):
    """Reads the treaties of next year from the tables behind the past."""
    cube = past.cube
    spells = past.tables.table("pledge_spells").filter(
        pl.col("defense") & (pl.col("first") == past.as_of.year)
    )
    coming = {cube.pair(a, b) for a, b in spells.select("state1", "state2").iter_rows()}
    return np.where(np.isin(rows, list(coming)), 0.5, 0.0005)


LEAK = Forecaster("leak", ("defence_pact",), leaking)


def test_a_planted_leak_is_caught(starter):
    assert look_ahead(LEAK, starter, 2002) == pytest.approx(0.4995)


def register_leak(past, outcome, rows, horizon):
    """Counts the treaties of the very day, which belong to the year that is forecast."""
    spells = past.tables.table("pledge_spells").filter(pl.col("start") == past.as_of)
    return np.full(len(rows), min(len(spells) / 1000, 1))


def test_a_treaty_of_new_year_belongs_to_the_future(starter):
    """Two treaties of defence begin on 1 January 1993."""
    model = Forecaster("new year", ("defence_pact",), register_leak)
    assert look_ahead(model, starter, 1992) > 0


def late_rivalries(past, outcome, rows, horizon):
    """Reads when rivalries ended before anyone could tell."""
    cube = past.cube
    ends = past.tables.table("rivalry_spells").filter(coding="tss")
    last = {cube.pair(a, b): z for a, b, z in ends.select("state1", "state2", "last").iter_rows()}
    return np.array([0.1 if (last.get(row) or 9999) > past.as_of.year else 0.9 for row in rows])


def test_an_end_of_a_rivalry_seen_too_early_is_caught(starter):
    model = Forecaster("hindsight", ("rivalry_end",), late_rivalries)
    assert look_ahead(model, starter, 1990) > 0


def test_a_leak_is_suspected_in_the_text(starter):
    found = backtest(starter, first=2002, last=2002, models=[LEAK])
    assert suspects(found.record.scores)["score"].to_list() == ["log_skill", "brier_skill"]
    assert "Suspected of leakage" in track_record(found.record, data=found.vintage)


def test_nobody_honest_is_suspected(three):
    assert suspects(three.record.scores).is_empty()
    assert "Suspected" not in track_record(three.record, data=three.vintage)


def test_skill_vanishes_when_outcomes_are_dealt_out_anew(three):
    case = next(cases(three.ledger))
    assert case.sample("reference").scores()["log_skill"][0] > 0.1
    for seed in range(3):
        dealt = permuted(case, "reference", seed=seed)
        assert dealt["log_skill"] < 0.01
        assert dealt["brier_skill"] < 0.005
        assert abs(dealt["auc"] - 0.5) < 0.05

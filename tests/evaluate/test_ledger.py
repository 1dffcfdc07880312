"""The ledger: a run goes on where it was cut, and two makes are never mixed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from detente.errors import DataError, OutputUnwritable, Unreadable
from detente.evaluate.forecasts import Wanted
from detente.evaluate.ledger import Ledger, make_of
from detente.evaluate.run import backtest
from detente.models.forecasters import Forecaster

ASKED = {"first": 2002, "last": 2004, "models": ["base", "borders"]}


@pytest.fixture
def counted():
    """A forecaster that notes the years it was asked."""
    years = []

    def forecast(past, outcome, rows, horizon):
        years.append((past.as_of.year - 1, horizon))
        return np.full(len(rows), 0.001)

    return Forecaster("counted", ("defence_pact",), forecast), years


def test_a_cut_run_goes_on(starter, tmp_path, counted):
    model, years = counted
    backtest(starter, first=2002, last=2003, models=[model], folder=tmp_path)
    assert years == [(2002, 1), (2003, 1)]
    whole = backtest(starter, first=2002, last=2004, models=[model], folder=tmp_path)
    assert years[2:] == [(2004, 1)]
    again = backtest(starter, first=2002, last=2004, models=[model])
    assert whole.record.scores.equals(again.record.scores)


def test_models_and_horizons_are_added_to_what_is_there(starter, tmp_path, counted):
    model, years = counted
    backtest(starter, **ASKED, folder=tmp_path)
    both = backtest(
        starter,
        first=2002,
        last=2004,
        horizons=(1, 2),
        models=["base", model],
        folder=tmp_path,
    )
    assert years == [(y, h) for y in (2002, 2003, 2004) for h in (1, 2)]
    assert both.ledger.columns[-2:] == ["base", "counted"]
    kept = pl.read_parquet(tmp_path / "2003.parquet")
    assert kept.filter(horizon=1)["borders"].null_count() == 0
    assert kept.filter(horizon=2)["borders"].null_count() == kept.filter(horizon=2).height
    assert kept["event"].null_count() == 0


def test_two_processes_write_what_one_does(starter, tmp_path):
    one = backtest(starter, **ASKED)
    told = []
    two = backtest(
        starter, **ASKED, jobs=2, folder=tmp_path, progress=lambda done, n: told.append((done, n))
    )
    assert one.ledger.equals(two.ledger)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "2002.parquet",
        "2003.parquet",
        "2004.parquet",
    ]


@pytest.mark.parametrize("part", ["data", "version", "code"])
def test_forecasts_of_another_make_are_refused(starter, tmp_path, part):
    make = make_of(starter)
    other = Ledger(tmp_path, replace(make, **{part: "other"}))
    other.write(2002, pl.DataFrame({"outcome": ["defence_pact"], "horizon": [1]}))
    with pytest.raises(DataError, match="name another folder"):
        backtest(starter, **ASKED, folder=tmp_path)


def test_a_foreign_or_damaged_file_is_refused(starter, tmp_path):
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    pl.DataFrame({"a": [1]}).write_parquet(foreign / "2002.parquet")
    with pytest.raises(DataError, match="not by a back-test"):
        Ledger(foreign, make_of(starter))
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "2002.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(Unreadable):
        Ledger(damaged, make_of(starter))


def test_a_folder_that_cannot_be_written_is_said(starter, tmp_path):
    (tmp_path / "file").write_text("in the way")
    ledger = Ledger(tmp_path / "file" / "ledger", make_of(starter))
    with pytest.raises(OutputUnwritable, match="Name a folder"):
        ledger.write(2002, pl.DataFrame({"a": [1]}))


def test_nothing_is_missing_from_a_whole_ledger(starter, tmp_path):
    backtest(starter, first=2002, last=2002, models=["base"], folder=tmp_path)
    ledger = Ledger(tmp_path, make_of(starter))
    assert ledger.missing(2002, [Wanted("defence_pact", 1, "base")]) == []
    more = [Wanted("defence_pact", 1, "borders"), Wanted("defence_pact", 2, "base")]
    assert ledger.missing(2002, more) == more

"""Rolling origins on the starter tables: the risk sets, three origins end to end, no look-ahead."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from detente import store
from detente.errors import BadHorizon, BadQuestion
from detente.evaluate.origins import base_at, forecast_at, origin, origins
from detente.evaluate.run import backtest
from detente.measures.cube import build
from detente.models.baselines import FORECASTERS
from detente.report.track_record import track_record


@pytest.fixture(scope="module")
def starter():
    return store.vintage("starter")


@pytest.fixture(scope="module")
def happened(starter):
    return build(starter, starter.date)


@pytest.mark.parametrize(("horizon", "rows", "events"), [(1, 683_498, 1_221), (10, 528_797, 9_781)])
def test_the_risk_set_was_fixed_before_looking(happened, horizon, rows, events):
    """Origins 1970–2017 for one year, 1970–2008 for ten."""
    found = origins(happened, horizon)
    assert (found[0].year, found[-1].year) == (1970, 2018 - horizon)
    assert sum(len(one.rows) for one in found) == rows
    assert sum(int(one.event.sum()) for one in found) == events


def test_2003_has_the_pacts_of_two_treaties(happened):
    """NATO's protocols of March and SADC's pact of August: 230 pairs."""
    assert origin(happened, 2002, 1).event.sum() == 230


def test_the_base_rate_knows_closed_origins_only(happened):
    """At 1970, ten years ahead: origins 1946–1960."""
    closed = [origin(happened, year, 10) for year in range(1946, 1961)]
    share = sum(o.event.sum() for o in closed) / sum(len(o.rows) for o in closed)
    assert base_at(happened, 1970, 10) == pytest.approx(share)


@pytest.fixture(scope="module")
def three(starter):
    return backtest(starter, horizon=1, first=2002, last=2004)


def test_three_origins_end_to_end(three):
    assert (three.first, three.last) == (2002, 2004)
    assert [one.model for one in three.records] == list(FORECASTERS)
    best = three.records[-1].scores
    assert best.auc > three.records[0].scores.auc == 0.5
    assert three.records[0].treaties == three.ledger.filter("event")["atopid"].n_unique()


def test_the_ledger_holds_every_forecast(three):
    ledger = three.ledger
    assert ledger.select("model", "origin", "state1", "state2").is_duplicated().sum() == 0
    assert ledger["p"].is_between(0, 1).all()
    assert (ledger.filter(pl.col("event"))["atopid"] != 0).all()
    assert (ledger.filter(~pl.col("event"))["atopid"] == 0).all()


def test_the_text_fits_the_page(three):
    for width in (60, 80):
        lines = track_record(three, width=width).splitlines()
        assert max(map(len, lines)) <= width
        assert any("reference" in line for line in lines)


class Cut:
    """The starter's tables without any pledge or dispute that began after a year."""

    def __init__(self, starter, year):
        self.starter, self.year = starter, year

    def table(self, name):
        frame = self.starter.table(name)
        if name == "pledge_spells":
            return frame.filter(pl.col("first") <= self.year)
        if "year" in frame.columns:
            return frame.filter(pl.col("year") <= self.year)
        return frame


def test_what_came_later_moves_no_forecast(starter, happened):
    at = origin(happened, 1990, 1)
    full = forecast_at(starter, happened, at, FORECASTERS)
    cut = forecast_at(Cut(starter, 1990), happened, at, FORECASTERS)
    for name, chances in full.items():
        assert np.array_equal(chances, cut[name]), name


def test_what_came_before_does(starter, happened):
    at = origin(happened, 1990, 1)
    full = forecast_at(starter, happened, at, FORECASTERS)
    cut = forecast_at(Cut(starter, 1980), happened, at, FORECASTERS)
    assert not np.array_equal(full["reference"], cut["reference"])


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"models": ["tarot"]}, BadQuestion),
        ({"first": 1900}, BadQuestion),
        ({"first": 2019}, BadQuestion),
        ({"horizon": 0}, BadHorizon),
        ({"horizon": 21}, BadHorizon),
    ],
)
def test_what_cannot_be_tested_is_refused(starter, asked, error):
    with pytest.raises(error):
        backtest(starter, **asked)

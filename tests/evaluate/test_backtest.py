"""A back-test end to end: its record, its ledger, its text, and what is refused."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from detente.errors import BadHorizon, BadQuestion, DataError
from detente.evaluate.forecasts import Happened, Wanted, forecast_at
from detente.evaluate.run import backtest
from detente.measures import listed
from detente.models.forecasters import Forecaster, forecaster
from detente.models.past import CodedPast, Past
from detente.models.treaty import processes
from detente.report.track_record import track_record


def value(record, score, **where):
    where = {"horizon": 1, "model": "reference", "part": "all", **where}
    return record.scores.filter(score=score, **where)["value"].item()


def test_three_origins_end_to_end(three):
    scores = three.record.scores
    assert scores["model"].unique(maintain_order=True).to_list() == ["base", "borders", "reference"]
    assert scores.filter(horizon=1)["first"].min() == 2002
    assert scores.filter(horizon=1)["last"].max() == 2004
    assert value(three.record, "auc") > value(three.record, "auc", model="base") == 0.5


def test_each_number_has_the_decisions_behind_it(three):
    """NATO and SADC in 2003, the African Union in 2005."""
    row = three.record.scores.filter(horizon=1, part="all").row(0, named=True)
    assert (row["events"], row["pairs"], row["decisions"], row["treaties"]) == (253, 253, 3, 3)
    decisions = three.record.decisions.filter(horizon=1, model="reference")
    assert sorted(decisions["n_dyads"]) == [23, 77, 153]
    assert set(decisions["kind"]) == {"accession", "foundation"}
    assert "North Atlantic Treaty" in decisions["name"].to_list()


def test_waves_out_leaves_no_event_of_a_large_decision(three):
    """All three decisions were waves."""
    assert three.record.scores.filter(horizon=1, part="waves out")["events"].unique().item() == 0


def test_reliability_counts_every_row(three):
    bins = three.record.reliability.filter(horizon=1, model="reference")
    assert bins["n"].sum() == three.ledger.filter(horizon=1).height
    assert bins["events"].sum() == 253
    assert (bins["mean_p"] >= bins["low"]).all() and (bins["mean_p"] <= bins["high"]).all()
    assert (bins.filter(events=0)["rate_high"] > 0).all()


def test_a_model_is_compared_with_each_other_on_the_same_draws(three):
    """The difference is exact, and surer than two intervals side by side."""
    rows = three.record.differences.filter(horizon=2, rival="borders", score="log_skill")
    row = rows.row(0, named=True)
    assert row["model"] == "reference"
    both = [
        three.record.scores.filter(horizon=2, part="all", score="log_skill", model=model).row(
            0, named=True
        )
        for model in ("reference", "borders")
    ]
    assert row["value"] == pytest.approx(both[0]["value"] - both[1]["value"])
    assert row["low"] < row["value"] < row["high"]
    assert three.record.differences.filter(horizon=2)["rival"].unique().sort().to_list() == [
        "base",
        "borders",
    ]


def test_the_ledger_holds_every_forecast(three):
    ledger = three.ledger
    keys = ["outcome", "horizon", "origin", "state1", "state2"]
    assert ledger.select(keys).is_duplicated().sum() == 0
    for model in ("base", "borders", "reference"):
        assert ledger[model].is_between(0, 1).all()
    assert ledger.filter("event")["atopid"].null_count() == 0
    assert (
        ledger.filter(~pl.col("event"))["atopid"].null_count()
        == ledger.filter(~pl.col("event")).height
    )


def test_the_text_fits_the_page(three):
    for width in (60, 80):
        text = track_record(three.record, data="2026.06 starter", width=width)
        assert max(map(len, text.splitlines())) <= width
        assert "North Atlantic" in text
        assert "-0.0" not in text


def always(chance, name="always", outcomes=("dispute", "violent_dispute", "rivalry_end")):
    return Forecaster(name, outcomes, lambda past, outcome, rows, horizon: chance(rows))


def test_disputes_and_rivalries_are_scored_by_pair(starter):
    found = backtest(
        starter,
        outcomes=["dispute", "violent_dispute", "rivalry_end"],
        horizons=(1, 5),
        first=2000,
        last=2002,
        models=[always(lambda rows: np.full(len(rows), 0.01))],
    )
    scores = found.record.scores.filter(score="auc", part="all")
    assert scores["value"].unique().to_list() == [0.5]
    assert scores["cluster"].unique().to_list() == ["pair"]
    assert scores["decisions"].null_count() == scores.height == 6
    assert found.record.decisions.is_empty()
    assert "new violent dispute" in track_record(found.record, data=found.vintage)


def broken(rows):
    return np.full(len(rows), 1.2)


def raising(rows):
    raise ZeroDivisionError("by nought")


def short(rows):
    return np.zeros(len(rows) - 1)


@pytest.mark.parametrize(
    ("chance", "said"), [(broken, "1.2"), (raising, "by nought"), (short, "chances")]
)
def test_a_model_that_fails_is_one_clear_error(starter, chance, said):
    with pytest.raises(DataError, match=said) as caught:
        backtest(
            starter, outcomes=["dispute"], first=2000, last=2000, models=[always(chance, "odd")]
        )
    assert "'odd'" in caught.value.message
    assert "2001-01-01" in caught.value.message


def no_pairs(rows):
    raise DataError("A logit needs both outcomes; 0 of 9 rows have the event.")


def test_too_few_cases_are_told_with_the_model_the_day_and_a_way_out(starter):
    """Before the first accessions were seen nothing can be fitted to them."""
    with pytest.raises(DataError) as caught:
        backtest(
            starter, outcomes=["dispute"], first=1950, last=1950, models=[always(no_pairs, "odd")]
        )
    said = caught.value.message
    assert "'odd' could not forecast dispute within 1 year" in said
    assert "on 1951-01-01: A logit needs both outcomes; 0 of 9 rows have the event. " in said
    assert said.endswith(
        "Begin at a later origin with --from, or leave the model out with --model."
    )


@pytest.mark.parametrize("first", [1816, 1945, 1949])
def test_origins_before_the_classes_begin_are_refused_by_name(starter, first):
    for model in ("network", "reference", "base", "decisions"):
        with pytest.raises(BadQuestion, match=f"would be {first}.*choose 1950 or later"):
            backtest(starter, first=first, last=first, models=[model])


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"models": ["tarot"]}, BadQuestion),
        ({"models": []}, BadQuestion),
        ({"models": ["borders"], "outcomes": ["dispute"]}, BadQuestion),
        ({"outcomes": ["love"]}, BadQuestion),
        ({"first": 1900}, BadQuestion),
        ({"first": 2019}, BadQuestion),
        ({"first": 2016, "horizons": (1, 10)}, BadQuestion),
        ({"horizons": (0,)}, BadHorizon),
        ({"horizons": (21,)}, BadHorizon),
    ],
)
def test_what_cannot_be_tested_is_refused(starter, asked, error):
    with pytest.raises(error):
        backtest(starter, **asked)


def test_members_read_after_the_coded_list_are_off(starter, monkeypatch):
    """They condition answers of today; in 2017 they could be known as well, and are not used."""

    def read(*_: object) -> None:
        raise AssertionError("a list of members was read")

    monkeypatch.setattr(listed, "known_on", read)
    past = CodedPast(starter, date(2018, 1, 1))
    last = past.organisations.at(2017)
    assert (last == past.organisations.at(2014)).all()
    assert processes.fit(past).adoption.events > 0
    happened = Happened(starter, starter.date, ["defence_pact"])
    wanted = [Wanted("defence_pact", 1, "decisions")]
    model = {"decisions": forecaster("decisions")}
    assert forecast_at(starter, happened, 2017, wanted, model).height > 10_000
    with pytest.raises(AssertionError, match="a list of members was read"):
        _ = Past(starter, date(2018, 1, 1)).organisations

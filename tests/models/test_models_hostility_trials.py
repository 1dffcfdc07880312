"""How the hazard of disputes is specified: a declared family, and a choice by past origins alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from detente.models.hostility import disputes, lagged, parted, trials
from detente.models.hostility.family import BLOCKS, CORE, FAMILY, PRODUCTS, Specification
from detente.models.hostility.features import Features, features
from detente.models.hostility.trials import chosen
from detente.models.past import Past
from detente.release.hostility_trials import tried
from detente.store import Vintage

FIRST = Specification(30.0)


@pytest.fixture(scope="module")
def past(starter: Vintage) -> Past:
    """What was known at the end of 1979."""
    return Past(starter, date(1980, 1, 1))


@pytest.fixture(scope="module")
def table(past: Past) -> Features:
    return features(past)


@pytest.fixture
def record() -> Iterator[trials.Losses]:
    """The losses on record, which a test may put others in place of."""
    yield trials.trials()
    trials.trials.cache_clear()


# ── the family ───────────────────────────────────────────────────────────────────────────


def test_blocks_and_core_hold_every_column_once(table: Features) -> None:
    declared = [*CORE, *(name for block in BLOCKS.values() for name in block)]
    assert sorted(declared) == sorted(table.names)


def test_thirty_three_specifications_with_names_of_their_own() -> None:
    assert len(FAMILY) == len({one.name for one in FAMILY}) == 33
    assert FAMILY[0] == FIRST


def test_a_product_is_in_with_both_its_columns(table: Features) -> None:
    assert FIRST.pairs(table.names) == PRODUCTS
    fewer = Specification(30.0, without=("fading",)).pairs(table.names)
    assert set(PRODUCTS) - set(fewer) == {pair for pair in PRODUCTS if "onsets_fading_4" in pair}
    assert Specification(30.0, products=False).pairs(table.names) == ()


def test_the_plain_one_keeps_structure() -> None:
    plain = FAMILY[10]
    names = [*CORE, *(name for block in BLOCKS.values() for name in block)]
    kept = {*CORE, *BLOCKS["states"], *BLOCKS["rivalry's past"]}
    assert set(plain.columns(names)) == kept
    assert len(plain.pairs(names)) == 3


def test_a_column_of_no_block_is_always_in() -> None:
    for one in FAMILY:
        assert "conflict" in one.columns(("rivalry", "onset", "conflict"))


def test_the_design_has_the_columns_and_then_the_products(table: Features) -> None:
    rows = np.arange(0, len(table.pair), 997)
    for one in FAMILY[:11]:
        x = parted.design(table, rows, one)
        columns, pairs = one.columns(table.names), one.pairs(table.names)
        assert x.shape == (len(rows), len(columns) + len(pairs))
        np.testing.assert_array_equal(x[:, 0], table.get(columns[0], rows))
        if pairs:
            last = table.get(pairs[-1][0], rows) * table.get(pairs[-1][1], rows)
            np.testing.assert_array_equal(x[:, -1], last)


# ── the record ───────────────────────────────────────────────────────────────────────────


def test_the_record_has_every_specification_and_year() -> None:
    losses = trials.trials()
    assert list(losses) == [one.name for one in FAMILY]
    assert all(list(own) == list(trials.YEARS) for own in losses.values())
    assert all(value > 0 for own in losses.values() for value in own.values())


def test_the_record_of_1960_is_found_again(starter: Vintage) -> None:
    """Fitted on 1946–59, scored on the disputes of 1961."""
    losses = trials.trials()
    for name, loss in tried(starter.folder, 1960).items():
        assert loss == pytest.approx(losses[name][1960], abs=1e-3)


def test_what_is_written_is_read_again() -> None:
    losses = {
        "ridge 30": {1952: 1.5, 1954: 2.25},
        "ridge 10, without fading": {1952: 3.0, 1954: 0.5},
    }
    lines = trials.written(losses).splitlines()
    assert lines[0] == "specification,1952,1954"
    assert lines[2] == '"ridge 10, without fading",3.0000,0.5000'


# ── the choice ───────────────────────────────────────────────────────────────────────────


def test_before_the_first_trial_all_are_level() -> None:
    assert chosen(1946) == chosen(trials.YEARS[0]) == FIRST


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (1970, "ridge 30, without fading, rate, spline, violence, elsewhere, pledges"),
        (1979, "ridge 30, without elsewhere"),
        (1990, "ridge 30, without fading"),
        (2014, "ridge 30, without elsewhere"),
    ],
)
def test_what_is_taken_as_of_some_years(year: int, name: str) -> None:
    """Until the middle of the seventies a plain one had lost least."""
    assert chosen(year).name == name


@pytest.mark.parametrize("year", [1953, 1969, 1989, 2014])
def test_later_trials_do_not_change_a_choice(
    year: int, record: trials.Losses, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are taken out, or turned against what was chosen."""
    before = chosen(year)
    for later in (None, 1e6):
        other = {
            name: {at: loss for at, loss in own.items() if at < year}
            | ({} if later is None else {year: later * (name == before.name)})
            for name, own in record.items()
        }
        monkeypatch.setattr(trials, "trials", lambda other=other: other)
        assert chosen(year) == before
        monkeypatch.undo()


def test_a_trial_counts_once_its_disputes_are_known(
    record: trials.Losses, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of 1960 is scored on 1961."""
    other = {name: dict(own) for name, own in record.items()}
    other[chosen(1961).name][1960] += 1e6
    before = chosen(1960), chosen(1961)
    monkeypatch.setattr(trials, "trials", lambda: other)
    assert chosen(1960) == before[0]
    assert chosen(1961) != before[1]


def test_a_past_is_fitted_as_its_own_choice(past: Past, table: Features) -> None:
    for outcome, horizon in (("dispute", 1), ("dispute", 10), ("violent_dispute", 1)):
        fitted = disputes.fitted_at(past, outcome, table, horizon)
        assert fitted.near.specification == chosen(1979)
    seen = lagged.fit_lagged(past, 1981, violent=False).model.near
    assert seen.specification == chosen(1979)
    columns = seen.specification.columns(lagged.lagged_features(past, past.cube.year(1980)).names)
    assert {"conflict", "conflict_fading"} <= set(columns)


def test_the_ridge_grows_with_the_horizon(table: Features, past: Past) -> None:
    known, event = disputes.training(past, "dispute", 1)
    near = parted.something(table, known)
    known, event = known[near][::5], event[near][::5]
    ten = parted.fit_near(table, known, event, FIRST, horizon=10)
    same = parted.fit_near(table, known, event, replace(FIRST, ridge=300.0), horizon=1)
    np.testing.assert_array_equal(ten.logit.coef, same.logit.coef)

"""How the treaty processes are fitted is left to what past origins forecast, and to nothing later."""

from __future__ import annotations

from datetime import date
from math import inf

import numpy as np
import pytest

from detente.models.logit import fit_logit
from detente.models.past import CodedPast
from detente.models.pooled import Part, pooled
from detente.models.treaty import processes, trials
from detente.models.treaty.family import BLOCKS, FAMILIES, FEATURES, Variant
from detente.models.treaty.samples import sample

PROCESSES = tuple(FAMILIES)


@pytest.fixture(scope="module")
def past(starter):
    return CodedPast(starter, date(1972, 1, 1))


# ── the family ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("process", PROCESSES)
def test_every_block_is_of_features_and_none_is_in_two(process):
    named = [name for block in BLOCKS[process].values() for name in block]
    assert len(named) == len(set(named))
    assert set(named) <= set(FEATURES[process])


def test_only_the_number_of_parties_is_in_every_fit():
    left = {
        process: set(FEATURES[process]) - {name for block in blocks.values() for name in block}
        for process, blocks in BLOCKS.items()
    }
    assert left == {"accession": {"parties (log)"}, "adoption": set(), "foundation": set()}


@pytest.mark.parametrize("process", PROCESSES)
def test_ways_to_fit_have_names_of_their_own(process):
    names = [one.name for one in FAMILIES[process]]
    assert len(set(names)) == len(names)
    assert not FAMILIES[process][0].without


# ── what was tried ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("process", PROCESSES)
def test_the_losses_on_record_are_those_of_the_code(past, process):
    """Of 1970, known at the end of 1971. If not: `detente data build-trials`."""
    rows = sample(past, process)
    for variant in FAMILIES[process][::7]:
        assert trials.trials()[process, variant.name][1970] == pytest.approx(
            trials.loss(rows, variant, 1970), abs=2e-4
        )


def test_every_way_was_tried_in_every_year_from_1952_to_2017():
    for losses in trials.trials().values():
        assert sorted(losses) == list(range(1952, 2018))
        assert np.isfinite(list(losses.values())).all()


def test_what_is_written_is_read_again(tmp_path, monkeypatch):
    before = trials.trials()
    text = trials.written(before)
    assert text.splitlines()[0].startswith("process,variant,1952,")
    assert trials.read(text) == before


# ── what it weighs ───────────────────────────────────────────────────────────────────────


def test_a_year_that_is_not_over_has_no_say(monkeypatch):
    before = {process: trials.weights(process, 1985, 2.0) for process in PROCESSES}
    cut = {
        name: {year: loss if year < 1985 else 1e3 * year for year, loss in own.items()}
        for name, own in trials.trials().items()
    }
    monkeypatch.setattr(trials, "trials", lambda: cut)
    assert {process: trials.weights(process, 1985, 2.0) for process in PROCESSES} == before


def test_before_the_first_trial_all_weigh_the_same():
    for process in PROCESSES:
        found = list(trials.weights(process, trials.FIRST_TRIAL, 1.0).values())
        assert found == pytest.approx([1 / len(FAMILIES[process])] * len(found))


def test_decisions_taken_together_tell_less():
    """The larger the design effect, the more ways keep a weight."""
    alone, together = (trials.weights("accession", 2018, effect) for effect in (1.0, 5.0))
    assert max(alone.values()) > max(together.values())
    assert sum(alone.values()) == pytest.approx(1) == pytest.approx(sum(together.values()))


def test_recent_foundations_told_more_about_the_next_than_old_ones():
    """By 1971 already: states at the height of the cold war found other pacts than after 1945."""
    weights = trials.weights("foundation", 1971, 1.0)
    forgets = sum(weight for one, weight in weights.items() if one.half_life < inf)
    assert forgets > 0.75


# ── their pool ───────────────────────────────────────────────────────────────────────────


def test_the_pool_of_one_is_itself_and_of_two_the_mean_of_their_log_odds(past):
    rows = sample(past, "adoption")
    ways = Variant(20.0, inf), Variant(60.0, 15.0, "hostility")
    one, two = (rows.fit(way, 1971) for way in ways)
    columns = [np.array(way.columns("adoption")) for way in ways]
    alone = pooled([Part(1.0, one, columns[0])], onto=one)
    assert alone.log_odds(rows.x) == pytest.approx(one.log_odds(rows.x), abs=1e-9)
    assert alone.covariance == pytest.approx(one.covariance)
    both = pooled([Part(0.25, one, columns[0]), Part(0.75, two, columns[1])], onto=one)
    mean = 0.25 * one.log_odds(rows.x) + 0.75 * two.log_odds(rows.x[:, columns[1]])
    assert both.log_odds(rows.x) == pytest.approx(mean, abs=1e-9)


def test_the_doubt_of_a_pool_holds_how_far_its_parts_lie_apart():
    rng = np.random.default_rng(7)
    x = rng.normal(size=(4_000, 2))
    y = (rng.random(4_000) < 1 / (1 + np.exp(2 - x[:, 0]))).astype(float)
    full = fit_logit(x, y, ridge=1.0)
    blind = fit_logit(x[:, [1]], y, ridge=1.0)
    parts = [Part(0.5, full, np.arange(2)), Part(0.5, blind, np.array([1]))]
    found = pooled(parts, onto=full)
    apart = (full.coef[0] - 0) / 2
    assert found.coef[0] == pytest.approx(full.coef[0] / 2)
    assert found.covariance[1, 1] == pytest.approx(full.covariance[1, 1] / 2 + apart**2)
    assert np.linalg.eigvalsh(found.covariance).min() > 0


def test_a_column_that_never_varied_takes_no_part():
    x = np.column_stack([np.arange(20.0), np.ones(20)])
    y = (np.arange(20) > 12).astype(float)
    fitted = fit_logit(x, y, ridge=1.0)
    found = pooled([Part(1.0, fitted, np.arange(2))], onto=fitted)
    assert np.isfinite(found.covariance).all()
    assert found.coef[1] == 0


def test_the_fit_is_the_pool(past):
    """At the end of 1971: the mean log-odds of all ways, by their weights."""
    fits = processes.fit(past)
    rows = sample(past, "foundation")
    mean = sum(
        weight * rows.fit(way, 1971).log_odds(rows.x[:, way.columns("foundation")])
        for way, weight in trials.weights("foundation", 1971, 1.0).items()
    )
    assert fits.foundation.log_odds(rows.x) == pytest.approx(mean, abs=1e-8)

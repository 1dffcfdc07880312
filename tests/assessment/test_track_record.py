"""What an answer quotes of the stored track record, and how it says it."""

from __future__ import annotations

import pytest

from detente.assessment.track_record import MODELS, ranked
from detente.evaluate.stored import stored_record
from detente.report import text


@pytest.fixture(scope="module")
def record():
    return stored_record().record


def quoted(view, outcome="defence_pact", horizon=10):
    return next(
        one for one in view.track_record if (one.outcome, one.horizon) == (outcome, horizon)
    )


def forecast(view, outcome="defence_pact", horizon=10):
    return next(
        one
        for one in view.outlook
        if (one.outcome, one.horizon) == (outcome, horizon) and one.aggregation in ("pair", "lead")
    )


def test_the_figures_are_those_stored(ask, record):
    view = ask("Brazil", "India")
    one, p = quoted(view), forecast(view)
    model = MODELS.get(p.model, p.model)
    rows = record.scores.filter(outcome="defence_pact", horizon=10, model=model, part="all")
    stored = {row["score"]: row for row in rows.iter_rows(named=True)}
    assert one.model == model
    for name in ("auc", "log_skill", "brier_skill", "total"):
        score = getattr(one, name)
        assert (score.value, score.low, score.high) == tuple(
            stored[name][key] for key in ("value", "low", "high")
        )
    assert (one.first, one.last) == (1970, 2008)
    assert one.events == stored["auc"]["events"]
    assert one.base == pytest.approx(one.events / one.rows)


def test_chances_like_this_one_are_the_bin_it_lies_in(ask, record):
    view = ask("NATO", "RUS")
    for one in view.track_record:
        p = forecast(view, one.outcome, one.horizon).p
        if one.alike is not None:
            assert one.alike.low <= p <= one.alike.high
            bins = record.reliability.filter(
                outcome=one.outcome, horizon=one.horizon, model=one.model
            )
            assert one.alike.n in bins["n"].to_list()
    assert any(one.alike is not None for one in view.track_record)


def test_only_chances_of_a_single_pair_are_quoted_and_each_once(ask):
    view = ask("NATO", "RUS")
    keys = [(one.outcome, one.horizon) for one in view.track_record]
    assert len(set(keys)) == len(keys)
    same = {one.outcome for one in view.outlook if one.same_as is not None}
    assert not same & {outcome for outcome, _ in keys}


def test_the_record_covers_its_years_whatever_the_day(ask):
    early, late = ask("France", "Germany", "1980"), ask("France", "Brazil")
    text_of = {one.text for view in (early, late) for one in view.track_record}
    assert text_of
    assert all("whatever the day of the question" in said for said in text_of)
    assert all(one.first == 1970 for one in late.track_record)


def test_a_pact_in_force_has_no_record_of_its_own(ask):
    view = ask("USA", "GBR")
    assert "defence_pact" not in {one.outcome for one in view.track_record}


def test_it_is_said_in_a_line_first_and_in_full(ask):
    view = ask("Brazil", "India")
    short, full = text.render(view), text.render(view, full=True)
    assert "  Record     " in short
    assert "More: detente track-record." in " ".join(short.split())
    assert "Track record of these odds" not in short
    assert "Track record of these odds" in full
    assert max(map(len, full.splitlines())) <= 80


def test_all_bins_are_told_and_the_one_like_this_is_among_them(ask, record):
    for one in ask("NATO", "RUS").track_record:
        stored = record.reliability.filter(
            outcome=one.outcome, horizon=one.horizon, model=one.model
        )
        assert len(one.bins) == stored.height
        assert sum(x.n for x in one.bins) == one.rows
        assert sum(x.events for x in one.bins) == one.events
        lows = [x.low for x in one.bins]
        assert lows == sorted(lows)
        assert one.alike is None or one.alike in one.bins


def test_hits_and_misses_are_decisions_by_name_the_best_first(ask, record):
    for one in ask("Brazil", "India").track_record:
        told = [*one.hits, *one.misses]
        if one.outcome not in ("defence_pact", "stronger_pledge"):
            assert told == []
            continue
        assert len(one.hits) == len(one.misses) == 5
        ranks = [x.percentile for x in told]
        assert ranks == sorted(ranks, reverse=True)
        stored = record.decisions.filter(outcome=one.outcome, horizon=one.horizon, model=one.model)[
            "percentile"
        ]
        assert (ranks[0], ranks[-1]) == (stored.max(), stored.min())
        assert all(x.name and one.first < x.year for x in told)


def test_no_decision_is_both_a_hit_and_a_miss(record):
    few = record.decisions.filter(outcome="defence_pact", horizon=10, model="decisions").head(7)
    best, worst = ranked(few)
    assert (len(best), len(worst)) == (5, 2)

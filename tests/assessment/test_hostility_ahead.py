"""Chances of disputes and of rivalries' ends in an answer: whose they are, and how sure."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest
from altering import Altered

import detente
from detente.assessment import world as worlds
from detente.models.hostility.day import hostility, work_out
from detente.models.hostility.of_day import HostilityOfDay
from detente.report import text
from detente.store import Vintage

BEFORE, DURING, AFTER = "1960-06-01", "1973-03-01", "2020-06-01"
MODELS = {"dispute": "blend", "rivalry_end": "pool"}


def test_models_speak_from_1970_on(ask) -> None:
    """The USA and Cuba: rivals since 1959."""
    for day, expected in ((BEFORE, {}), (DURING, MODELS), (AFTER, MODELS)):
        for one in ask("USA", "CUB", day).outlook:
            if one.outcome in MODELS and one.status == "at_risk":
                assert one.model == expected.get(one.outcome, "reference class")
                assert (one.class_p is not None) == bool(expected)
                assert one.n_pairs is not None and one.base_rate is not None


def test_the_answer_holds_the_models_numbers(ask, starter: Vintage) -> None:
    """A dispute's to the digit; a rivalry's end is that of the pool as 500 draws have it."""
    found = hostility(starter, date.fromisoformat(AFTER))
    dispute, end = found.disputes_within([(2, 40)])[0], found.rivalry_ends_within(2, 40)
    assert dispute is not None and end is not None
    for one in ask("USA", "CUB", AFTER).outlook:
        if one.outcome in MODELS:
            curve, near = (dispute, 1e-6) if one.outcome == "dispute" else (end, 0.05)
            at = one.horizon - 1
            assert one.p == pytest.approx(curve.p[at], rel=near)
            assert one.low == pytest.approx(curve.low[at], rel=0.05)
            assert one.high == pytest.approx(curve.high[at], rel=0.05)


def test_a_rivalry_and_a_pact_are_told_in_one_world(ask) -> None:
    """Both at once is rarer than either; a pair already bound has no such chance."""
    after = ask("USA", "CUB", AFTER)
    pact = {one.horizon: one for one in after.outlook if one.outcome == "defence_pact"}
    ends = [one for one in after.outlook if one.outcome == "rivalry_end"]
    for one in ends:
        assert 0 < one.and_pact < min(one.p, pact[one.horizon].p)
        assert 0.97 < one.running < 1, "known to the end of 2019, and five months on"
    later = [one for one in ask("USA", "CUB", None).outlook if one.outcome == "rivalry_end"]
    assert all(0.5 < one.running < 1 for one in later)
    page = " ".join(text.render(ask("USA", "CUB", None), full=True).split())
    assert "That it ends and a defence pact is made, both in time: " in page
    allies = [one for one in ask("GRC", "TUR", AFTER).outlook if one.outcome == "rivalry_end"]
    assert [one.and_pact for one in allies] == [None] * len(allies)
    assert all(one.p is not None for one in allies)


def test_chances_never_fall_with_the_horizon(ask) -> None:
    for names, day in ((("USA", "CUB"), DURING), (("USA", "CUB"), AFTER), (("NATO", "RUS"), AFTER)):
        rows: dict[tuple[str, str], list] = {}
        for one in ask(*names, day).outlook:
            if one.outcome in MODELS and one.p is not None:
                assert 0 <= one.low <= one.p <= one.high <= 1
                rows.setdefault((one.outcome, one.aggregation), []).append(one)
        assert rows
        for curve in rows.values():
            for end in ("low", "p", "high"):
                assert (np.diff([getattr(one, end) for one in curve]) >= 0).all()


def test_the_year_before_is_estimated_where_records_end(lead) -> None:
    assert lead("USA", "CUB", DURING).hostility.bridged is None
    bridged = lead("USA", "CUB", AFTER).hostility.bridged
    assert bridged is not None
    assert bridged.year == 2019
    for one in (bridged.dispute, bridged.violent):
        assert 0 < one.low < one.p < one.high < 1


def test_the_page_tells_what_was_estimated_and_by_what(ask) -> None:
    after = " ".join(text.render(ask("USA", "CUB", AFTER), full=True).split())
    assert re.search(r"A dispute in 2019: estimated [\d.]+% \([\d.]+% to \d+%\)", after)
    assert "Estimated, not on record: a dispute in 2019" in after
    assert "new dispute by the model 'blend'" in after
    before = text.render(ask("USA", "CUB", DURING), full=True)
    assert "estimated" not in before.lower()


def test_the_track_record_of_a_dispute_is_that_of_its_model(ask) -> None:
    told = {(one.outcome, one.model) for one in ask("USA", "CUB", AFTER).track_record}
    assert {model for outcome, model in told if outcome == "dispute"} == {"blend"}


def test_an_answer_by_the_hazard_alone_says_why(
    ask, starter: Vintage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where stored trees are stale and LightGBM is not there to fit them anew."""
    found = hostility(starter, date.fromisoformat(DURING))
    why = "the package holds no trees, and LightGBM is not installed to fit them anew"
    alone = replace(found, model="hazard", why=why)
    usual = ask("USA", "CUB", DURING)
    with monkeypatch.context() as patched:
        patched.setattr(worlds, "hostility", lambda *_, **__: alone)
        worlds.world.cache_clear()
        view = detente.assess("USA", "CUB", as_of=DURING, vintage=starter)
    worlds.world.cache_clear()
    for one in view.outlook:
        said = one.outcome == "dispute"
        assert one.model_reason == (why if said else None)
        assert one.model == ("hazard" if said else one.model)
    assert all(one.model_reason is None for one in usual.outlook)
    odds = next(one for one in view.other_drivers if one.outcome == "dispute")
    assert odds.model == "hazard" and why in odds.note
    assert {one.model for one in view.track_record if one.outcome == "dispute"} == {"hazard"}
    page = " ".join(text.render(view, full=True).split())
    assert f"New dispute by the hazard alone: {why}." in page
    assert "the hazard gives a new militarised dispute" in page
    assert "New dispute by the" not in text.render(usual, full=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("day", "how"),
    [
        (date(1973, 3, 1), "shuffled"),
        (date(1973, 3, 1), "deleted"),
        (date(2018, 6, 1), "shuffled"),
    ],
)
def test_nothing_after_the_day_changes_the_models(starter: Vintage, day: date, how: str) -> None:
    """Worked out anew, because the cache knows tables by the hashes of the true ones."""
    true, altered = hostility(starter, day), work_out(Altered(starter, day, how, seed=3), day)
    for field in fields(HostilityOfDay):
        one, two = getattr(altered, field.name), getattr(true, field.name)
        if isinstance(one, str):
            assert one == two
        else:
            np.testing.assert_allclose(one, two, rtol=1e-4, atol=1e-6)

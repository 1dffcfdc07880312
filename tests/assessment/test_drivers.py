"""What moves the odds, as an assessment shows it."""

from __future__ import annotations

import numpy as np
import pytest

from detente.report.text import render


def apart(told):
    """Distance in log-odds between the chance and the base rate."""
    odds = [np.log(p) - np.log1p(-p) for p in (told.p, told.base_rate)]
    return odds[0] - odds[1]


@pytest.fixture(scope="module")
def finland(ask):
    return ask("Finland", "USA", "2019-06-30")


@pytest.mark.parametrize(
    ("a", "b", "day"),
    [
        ("Finland", "USA", "2019-06-30"),
        ("NATO", "Russia", "2014-02-28"),
        ("Serbia", "CSTO", None),
        ("Egypt", "Israel", "1975-12-31"),
        ("West Germany", "Poland", "1988-05-01"),
    ],
)
def test_the_drivers_shown_sum_to_the_distance(ask, a, b, day):
    view = ask(a, b, day)
    (told,) = view.drivers
    assert sum(driver.log_odds for driver in told.drivers) == pytest.approx(apart(told), abs=1e-6)
    lead = view.standing.pairs[view.standing.lead]
    assert (told.one, told.two) == (lead.one.name, lead.two.name)
    assert told.year == min(view.question.as_of.year - 1, 2018)
    assert 0 < sum(path.share for path in told.paths) <= 1 + 1e-9
    assert view.decisions


@pytest.mark.parametrize(
    ("a", "b", "day", "outcomes"),
    [
        ("USA", "Russia", None, ["rivalry_end", "dispute"]),  # non-aggression: no rung left below
        ("USA", "Taiwan", None, ["stronger_pledge", "dispute"]),
        ("USA", "Germany", "2019-06-30", ["dispute"]),  # allies
        ("NATO", "Russia", "2014-02-28", ["rivalry_end", "dispute"]),  # the rivalry of 2007
        ("Bolivia", "Bhutan", "1995-01-01", ["stronger_pledge", "dispute"]),
    ],
)
def test_every_other_chance_is_taken_apart_too(ask, a, b, day, outcomes):
    view = ask(a, b, day)
    assert [told.outcome for told in view.other_drivers] == outcomes
    for told in view.other_drivers:
        parts = sum(driver.log_odds for driver in told.drivers)
        assert parts == pytest.approx(apart(told), abs=1e-6)
        assert not told.paths
        chances = [
            one
            for one in view.outlook
            if (one.outcome, one.horizon) == (told.outcome, 1)
            and one.aggregation in ("pair", "lead")
        ]
        assert chances[0].status == "at_risk"
    dispute = view.other_drivers[-1]
    assert dispute.p == pytest.approx(chances[0].p, rel=1e-6)
    assert dispute.year == view.question.as_of.year - 1


@pytest.mark.parametrize(
    ("a", "b", "day"),
    [("Egypt", "Israel", "1969-12-31"), ("South Vietnam", "France", "1990-06-30")],
)
def test_where_no_model_answers_nothing_is_taken_apart(ask, a, b, day):
    assert ask(a, b, day).other_drivers == []


def test_other_chances_are_told_in_full(ask):
    text = " ".join(render(ask("USA", "Russia", None), full=True).split())
    assert "What moves the odds of the end of the rivalry, United States–Russia" in text
    assert "the rate of all rivalries since 1946 is 3.1%" in text
    assert "What moves the odds of a new militarised dispute, United States–Russia" in text
    assert "the rate of all pairs since 1946 is" in text


def test_finland_joins_the_north_atlantic_treaty(finland):
    (told,) = finland.drivers
    assert told.year == 2018
    assert told.paths[0].text == "Finland joins North Atlantic Treaty"
    assert told.paths[0].process == "accession"
    first = finland.decisions[0]
    assert first.path == told.paths[0].text
    assert {near.treaty for near in first.decisions} >= {"North Atlantic Treaty"}


def test_serbia_and_russia_meet_in_a_treaty_or_a_body(ask):
    (told,) = ask("Serbia", "CSTO", None).drivers
    assert {path.process for path in told.paths} >= {"accession", "adoption"}


@pytest.mark.parametrize(
    ("a", "b", "day"),
    [
        ("USA", "Germany", "2019-06-30"),  # allies
        ("Finland", "USA", "2024-06-30"),  # allies since, by a dated list
        ("Egypt", "Israel", "1969-12-31"),  # before the processes are asked
        ("South Vietnam", "France", "1990-06-30"),  # one has ended
    ],
)
def test_a_pair_that_is_not_at_risk_has_none(ask, a, b, day):
    view = ask(a, b, day)
    assert view.drivers == []
    assert view.decisions == []


def test_two_states_that_never_met_have_none(ask):
    view = ask("South Vietnam", "Suriname", "1990-06-30")
    assert view.drivers == []
    assert view.decisions == []


def test_they_are_told_in_full_and_not_on_the_first_screen(finland):
    first, full = render(finland), render(finland, full=True)
    assert "What moves the odds" not in first
    assert "Decisions most like it" not in first
    assert "What moves the odds, Finland–United States" in full
    assert "associations in the model, not causes" in " ".join(full.split())
    assert "As of the end of 2018" in " ".join(full.split())
    assert "Decisions most like it" in full
    assert all(len(line) <= 80 for line in full.splitlines())


def test_what_is_printed_sums_too(finland):
    """Small drivers are added up under one name, so the column still sums to two decimals."""
    lines = render(finland, full=True).split("What moves the odds")[1].splitlines()
    printed = [
        float(cell)
        for line in lines
        for cell in line.split()
        if cell[0] in "+-" and "×" in line and cell[1:2].isdigit()
    ]
    (told,) = finland.drivers
    assert sum(printed) == pytest.approx(apart(told), abs=0.005 * len(printed) + 0.01)

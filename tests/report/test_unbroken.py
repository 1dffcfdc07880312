"""What a line of the page does not tear apart, and what the answer's words say of a case."""

from __future__ import annotations

import pytest

from detente.report.called import article
from detente.report.html.unbroken import unbroken
from detente.report.likeness import commonest


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("rivals 1945–89", "rivals 1945\u2060–\u206089"),
        ("as of 1 Jun 2026", "as of 1\u00a0Jun\u00a02026"),
        ("1 in 1,900 to 1 in 23", "1\u00a0in\u00a01,900 to 1\u00a0in\u00a023"),
        ("United States–Russia", "United States–Russia"),
        ("14 of 32 in 1975", "14 of 32 in 1975"),
    ],
)
def test_spans_days_and_odds_stay_whole(text, kept):
    assert unbroken(text) == kept


def test_states_that_take_an_article():
    assert article("United States") == "the United States"
    assert article("Ottoman Empire") == "the Ottoman Empire"
    assert article("Netherlands") == "the Netherlands"
    assert article("China") == "China"
    assert article("Thailand") == "Thailand"


def test_the_treaty_behind_most_cases():
    assert commonest([]) == ("", 0)
    assert commonest(["Rio Treaty", "Balkan Pact", "Rio Treaty"]) == ("Rio Treaty", 2)

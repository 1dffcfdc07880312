"""The chance that a pact nobody listed stands on the day, and what that chance may be."""

from __future__ import annotations

import pytest

from detente.report.text import render


def test_the_chance_of_an_unlisted_pact_has_an_interval(ask):
    """Algeria and the DR Congo: an African pact may bind them since 2018; none was read."""
    view = ask("Algeria", "DR Congo", None)
    one = view.outlook[0]
    assert one.unlisted_low < 0.05 < one.unlisted < 0.4 < one.unlisted_high < 1
    text = " ".join(render(view).split())
    said = text.split("Chance that a pact nobody listed is in force: ")[1]
    assert said.split(".")[0][:2].isdigit()
    assert "% to " in said[:24]


def test_while_records_go_on_it_has_none_of_its_own(ask):
    """In 2010 all but half a year is on record: the draws differ, and nothing is widened."""
    one = ask("Algeria", "DR Congo", "2010-06-30").outlook[0]
    assert one.unlisted_low == pytest.approx(one.unlisted) == one.unlisted_high

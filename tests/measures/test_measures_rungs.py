"""The two axes: which obligation and which act of force stands for which rung."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.measures.rungs import Hostility, Pledge, dispute_rung, pledge_rung

FLAGS = ("defense", "offense", "neutral", "nonagg", "consul")


def pledged(*owed):
    row = pl.DataFrame({flag: [flag in owed] for flag in FLAGS})
    return Pledge(row.select(pledge_rung()).item())


@pytest.mark.parametrize(
    ("owed", "rung"),
    [
        ((), Pledge.NONE),
        (("consul",), Pledge.CONSULTATION),  # USA and USSR, neutrality of Laos 1962
        (("nonagg",), Pledge.NON_AGGRESSION),  # Helsinki 1975
        (("neutral",), Pledge.NON_AGGRESSION),  # Germany and the USSR 1926
        (("neutral", "nonagg", "consul"), Pledge.NON_AGGRESSION),
        (("defense",), Pledge.DEFENCE),
        (("offense",), Pledge.DEFENCE),  # Prussia and Italy against Austria 1866
        (("consul", "nonagg", "defense"), Pledge.DEFENCE),
    ],
)
def test_the_strongest_obligation_counts(owed, rung):
    assert pledged(*owed) == rung


@given(st.sets(st.sampled_from(FLAGS)), st.sampled_from(FLAGS))
def test_another_obligation_never_lowers_the_rung(owed, more):
    assert pledged(*owed, more) >= pledged(*owed)


@pytest.mark.parametrize(
    ("level", "rung"),
    [
        (1, Hostility.DISPUTE),
        (2, Hostility.DISPUTE),
        (3, Hostility.DISPUTE),
        (4, Hostility.CRISIS),
        (5, Hostility.WAR),
    ],
)
def test_levels_of_a_dispute(level, rung):
    """MID: 1 no militarised action, 2 threat, 3 display of force, 4 use of force, 5 war."""
    row = pl.DataFrame({"hostility": [level]}, schema={"hostility": pl.Int8})
    assert row.select(dispute_rung()).item() == rung


def test_a_dispute_of_unknown_level_is_still_a_dispute():
    row = pl.DataFrame({"hostility": [None]}, schema={"hostility": pl.Int8})
    assert row.select(dispute_rung()).item() == Hostility.DISPUTE


@pytest.mark.parametrize("axis", [Pledge, Hostility])
def test_every_rung_has_a_name_of_its_own(axis):
    assert len({rung.label for rung in axis}) == len(axis)

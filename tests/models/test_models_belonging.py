"""Young states and the organisations they are given once the list of members has ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from detente.measures import organisations
from detente.models import belonging
from detente.models.past import FIRST_YEAR_FITTED, Past
from detente.store import Vintage

UKRAINE, CROATIA, FRANCE, SOUTH_SUDAN = 369, 344, 220, 626
END, DAY = 1988, date(2001, 1, 1)  # a list as old as that of 2026


@pytest.fixture(scope="module")
def past(starter: Vintage) -> Past:
    return Past(starter, DAY)


@pytest.fixture(scope="module")
def whole(past: Past) -> organisations.Organisations:
    return organisations.coded(past.tables, past.cube, FIRST_YEAR_FITTED)


@pytest.fixture(scope="module")
def cut(whole: organisations.Organisations) -> organisations.Organisations:
    """The list as if it had ended in 1988, its last year carried."""
    return ended(whole, END)


def ended(whole: organisations.Organisations, end: int) -> organisations.Organisations:
    member = whole.member.copy()
    member[:, :, end + 1 - whole.first :] = whole.at(end)[:, :, None]
    return replace(whole, member=member, end=end)


def filled(past: Past, listed: organisations.Organisations) -> organisations.Organisations:
    return belonging.filled(listed, past.cube, past.system, 1992, DAY)


def state(past: Past, code: int) -> int:
    return int(np.flatnonzero(past.cube.states == code)[0])


def test_what_is_given_to_new_states_is_mostly_what_they_joined(
    past: Past, whole: organisations.Organisations, cut: organisations.Organisations
) -> None:
    """Of the bodies given to states born since 1988 nearly two in three had them in 2000."""
    given = filled(past, cut).at(2000) & ~cut.at(2000)
    true = whole.at(2000) & cut.at(END).any(axis=1)[:, None]
    new = ~past.system.member[:, past.cube.year(END)]
    assert given[:, new].sum() > 500
    assert (given & true)[:, new].sum() / given[:, new].sum() > 0.6
    assert (given & true)[:, new].sum() / true[:, new].sum() > 0.5


def test_they_get_as_many_as_expected(
    past: Past, whole: organisations.Organisations, cut: organisations.Organisations
) -> None:
    """In all about as many as they had, though each body's chance is below one."""
    new = ~past.system.member[:, past.cube.year(END)]
    given = (filled(past, cut).at(2000) & ~cut.at(2000))[:, new].sum()
    true = (whole.at(2000) & cut.at(END).any(axis=1)[:, None])[:, new].sum()
    assert 0.7 < given / true < 1.3


def test_a_new_state_comes_to_what_its_neighbours_belong_to(
    past: Past, cut: organisations.Organisations
) -> None:
    found = filled(past, cut)
    of = {name: found.names.index(name) for name in ("un", "unesco", "coe", "oau", "oas")}
    for code in (UKRAINE, CROATIA):
        inside = found.at(2000)[:, state(past, code)]
        assert inside[of["unesco"]]
        assert not inside[of["oau"]] and not inside[of["oas"]]


def test_old_states_keep_what_the_list_last_said(
    past: Past, cut: organisations.Organisations
) -> None:
    found = filled(past, cut)
    old = past.system.member[:, past.cube.year(END - belonging.YOUNG - 1)]
    young = past.system.born[:, past.cube.year(2000)] >= END - belonging.YOUNG
    assert (found.member == cut.member)[:, old & ~young].all()
    assert (found.member >= cut.member).all()  # nobody leaves
    assert (found.at(1991) == cut.at(1991)).all()  # walks begin in 1992


def test_nothing_after_the_end_of_the_list_is_read(
    past: Past, whole: organisations.Organisations, cut: organisations.Organisations
) -> None:
    """Members of 1989 and later, shuffled, change nothing."""
    rng = np.random.default_rng(1)
    later = cut.member.copy()
    span = slice(END + 1 - cut.first, later.shape[2])
    later[:, :, span] = rng.permutation(whole.member[:, :, span], axis=0)
    other = belonging._fit(replace(cut, member=later), past.cube, past.system, 12)
    fitted = belonging._fit(cut, past.cube, past.system, 12)
    assert other is not None and fitted is not None
    assert np.array_equal(other.coef, fitted.coef)


def test_a_list_that_reaches_the_day_is_left_alone(
    past: Past, whole: organisations.Organisations
) -> None:
    assert filled(past, whole) is whole


def test_a_list_nothing_can_be_learned_before_is_left_alone(
    past: Past, whole: organisations.Organisations
) -> None:
    """Twelve years before 1960 there is no earlier end from 1950 on."""
    short = ended(whole, 1960)
    assert belonging.filled(short, past.cube, past.system, 1964, date(1973, 1, 1)) is short


def test_today_it_is_south_sudan_alone(starter: Vintage) -> None:
    """No state was born since the list ended in 2014; one was three years old."""
    now = Past(starter, starter.date)
    listed = organisations.coded(starter, now.cube, FIRST_YEAR_FITTED)
    found = belonging.filled(listed, now.cube, now.system, 2018, starter.date)
    changed = (found.at(2018) & ~listed.at(2018)).any(axis=0)
    assert now.cube.states[changed].tolist() == [SOUTH_SUDAN]
    assert found.at(2018)[found.names.index("unesco"), state(now, SOUTH_SUDAN)]

"""Back-casts across the gap: what lists say is so in every draw, and nothing later is read."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import numpy as np
import polars as pl
import pytest

from detente.evaluate.bridged import back_casts
from detente.evaluate.bridged_scores import coverage_scores, standing_scores, ten_scores
from detente.evaluate.class_years import ClassYears, coverage, likeliest
from detente.evaluate.staggered import Staggered
from detente.measures import listed
from detente.models.simulate.bridge import bridge
from detente.models.simulate.start import start
from detente.models.treaty import processes

USA, POLAND, HUNGARY = 2, 290, 310
NATO = 3180
DRAWS = 12


class Later:
    """Tables in which everything that came after a year is otherwise."""

    def __init__(self, tables, year):
        self._tables, self.year = tables, year

    def table(self, name):
        rows, year = self._tables.table(name), self.year
        if name in ("pledge_spells", "contiguity_spells"):
            return rows.filter(pl.col("start").dt.year() <= year)
        if name in ("dispute_years", "war_years", "ucdp_years", "capabilities", "regimes"):
            return rows.filter(pl.col("year") <= year)
        if name == "bloc_members":
            return rows.filter(pl.col("start").dt.year() <= year).with_columns(
                pl.when(pl.col("end").dt.year() <= year).then("end")
            )
        return rows


@pytest.fixture(scope="module")
def cast(starter):
    """What could be said of 2000, alliances being coded to 1992."""
    return back_casts(starter, starter.date, [2000], draws=DRAWS)[0]


def walked(tables):
    """Where the walk to 2000 starts, and what is known of its way."""
    past = Staggered(tables, 2000)
    at = start(past, processes.fit(past))
    return at, bridge(past, at, past.coded_to)


@pytest.fixture(scope="module")
def walk(starter):
    return walked(starter)


def of(frame, one, two):
    return frame.filter(state1=one, state2=two).row(0, named=True)


def test_members_of_1999_are_in_nato_in_every_draw(cast):
    """Poland and Hungary were on the list of 1999; ATOP, cut at 1992, knows nothing of it."""
    for state in (POLAND, HUNGARY):
        row = of(cast.standing, USA, state)
        assert row["bridged"] == 1.0
        assert not row["carried"]
        assert row["lists"]


def test_carrying_never_recalls_more_than_the_bridge(cast):
    scores = standing_scores([cast]).filter(part="all")
    recall = dict(scores.select("way", "recall").iter_rows())
    assert recall["bridged"] >= recall["carried"]
    assert recall["lists"] >= recall["carried"]


def test_chances_are_chances(cast):
    for frame, columns in (
        (cast.standing, ("bridged", "base", "carried_p", "lists_p")),
        (cast.ten, ("bridged", "current", "stale", "base")),
    ):
        for column in columns:
            assert frame[column].is_between(0, 1).all()
    assert (cast.ten["bridged"] > 0).all()


def test_draws_count_what_their_means_say(cast):
    """The sum of the chances of a class is the mean of its counts."""
    mean = cast.standing_draws.mean(axis=0)
    for kind, total in cast.standing.group_by("class").agg(pl.col("bridged").sum()).iter_rows():
        assert mean[kind] == pytest.approx(total)
    assert (cast.standing_draws <= cast.size).all()
    assert (cast.standing_draws + cast.fresh_draws <= cast.size).all()
    fresh = cast.fresh_draws.sum(axis=1).mean()  # of few draws: near the sum of the chances
    assert 0.3 < fresh / cast.ten["bridged"].sum() < 3


def test_records_end_when_they_are_said_to(starter):
    past = Staggered(starter, 2000)
    cube = past.cube
    assert (cube.ends["pledge"], cube.ends["dispute"], past.organisations.end) == (1992, 1988, 1988)
    assert past.register.end == 1992
    assert not cube.pledge[:, cube.year(1993) :].any()
    assert not cube.onset[:, cube.year(1989) :].any()
    carried = past.organisations
    unread = [at for at, name in enumerate(carried.names) if name not in listed.bodies()]
    old = past.system.member[:, cube.year(1982)]  # younger states are given what they may join
    assert (carried.at(2000) == carried.at(1988))[unread][:, old].all()


def test_adoptions_are_left_to_chance(walk):
    """Pacts of 1993–2000 were not read, so none may be ruled out."""
    _, way = walk
    assert not way.adoptions_known
    assert len(way.gap) == 8
    assert NATO in way.listed


def alike(one, two):
    """Whether all arrays of two starts are equal, those of their parts too."""
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(two, field.name)
        if is_dataclass(mine):
            alike(mine, theirs)
        else:
            assert np.array_equal(mine, theirs), field.name


def test_nothing_after_the_asked_year_is_read(starter, walk):
    """The same start and the same known events from tables that know nothing after 2000."""
    at, way = walk
    blind, known = walked(Later(starter, 2000))
    alike(at, blind)
    assert way.forced == known.forced
    assert way.gap == known.gap


def test_ten_years_are_scored_against_the_current_model(cast):
    scores = ten_scores([cast]).filter(part="all")
    lost = dict(scores.select("model", "lost").iter_rows())
    assert lost["current"] == 0
    assert set(lost) == {"current", "bridged", "stale"}


def test_coverage_counts_every_class_year(cast):
    scores = coverage_scores([cast])
    assert "learned" not in scores["widened"]  # no earlier year to learn from
    counted = scores["held"] + scores["below"] + scores["above"]
    assert counted.to_numpy() == pytest.approx(scores["class_years"].to_numpy())


def poisson(spread, seed):
    """Class-years whose true rates scatter about the drawn one."""
    rng = np.random.default_rng(seed)
    years, classes = 40, 10
    drawn = rng.poisson(8.0, (years, 400, classes))
    factor = np.exp(spread * rng.standard_normal((years, classes)))
    nothing = np.zeros((years, classes), np.int64)
    return ClassYears(drawn, rng.poisson(8.0 * factor), nothing, nothing + 1000)


def test_draws_that_are_right_cover_nine_in_ten():
    found = coverage(poisson(0.0, 1))
    assert 0.86 < found.held / found.class_years < 0.94


def test_a_spread_is_found_and_mends_the_coverage():
    scattered = poisson(1.0, 2)
    assert coverage(scattered).held / 400 < 0.7
    spread = likeliest(scattered)
    assert 0.75 <= spread <= 1.25
    assert 0.85 < coverage(scattered, spread).held / 400 < 0.95

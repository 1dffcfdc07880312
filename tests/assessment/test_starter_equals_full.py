"""The starter vintage and the full data give the same standing and the same history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import detente
from detente import store
from detente.release.starter import SOURCES, build_full
from detente.store import Vintage

pytestmark = pytest.mark.mirror

QUESTIONS = [
    ("NATO", "RUS", "2026-06-01"),
    ("FRA", "DEU", "1950-06-30"),
    ("EGY", "ISR", "1975-12-31"),
    ("USA", "CHN", "1991-12-26"),
    ("IND", "PAK", "2003-03-20"),
    ("CSTO", "NATO", "2014-02-28"),
    ("DDR", "USA", "2000-12-31"),
    ("Suriname", "South Vietnam", "2026-06-01"),
]


@pytest.fixture(scope="module")
def full(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vintage]:
    """A full vintage, built from the mirror into a cache of its own, which stays in use."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_CACHE", str(tmp_path_factory.mktemp("full")))
        store.fetch(SOURCES, mirror=mirror, progress=False)
        yield build_full()


def test_the_full_vintage_is_of_the_same_day(full: Vintage, starter: Vintage) -> None:
    assert (full.kind, full.date) == ("full", starter.date)
    assert set(starter.tables) <= set(full.tables)


@pytest.mark.parametrize(("a", "b", "day"), QUESTIONS)
def test_standing_and_history_are_the_same(
    full: Vintage, starter: Vintage, a: str, b: str, day: str
) -> None:
    ours, theirs = (detente.assess(a, b, as_of=day, vintage=vintage) for vintage in (starter, full))
    assert ours.standing == theirs.standing
    assert ours.history == theirs.history


def test_the_outlook_is_the_same_too(full: Vintage, starter: Vintage) -> None:
    ours, theirs = (
        detente.assess("USA", "CHN", as_of="1991-12-26", vintage=vintage)
        for vintage in (starter, full)
    )
    assert ours.outlook == theirs.outlook
    assert ours.analogues == theirs.analogues


def test_an_answer_says_which_vintage_it_used(full: Vintage, starter: Vintage) -> None:
    for vintage, kind in ((starter, "starter"), (full, "full")):
        view = detente.assess("USA", "CHN", as_of="1991-12-26", vintage=vintage)
        assert view.question.vintage.kind == view.provenance.vintage.kind == kind
        assert view.question.vintage.name == f"2026.06 {kind}"


def test_the_full_data_take_over_by_themselves(full: Vintage) -> None:
    """Nobody has to ask for them once they stand in the cache."""
    assert detente.assess("USA", "CHN").question.vintage.kind == "full"


def test_the_starter_can_still_be_asked_for(full: Vintage) -> None:
    view = detente.assess("USA", "CHN", vintage=store.vintage("starter"))
    assert view.question.vintage.kind == "starter"


def test_the_starter_answers_where_the_cache_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path))
    assert detente.assess("USA", "CHN").question.vintage.kind == "starter"

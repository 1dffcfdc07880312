"""The starter vintage and the full data give the same standing and the same history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import detente
from detente import store
from detente.assessment.schema import Assessment
from detente.release.starter import SOURCES, build_full
from detente.store import Vintage

Ask = Callable[..., Assessment]

pytestmark = pytest.mark.mirror

QUESTIONS = [
    ("NATO", "RUS", "2026-06-01"),
    ("CSTO", "NATO", "2026-06-01"),
    ("USA", "CHN", "2026-06-01"),
    ("DDR", "USA", "2026-06-01"),
    ("Suriname", "South Vietnam", "2026-06-01"),
    ("EGY", "ISR", "1975-12-31"),
    ("IND", "PAK", "1975-12-31"),
    ("FRA", "DEU", "1950-06-30"),
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
def test_the_whole_answer_is_the_same_but_for_its_vintage(
    full: Vintage, ask: Ask, a: str, b: str, day: str
) -> None:
    """Standing and history above all; and then the outlook and all else."""
    ours, theirs = ask(a, b, day), detente.assess(a, b, as_of=day, vintage=full)
    assert ours.standing == theirs.standing
    assert ours.history == theirs.history
    assert ours.outlook == theirs.outlook
    assert (ours.analogues, ours.reversals) == (theirs.analogues, theirs.reversals)
    assert ours.limits == theirs.limits


def test_an_answer_says_which_vintage_it_used(full: Vintage, starter: Vintage) -> None:
    for vintage, kind in ((starter, "starter"), (full, "full")):
        view = detente.assess("EGY", "ISR", as_of="1975-12-31", vintage=vintage)
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

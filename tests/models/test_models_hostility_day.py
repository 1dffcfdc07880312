"""The hostility of a day: who is in it, kept in the cache, refused when stale."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.models.hostility import day
from detente.models.hostility.day import hostility, work_out
from detente.models.hostility.of_day import HostilityOfDay, packed, unpacked
from detente.store import Vintage
from detente.store.make import Make

EARLY, LATE = date(1973, 3, 1), date(2020, 6, 1)
USA, CANADA, CUBA, GDR, FRG = 2, 20, 40, 265, 260
SUDAN, SOUTH_SUDAN = 625, 626


@pytest.fixture(scope="module")
def early(starter: Vintage) -> HostilityOfDay:
    return work_out(starter, EARLY)


@pytest.fixture(scope="module")
def late(starter: Vintage) -> HostilityOfDay:
    told: list[tuple[int, int]] = []
    found = work_out(starter, LATE, progress=lambda done, of: told.append((done, of)))
    assert told == [(done, 4) for done in range(5)]
    return found


def same(one: HostilityOfDay, two: HostilityOfDay) -> None:
    for field in fields(HostilityOfDay):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(two, field.name))


def test_only_states_of_the_day_are_in(early: HostilityOfDay, late: HostilityOfDay) -> None:
    """South Sudan was not yet, the GDR no longer."""
    assert early.place(SUDAN, SOUTH_SUDAN) is None
    assert late.place(SOUTH_SUDAN, SUDAN) is not None
    assert early.place(GDR, FRG) is not None
    assert late.place(GDR, USA) is None
    assert len(late.states) == 195
    assert len(late.one) == 195 * 194 // 2
    assert (late.one < late.two).all()


def test_curves_run_over_twenty_years(early: HostilityOfDay, late: HostilityOfDay) -> None:
    for found in (early, late):
        curve = found.disputes_within([(CUBA, USA)])[0]
        assert curve is not None
        for one in curve:
            assert one.shape == (20,)
            assert (np.diff(one) >= 0).all()
        assert (curve.low <= curve.p).all() and (curve.p <= curve.high).all()
    assert early.rivalry_ends_within(USA, 365) is not None
    assert early.rivalry_ends_within(USA, CANADA) is None


def test_standing_is_estimated_only_after_the_records(
    early: HostilityOfDay, late: HostilityOfDay
) -> None:
    assert (early.skip, early.year) == (0, 0)
    assert early.dispute_in_year(CUBA, USA) is None
    assert (late.skip, late.year) == (5, 2019)
    both = late.dispute_in_year(770, 750)
    assert both is not None
    for one in both:
        assert 0 < one.low < one.p < one.high < 1
    assert both[0].p > both[1].p


def test_bytes_and_back(late: HostilityOfDay) -> None:
    content = packed(late)
    assert len(content) < 3_000_000
    same(unpacked(content), late)


def test_a_day_is_worked_out_once(
    starter: Vintage,
    early: HostilityOfDay,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[date] = []

    def counted(_vintage: Vintage, as_of: date, **_: object) -> HostilityOfDay:
        made.append(as_of)
        return early

    monkeypatch.setattr(day, "cache_dir", lambda: tmp_path)
    monkeypatch.setattr(day, "work_out", counted)
    same(hostility(starter, EARLY), early)
    same(hostility(starter, EARLY), early)
    assert made == [EARLY]
    (file,) = (tmp_path / "hostility").iterdir()
    file.write_bytes(file.read_bytes()[:1000])
    same(hostility(starter, EARLY), early)  # cut short, so made anew
    hostility(starter, date(1973, 3, 2))
    assert made == [EARLY, EARLY, date(1973, 3, 2)]


def test_stored_is_read_and_stale_is_not(
    starter: Vintage,
    early: HostilityOfDay,
    late: HostilityOfDay,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(day, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(day, "FOLDER", tmp_path / "stored")
    monkeypatch.setattr(day, "work_out", lambda *_, **__: early)
    written = day.write_hostility(starter, tmp_path / "stored")
    assert written == (tmp_path / "stored" / day.FILE).stat().st_size
    monkeypatch.setattr(day, "work_out", lambda *_, **__: late)
    same(hostility(starter, starter.date), early)

    true = Make.of(starter, day.DECIDED, day.READ)
    stale = replace(true, code="0" * 64)
    monkeypatch.setattr(Make, "of", classmethod(lambda *_: stale))
    same(hostility(starter, starter.date), late)

"""Draws and hostility that ship: an altered file is an error, a stale one is passed over.

The files are copies, so that what ships is left alone.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from detente import store
from detente.errors import ChecksumMismatch, Unreadable
from detente.models.hostility import day
from detente.models.simulate import draws
from detente.store import Vintage
from detente.store.artefact import STAMP

BOTH = pytest.mark.parametrize("room", [draws, day], ids=["draws", "hostility"])


class AskedAnew(Exception):
    """Something was made that could have been read."""


@pytest.fixture
def vintage() -> Vintage:
    return store.vintage("starter")


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[ModuleType, Path]]:
    """A folder for each, an empty cache, and makers that say when they are asked."""

    def made(*_: object, **__: object) -> object:
        raise AskedAnew

    found = {}
    for room, maker in ((draws, "simulated"), (day, "work_out")):
        found[room] = tmp_path / room.FOLDER.name
        shutil.copytree(room.FOLDER, found[room])
        monkeypatch.setattr(room, "FOLDER", found[room])
        monkeypatch.setattr(room, "cache_dir", lambda: tmp_path / "cache")
        monkeypatch.setattr(room, maker, made)
        room._stored.cache_clear()
    yield found
    for room in found:
        room._stored.cache_clear()


def ask(room: ModuleType, vintage: Vintage) -> object:
    return (draws.draws if room is draws else day.hostility)(vintage, vintage.date)


@BOTH
def test_what_is_whole_and_of_today_is_read(
    room: ModuleType, vintage: Vintage, copies: dict[ModuleType, Path]
) -> None:
    assert ask(room, vintage) is not None


@BOTH
def test_an_altered_file_is_an_error_and_never_read(
    room: ModuleType, vintage: Vintage, copies: dict[ModuleType, Path]
) -> None:
    path = copies[room] / room.FILE
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1  # one bit
    path.write_bytes(content)
    with pytest.raises(ChecksumMismatch, match="was altered"):
        ask(room, vintage)


@BOTH
def test_a_missing_file_or_a_damaged_stamp_is_an_error(
    room: ModuleType, vintage: Vintage, copies: dict[ModuleType, Path]
) -> None:
    (copies[room] / room.FILE).unlink()
    with pytest.raises(Unreadable):
        ask(room, vintage)
    (copies[room] / STAMP).write_text("{", encoding="utf-8")
    with pytest.raises(Unreadable, match="damaged"):
        ask(room, vintage)


@BOTH
@pytest.mark.parametrize("what", ["data", "version", "code"])
def test_a_stale_file_is_made_anew(
    room: ModuleType, vintage: Vintage, copies: dict[ModuleType, Path], what: str
) -> None:
    stamp = json.loads((copies[room] / STAMP).read_text())
    stamp["made"][what] = "0" * 64
    (copies[room] / STAMP).write_text(json.dumps(stamp))
    with pytest.raises(AskedAnew):
        ask(room, vintage)

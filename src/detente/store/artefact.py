"""An artefact: files made beforehand from a vintage, in a folder with a stamp that says how."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from detente.errors import ChecksumMismatch, DataError, SourceMissing, Unreadable
from detente.store.atomic import write_bytes, writing
from detente.store.make import Make

FORMAT = 1
STAMP = "stamp.json"
REMEDY = (
    "Install detente anew, or build it: `detente data build-fits`, `detente data build-record`."
)


@dataclass(frozen=True)
class Artefact:
    """What was made, of what and by what.

    Attributes
    ----------
    date : of the vintage it was made from
    seed : of what was drawn in making it
    files : name → SHA-256
    """

    folder: Path
    made: Make
    date: date
    seed: int
    files: Mapping[str, str]

    def read(self, name: str) -> bytes:
        """The content of a file, checked.

        Raises
        ------
        Unreadable          there is no such file
        ChecksumMismatch    it was altered
        """
        path = self.folder / name
        try:
            content, expected = path.read_bytes(), self.files[name]
        except (OSError, KeyError) as error:
            raise _unreadable(path, str(error)) from error
        got = hashlib.sha256(content).hexdigest()
        if got != expected:
            raise ChecksumMismatch(
                f"{path} was altered. Its SHA-256 is {got}, expected was {expected}. {REMEDY}",
                path=path,
                expected=expected,
                got=got,
            )
        return content


def write_artefact(
    folder: Path, contents: Mapping[str, bytes], made: Make, day: date, seed: int
) -> Artefact:
    """Write files and their stamp, the stamp last; files that only an older stamp named go.

    Raises
    ------
    StoreUnwritable     the folder cannot be written
    """
    files = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    stamp = {
        "format": FORMAT,
        "date": day.isoformat(),
        "made": asdict(made),
        "seed": seed,
        "files": dict(sorted(files.items())),
    }
    before: set[str] = set()
    with suppress(DataError):
        before = set(read_artefact(folder).files)
    for name, content in contents.items():
        write_bytes(folder / name, content)
    write_bytes(folder / STAMP, (json.dumps(stamp, indent=1) + "\n").encode())
    with writing(folder):
        for name in before - set(files):
            (folder / name).unlink(missing_ok=True)
    return Artefact(folder, made, day, seed, files)


def read_artefact(folder: Path) -> Artefact:
    """The artefact in a folder; its files are read when asked for.

    Raises
    ------
    SourceMissing   the folder has no stamp
    Unreadable      the stamp is damaged, or of another format
    """
    path = folder / STAMP
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
        if stamp["format"] != FORMAT:
            raise _unreadable(path, f"its format is {stamp['format']}, known is {FORMAT}")
        day = date.fromisoformat(stamp["date"])
        return Artefact(folder, Make(**stamp["made"]), day, stamp["seed"], stamp["files"])
    except FileNotFoundError:
        raise SourceMissing(
            f"The package holds nothing in {folder}. {REMEDY}", names=(folder.name,)
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(path, f"it is damaged ({error})") from error


def _unreadable(path: Path, why: str) -> Unreadable:
    return Unreadable(f"{path} cannot be read: {why}. {REMEDY}", path=path, reason=why)

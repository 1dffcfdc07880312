"""Sources into the cache, and out of it as frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from detente.errors import ChecksumMismatch, DataError, FetchFailed, SourceMissing
from detente.sources.declare import Frame, Source
from detente.store.atomic import sweep
from detente.store.catalogue import Catalogue, declared
from detente.store.convert import convert, converted, load
from detente.store.download import PATIENCE, Patience, download
from detente.store.folders import (
    cache_dir,
    files_dir,
    holds,
    parquet_dir,
    raw_path,
    sha256_of,
    vintages_dir,
)
from detente.store.mirror import Mirror, chosen
from detente.store.progress import Report, progress_bar
from detente.words import listing

Origin = Literal["cache", "mirror", "network"]


@dataclass(frozen=True)
class Fetched:
    """A source that is in the cache now, and whence it came."""

    source: Source
    origin: Origin
    path: Path

    @property
    def name(self) -> str:
        """The name of the source."""
        return self.source.name


def fetch(
    names: Iterable[str] | None = None,
    *,
    mirror: str | Path | None = None,
    progress: bool = True,
    catalogue: Catalogue | None = None,
    patience: Patience = PATIENCE,
) -> list[Fetched]:
    """Bring sources into the cache: take or download, check, and convert each to Parquet.

    A mirror is asked first, then the address. One failure does not stop the others; it
    is raised at the end.

    Parameters
    ----------
    names : names of sources, or None for all that can be had (a file that exists in a
        mirror only is left out where there is none)
    mirror : a folder with the published files; without it the one DETENTE_MIRROR names

    Raises
    ------
    UnknownSource       no source has such a name
    SourceMissing       a file is nowhere within reach
    FetchFailed         the network gave up
    ChecksumMismatch    an address or the mirror has another file than the one declared
    BadMirror           the mirror cannot be used
    StoreUnwritable     the cache is full or read-only
    """
    served = catalogue or declared()
    folder = chosen(mirror)
    wanted = [
        source
        for source in served.select(names)
        if names is not None or not source.derived or (folder is not None and folder.has(source))
    ]
    for place in (files_dir(), parquet_dir(), vintages_dir()):
        sweep(place)
    fetched: list[Fetched] = []
    failures: list[tuple[Source, FetchFailed | ChecksumMismatch]] = []
    absent: list[Source] = []
    offline: FetchFailed | None = None
    with progress_bar(progress) as report:
        for count, source in enumerate(wanted, start=1):
            label = f"{source.id} ({count} of {len(wanted)})"
            try:
                got = _obtain(source, folder, None if offline else patience, label, report)
            except (FetchFailed, ChecksumMismatch) as error:
                if isinstance(error, FetchFailed) and error.offline:
                    offline = error
                    absent.append(source)
                else:
                    failures.append((source, error))
                continue
            if got is None:
                absent.append(source)
                continue
            if converted(source) is None:
                convert(source, got.path, served.reader(source.name))
            fetched.append(got)
    if failures:
        raise _first(failures)
    if absent:
        raise missing(absent, offline) from offline
    return fetched


def source(name: str, *, catalogue: Catalogue | None = None) -> Frame:
    """A source as a frame, from the cache or the mirror DETENTE_MIRROR names; never the network.

    Raises
    ------
    UnknownSource       no source has this name
    SourceMissing       it is in neither; the message says how to get it
    ChecksumMismatch    the file in the cache, or in the mirror, was altered
    """
    served = catalogue or declared()
    wanted = served.get(name)
    frame = load(wanted)
    if frame is not None:
        return frame
    raw = raw_path(wanted)
    if not holds(raw, wanted.sha256):
        folder = chosen(None)
        if folder is not None and folder.has(wanted):
            raw = folder.take(wanted, files_dir())
        elif raw.is_file():
            raise _altered(wanted, raw)
        else:
            raise missing([wanted])
    return convert(wanted, raw, served.reader(name))


def _obtain(
    source: Source,
    folder: Mirror | None,
    patience: Patience | None,
    label: str,
    report: Report,
) -> Fetched | None:
    """The published file in the cache; None where it is out of reach (no patience: no network)."""
    raw = raw_path(source)
    if holds(raw, source.sha256):
        return Fetched(source, "cache", raw)
    report(label, 0, source.size)
    if folder is not None and folder.has(source):
        return Fetched(source, "mirror", folder.take(source, files_dir()))
    if source.url is None or patience is None:
        return None

    def arrived(done: int) -> None:
        report(label, done, source.size)

    return Fetched(source, "network", download(source, files_dir(), patience, arrived))


def missing(sources: Sequence[Source], offline: FetchFailed | None = None) -> SourceMissing:
    """The error that names what is missing, and every way to get it."""
    names = " ".join(source.name for source in sources)
    ids = listing([source.id for source in sources])
    addressed = [source for source in sources if source.url is not None]
    derived = [source for source in sources if source.url is None]
    lines = [f"{ids} {'is' if len(sources) == 1 else 'are'} not in the cache ({cache_dir()})"]
    lines[0] += f", and {offline.reason}." if offline else "."
    if addressed:
        lines.append(f"With a connection: detente data fetch {' '.join(s.name for s in addressed)}")
    lines.append(f"From a folder that has the files: detente data fetch --mirror FOLDER {names}")
    lines.append("or set DETENTE_MIRROR=FOLDER.")
    if addressed:
        lines.append("Addresses:")
        lines += [f"  {source.name}  {source.url}" for source in addressed]
    if derived:
        lines.append(
            f"{listing([source.name for source in derived])}: no address yields "
            f"{'this file' if len(derived) == 1 else 'these files'}, only a mirror has "
            f"{'it' if len(derived) == 1 else 'them'}."
        )
    return SourceMissing(
        "\n".join(lines),
        names=tuple(source.name for source in sources),
        urls=tuple(source.url for source in addressed),
        cache=cache_dir(),
    )


def _altered(source: Source, raw: Path) -> ChecksumMismatch:
    got = sha256_of(raw)
    return ChecksumMismatch(
        f"{source.id}: {raw} was altered. Its SHA-256 is {got}, expected was {source.sha256}. "
        f"`detente data fetch {source.name}` replaces it.",
        source=source.name,
        path=raw,
        expected=source.sha256,
        got=got,
    )


def _first(failures: Sequence[tuple[Source, FetchFailed | ChecksumMismatch]]) -> DataError:
    """The first failure, which also names the sources of the others."""
    (_, error), *others = failures
    if not others:
        return error
    also = listing([source.name for source, _ in others])
    return type(error)(
        f"{error.message} These failed as well: {also}.",
        **error.facts,
        failed=tuple(source.name for source, _ in failures),
    )

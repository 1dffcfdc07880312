"""One published file from its address: resumed, retried, and checked before anyone reads it.

pooch names, checks and places the file; its own HTTP downloader always starts at the
first byte, so the one given to it here continues a partial file instead.
"""

from __future__ import annotations

import errno
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import detente
from detente.errors import ChecksumMismatch, FetchFailed
from detente.sources.declare import Source
from detente.store.atomic import flush_folder, writing
from detente.store.folders import raw_name, sha256_of

if TYPE_CHECKING:
    import requests

try:
    import fcntl
except ImportError:  # Windows: partial files are not shared between processes there
    fcntl = None  # type: ignore[assignment]

_CHUNK = 1024  # at most this much is lost when a connection breaks
_BUSY = {429, 500, 502, 503, 504}


@dataclass(frozen=True)
class Patience:
    """How long to bear with a bad connection; times in seconds."""

    tries: int = 6  # requests for one file, of which each continues the one before
    tries_offline: int = 2  # the same, while no connection could be made at all
    connect: float = 10.0
    read: float = 30.0
    pause: float = 0.5  # doubled after every failure
    longest_pause: float = 16.0

    def after(self, failures: int, *, asked: float = 0.0) -> float:
        """The pause after so many failures; longer if the server asked for it, within bounds."""
        return min(max(self.pause * 2.0 ** (failures - 1), asked), self.longest_pause)


PATIENCE = Patience()


class _Drop(Exception):
    """A failure that another try may mend; `restart` where the partial file is of no use."""

    def __init__(
        self, reason: str, *, offline: bool = False, restart: bool = False, wait: float = 0.0
    ) -> None:
        super().__init__(reason)
        self.offline = offline
        self.restart = restart
        self.wait = wait


class ResumingDownloader:
    """A pooch downloader that continues a partial file with an HTTP range request.

    The partial file lies beside the target, named by the checksum of the whole, so that
    a later process finds it. Only one process continues it at a time; a second one
    downloads for itself.

    Attributes
    ----------
    resumed : bool      whether bytes of an earlier connection are part of the file
    got : str or None   SHA-256 of the finished file
    """

    def __init__(
        self, sha256: str, size: int, patience: Patience, report: Callable[[int], None]
    ) -> None:
        self.sha256 = sha256
        self.size = size
        self.patience = patience
        self.report = report
        self.resumed = False
        self.got: str | None = None

    def __call__(self, url: str, output_file: str, pooch: object) -> None:
        """Fill `output_file` from `url`.

        Raises
        ------
        FetchFailed     every try failed, or the server refused
        """
        target = Path(output_file)
        with _claimed(target.with_name(f"{self.sha256}.part"), otherwise=target) as file:
            self._fill(url, file)
            os.fsync(file.fileno())
            path = Path(file.name)
            self.got = sha256_of(path)
            if path != target:
                path.replace(target)

    def _fill(self, url: str, file: IO[bytes]) -> None:
        """Ask until the file is whole; patience is bounded."""
        failures = 0
        while True:
            try:
                self._request(url, file)
                return
            except _Drop as drop:
                failures += 1
                if drop.restart:
                    _empty(file)
                most = self.patience.tries_offline if drop.offline else self.patience.tries
                if failures >= most:
                    raise _failed(url, drop, failures) from drop
                time.sleep(self.patience.after(failures, asked=drop.wait))

    def _request(self, url: str, file: IO[bytes]) -> None:
        """One request, for what is still missing."""
        import requests

        have = file.seek(0, os.SEEK_END)
        if have > self.size:
            have = _empty(file)
        if have == self.size:
            self.resumed = True
            return
        headers = {"User-Agent": f"detente/{detente.__version__}", "Accept-Encoding": "identity"}
        if have:
            headers["Range"] = f"bytes={have}-"
        timeout = (self.patience.connect, self.patience.read)
        try:
            with requests.get(url, headers=headers, stream=True, timeout=timeout) as response:
                self.resumed = _continues(url, response, have)
                if have and not self.resumed:
                    _empty(file)
                for chunk in response.iter_content(_CHUNK):
                    file.write(chunk)
                    self.report(file.tell())
                length_known = "Content-Length" in response.headers
        except requests.exceptions.RequestException as error:
            raise _explained(url, error) from error
        finally:
            file.flush()
        if file.tell() < self.size and not length_known:
            raise _Drop("the answer ended early")


def _empty(file: IO[bytes]) -> int:
    """Start a file anew."""
    file.truncate(0)
    return file.seek(0)


def _continues(url: str, response: requests.Response, have: int) -> bool:
    """Whether the answer continues after `have` bytes; False where it starts anew."""
    status = response.status_code
    if status == 200:
        return False
    if status == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
        return True
    said = f"the server answered {status} {response.reason or ''}".strip()
    if have and status in (206, 416):
        raise _Drop(said, restart=True)
    if status in _BUSY:
        asked = response.headers.get("Retry-After", "")
        raise _Drop(said, wait=float(asked) if asked.isdecimal() else 0.0)
    raise _refused(url, said)


def _explained(url: str, error: requests.exceptions.RequestException) -> Exception:
    """What went wrong on the way, and whether another try may mend it."""
    from requests import exceptions
    from urllib3.exceptions import NewConnectionError

    cause = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(error, exceptions.ConnectTimeout | exceptions.ProxyError) or isinstance(
        cause, NewConnectionError
    ):
        return _Drop("no connection could be made", offline=True)
    if isinstance(error, exceptions.SSLError):
        return _Drop(f"no secure connection could be made ({error})", offline=True)
    if isinstance(error, exceptions.Timeout) or "timed out" in str(error):
        return _Drop("the server fell silent")
    if isinstance(error, exceptions.ConnectionError | exceptions.ChunkedEncodingError):
        return _Drop("the connection was lost midway")
    return _refused(url, str(error))


def _failed(url: str, drop: _Drop, failures: int) -> FetchFailed:
    """Patience has run out."""
    return FetchFailed(
        f"Could not fetch {url}: {drop} (tried {failures} times). Try again later, what arrived "
        "is kept and continued; or take the file from a folder with `--mirror FOLDER`.",
        url=url,
        reason=str(drop),
        offline=drop.offline,
    )


def _refused(url: str, reason: str) -> FetchFailed:
    """Another try would bring the same answer."""
    return FetchFailed(
        f"Could not fetch {url}: {reason}. Take the file from a folder with `--mirror FOLDER`.",
        url=url,
        reason=reason,
        offline=False,
    )


@contextmanager
def _claimed(part: Path, *, otherwise: Path) -> Iterator[IO[bytes]]:
    """Open `part` for this process alone, or `otherwise` where another process has it.

    An empty part, and one that a full disk cut short, is removed.
    """
    with part.open("a+b") as file:
        if _lock(file, part):
            try:
                yield file
            except OSError as error:
                if error.errno == errno.ENOSPC:
                    part.unlink(missing_ok=True)
                raise
            finally:
                if part.is_file() and part.stat().st_size == 0:
                    part.unlink()
            return
    with otherwise.open("a+b") as file:
        yield file


def _lock(file: IO[bytes], path: Path) -> bool:
    """Lock an open file, if no other process has it and `path` still names it."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(file.fileno()).st_ino == path.stat().st_ino
    except (BlockingIOError, FileNotFoundError):
        return False


def download(
    source: Source, folder: Path, patience: Patience, report: Callable[[int], None]
) -> Path:
    """The published file of a source, fetched from its address into `folder`.

    A file that was put together from several connections and is wrong is fetched once
    more from its first byte; one that came whole and is wrong is refused.

    Raises
    ------
    FetchFailed         the network gave up
    ChecksumMismatch    the address yields another file; nothing is left behind
    StoreUnwritable     the folder cannot be written
    """
    import pooch

    pooch.get_logger().setLevel(logging.WARNING)
    again = True
    while True:
        downloader = ResumingDownloader(source.sha256, source.size, patience, report)
        arguments: dict[str, Any] = {
            "url": source.url,
            "known_hash": f"sha256:{source.sha256}",
            "fname": raw_name(source),
            "path": folder,
            "downloader": downloader,
        }
        try:
            with writing(folder):
                path = Path(pooch.retrieve(**arguments))
                flush_folder(folder)
                return path
        except ValueError as error:  # pooch's word for a wrong checksum
            if downloader.got in (None, source.sha256):
                raise
            if downloader.resumed and again:
                again = False
                continue
            raise ChecksumMismatch(
                f"{source.id}: the file at {source.url} is not the one declared. Its SHA-256 "
                f"is {downloader.got}, expected was {source.sha256}. Nothing was kept. "
                "Try again on another network, or use `--mirror FOLDER`.",
                source=source.name,
                url=source.url,
                expected=source.sha256,
                got=downloader.got,
            ) from error

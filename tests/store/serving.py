"""A web server on this machine that misbehaves as told, and sources of its own for it to serve."""

from __future__ import annotations

import csv
import hashlib
import io
import random
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import polars as pl

from detente.dates import Lag
from detente.sources.declare import Absent, Source, Unit
from detente.store import Catalogue, Patience

HASTY = Patience(tries=4, tries_offline=2, connect=2.0, read=0.4, pause=0.01, longest_pause=0.05)


def table(rows: int = 2_000, seed: int = 1816) -> bytes:
    """Capability shares of invented states, as a CSV file of about 30 bytes a row."""
    numbers = random.Random(seed)
    lines = [f"{row},{1816 + row % 208},{numbers.random():.17f}" for row in range(rows)]
    return ("\n".join(["state,year,cinc", *lines]) + "\n").encode()


def source(
    name: str, content: bytes, url: str | None, *, path: str = "", reader: int = 1
) -> Source:
    """A declaration of `content`."""
    return Source(
        name=name,
        title=f"The table {name}",
        version="1.0",
        rows=Unit("state-year", "cow"),
        covers=(1816, 2023),
        path=path or f"tables/{name}.csv",
        url=url,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        homepage="https://example.org",
        lag=Lag.YEAR_END,
        absent=Absent.UNKNOWN,
        licence="CC0",
        cite=f"Nobody (1816), {name}",
        reader=reader,
    )


def read_csv(path: Path) -> pl.DataFrame:
    return pl.read_csv(path)


def catalogue(*sources: Source) -> Catalogue:
    return Catalogue(sources, lambda name: read_csv)


def lay_mirror(folder: Path, files: dict[str, bytes]) -> Path:
    """A mirror with these files and a manifest as shared data have it, notes and all."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["path", "bytes", "sha256", "note"])
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        rows.writerow([path, len(content), digest, 'a "note", with commas'])
    (folder / "MANIFEST.csv").write_text(text.getvalue(), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Move:
    """How the server answers one request."""

    kind: str = "serve"
    at: int = 0  # bytes
    wait: float = 0.0  # seconds
    status: int = 500


@dataclass
class Server:
    """Files by path, the moves that await the next requests, and what was asked."""

    base: str
    files: dict[str, bytes] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    always: Move = field(default_factory=Move)
    ranges: list[str | None] = field(default_factory=list)

    def offer(self, name: str, content: bytes) -> Source:
        """Serve `content` and declare it."""
        self.files[f"/{name}.csv"] = content
        return source(name, content, f"{self.base}/{name}.csv")

    @property
    def requests(self) -> int:
        return len(self.ranges)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    plan: Server

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output clean."""

    def do_GET(self) -> None:
        plan = self.plan
        asked = self.headers.get("Range")
        plan.ranges.append(asked)
        move = plan.moves.pop(0) if plan.moves else plan.always
        self.close_connection = True
        content = plan.files.get(self.path)
        if content is None:
            self._send(404, b"not here")
            return
        if move.kind == "status":
            self._send(move.status, b"busy", {"Retry-After": "0"})
            return
        if move.kind == "corrupt":
            content = content[:-9] + b"999999999"
        elif move.kind == "truncate":
            content = content[: move.at]
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        if move.kind == "ignore range":
            start = 0
        if start and start >= len(content):
            self._send(416, b"")
            return
        if move.kind == "delay":
            time.sleep(move.wait)
        if move.kind == "other range":
            start -= 1
        headers = {}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        self._send(206 if start else 200, content[start:], headers, move)

    def _send(
        self,
        status: int,
        body: bytes,
        headers: dict[str, str] | None = None,
        move: Move | None = None,
    ) -> None:
        move = move or Move()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if move.kind != "no length":
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if move.kind in ("drop", "no length"):
            body = body[: move.at]
        if move.kind == "stall":
            self.wfile.write(body[: move.at])
            self.wfile.flush()
            time.sleep(move.wait)
            return
        if move.kind == "slow":
            for first in range(0, len(body), move.at):
                self.wfile.write(body[first : first + move.at])
                self.wfile.flush()
                time.sleep(move.wait)
            return
        self.wfile.write(body)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = False  # closing the server waits for its answers

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that are killed hang up; that is what these tests are about."""


@contextmanager
def serving() -> Iterator[Server]:
    """A server for the length of a block."""

    class Handler(_Handler):
        pass

    with _Quiet(("127.0.0.1", 0), Handler) as http:
        Handler.plan = Server(f"http://127.0.0.1:{http.server_address[1]}")
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Handler.plan
        finally:
            http.shutdown()
            thread.join()


def closed_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def left_behind(cache: Path) -> list[str]:
    """The names of all files in a cache."""
    return sorted(path.name for path in cache.rglob("*") if path.is_file())

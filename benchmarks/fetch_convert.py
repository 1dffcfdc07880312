"""How long all sources take from a mirror into an empty cache, converted and built.

The target is 60 s on two processors. The floor is the least that must be done: reading
the same files, checking their SHA-256 and writing them to the same disk.

    python benchmarks/fetch_convert.py FOLDER
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from detente.sources import registry
from detente.store.mirror import open_mirror
from frame import compare, keep


def copy(mirror: Path) -> None:
    """Every source's file into a new folder, its checksum taken on the way."""
    served = open_mirror(mirror)
    with tempfile.TemporaryDirectory() as folder:
        for source in registry.all_sources():
            content = (mirror / served.paths[source.sha256]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == source.sha256
            with (Path(folder) / source.name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())


def fetch(mirror: Path, *names: str) -> None:
    """`detente data fetch` into an empty cache."""
    with tempfile.TemporaryDirectory() as cache:
        subprocess.run(
            [sys.executable, "-m", "detente", "data", "fetch", "--mirror", str(mirror), *names],
            env={**os.environ, "DETENTE_CACHE": cache},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )


if __name__ == "__main__":
    mirror = Path(sys.argv[1]).resolve()
    sources = registry.all_sources()
    size = sum(source.size for source in sources)
    spec = f"{len(sources)} sources, {size / 1e6:.1f} MB as published, empty cache"
    cases = {
        "copy and checksum": (f"read, SHA-256, write, fsync: {spec}", lambda: copy(mirror)),
        "fetch and convert": (
            f"detente data fetch --mirror FOLDER NAME…: {spec}",
            lambda: fetch(mirror, *registry.NAMES),
        ),
        "fetch, convert and build": (
            f"detente data fetch --mirror FOLDER: {spec}",
            lambda: fetch(mirror),
        ),
    }
    keep("fetch_convert", compare(cases, floor="copy and checksum", runs=3))

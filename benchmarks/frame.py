"""What every benchmark shares: timing whole processes, and one CSV per benchmark.

A record is frozen: what was run, on what, how often, and how long it took. Seconds
depend on the machine; the ratio to a floor, measured in the same minute on the same
machine, hardly does. Runs of both alternate, so that a slow moment hits both.
"""

from __future__ import annotations

import csv
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import median

import detente

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Record:
    """One thing that was timed; `ratio` compares medians with the floor of the same file."""

    what: str
    spec: str
    runs: int
    min_s: float
    median_s: float
    max_s: float
    floor: str
    ratio: float
    detente: str
    python: str
    machine: str


def compare(
    cases: Mapping[str, tuple[str, Callable[[], object]]], *, floor: str, runs: int
) -> list[Record]:
    """Time every case `runs` times, in turn, after one run of each that is not counted.

    Parameters
    ----------
    cases : name → (what exactly is run, the run)
    floor : the case that the others are compared with
    """
    times: dict[str, list[float]] = {name: [] for name in cases}
    for run in range(runs + 1):
        for name, (_, act) in cases.items():
            began = time.perf_counter()
            act()
            if run:
                times[name].append(time.perf_counter() - began)
    lowest = median(times[floor])
    return [
        Record(
            what=name,
            spec=spec,
            runs=runs,
            min_s=round(min(times[name]), 4),
            median_s=round(median(times[name]), 4),
            max_s=round(max(times[name]), 4),
            floor=floor,
            ratio=round(median(times[name]) / lowest, 2),
            detente=detente.__version__,
            python=platform.python_version(),
            machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        )
        for name, (spec, _) in cases.items()
    ]


def python(*arguments: str) -> Callable[[], object]:
    """A run of this Python as a process of its own, with no cache and no mirror."""
    cache = str(Path(tempfile.gettempdir()) / "detente-without-cache")
    environment = {key: value for key, value in os.environ.items() if key != "DETENTE_MIRROR"}

    def run() -> object:
        return subprocess.run(
            [sys.executable, *arguments],
            env={**environment, "DETENTE_CACHE": cache},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    return run


def keep(name: str, records: Iterable[Record]) -> None:
    """Print the records and write them to `results/<name>.csv`."""
    rows = [asdict(record) for record in records]
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Record)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(table(rows))


def table(rows: Sequence[Mapping[str, object]]) -> str:
    """The measured columns, aligned for people."""
    shown = ("what", "runs", "min_s", "median_s", "max_s", "ratio")
    lines = [shown, *(tuple(str(row[column]) for column in shown) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )

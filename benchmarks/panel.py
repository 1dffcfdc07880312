"""The ten-step dyad-year: frame, borders, majors, capabilities, pledges, disputes, democracy,
rivalries, distances and organisations; then how its cost grows, and peace years.

The target is 0.9 s and 700 MB at the peak, in a fresh process with the import. The floor is
to import the libraries and read the same Parquet files. What R's peacesciencer takes for the
same job on one thread, measured elsewhere: 9.1 CPU seconds and 1.96 GB, and 5.6 s for the spells.

    python benchmarks/panel.py          (after `detente data fetch`)
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import time
from dataclasses import replace
from statistics import median

import numpy as np
import polars as pl

from detente.panel import dyad_years, peace_years
from detente.panel.noun import Load, Noun
from detente.panel.nouns import (
    alliances,
    capabilities,
    capital_distance,
    contiguity,
    democracy,
    disputes,
    igos,
    majors,
    rivalries,
)
from detente.panel.panel import Panel
from frame import RESULTS, compare, keep

ONE_SYSTEM = (1816, 2016)
SPAN = 201  # its years
NOUNS = (
    contiguity(),
    majors(),
    capabilities("nmc"),
    alliances("atop"),
    disputes("gml"),
    democracy(),
    rivalries("tss"),
    capital_distance(),
    igos(),
)
SOURCES = sorted({name for noun in NOUNS for name in noun.sources} | {"cow_states", "cow_gw_years"})
SCALES = (1, 4, 16)


def ten_steps(*, directed: bool = False) -> Panel:
    """The panel of the ten steps."""
    return dyad_years(1816, 2016, system="cow", directed=directed).add(*NOUNS)


def fresh(argument: str) -> int:
    """Run one job of this file in a process of its own; its peak memory in MB."""
    done = subprocess.run(
        [sys.executable, __file__, argument], capture_output=True, encoding="utf-8", check=True
    )
    return int(done.stdout.split()[-1])


def job(name: str) -> None:
    """What a fresh process does."""
    if name == "inputs":
        from detente import store

        for source in SOURCES:
            store.source(source)
    else:
        ten_steps(directed=name == "directed").collect()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def repeated(times: int) -> Panel:
    """The same job for so many systems one after another in time, with sources repeated alike.

    The rows are laid out beforehand, so that only writing the nouns is timed.
    """
    panel = ten_steps()
    one = panel.unit.build(panel.load, *ONE_SYSTEM)
    assert one.two is not None
    shift = np.repeat(np.arange(times, dtype=np.int32) * SPAN, len(one))
    year, first, second = (
        np.tile(one.year, times) + shift,
        *(np.tile(states, times) for states in (one.one, one.two)),
    )
    order = np.lexsort((year, second, first))
    rows = replace(one, year=year[order], one=first[order], two=second[order])
    unit = replace(
        panel.unit,
        build=lambda load, first, last: replace(rows),
        narrow=None,
        last=panel.unit.last + (times - 1) * SPAN,
    )
    return Panel(unit, load=panel.load).add(*(repeat(noun, times) for noun in NOUNS))


def repeat(noun: Noun, times: int) -> Noun:
    """A noun whose rows come again every 201 years."""

    def rows(load: Load) -> pl.DataFrame:
        once = noun.rows(load).filter(pl.col("year").is_between(1816, 2016))
        return pl.concat(
            once.with_columns((pl.col("year") + k * SPAN).cast(pl.Int32)) for k in range(times)
        )

    return replace(noun, rows=rows, covers=(noun.covers[0], noun.covers[1] + (times - 1) * SPAN))


def grow() -> None:
    """Seconds and rows at 1×, 4× and 16×, and what a million rows cost at each."""
    lines = []
    for times in SCALES:
        panel, seconds = repeated(times), []
        for _ in range(4):
            began = time.perf_counter()
            rows = panel.collect().height
            seconds.append(time.perf_counter() - began)
        middle = median(seconds[1:])
        lines.append((f"{times}x", rows, round(middle, 3), round(middle / rows * 1e6, 3)))
    header = ("systems", "rows", "median_s", "s_per_million_rows")
    with (RESULTS / "panel_growth.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *lines])
    for line in (header, *lines):
        print(*line)


def spells() -> None:
    """Seconds for peace years over the whole frame, the frame built beforehand."""
    panel = dyad_years(1816, 2016).add(disputes("gml", keep=["gmlmidonset"]))
    step, seconds = peace_years("gmlmidonset"), []
    for _ in range(6):
        state = panel.build()
        began = time.perf_counter()
        step(state)
        seconds.append(time.perf_counter() - began)
    line = ("peace years", len(state.index), round(median(seconds[1:]), 4))
    with (RESULTS / "panel_spells.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("what", "rows", "median_s"), line])
    print(*line)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        job(sys.argv[1])
        sys.exit()
    peak = {name: fresh(name) for name in ("inputs", "undirected", "directed")}
    cases = {
        "inputs": (
            f"import, read {len(SOURCES)} Parquet files; peak {peak['inputs']} MB",
            lambda: fresh("inputs"),
        ),
        "ten steps": (
            f"956,145 undirected COW dyad-years 1816–2016; peak {peak['undirected']} MB",
            lambda: fresh("undirected"),
        ),
        "ten steps, directed": (
            f"1,912,290 directed COW dyad-years 1816–2016; peak {peak['directed']} MB",
            lambda: fresh("directed"),
        ),
    }
    keep("panel", compare(cases, floor="inputs", runs=5))
    grow()
    spells()

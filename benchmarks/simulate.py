"""How long the world takes to walk: ten thousand draws of twenty years, and its floor beside it.

    python benchmarks/simulate.py

Writes benchmarks/results/simulate.csv. The floor is one pass over all pairs of states for every
draw and year, the least any such simulation must do to add up chances of pairs: NumPy adds a row
of pairs to a running sum as often, on one thread.
"""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import numpy as np

from detente import store
from detente.models.past import Past
from detente.models.simulate.run import simulate
from detente.models.simulate.start import start
from detente.models.treaty import processes

RESULTS = Path(__file__).parent / "results" / "simulate.csv"
YEARS = 20


def main() -> None:
    past = Past(store.vintage("starter"), date(2019, 1, 1))
    began = time.perf_counter()
    fits = processes.fit(past)
    at = start(past, fits)
    rows = [["fit the processes", "", "", round(time.perf_counter() - began, 2)]]
    began = time.perf_counter()
    simulate(at, fits, draws=1, years=1, seed=0)
    rows.append(
        ["compile, or load what was compiled", "", "", round(time.perf_counter() - began, 2)]
    )
    for draws, threads in ((500, 1), (500, 2), (10_000, 1), (10_000, 2)):
        began = time.perf_counter()
        simulate(at, fits, draws=draws, years=YEARS, seed=1, threads=threads)
        taken = time.perf_counter() - began
        rows.append(["walk", draws, threads, round(taken, 2)])
    pairs = len(at.states) * (len(at.states) - 1) // 2
    chance, total = np.full(pairs, 1e-4), np.zeros(pairs)
    began = time.perf_counter()
    for _ in range(10_000 * YEARS):
        total += chance
    rows.append(["floor: add a row of pairs", 10_000, 1, round(time.perf_counter() - began, 2)])
    for row in rows:
        print(*row)
    with RESULTS.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["what", "draws", "threads", "seconds"])
        writer.writerows(rows)


if __name__ == "__main__":
    main()

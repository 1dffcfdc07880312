"""How well a dispute is told within h years, when disputes are known only to eleven years before.

    python benchmarks/hostility_ahead.py

Origins every two years; the chance of an onset in T + 1 … T + h by `hostility.ahead` where
disputes end at T − 11 and UCDP at T − 1 (as of 2026: 2014 and 2024), against the share of
pair-years with an onset as known in that record, and by the same hazard with records current.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from detente import store
from detente.evaluate.staggered import Lags, Staggered
from detente.models.hostility import ahead, disputes
from detente.models.past import Past

LAST = 2014
LAGS = Lags(pledge=8, dispute=11, organisation=11, conflict=1)
ORIGINS = {1: range(1995, 2014, 2), 5: range(1995, 2010, 2), 10: range(1995, 2005, 2)}


def log_loss(chance: np.ndarray, came: np.ndarray) -> np.ndarray:
    return -np.log(np.where(came, chance, 1 - chance))


def main() -> None:
    vintage = store.vintage("starter")
    full = Past(vintage, date(2026, 1, 1)).cube
    found: dict[tuple[int, str], list[np.ndarray]] = {}
    for year in range(1995, 2014, 2):
        late, current = Staggered(vintage, year, LAGS), Past(vintage, date(year + 1, 1, 1))
        cube = late.cube
        rows = np.flatnonzero(cube.member[:, cube.year(year)])
        codes = cube.states[cube.one[rows]], cube.states[cube.two[rows]]
        place = full.index[
            np.searchsorted(full.states, codes[0]), np.searchsorted(full.states, codes[1])
        ]
        same = current.cube.index[
            np.searchsorted(current.cube.states, codes[0]),
            np.searchsorted(current.cube.states, codes[1]),
        ]
        table = ahead.seen(late)
        rival = table.get("rivalry", table.now(rows)) > 0
        for horizon, origins in ORIGINS.items():
            if year not in origins:
                continue
            after = full.year(year) + 1
            came = full.onset[place, after : after + horizon].any(axis=1)
            lagged = disputes.hazard_at(late, "dispute", table, rows, horizon)
            now = disputes.hazard(current, "dispute", same, horizon)
            base = disputes.base(late, "dispute", rows, horizon)
            _, event = disputes.training(late, "dispute", horizon, table)
            at = disputes.training(late, "dispute", horizon, table)[0]
            rate = event[table.get("rivalry", at) > 0].mean()
            inside = np.where(rival, rate, base)
            for name, value in (
                ("came", came),
                ("rival", rival),
                ("lagged", lagged),
                ("current", now),
                ("base", base),
                ("rate", inside),
            ):
                found.setdefault((horizon, name), []).append(value)
        print(year, flush=True)
    print("horizon  pairs  rows  events  skill lagged  current  Σp/Σy lagged")
    for horizon in ORIGINS:
        get = {
            n: np.concatenate(found[horizon, n])
            for n in ("came", "rival", "lagged", "current", "base", "rate")
        }
        for who, these, than in (("all", slice(None), "base"), ("rivals", get["rival"], "rate")):
            came = get["came"][these]
            loss = {n: log_loss(get[n][these], came).sum() for n in ("lagged", "current", than)}
            skill = {n: 100 * (1 - loss[n] / loss[than]) for n in ("lagged", "current")}
            total = get["lagged"][these].sum() / came.sum()
            print(
                f"{horizon:>7}  {who:<6} {len(came):>6} {came.sum():>5}  "
                f"{skill['lagged']:.1f}  {skill['current']:.1f}  {total:.2f}"
            )


if __name__ == "__main__":
    main()

"""How well a dispute is told within h years, when disputes are known only to eleven years before.

    python benchmarks/hostility_ahead.py

Origins every two years; the chance of an onset in T + 1 … T + h by `hostility.ahead` where
disputes end at T − 11 and UCDP at T − 1 (as of 2026: 2014 and 2024), against the share of
pair-years with an onset as known in that record, and by the same hazard with records current.
Trees are fitted on the same lagged features with the settings, columns and directions of
`hostility.trees`; UCDP's two columns must raise the chance. The blend is the mean of both
log-odds. Intervals, of what the blend is ahead by, draw pairs with replacement.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from detente import store
from detente.evaluate.staggered import Lags, Staggered
from detente.models.hostility import disputes, lagged, trees
from detente.models.hostility.parted import something
from detente.models.logit import expit, logit
from detente.models.past import Past

LAST = 2014
LAGS = Lags(pledge=8, dispute=11, organisation=11, conflict=1)
ORIGINS = {1: range(1995, 2014, 2), 5: range(1995, 2010, 2), 10: range(1995, 2005, 2)}
MODELS = ("hazard", "trees", "blend", "current")
DRAWS, SEED = 2_000, 1


def log_loss(chance: np.ndarray, came: np.ndarray) -> np.ndarray:
    return -np.log(np.where(came, chance, 1 - chance))


def ahead_by(place: np.ndarray, loss: dict[str, np.ndarray], than: str) -> tuple[float, ...]:
    """Points of log skill the blend is ahead of the hazard by, and the middle 90% over pairs."""
    _, pair = np.unique(place, return_inverse=True)
    gain, whole = (np.bincount(pair, x) for x in (loss["hazard"] - loss["blend"], loss[than]))
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(len(gain), np.full(len(gain), 1 / len(gain)), size=DRAWS)
    low, high = np.quantile(100 * (drawn @ gain) / (drawn @ whole), (0.05, 0.95))
    return 100 * gain.sum() / whole.sum(), low, high


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
        table = lagged.seen(late)
        at = table.now(rows)
        rival, near = table.get("rivalry", at) > 0, something(table, at)
        x = table.some(trees.columns(table), at[near])
        for horizon, origins in ORIGINS.items():
            if year not in origins:
                continue
            after = full.year(year) + 1
            came = full.onset[place, after : after + horizon].any(axis=1)
            hazard = disputes.hazard_at(late, "dispute", table, rows, horizon)
            boosted, blend = hazard.copy(), hazard.copy()
            boosted[near] = trees.fitted_at(late, "dispute", table, horizon).predict(x)
            blend[near] = expit((logit(hazard[near]) + logit(boosted[near])) / 2)
            base = disputes.base(late, "dispute", rows, horizon)
            fitted, event = disputes.training(late, "dispute", horizon, table)
            rate = event[table.get("rivalry", fitted) > 0].mean()
            for name, value in (
                ("place", place),
                ("came", came),
                ("rival", rival),
                ("hazard", hazard),
                ("trees", boosted),
                ("blend", blend),
                ("current", disputes.hazard(current, "dispute", same, horizon)),
                ("base", base),
                ("rate", np.where(rival, rate, base)),
            ):
                found.setdefault((horizon, name), []).append(value)
        print(year, flush=True)
    print(f"years  among   rows  events  skill: {'  '.join(MODELS)}  blend − hazard  Σp/Σy of both")
    for horizon in ORIGINS:
        get = {name: np.concatenate(found[h, name]) for h, name in found if h == horizon}
        for who, these, than in (("all", slice(None), "base"), ("rivals", get["rival"], "rate")):
            came = get["came"][these]
            loss = {name: log_loss(get[name][these], came) for name in (*MODELS, than)}
            skill = [100 * (1 - loss[name].sum() / loss[than].sum()) for name in MODELS]
            by, low, high = ahead_by(get["place"][these], loss, than)
            totals = [get[name][these].sum() / came.sum() for name in ("hazard", "blend")]
            print(
                f"{horizon:>5}  {who:<6} {len(came):>6} {came.sum():>5}  "
                f"{'  '.join(f'{one:.1f}' for one in skill)}  {by:.2f} [{low:.2f}, {high:.2f}]  "
                f"{totals[0]:.2f} {totals[1]:.2f}"
            )


if __name__ == "__main__":
    main()
